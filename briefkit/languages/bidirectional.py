"""In which direction letters run (Unicode's Bidi_Class; UAX #9)."""

import unicodedata

__all__ = ["first_strong", "has_right_to_left"]


def first_strong(text: str) -> str:
    """Return the direction of the first letter of `text`, "ltr" or "rtl"; "" if it has none.

    HTML's `dir="auto"` and UAX #9, rules P2 and P3, go by it.
    """
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return ""


def has_right_to_left(text: str) -> bool:
    """Whether a text has a letter of a right-to-left script."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in set(text))
