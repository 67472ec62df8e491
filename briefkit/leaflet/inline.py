"""The inline text of a block as markup, its references as links to the notes."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from markupsafe import Markup, escape

from briefkit.languages import direction
from briefkit.leaflet.left_to_right import left_to_right_runs
from briefkit.leaflet.locale_text import LocaleWriter, left_to_right, unbroken
from briefkit.leaflet.markup import annotated, in_language, plain, stripped
from briefkit.leaflet.unbroken import unbroken_runs, with_unbroken_blanks
from briefkit.model import (
    Break,
    Citation,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    LocalisedText,
    NoteReference,
    Strong,
    Text,
)

__all__ = ["InlineWriter", "References"]


# What is written as an address: without blanks, and with a sign that only these have within.
_ADDRESS = re.compile(r"\S+[./@]\S+")


@dataclass(frozen=True, slots=True)
class References:
    """How the references of a text are written; those that have no way are left out.

    `name` names the link to a note, for readers of screens. `foot` writes a note that stands at the
    foot of its page, beside the first mark that leads to it, or where it is `kept`. `cite` writes a
    citation in place.
    """

    name: Callable[[int], str] | None = None
    foot: Callable[[int], str] | None = None
    kept: list[Markup] | None = None
    cite: Callable[[Citation], Markup] | None = None


class InlineWriter:
    """Writes the blocks of one text, in their order.

    `marks` are the numbers of the notes that its references lead to. Without notes, it leaves them
    out; with `notes_at_foot`, each stands beside its first mark.
    """

    def __init__(
        self,
        locale: LocaleWriter,
        marks: Iterable[int],
        *,
        with_notes: bool,
        notes_at_foot: bool = False,
    ) -> None:
        self._locale = locale
        self._marks = iter(marks)
        self._with_notes = with_notes
        self._notes_at_foot = notes_at_foot
        self._times: dict[int, int] = {}
        self._hold: Callable[[Markup], Markup] = unbroken

    def inline(
        self,
        content: LocalisedText,
        note_name: Callable[[int], str] | None,
        foot_note: Callable[[int], str] | None = None,
        *,
        notes_last: bool = False,
    ) -> Markup:
        """Return a block's content.

        `note_name` names the link to a note, None leaves notes out; `foot_note` writes a note where
        notes stand at the foot of their pages: behind its mark, or behind all else.
        """
        if note_name is None or not self._with_notes:
            return self.written(content, References())
        kept: list[Markup] | None = [] if notes_last else None
        foot = foot_note if self._notes_at_foot else None
        markup = self.written(content, References(note_name, foot, kept))
        return Markup("").join([markup, *(kept or ())])

    def written(self, content: LocalisedText, references: References) -> Markup:
        """Return a block's content, its references written as they ask for."""
        nodes = content.inline if references.cite else _closed_up(content.inline)
        markup = self._in_direction(nodes, content.locale, references)
        markup = annotated(
            in_language(markup, content.locale) if content.fallback else markup, content
        )
        if not content.number:
            return markup
        number = self._locale.ltr(content.number)
        return Markup('<b class="passage">{}</b>&nbsp;{}').format(number, markup)

    def _in_direction(self, nodes: Sequence[Inline], locale: str, references: References) -> Markup:
        """Return the markup of nodes in a language; in one from right to left, runs isolated."""
        leftwards = direction(locale) == "rtl"
        # What keeps its order keeps its line too, but for words, which may part.
        nodes = with_unbroken_blanks(nodes) if leftwards else nodes
        runs = (left_to_right_runs if leftwards else unbroken_runs)(_text(nodes))
        outer, self._hold = self._hold, left_to_right if leftwards else unbroken
        markup = self._nodes(nodes, references, 0, runs)
        self._hold = outer
        return markup

    def _nodes(
        self,
        nodes: Sequence[Inline],
        references: References,
        start: int,
        runs: Sequence[tuple[int, int]],
    ) -> Markup:
        """Return the markup of nodes, whose text begins at `start` of their block's.

        `runs` are where left-to-right runs, or those that stay on a line, start and end in it. One
        that goes on from a node to the next is isolated as a whole; one that begins or ends within
        emphasis by its parts.
        """
        isolates = list(_isolates(nodes, start, runs))
        inner = [run for run in runs if not any(a <= run[0] and run[1] <= b for a, b in isolates)]
        pieces: list[tuple[int, Markup]] = []
        before: Inline | None = None
        for node, text in _shown(nodes):
            end = start + len(text)
            if isinstance(node, Text):
                cuts = {start, end, *(c for run in isolates for c in run if start < c < end)}
                pieces += [
                    (a, escape(text[a - start : b - start])) for a, b in pairwise(sorted(cuts))
                ]
            else:
                pieces.append((start, self._node(node, references, start, inner, before)))
            start, before = (
                end,
                node if text.strip() or isinstance(node, Citation | NoteReference) else before,
            )
        parts = [markup for at, markup in pieces if not isolates or at < isolates[0][0]]
        for (first, last), after in zip(isolates, [*isolates[1:], (start + 1, 0)], strict=False):
            held = Markup("").join(markup for at, markup in pieces if first <= at < last)
            parts.append(self._hold(held))
            parts += [markup for at, markup in pieces if last <= at < after[0]]
        return Markup("").join(parts)

    def _node(
        self,
        node: Inline,
        references: References,
        start: int,
        runs: Sequence[tuple[int, int]],
        before: Inline | None,
    ) -> Markup:
        """Return the markup of a node; `before` is the one before it that isn't blank."""
        match node:
            case Emphasis(children):
                return Markup("<em>{}</em>").format(self._nodes(children, references, start, runs))
            case Strong(children):
                inner = self._nodes(children, references, start, runs)
                return Markup("<strong>{}</strong>").format(inner)
            case Link(href, children):
                inner = self._nodes(children, references, start, runs)
                # An address has few places where a line may end.
                kind = Markup(' class="url"') if _ADDRESS.fullmatch(_text(children)) else ""
                return Markup('<a{} href="{}">{}</a>').format(kind, href, inner)
            case InLanguage(locale, children):
                return in_language(self._in_direction(children, locale, references), locale)
            case Break():
                return Markup("<br>")
            case Citation() if references.cite is not None:
                return references.cite(node)
            case Citation() | NoteReference() if references.name is not None:
                return self._mark(references, isinstance(before, Citation | NoteReference))
        return Markup("")

    def _mark(self, references: References, after_another: bool) -> Markup:
        assert references.name is not None
        number = next(self._marks)
        self._times[number] = times = self._times.get(number, 0) + 1
        # Two marks side by side would read as one number: 1 and 2 as 12.
        comma = self._locale.comma.strip() if after_another else ""
        # Pango breaks a line between a full stop and a digit, but not at a word joiner.
        mark = Markup(
            '&#x2060;<sup>{4}<a id="ref-{0}{1}" href="#note-{0}" aria-label="{2}">{3}</a></sup>'
        ).format(
            number,
            f"-{times}" if times > 1 else "",
            plain(references.name(number)),
            self._locale.ltr(number),
            comma,
        )
        if references.foot is None or times > 1:
            return mark
        # Set at the page's foot: a part of the sentence to HTML, so no block may hold it.
        note = Markup('<small class="foot-note" id="note-{0}" data-number="{0}">{1}</small>')
        written = note.format(number, stripped(references.foot(number)))
        if references.kept is None:
            return mark + written
        references.kept.append(written)
        return mark


def _closed_up(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return nodes without the blanks before reference marks: these stand close to the text."""
    closed: list[Inline] = []
    for node, after in zip_longest(nodes, nodes[1:]):
        if isinstance(node, Text) and isinstance(after, Citation | NoteReference):
            node = Text(node.text.rstrip(" "))
        elif isinstance(node, Emphasis | Strong | Link | InLanguage):
            node = replace(node, children=_closed_up(node.children))
        closed.append(node)
    return tuple(closed)


def _shown(nodes: Sequence[Inline]) -> Iterator[tuple[Inline, str]]:
    """Yield nodes with their text; breaks, notes' marks and other languages end a line."""
    for node in nodes:
        match node:
            case Text(text):
                yield node, text
            case Emphasis(children) | Strong(children) | Link(_, children):
                yield node, _text(children)
            case _:
                yield node, "\n"


def _text(nodes: Sequence[Inline]) -> str:
    return "".join(text for _, text in _shown(nodes))


def _isolates(
    nodes: Sequence[Inline], start: int, runs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the parts of runs that hold text of `nodes` themselves, and none of them in part."""
    text = _text(nodes)
    for first, last in runs:
        first, last = max(first, start), min(last, start + len(text))
        at, own = start, False
        for node, shown in _shown(nodes):
            end = at + len(shown)
            if isinstance(node, Text):
                own = own or max(first, at) < min(last, end)
            elif first < at < last < end:
                last = at
            elif at < first < end < last:
                first = end
            at = end
        held = text[max(first - start, 0) : max(last - start, 0)]
        first, last = first + len(held) - len(held.lstrip()), last - len(held) + len(held.rstrip())
        if own and held.strip():
            yield first, last
