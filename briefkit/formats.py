"""The ways to print a leaflet: sizes in mm."""

from dataclasses import dataclass

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["FORMATS", "PT_PER_MM", "Format", "find_format"]

PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A page: its trim size and margins in mm (top, sides, bottom), and its stylesheet's name."""

    name: str
    width: float
    height: float
    margin_top: float
    margin_side: float
    margin_bottom: float


# ISO 216 gives A4 as 210 by 297 mm.
FORMATS = {
    fmt.name: fmt
    for fmt in (
        Format(name="a4", width=210, height=297, margin_top=18, margin_side=22, margin_bottom=20),
    )
}


def find_format(name: str) -> Format:
    """Return a format by its name. Raises UsageError for an unknown one."""
    if name not in FORMATS:
        raise UsageError(
            Diagnostic(
                check="format",
                message=f"There is no format “{name}”.",
                hint=f"Choose one of: {', '.join(FORMATS)}.",
            )
        )
    return FORMATS[name]
