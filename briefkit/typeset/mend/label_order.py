"""The labels of lists, and what floats beside the text, drawn where they are read."""

from collections.abc import Sequence

from briefkit.typeset.mend.contents import Content
from briefkit.typeset.mend.tag_tree import Piece

__all__ = ["move_labels"]


_LASTING = frozenset((b"rg", b"g", b"k", b"RG", b"G", b"K", b"gs"))


def move_labels(content: Content, order: Sequence[tuple[Piece, bool]]) -> None:
    """Draw each label of a list before what it labels, and what floats before the text beside it.

    `order` is the page's content in reading order, and whether it is a label. WeasyPrint draws
    these after all else (CSS 2.2, E.2: floats after the blocks in the flow); readers that follow
    the content, not the tags, would read them at the page's end (ISO 14289-1, 7.1: the logical
    order). What is moved keeps the state that it is drawn in. Notes at the foot stay there.
    """
    states = _states(content)
    following: int | None = None
    for piece, label in reversed(order):
        if piece.at_foot:
            continue
        floats = following is not None and content.marks[following] < content.marks[piece.mcid]
        if not label and not floats:
            following = piece.mcid
            continue
        if following is None or states[piece.mcid][1] != states[following][1]:
            continue
        first, last = content.marks[piece.mcid]
        depth = 0
        while (
            content.operators[first - depth - 1] == b"q"
            and content.operators[last + depth + 1] == b"Q"
        ):
            depth += 1
        here = range(first - depth, last + depth + 1)
        drawn = [step for index in here for step in content.steps[index]]
        for index in here:
            # What comes next may be drawn in the colour that it set.
            stays = not depth and content.operators[index] in _LASTING
            content.steps[index] = content.steps[index] if stays else []
        target = content.marks[following][0]
        drawn[depth:depth] = states[piece.mcid][0]
        # Its colour is its own.
        content.steps[target][:0] = drawn if depth else [b"q", *drawn, b"Q"]


def _states(content: Content) -> dict[int, tuple[list[bytes], int]]:
    """Return how each marked content is drawn: its colour and opacity, and the frame it is in.

    Content may only be moved within a frame: the same transformation, clipping and colour space.
    """
    found: dict[int, tuple[list[bytes], int]] = {}
    begins = {first: mcid for mcid, (first, _) in content.marks.items()}
    stack: list[tuple[dict[bytes, bytes], int]] = []
    state: dict[bytes, bytes] = {}
    frame = 0
    for index, operator in enumerate(content.operators):
        if operator == b"q":
            stack.append((dict(state), frame))
        elif operator == b"Q":
            state, frame = stack.pop()
        elif operator in (b"rg", b"g", b"k"):
            state[b"colour"] = content.steps[index][0]
        elif operator == b"gs":
            step = content.steps[index][0]
            state[step[:2]] = step  # /a of what is filled, /A of what is stroked
        elif operator in (b"cm", b"W", b"W*", b"cs", b"scn"):
            frame = index
        elif index in begins:
            found[begins[index]] = list(state.values()), frame
    return found
