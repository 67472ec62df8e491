"""A catalog to a file for another tool."""

import re
from collections.abc import Iterable, Sequence

from briefkit.catalogs.exchange.cells import CELL_LIMIT, NOT_XLSX
from briefkit.catalogs.exchange.formats import Format
from briefkit.catalogs.exchange.po import serialise_po
from briefkit.catalogs.exchange.tmx import serialise_tmx
from briefkit.catalogs.exchange.units import Unit, catalog_units
from briefkit.catalogs.exchange.xliff import serialise_xliff
from briefkit.catalogs.exchange.xliff2 import serialise_xliff2
from briefkit.catalogs.exchange.xlsx import serialise_xlsx
from briefkit.diagnostics import Diagnostic, Location, Translatable, named, translatable
from briefkit.errors import CatalogError
from briefkit.model import Catalog

__all__ = ["export_catalog"]

# What is no Char of XML 1.0 (production 2), so that no XML file can hold it.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export_catalog(
    catalog: Catalog, format: Format, source_locale: str, reference: Catalog | None = None
) -> bytes:
    """Return a file of `format` with a catalog's messages and their translations.

    A TMX holds what may be printed alone, a PO file all; XLIFF and XLSX show the messages in the
    language of the catalog `reference` too. Raises CatalogError where the catalog has no messages,
    or characters that the format cannot hold.
    """
    units = tuple(catalog_units(catalog, reference))
    if not units:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message=translatable("The catalog has no messages."),
                hint=translatable(
                    "Fill it from the source with “%(command)s”.", command="briefkit update"
                ),
                location=Location(catalog.path),
                locale=catalog.locale,
            )
        )
    if format is Format.PO:
        return serialise_po(catalog)
    _require_fit(units, format, catalog)
    if format is Format.TMX:
        return serialise_tmx(catalog, units, source_locale)
    serialise = _SERIALISERS[format]
    return serialise(catalog, units, source_locale, reference.locale if reference else "")


_SERIALISERS = {
    Format.XLIFF: serialise_xliff,
    Format.XLIFF2: serialise_xliff2,
    Format.XLSX: serialise_xlsx,
}


def _require_fit(units: Iterable[Unit], format: Format, catalog: Catalog) -> None:
    unfit = [
        Diagnostic(
            check="exchange",
            message=problem,
            hint=translatable("Take it out of the catalog, or choose another format."),
            location=Location(catalog.path),
            locale=catalog.locale,
            msgid=unit.source,
        )
        for unit in units
        if (problem := _unfit(_texts(unit), format))
    ]
    if unfit:
        raise CatalogError(*unfit)


def _texts(unit: Unit) -> tuple[str, ...]:
    return unit.source, unit.reference, unit.target, unit.note, unit.comment


def _unfit(texts: Sequence[str], format: Format) -> Translatable | None:
    """Return why texts do not go into a file of a format, or None."""
    if found := next(filter(None, map(_NOT_XML.search, texts)), None):
        return translatable(
            "The message, or a comment on it, has %(character)s, which %(format)s can't hold.",
            character=named(found[0]),
            format=format.upper(),
        )
    if format is Format.XLSX:
        if found := next(filter(None, map(NOT_XLSX.search, texts)), None):
            return translatable(
                "The message, or a comment on it, has %(signs)s, which a workbook reads as "
                "something else.",
                signs=repr(found[0]),
            )
        if any(len(text.encode("utf-16-le")) // 2 > CELL_LIMIT for text in texts):
            return translatable(
                "The message, or a comment on it, is longer than the %(most)s characters of a "
                "workbook’s cell.",
                most=CELL_LIMIT,
            )
    return None
