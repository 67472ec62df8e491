"""Rows: items of a list that have pictograms; stories, with what they tell in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefkit.model import Block, Break, Kind, LocalisedText, Strong, Text, plain_text

__all__ = ["lead_apart", "with_stories"]

# What a lead ends with that can stand on a line of its own, in all scripts; not with a comma.
_END = re.compile(r"[.!?:;…؟؛۔։।፧።፦။។។៖。！？：·\u037e][\"”“»’)*\s]*$")


def lead_apart(content: LocalisedText) -> LocalisedText:
    """Return a text whose bold beginning stands on a line of its own, where it is a sentence."""
    match content.inline:
        case (Strong() as lead, Text(text), *rest) if _END.search(plain_text(lead.children)):
            return replace(content, inline=(lead, Break(), Text(text.lstrip()), *rest))
    return content


def with_stories(
    blocks: Sequence[Block[LocalisedText]],
) -> Iterator[tuple[Block[LocalisedText] | None, tuple[Block[LocalisedText], ...]]]:
    """Yield each story with the paragraphs that follow it, and every other block by itself."""
    rest = list(blocks)
    while rest:
        first = rest.pop(0)
        if first.kind is not Kind.STORY:
            yield None, (first,)
            continue
        told = []
        while rest and rest[0].kind is Kind.PARAGRAPH:
            told.append(rest.pop(0))
        yield first, tuple(told)
