"""Exchange: a catalog goes out to other tools and comes back: XLIFF, TMX, a workbook, a PO file.

In: a Catalog and a format; or the bytes of a file that came back, and the Catalog that it is for.
Out: the bytes of a file; or the Catalog with what came back, and what is to be known about it.

It needs the extra “exchange” (Translate Toolkit, openpyxl).
"""

from briefkit.catalogs.exchange.cells import NOT_XLSX
from briefkit.catalogs.exchange.exporting import export_catalog
from briefkit.catalogs.exchange.formats import FILE_LIMIT, Format, Returned
from briefkit.catalogs.exchange.importing import Imported, import_translations
from briefkit.catalogs.exchange.locales import match_locale
from briefkit.catalogs.exchange.parsing import parse_exchange
from briefkit.catalogs.exchange.tbx import TermPair, parse_tbx, serialise_tbx
from briefkit.catalogs.exchange.units import catalog_units, source_digest
from briefkit.catalogs.exchange.xlsx import UNPACKED_LIMIT

__all__ = [
    "FILE_LIMIT",
    "NOT_XLSX",
    "UNPACKED_LIMIT",
    "Format",
    "Imported",
    "Returned",
    "TermPair",
    "catalog_units",
    "export_catalog",
    "import_translations",
    "match_locale",
    "parse_exchange",
    "parse_tbx",
    "serialise_tbx",
    "source_digest",
]
