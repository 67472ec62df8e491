"""The text of WeasyPrint's boxes of lines: what a line ends with, and what follows it."""

from collections.abc import Iterator, Mapping
from typing import Any

from weasyprint.formatting_structure import boxes

__all__ = [
    "ATOM",
    "before_hyphen",
    "follows_break",
    "last_text",
    "next_word",
    "parted_address",
    "rest_of",
    "texts_of",
]

ATOM = "\ufffc"
"""what stands for a picture or another box in a line of text (Unicode: object replacement)"""

# The signs of an address that a line may end with.
_ENDS_OF_PARTS = "/.-"
# So many letters at an address's end don't stand alone in a line, if it has another place to part.
_SHORT_PART = 4

SkipStack = Mapping[int, Any] | None
"""where a line begins, as WeasyPrint has it: numbers of children, then of bytes in a text"""


def texts_of(box: Any, skip: SkipStack = None) -> Iterator[tuple[Any, str]]:
    """Yield the texts in a box from a place on, with the boxes they stand in; ATOM for others.

    What is out of the flow, such as a note at the foot, is left out.
    """
    index, below = next(iter(skip.items())) if skip else (0, None)
    if isinstance(box, boxes.TextBox):
        yield box, box.text.encode()[index:].decode() if index else box.text
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for number, child in enumerate(box.children[index:]):
            if child.is_in_normal_flow():
                yield from texts_of(child, below if number == 0 else None)
    else:
        yield box, ATOM


def before_hyphen(box: Any, skip: SkipStack) -> str:
    """Return the part of a word before a place, if that follows a hyphen in the word."""
    within, below = _place(box, skip)
    if not below or not isinstance(within, boxes.TextBox):
        return ""
    before = within.text.encode()[: next(iter(below))]
    return before.decode().split()[-1] if before.endswith(b"-") else ""


def _place(box: Any, skip: SkipStack) -> tuple[Any, SkipStack]:
    """Return the text that a place is in, or the box, and what of the place is left within it."""
    while skip and not isinstance(box, boxes.TextBox):
        index, skip = next(iter(skip.items()))
        box = box.children[index]
    return box, skip


def rest_of(box: Any, skip: SkipStack, most: int) -> str:
    """Return the text of a box from a place on, if it has no more than `most` signs, or nothing.

    It ends where a line must. Asked for each line, so that most answers take a glance at the box
    that the line ends in.
    """
    within, below = _place(box, skip)
    if isinstance(within, boxes.TextBox) and below:
        index = next(iter(below))
        # A sign has four bytes at most (UTF-8).
        if len(within.text) - index > most or len(within.text.encode()) - index > 4 * most:
            return ""
    text = ""
    for _, part in texts_of(box, skip):
        part, must_end, _ = part.partition("\n")
        text += part
        if len(text) > most:
            return ""
        if must_end:
            break
    return text


def follows_break(box: Any, skip: SkipStack) -> bool:
    """Whether the line before a place ends there because it must."""
    within, below = _place(box, skip)
    if not below or not isinstance(within, boxes.TextBox):
        return False
    return bool(within.text.encode()[: next(iter(below))].endswith(b"\n"))


def next_word(box: Any, skip: SkipStack) -> str:
    """Return the first word of a box from a place on, as far as it stands in one box."""
    return next((text.split()[0] for _, text in texts_of(box, skip) if text.strip()), "")


def parted_address(line: Any, box: Any, skip: SkipStack) -> tuple[str, Any]:
    """Return what a line has of an address after the last sign that it may end with, and its style.

    There is nothing where the line ends with such a sign, or has none. `skip` is where the next
    line of the box begins.
    """
    last, (within, below) = _last_box(line), _place(box, skip)
    if not isinstance(last, boxes.TextBox) or last.style["overflow_wrap"] != "anywhere":
        return "", None
    if not below or not isinstance(within, boxes.TextBox):
        return "", None
    index, whole = next(iter(below)), within.text.encode()
    if not whole[:index].decode()[-1:].strip():
        return "", None  # it ends with a blank
    after = whole[index:].decode()
    ends = [n for n, sign in enumerate(last.text, start=1) if sign in _ENDS_OF_PARTS]
    long = [n for n in ends if len(last.text[n:] + after) > _SHORT_PART]
    # “help@example.org” has no other place.
    ends = long or [n for n in (last.text.find("@") + 1,) if n] or ends
    return (last.text[ends[-1] :] if ends else ""), last.style


def last_text(line: Any) -> str:
    """Return the text that a line ends with, in one box."""
    box = _last_box(line)
    if box is None:
        return ""
    return box.text if isinstance(box, boxes.TextBox) else ATOM


def _last_box(line: Any) -> Any:
    """Return the box of a text, or another, that a line ends with; None if it has none."""
    box = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        within = [child for child in box.children if child.is_in_normal_flow()]
        if not within:
            return None
        box = within[-1]
    return box
