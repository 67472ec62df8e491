"""How wide characters are beside each other, counted in columns."""

import unicodedata

__all__ = ["columns", "is_wide"]


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
