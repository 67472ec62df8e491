"""The blocks of a document put in order: captions, lists that were typed, headings, the title."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from briefkit.diagnostics import translatable
from briefkit.importing.documents import CAPTION, TITLE, Draft
from briefkit.importing.passages import Passage, plain, spoken_of, tidied
from briefkit.model import Block, Break, Kind

__all__ = ["arranged"]

Tell = Callable[[str, str, Draft], None]

# Signs that stand before what somebody typed as a list; a dash is one where others follow.
_BULLET = re.compile(r"(?:([•◦▪‣●○■·\uf0b7])|([-–—*]))[ \u00a0]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \u00a0]+(?=\S)")


def arranged(blocks: Sequence[Draft], title: str, tell: Tell) -> list[Draft]:
    """Return the blocks of a text that opens with its title; `title` is used where it has none.

    `tell` takes what was changed, and the block where.
    """
    found = _with_captions(_in_lines(blocks))
    found = _with_typed_lists(found, tell)
    found = _joined(found)
    _tell_likely_headings(found, tell)
    return _headed(found, title, tell)


def _in_lines(blocks: Sequence[Draft]) -> list[Draft]:
    """Return blocks, the paragraphs parted whose lines begin with bullets."""
    found: list[Draft] = []
    for block in blocks:
        lines = _lines(block.content or ())
        if block.kind is Kind.PARAGRAPH and any(_BULLET.match(spoken_of(x)) for x in lines[1:]):
            found += [replace(block, content=line) for line in lines]
        else:
            found.append(block)
    return found


def _lines(passage: Passage) -> list[Passage]:
    groups = groupby(passage, lambda piece: isinstance(piece.mark, Break))
    return [tidied(group) for is_break, group in groups if not is_break]


def _with_captions(blocks: Sequence[Draft]) -> list[Draft]:
    """Return blocks with captions where they belong: at the picture or the table beside them."""
    found: list[Draft] = []
    waiting: Draft | None = None
    for block in blocks:
        before = found[-1] if found and waiting is None else None
        if block.name == CAPTION and block.kind is Kind.PARAGRAPH:
            if before is not None and before.kind is Kind.FIGURE and len(before.children) == 1:
                found[-1] = _captioned(before, block)
                continue
            # A table may have its caption once more, for those who can't see it.
            if waiting is not None and _said(waiting) != _said(block):
                found.append(waiting)
            waiting = block
            continue
        if waiting is not None:
            after = found[-1] if found else None
            if block.kind is Kind.TABLE:
                block = _captioned(block, waiting)
            elif after is not None and after.kind is Kind.TABLE and not _has_caption(after):
                found[-1] = _captioned(after, waiting)
            elif block.kind is Kind.FIGURE:
                block = _captioned(block, waiting)
            else:
                found.append(replace(waiting, name=""))
            waiting = None
        found.append(block)
    if waiting is not None:
        if found and found[-1].kind is Kind.TABLE and not _has_caption(found[-1]):
            found[-1] = _captioned(found[-1], waiting)
        else:
            found.append(waiting)
    return [replace(b, name="") if b.kind is Kind.PARAGRAPH else b for b in found]


def _said(block: Draft) -> str:
    return spoken_of(block.content or ())


def _has_caption(block: Draft) -> bool:
    return any(child.kind is Kind.CAPTION for child in block.children)


def _captioned(block: Draft, caption: Draft) -> Draft:
    words = Block(kind=Kind.CAPTION, content=_in_one_line(caption.content or ()))
    figure = block.kind is Kind.FIGURE
    children = (*block.children, words) if figure else (words, *block.children)
    return replace(block, children=children)


def _in_one_line(passage: Passage) -> Passage:
    return tidied(
        replace(piece, text=" ", mark=None) if isinstance(piece.mark, Break) else piece
        for piece in passage
    )


def _with_typed_lists(blocks: Sequence[Draft], tell: Tell) -> list[Draft]:
    """Return blocks with lists for paragraphs that begin with typed bullets or numbers."""
    found: list[Draft] = []
    left = list(blocks)
    while left:
        length, kind, start = _typed_list(left)
        if not length:
            found.append(left.pop(0))
            continue
        pattern = _BULLET if kind is Kind.BULLET_LIST else _NUMBER
        items = tuple(
            Block(kind=Kind.LIST_ITEM, content=_cut(block.content or (), pattern))
            for block in left[:length]
        )
        del left[:length]
        made = Block(kind=kind, children=items, start=start)
        found.append(made)
        tell(
            translatable("A list whose bullets were typed became a list.")
            if kind is Kind.BULLET_LIST
            else translatable("A list whose numbers were typed became a list."),
            translatable("Look where it ends."),
            made,
        )
    return found


def _typed_list(blocks: Sequence[Draft]) -> tuple[int, Kind, int]:
    """Return how many paragraphs from the first on are a typed list, its kind and its start."""
    words = [spoken_of(b.content or ()) if b.kind is Kind.PARAGRAPH else "" for b in blocks]
    if match := _BULLET.match(words[0]):
        same = [text.startswith(match[0][0]) and bool(_BULLET.match(text)) for text in words]
        length = same.index(False) if False in same else len(same)
        return (length if match[1] or length > 1 else 0), Kind.BULLET_LIST, 1
    if match := _NUMBER.match(words[0]):
        start, length = int(match[1]), 0
        for text in words:
            number = _NUMBER.match(text)
            if not number or int(number[1]) != start + length:
                break
            length += 1
        return (length if length > 1 else 0), Kind.ORDERED_LIST, start
    return 0, Kind.BULLET_LIST, 1


def _cut(passage: Passage, pattern: re.Pattern[str]) -> Passage:
    """Return a passage without the sign that it begins with, whatever its look."""
    match = pattern.match(spoken_of(passage))
    left = match.end() if match else 0
    pieces = []
    for piece in passage:
        pieces.append(replace(piece, text=piece.text[left:]))
        left = max(0, left - len(piece.text))
    return tidied(pieces)


_LISTS = (Kind.BULLET_LIST, Kind.ORDERED_LIST)


def _joined(blocks: Sequence[Draft]) -> list[Draft]:
    """Return blocks with those as one that Markdown would read as one, and lists within others."""
    found: list[Draft] = []
    for block in blocks:
        before = found[-1] if found else None
        level = int(block.children[0].name or 1) if block.kind in _LISTS else 1
        if before is None:
            found.append(block)
        elif level > 1 and before.kind in _LISTS:
            found[-1] = _with_sublist(before, block, level)
        elif before.kind is block.kind and _continues(before, block):
            found[-1] = replace(before, children=(*before.children, *block.children))
        else:
            found.append(block)
    return [
        replace(block, children=tuple(_joined(block.children)))
        if block.kind in (Kind.LIST_ITEM, Kind.QUOTATION, *_LISTS)
        else block
        for block in found
    ]


def _with_sublist(upper: Draft, block: Draft, level: int) -> Draft:
    """Return a list with another within its last item, on that level or the deepest there is."""
    *items, last = upper.children
    inside = last.children or (Block(kind=Kind.PARAGRAPH, content=last.content),)
    if inside[-1].kind in _LISTS and level > 2:
        inside = (*inside[:-1], _with_sublist(inside[-1], block, level - 1))
    else:
        # It is on its level now.
        plain_items = tuple(replace(item, name="") for item in block.children)
        inside = (*inside, replace(block, children=plain_items))
    return replace(upper, children=(*items, replace(last, content=None, children=inside)))


def _continues(before: Draft, block: Draft) -> bool:
    if any(child.kind is Kind.ATTRIBUTION for child in before.children):
        return False
    if block.kind is Kind.ORDERED_LIST:
        return block.start == before.start + len(before.children)
    return block.kind in (Kind.BULLET_LIST, Kind.QUOTATION, Kind.DEFINITION_LIST)


def _tell_likely_headings(blocks: Sequence[Draft], tell: Tell) -> None:
    for block in blocks:
        words = spoken_of(block.content or ())
        bold = all(piece.strong for piece in block.content or () if piece.text.strip())
        if block.kind is Kind.PARAGRAPH and bold and len(words) < 80 and words[-1:] not in ".!?…":
            tell(
                translatable("The bold line “%(words)s” looks like a heading.", words=words),
                translatable("If it is one, write ## before it and take the asterisks off."),
                block,
            )


def _headed(blocks: Sequence[Draft], title: str, tell: Tell) -> list[Draft]:
    """Return blocks that open with the title, their headings without a gap below it."""
    titles = [block for block in blocks if block.kind is Kind.HEADING and block.level == TITLE]
    tops = [block for block in blocks if block.kind is Kind.HEADING and block.level == 1]
    if not titles and len(tops) == 1 and blocks[0] is tops[0]:
        titles, shift = tops, 0
    else:
        shift = 1
    first = titles[0] if titles else Block(kind=Kind.HEADING, content=plain(title))
    if not titles:
        tell(
            translatable("The document has no title: “%(title)s” is its own name.", title=title),
            translatable("Write the title in the first line."),
            first,
        )
    elif blocks[0] is not first:
        tell(
            translatable("The title stood after other words."),
            translatable("Look at the first paragraphs."),
            first,
        )
    found = [replace(first, level=1)]
    level = 1
    for block in blocks:
        if block is first:
            continue
        if block.kind is Kind.HEADING:
            asked = 2 if block.level == TITLE else min(block.level + shift, 6)
            if asked > level + 1:
                words = spoken_of(block.content or ())
                tell(
                    translatable(
                        "The heading “%(words)s” skipped a level: it is one of level "
                        "%(level)s now.",
                        words=words,
                        level=level + 1,
                    ),
                    translatable("Look whether it stands under the right one."),
                    block,
                )
            level = min(asked, level + 1)
            block = replace(block, level=level)
        found.append(block)
    return found
