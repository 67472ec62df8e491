"""Rows: items of a list that have pictograms."""

import re
from collections.abc import Iterable
from dataclasses import replace

from briefkit.model import Block, Break, Kind, LocalisedText, Strong, Text

__all__ = ["lead_apart", "pictograms_in"]

# What a lead ends with that can stand on a line of its own, in all scripts; not with a comma.
_END = re.compile(r"[.!?:;…؟؛۔։।፧።။។។៖。！？：·\u037e][\"”“»’)*\s]*$")


def lead_apart(content: LocalisedText) -> LocalisedText:
    """Return a text whose bold beginning stands on a line of its own, where it is a sentence."""
    lead, *rest = content.inline
    if not isinstance(lead, Strong) or not isinstance(rest[0] if rest else None, Text):
        return content
    if not _END.search(replace(content, inline=lead.children).plain):
        return content
    after = replace(rest[0], text=rest[0].text.lstrip())
    return replace(content, inline=(lead, Break(), after, *rest[1:]))


def pictograms_in(blocks: Iterable[Block[LocalisedText]]) -> tuple[str, ...]:
    """Return the names of the pictograms that blocks have, sorted."""
    return tuple(sorted(set(_names(blocks))))


def _names(blocks: Iterable[Block[LocalisedText]]) -> Iterable[str]:
    for block in blocks:
        if block.kind is Kind.LIST_ITEM and block.name:
            yield block.name
        yield from _names(block.children)
