"""Contrast with white, as WCAG 2.2 measures it."""

__all__ = ["LARGE_PRINT_CONTRAST", "TEXT_CONTRAST", "contrast_with_white", "darkened"]

# WCAG 2.2, 1.4.3 and 1.4.6: of text with what is behind it; the latter for large print.
TEXT_CONTRAST, LARGE_PRINT_CONTRAST = 4.5, 7.0


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of “#RRGGBB” with white (WCAG 2.2, “contrast ratio”), 1 to 21.

    It is that of text in this colour on white, and of white text on it.
    """
    return _ratio(_parts(colour))


def darkened(colour: str, ratio: float) -> str:
    """Return the lightest colour of the same hue that has this contrast ratio with white."""
    parts = _parts(colour)
    for hundredth in range(100, -1, -1):
        darker = tuple(round(part * hundredth / 100) for part in parts)
        if _ratio(darker) >= ratio:
            return "#{:02X}{:02X}{:02X}".format(*darker)
    return "#000000"


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


def _ratio(parts: tuple[int, ...]) -> float:
    return 1.05 / (_luminance(parts) + 0.05)


def _luminance(parts: tuple[int, ...]) -> float:
    """Return the relative luminance of sRGB (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
