"""Rows: items of a list that have pictograms."""

import re
from dataclasses import replace

from briefkit.model import Break, LocalisedText, Strong, Text

__all__ = ["lead_apart"]

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
