"""Rows: items of a list that have pictograms; stories, with what they tell in words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefkit.model import Block, Break, Kind, LocalisedText, Strong, Text, plain_text

__all__ = ["lead_apart", "with_stories"]

# What a lead ends with that can stand on a line of its own, in all scripts; not with a comma.
_END = re.compile(r"[.!?:;…؟؛۔։।፧።፦။។។៖。！？：·\u037e][\"”“»’)*\s]*$")


# In a script without spaces it stands after the bold beginning (“**信任**。他们”): between a mark
# and a letter, ** ends nothing (CommonMark 0.31.2, 6.2).
_MARK = re.compile(r"[。！？：]")


def lead_apart(content: LocalisedText) -> LocalisedText:
    """Return a text whose bold beginning stands on a line of its own, where it is a sentence.

    A mark that ends the sentence after the bold beginning is made a part of it.
    """
    match content.inline:
        case (Strong(words), Text(text, escaped), *rest) if _MARK.match(text):
            lead = Strong((*words, Text(text[:1])))
            after = Text(text[1:], tuple(at - 1 for at in escaped if at))
            return lead_apart(replace(content, inline=(lead, after, *rest)))
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
