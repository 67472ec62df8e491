"""Checks of the order in which right-to-left text is drawn, by the places of its glyphs.

What is drawn on each line, from the left to the right, is held against the Unicode bidirectional
algorithm's order (UAX #9) for the line's text with the page's isolates; and the isolates against
what they must keep together.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from bidi import get_display
from bidi.mirror import MIRRORED

from briefkit.diagnostics import Translatable, translatable
from briefkit.languages import has_right_to_left
from briefkit.proof.expectations import Expectation, Isolate
from briefkit.proof.faults import TextFault
from briefkit.proof.glyphs import Placed
from briefkit.proof.printed import Printed
from briefkit.proof.reading import StructureElement, comparable

__all__ = ["check_order", "visual_order"]

_OPENING = {"ltr": "\u2066", "rtl": "\u2067"}  # LRI, RLI
_CLOSING = "\u2069"  # PDI

# A nonspacing mark goes where the character before it goes (UAX #9, W1): before it on the line
# when that is turned round. No text of ours may have this one.
_MARK = "\ufe00"

_SIGNS = "".join(map(re.escape, MIRRORED))
_MARKED = re.compile(f"{_MARK}([{_SIGNS}])|([{_SIGNS}]){_MARK}")

# ISO 32000-1, 14.8.4.4: the elements within a line.
_INLINE = frozenset({"Span", "Link", "Em", "Strong", "Reference", "Quote", "Code", "Figure"})

# How far a note's mark may stand above its line, as a part of the type's size.
_RAISED = 0.75

# A number with more in it than digits: alone between Arabic words, its parts would change places.
_NUMBER = re.compile(r"\+?\d+(?:[./:–-]\d+)+|\+\d+(?: \d+)*")

# A sign of the sentence around it, but for the full stop of an abbreviation such as “e.V.”.
_SENTENCE_SIGN = re.compile(r"[.,:;!?…]$")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}$")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


@dataclass(slots=True)
class _Line:
    """A line of a block: its characters with their places in the page's text (-1: in none)."""

    page: int
    characters: list[tuple[str, int]] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(character for character, _ in self.characters).split())


def check_order(printed: Printed, wanted: Expectation) -> Iterator[Translatable | TextFault]:
    """Right-to-left lines are drawn as they are read, and what belongs together is isolated so."""
    leftwards = wanted.right_to_left or has_right_to_left(wanted.text)
    if printed.structure is None or not leftwards:
        return
    blocks = _blocks(printed, wanted.text)
    if blocks is None:
        # Where the tags say another text, the text's check reports it.
        if wanted.right_to_left and printed.said == comparable(wanted.text):
            yield translatable(
                "the order of its lines can't be told, for its tags don't say its text"
            )
        return
    within = _Isolates(wanted)
    yield from _unisolated_words(wanted, within)
    for block in blocks:
        yield from _parted(block, wanted, within)
        yield from _carried_off(block, wanted, within)
        for line in block:
            if not wanted.right_to_left and not has_right_to_left(line.text):
                continue
            meant = visual_order(within.marked(line.characters), wanted.right_to_left)
            drawn = "".join(
                printed.shaper.drawn_text(placed.glyphs)
                for placed in sorted(line.placed, key=lambda p: p.x)
            )
            if _compared(drawn) != _compared(meant):
                yield TextFault(
                    translatable(
                        "“%(words)s” on page %(page)s is drawn in another order than it is read",
                        words=line.text[:60],
                        page=line.page + 1,
                    ),
                    line.text,
                )


def visual_order(text: str, right_to_left: bool) -> str:
    """Return a line's characters as they stand from the left to the right, brackets mirrored."""
    text = unicodedata.normalize("NFC", text)
    marked = "".join(c + _MARK if c in MIRRORED else c for c in text)
    shown = get_display(marked, base_dir="R" if right_to_left else "L")
    return _MARKED.sub(lambda match: match[2] or MIRRORED[match[1]], shown)


def _compared(text: str) -> str:
    """Return a line without blanks, vowel marks and what is not drawn; digits by their values."""
    text = unicodedata.normalize("NFKC", text.replace("\u2010", "-").replace("\u2011", "-"))
    return "".join(map(_shown, text))


@lru_cache(4096)
def _shown(character: str) -> str:
    if character.isspace() or unicodedata.category(character) in ("Mn", "Cf", "Cc"):
        return ""
    return str(unicodedata.digit(character)) if character.isdecimal() else character


class _Isolates:
    """The isolates of a page, by the places of its text."""

    def __init__(self, wanted: Expectation) -> None:
        self._base = "rtl" if wanted.right_to_left else "ltr"
        self._text = wanted.text
        self._places = [at for at, character in enumerate(wanted.text) if not character.isspace()]
        self._stacks: list[tuple[Isolate, ...]] = []
        # Of two that hold the same, the page has the inner one first.
        outer = reversed(wanted.isolates)
        ordered = sorted(outer, key=lambda isolate: (isolate.start, -isolate.end))
        stack: tuple[Isolate, ...] = ()
        changes = {place for isolate in ordered for place in (isolate.start, isolate.end)}
        count, upcoming = 0, 0
        for character in wanted.text:
            if character.isspace():
                self._stacks.append(stack)
                continue
            if count in changes:
                begun = upcoming
                while upcoming < len(ordered) and ordered[upcoming].start <= count:
                    upcoming += 1
                stack = tuple(i for i in (*stack, *ordered[begun:upcoming]) if i.end > count)
            self._stacks.append(stack)
            count += 1

    def words(self, isolate: Isolate) -> str:
        """Return the text of an isolate."""
        return self._text[self._places[isolate.start] : self._places[isolate.end - 1] + 1]

    def at(self, place: int) -> tuple[Isolate, ...]:
        """Return the isolates that a place of the page's text is in, the outer ones first."""
        return self._stacks[place]

    def direction(self, place: int) -> str:
        """Return the direction of the text at a place."""
        stack = self._stacks[place]
        return stack[-1].direction if stack else self._base

    def marked(self, characters: Sequence[tuple[str, int]]) -> str:
        """Return a line's characters with the controls of its isolates (UAX #9, 2.4)."""
        pieces: list[str] = []
        stack: tuple[Isolate, ...] = ()
        for character, place in characters:
            own = self._stacks[place] if place >= 0 and not character.isspace() else stack
            if own != stack:
                same = next(
                    (
                        i
                        for i, pair in enumerate(zip(own, stack, strict=False))
                        if len(set(pair)) > 1
                    ),
                    min(len(own), len(stack)),
                )
                # A blank before an isolate's end stands outside it.
                pieces += _CLOSING * (len(stack) - same)
                pieces += [_OPENING[isolate.direction] for isolate in own[same:]]
                stack = own
            pieces.append(character)
        return "".join(pieces) + _CLOSING * len(stack)


def _blocks(printed: Printed, text: str) -> list[list[_Line]] | None:
    """Return the lines of each block in reading order; nothing where they are not the text.

    A block goes on behind a note that stands in it.
    """
    placed: dict[tuple[int, int], list[Placed]] = {}
    for drawn in printed.drawn:
        placed.setdefault((drawn.page, drawn.mcid), []).extend(drawn.placed)
    assert printed.structure is not None
    blocks: dict[int, list[_Line]] = {}
    place = 0
    for block, pieces in groupby(_pieces(printed.structure, 0, ""), key=lambda piece: piece[0]):
        lines = blocks.setdefault(block, [])
        for _, at, actual_text in pieces:
            own = placed.get(at) or []
            if not own:
                continue
            if not lines or not _on_line(lines[-1], at[0], own[0]):
                lines.append(_Line(at[0]))
            lines[-1].placed += own
            for character in actual_text or printed.texts.get(at, ""):
                found = _next(text, place, character)
                if found is None:
                    return None
                lines[-1].characters.append((character, found))
                place = max(place, found + 1)
    return list(blocks.values())


def _pieces(
    element: StructureElement, block: int, actual_text: str
) -> Iterator[tuple[int, tuple[int, int], str]]:
    """Yield (block, (page, MCID), ActualText) in reading order; "" where its glyphs say it all.

    The words in a picture are none of the text's.
    """
    if element.generated:
        return
    block = block if element.role in _INLINE else id(element)
    actual_text = element.actual_text or actual_text
    for at in () if element.role == "Figure" else element.content:
        yield block, at, actual_text
        actual_text = ""
    for child in element.children:
        yield from _pieces(child, block, actual_text)


def _on_line(line: _Line, page: int, placed: Placed) -> bool:
    before = line.placed[-1]
    reach = _RAISED * max(before.size, placed.size)
    return line.page == page and abs(before.y - placed.y) < reach


_ADDED = frozenset(" \u00ad\u2060\u200b-\u2010\u0002\ufffe")


def _next(text: str, place: int, character: str) -> int | None:
    """Return where a character stands in a text from a place on; -1 for one that a line adds."""
    if character.isspace():
        return -1
    if text[place : place + 1] == character:
        return place
    at = place
    while at < len(text) and text[at] != character and (text[at].isspace() or text[at] in _ADDED):
        at += 1
    if at < len(text) and text[at] == character:
        return at
    return -1 if character in _ADDED else None


def _unisolated_words(wanted: Expectation, within: _Isolates) -> Iterator[Translatable]:
    """A contact's words stand in an isolate of their own direction, whole."""
    for words in wanted.isolated_words:
        meant = "ltr" if wanted.right_to_left else "rtl"
        place = wanted.text.find(words)
        while place >= 0:
            stacks = {within.at(at) for at in range(place, place + len(words))}
            common = set.intersection(*(set(stack) for stack in stacks))
            if not any(isolate.direction == meant for isolate in common):
                yield translatable(
                    "“%(words)s” stands among other text, not in a direction of its own",
                    words=words,
                )
            place = wanted.text.find(words, place + len(words))


def _parted(block: Sequence[_Line], wanted: Expectation, within: _Isolates) -> Iterator[TextFault]:
    """Brackets stand with their partners, and a number's parts in one isolate."""
    characters = [(c, at, line.page) for line in block for c, at in line.characters]
    text = "".join(c for c, _, _ in characters)
    waiting: list[tuple[str, int]] = []
    for character, place, page in characters:
        if place < 0:
            continue
        if character in _BRACKETS.values():
            waiting.append((character, place))
        elif waiting and waiting[-1][0] == _BRACKETS.get(character):
            partner = waiting.pop()[1]
            if within.at(partner) != within.at(place):
                passage = wanted.text[partner : place + 1]
                message = translatable(
                    "“%(words)s” on page %(page)s: a bracket is parted from its partner",
                    words=passage[:60],
                    page=page + 1,
                )
                yield TextFault(message, text)
    for number in _NUMBER.finditer(text):
        places = [at for _, at, _ in characters[number.start() : number.end()] if at >= 0]
        if any(within.direction(at) == "rtl" for at in places):
            page = characters[number.start()][2]
            message = translatable(
                "the number %(number)s on page %(page)s is not kept from left to right",
                number=number[0],
                page=page + 1,
            )
            yield TextFault(message, text)


def _carried_off(
    block: Sequence[_Line], wanted: Expectation, within: _Isolates
) -> Iterator[TextFault]:
    """A sign of a right-to-left sentence is in no left-to-right isolate: it would change sides."""
    characters = [(c, at, line.page) for line in block for c, at in line.characters if at >= 0]
    if not any(has_right_to_left(c) for c, _, _ in characters):
        return
    for (_, place, page), after in zip(characters, [*characters[1:], None], strict=True):
        following = within.at(after[1]) if after else ()
        for isolate in within.at(place):
            if isolate in following or isolate.direction == "rtl" or isolate.lang:
                continue
            words = within.words(isolate)
            sign = _SENTENCE_SIGN.search(words) and not _ABBREVIATION.search(words)
            sentence = after is None or has_right_to_left(after[0])
            if sign and sentence and wanted.right_to_left and words not in wanted.isolated_words:
                yield TextFault(
                    translatable(
                        "“%(words)s” on page %(page)s: its last sign would stand before it",
                        words=words[-60:],
                        page=page + 1,
                    ),
                    "".join(c for c, _, _ in characters),
                )
