"""How wide characters are beside each other, counted in columns."""

import unicodedata

__all__ = ["columns", "is_wide", "letters"]


def columns(text: str) -> int:
    """Return the columns that a text takes on a screen (marks none, wide characters two)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if is_wide(c) else 1 for c in text
    )


def is_wide(character: str) -> bool:
    """Whether a character is as wide as two letters (UAX #11: East Asian Wide or Fullwidth)."""
    return unicodedata.east_asian_width(character) in "WF"


def letters(text: str) -> int:
    """Return how many letters wide a text is, blanks too.

    Marks over letters are none of their own; Chinese characters, twice as wide, are two; an
    Ethiopic one, which is a syllable and half as wide again, is one and a half.
    """
    if text.isascii():
        return len(text)
    halves = (
        4 if is_wide(sign) else 3 if unicodedata.name(sign, "").startswith("ETHIOPIC") else 2
        for sign in text
        if not unicodedata.combining(sign)
    )
    return sum(halves) // 2
