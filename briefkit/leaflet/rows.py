"""Rows: items of a list that have pictograms."""

import re
from dataclasses import replace

from briefkit.model import Break, LocalisedText, Strong, Text, plain_text

__all__ = ["lead_apart"]

# What a lead ends with that can stand on a line of its own, in all scripts; not with a comma.
_END = re.compile(r"[.!?:;…؟؛۔։।፧።။។។៖。！？：·\u037e][\"”“»’)*\s]*$")


def lead_apart(content: LocalisedText) -> LocalisedText:
    """Return a text whose bold beginning stands on a line of its own, where it is a sentence."""
    match content.inline:
        case (Strong() as lead, Text(text), *rest) if _END.search(plain_text(lead.children)):
            return replace(content, inline=(lead, Break(), Text(text.lstrip()), *rest))
    return content
