"""The inline text of a block as markup, its citations as links to the notes."""

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from briefkit.languages import direction
from briefkit.leaflet.locale_text import LocaleWriter
from briefkit.leaflet.markup import annotated, in_language, plain
from briefkit.model import Break, Citation, Emphasis, Inline, Link, LocalisedText, Strong, Text

__all__ = ["InlineWriter"]


class InlineWriter:
    """Writes the blocks of one text, in their order: `marks` are its citations' note numbers.

    Without notes, it leaves the citations out.
    """

    def __init__(self, locale: LocaleWriter, marks: Iterable[int], *, with_notes: bool) -> None:
        self._locale = locale
        self._marks = iter(marks)
        self._with_notes = with_notes

    def inline(self, content: LocalisedText, note_name: Callable[[int], str] | None) -> Markup:
        """Return a block's content; `note_name` names the link to a note, None leaves notes out."""
        text_direction = direction(content.locale)
        isolated = self._locale.direction == "rtl" and text_direction == "rtl"
        markup = self._nodes(content.inline, note_name, isolated=isolated)
        return annotated(
            in_language(markup, content.locale) if content.fallback else markup, content
        )

    def _nodes(
        self,
        nodes: tuple[Inline, ...],
        note_name: Callable[[int], str] | None,
        *,
        isolated: bool,
    ) -> Markup:
        parts: list[Markup] = []
        for position, node in enumerate(nodes):
            match node:
                case Text(text):
                    after = nodes[position + 1] if position + 1 < len(nodes) else None
                    # A reference mark stands close to what it supports.
                    text = text.rstrip(" ") if isinstance(after, Citation) else text
                    parts.append(self._locale.isolate(text) if isolated else escape(text))
                case Emphasis(children):
                    inner = self._nodes(children, note_name, isolated=isolated)
                    parts.append(Markup("<em>{}</em>").format(inner))
                case Strong(children):
                    inner = self._nodes(children, note_name, isolated=isolated)
                    parts.append(Markup("<strong>{}</strong>").format(inner))
                case Link(href, children):
                    inner = self._nodes(children, note_name, isolated=isolated)
                    parts.append(Markup('<a href="{}">{}</a>').format(href, inner))
                case Break():
                    parts.append(Markup("<br>"))
                case Citation() if note_name is not None and self._with_notes:
                    number = next(self._marks)
                    parts.append(
                        Markup(
                            '<sup><a id="ref-{0}" href="#note-{0}" aria-label="{1}">{2}</a></sup>'
                        ).format(number, plain(note_name(number)), self._locale.ltr(number))
                    )
                case Citation():
                    pass
        return Markup("").join(parts)
