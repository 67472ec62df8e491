"""The alphabetical order of a language."""

import unicodedata

__all__ = ["sort_key"]

# CLDR collation: the scripts that a language puts before Latin ([reorder …]).
_SCRIPTS_FIRST = {"bg": "CYRILLIC", "el": "GREEK", "uk": "CYRILLIC", "ar": "ARABIC"}


def sort_key(text: str, locale: str) -> tuple[tuple[bool, str], ...]:
    """Return a key that sorts `text` in the locale's order.

    Letters compare by their base letter, and the locale's own script goes before Latin, as CLDR's
    collation reorders it. Letters that a language sorts apart (Swedish å ä ö) are not told apart.
    """
    script = _SCRIPTS_FIRST.get(locale.partition("_")[0], "LATIN")
    base = (c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum() or c == " ")
    return tuple((not unicodedata.name(c, "").startswith(script), c) for c in base)
