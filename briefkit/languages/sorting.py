"""The alphabetical order of a language."""

import unicodedata

from briefkit.languages.scripts import script, scripts_of

__all__ = ["sort_key"]


def sort_key(text: str, locale: str) -> tuple[tuple[bool, str], ...]:
    """Return a key that sorts `text` in the locale's order.

    Letters compare by their base letter, and the locale's own script goes before Latin, as CLDR's
    collation reorders it. Letters that a language sorts apart (Swedish å ä ö) are not told apart.
    """
    own = scripts_of(locale)
    base = (c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum() or c == " ")
    return tuple((script(c) not in own, c) for c in base)
