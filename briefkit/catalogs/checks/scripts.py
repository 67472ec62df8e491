"""Which script a letter, or a locale, is written in."""

import re
import unicodedata
from functools import cache

from briefkit.languages import endonym

__all__ = ["script", "script_of"]

_SCRIPT_NAME = re.compile(r"(?!MODIFIER)(\w+) (?:SMALL |CAPITAL )?(?:LETTER|LIGATURE) ")


@cache
def script(character: str) -> str:
    """Return a letter’s script (LATIN, CYRILLIC, …) from its Unicode name; nothing for others."""
    found = _SCRIPT_NAME.match(unicodedata.name(character, ""))
    return found[1] if found else ""


@cache
def script_of(locale: str) -> str:
    """Return the script that a locale is written in: that of its name in itself."""
    return next(filter(None, map(script, endonym(locale))), "LATIN")
