"""A catalog to a PO file that says what it was exported as, and a PO file to units."""

import re
from dataclasses import replace
from pathlib import PureWindowsPath

from briefkit.catalogs import parse_catalog, serialise_catalog
from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.refusals import refusal
from briefkit.catalogs.exchange.stamps import parse_stamp, stamp_of
from briefkit.catalogs.exchange.units import Stamp, Unit, catalog_units, unit_ids
from briefkit.diagnostics import translatable
from briefkit.model import Catalog

__all__ = ["parse_po", "serialise_po"]

# As large as a project's own catalogs may be, in bytes.
_PO_LIMIT = 4 * 1024 * 1024

# WP-CLI's and Loco's header for a file's domain.
_DOMAIN = "X-Domain"

# An extracted comment, which editors keep: the stamps of a message's forms.
_STAMPS = re.compile(r"^exported: ((?:[0-9a-f]{8}[-~][0-9a-f]{8} ?)+)$")


def serialise_po(catalog: Catalog) -> bytes:
    """Return a catalog that names its locale and domain, each message with its stamp."""
    units = {unit.id: unit for unit in catalog_units(catalog)}
    entries = []
    for entry in catalog.entries:
        if not entry.obsolete:
            stamps = " ".join("".join(stamp_of(units[name])) for name in unit_ids(entry))
            comments = (*entry.message.comments, f"exported: {stamps}")
            entry = entry.change(message=replace(entry.message, comments=comments))
        entries.append(entry)
    stamped = replace(catalog, entries=tuple(entries))
    about = {"Language": catalog.locale, _DOMAIN: catalog.domain}
    return serialise_catalog(stamped.with_headers(**about))


def parse_po(data: bytes, name: str) -> Returned:
    """Read a PO file; `name` is the file's, which tells its domain where its header doesn't.

    Raises CatalogError, with the line, for what is no PO file, or too large for one.
    """
    if len(data) > _PO_LIMIT:
        limit = _PO_LIMIT // 1024**2
        raise refusal(
            name,
            translatable("The file is larger than %(limit)s MB.", limit=limit),
            translatable("Give a domain at a time."),
        )
    parts = PureWindowsPath(name).name.split(".")
    catalog = parse_catalog(data, locale="", domain="", path=name)
    return Returned(
        format=Format.PO,
        name=name,
        domain=catalog.header(_DOMAIN) or parts[0],
        locale=catalog.header("Language") or (parts[1] if len(parts) > 2 else ""),
        digest="",
        units=tuple(_units(catalog)),
    )


def _units(catalog: Catalog) -> list[Unit]:
    stamps: dict[str, Stamp | None] = {}
    lines: dict[str, int] = {}
    for entry in catalog.entries:
        if entry.obsolete:
            continue
        found = next(filter(None, map(_STAMPS.match, entry.message.comments)), None)
        given = found[1].split() if found else []
        for number, form in enumerate(unit_ids(entry)):
            stamps[form] = parse_stamp(given[number]) if number < len(given) else None
            lines[form] = entry.line
    return [
        replace(unit, exported=stamps[unit.id], line=lines[unit.id], comment="")
        for unit in catalog_units(catalog)
    ]
