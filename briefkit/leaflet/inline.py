"""The inline text of a block as markup, its citations as links to the notes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from briefkit.languages import direction
from briefkit.leaflet.left_to_right import left_to_right_runs
from briefkit.leaflet.locale_text import LocaleWriter, left_to_right, unbroken
from briefkit.leaflet.markup import annotated, in_language, plain
from briefkit.leaflet.unbroken import unbroken_runs, with_unbroken_blanks
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
        self._hold: Callable[[Markup], Markup] = unbroken

    def inline(self, content: LocalisedText, note_name: Callable[[int], str] | None) -> Markup:
        """Return a block's content; `note_name` names the link to a note, None leaves notes out."""
        leftwards = direction(content.locale) == "rtl"
        # What keeps its order keeps its line too, but for words, which may part.
        nodes = with_unbroken_blanks(content.inline) if leftwards else content.inline
        runs = (left_to_right_runs if leftwards else unbroken_runs)(_text(nodes))
        self._hold = left_to_right if leftwards else unbroken
        note_name = note_name if self._with_notes else None
        markup = self._nodes(nodes, note_name, 0, runs)
        return annotated(
            in_language(markup, content.locale) if content.fallback else markup, content
        )

    def _nodes(
        self,
        nodes: Sequence[Inline],
        note_name: Callable[[int], str] | None,
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
                pieces.append((start, self._node(node, note_name, start, inner, before)))
            start, before = end, node if text.strip() or isinstance(node, Citation) else before
        parts = [markup for at, markup in pieces if not isolates or at < isolates[0][0]]
        for (first, last), after in zip(isolates, [*isolates[1:], (start + 1, 0)], strict=False):
            held = Markup("").join(markup for at, markup in pieces if first <= at < last)
            parts.append(self._hold(held))
            parts += [markup for at, markup in pieces if last <= at < after[0]]
        return Markup("").join(parts)

    def _node(
        self,
        node: Inline,
        note_name: Callable[[int], str] | None,
        start: int,
        runs: Sequence[tuple[int, int]],
        before: Inline | None,
    ) -> Markup:
        """Return the markup of a node; `before` is the one before it that isn't blank."""
        match node:
            case Emphasis(children):
                return Markup("<em>{}</em>").format(self._nodes(children, note_name, start, runs))
            case Strong(children):
                inner = self._nodes(children, note_name, start, runs)
                return Markup("<strong>{}</strong>").format(inner)
            case Link(href, children):
                inner = self._nodes(children, note_name, start, runs)
                return Markup('<a href="{}">{}</a>').format(href, inner)
            case Break():
                return Markup("<br>")
            case Citation() if note_name is not None:
                return self._mark(next(self._marks), note_name, isinstance(before, Citation))
        return Markup("")

    def _mark(self, number: int, note_name: Callable[[int], str], after_another: bool) -> Markup:
        # Two marks side by side would read as one number: 1 and 2 as 12.
        comma = self._locale.comma.strip() if after_another else ""
        # Pango breaks a line between a full stop and a digit, but not at a word joiner.
        return Markup(
            '&#x2060;<sup>{3}<a id="ref-{0}" href="#note-{0}" aria-label="{1}">{2}</a></sup>'
        ).format(number, plain(note_name(number)), self._locale.ltr(number), comma)


def _shown(nodes: Sequence[Inline]) -> Iterator[tuple[Inline, str]]:
    """Yield nodes with their text; a break and a note's mark count as a line's end."""
    for position, node in enumerate(nodes):
        match node:
            case Text(text):
                after = nodes[position + 1] if position + 1 < len(nodes) else None
                # A reference mark stands close to what it supports.
                yield node, text.rstrip(" ") if isinstance(after, Citation) else text
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
