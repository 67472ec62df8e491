"""The inline text of a block becomes a segment, or a refusal with its line."""

import re
from collections.abc import Mapping, Sequence

from briefkit.brief.inline import read_inline
from briefkit.brief.notes import note_labels
from briefkit.brief.unset_lines import unset_lines
from briefkit.brief.unset_signs import UnsetMarkup, unset_markup
from briefkit.diagnostics import Diagnostic, Location, listed, translatable
from briefkit.model import Segment

__all__ = ["SegmentReader"]


class SegmentReader:
    """Reads the segments of one audience's text; `faults` is all that is wrong with it.

    `lines` are the text's; `heading` is the one that stands above what is read; `targets` are the
    names of links that the text defines, with their lines. `notes` are the footnotes that it refers
    to, by label, with the first line of each.
    """

    def __init__(
        self, path: str, audience: str, lines: Sequence[str], targets: Mapping[str, int]
    ) -> None:
        self.path = path
        self.audience = audience
        self.lines = lines
        self.targets = targets
        self.heading = ""
        self.notes: dict[str, int] = {}
        self.faults: list[Diagnostic] = []

    def refuse(self, message: str, hint: str, line: int) -> None:
        """Tell of a fault, once."""
        place = Location(self.path, line)
        found = Diagnostic(check="source", message=message, hint=hint, location=place)
        if found not in self.faults:
            self.faults.append(found)

    def read(self, kind: str, content: str, line: int) -> Segment:
        """Return the segment of a block's raw inline text.

        `kind` is what translators are told of it, and `line` where it begins (from 1).
        """
        text = _fold(content)
        location = Location(self.path, line)
        if not text:
            self.refuse(
                # TRANSLATORS: %(kind)s is “list item”, “footnote” or the like
                translatable("This is empty: %(kind)s.", kind=kind),
                translatable("Fill it, or take it out."),
                line,
            )
        nodes, faults = read_inline(text, location)
        self.faults += faults
        lines = content.split("\n")
        in_lines = tuple(unset_lines(lines))
        for number, found in in_lines:
            self._refuse_markup(found, line + number)
        seen = {found.what for _, found in in_lines}
        for found in unset_markup(text, nodes):
            if found.what not in seen and not self._has_target(found, text):
                seen.add(found.what)
                self._refuse_markup(found, line + _line_of(found.signs, lines))
        if kind != "paragraph" and (signs := re.search(r"(?<![\\#])##+$", text)):
            self._refuse_markup(
                UnsetMarkup(
                    signs[0],
                    translatable("a heading's closing signs"),
                    translatable("Take them out."),
                ),
                line,
            )
        for label in note_labels(nodes):
            self.notes.setdefault(label, line)
        return Segment(text=text, location=location, comment=self._place(kind))

    def _place(self, kind: str) -> str:
        """Return where a text of a kind stands, for translators."""
        if kind == "title":
            return listed((kind, self.audience))
        # TRANSLATORS: where a passage stands: “paragraph, under ‘Get help’, patients”; %(kind)s is
        # “paragraph”, “list item” or the like, %(audience)s a name of whom the text is for
        return translatable(
            "%(kind)s, under ‘%(heading)s’, %(audience)s",
            kind=kind,
            heading=self.heading,
            audience=self.audience,
        )

    def _refuse_markup(self, found: UnsetMarkup, line: int) -> None:
        self.refuse(
            translatable(
                "This markup would print as it stands: “%(signs)s”, %(what)s.",
                signs=found.signs,
                what=found.what,
            ),
            found.remedy,
            line,
        )

    def _has_target(self, found: UnsetMarkup, text: str) -> bool:
        """Whether it uses a link that is reported where that is defined."""
        names = re.findall(r"\]\[([^\]]+)\]", text) if found.signs == "][" else []
        return any(name.upper() in self.targets for name in names)


def _line_of(signs: str, lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if signs in line), 0)


def _fold(content: str) -> str:
    """Return a block's raw inline text with its soft line breaks folded to spaces."""
    # A hard break is two spaces or a backslash before the line's end (CommonMark 0.31, 6.7).
    content = re.sub(r"(?:(?<! ) {2,}|(?<!\\)((?:\\\\)*)\\)\n\s*", r"\1\\\n", content)
    return re.sub(r"(?<!\\)\n\s*", " ", content).strip()
