"""The kinds of files that catalogs are exchanged in, and what is read from one."""

from dataclasses import dataclass
from enum import StrEnum

from briefkit.catalogs.exchange.units import Unit
from briefkit.diagnostics import Diagnostic

__all__ = ["FILE_LIMIT", "Format", "Returned"]

# The largest file that is read, in bytes. A catalog of 10,000 messages makes an XLIFF file of some
# 9 MB.
FILE_LIMIT = 32 * 1024 * 1024


class Format(StrEnum):
    """A kind of file that catalogs are exchanged in."""

    XLIFF = "xliff"
    XLIFF2 = "xliff2"
    TMX = "tmx"
    XLSX = "xlsx"
    PO = "po"

    @property
    def suffix(self) -> str:
        """The ending of such a file's name."""
        return ".xlf" if self in (Format.XLIFF, Format.XLIFF2) else f".{self}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a file brings for a catalog; what it doesn't say is empty."""

    format: Format
    name: str
    domain: str
    locale: str
    digest: str
    units: tuple[Unit, ...]
    warnings: tuple[Diagnostic, ...] = ()
