"""catalogs.exchange."""

from briefkit.catalogs.exchange.exchange import (
    FILE_LIMIT,
    Format,
    Imported,
    Returned,
    catalog_units,
    export_catalog,
    import_translations,
    match_locale,
    parse_exchange,
    source_digest,
)

__all__ = [
    "FILE_LIMIT",
    "Format",
    "Imported",
    "Returned",
    "catalog_units",
    "export_catalog",
    "import_translations",
    "match_locale",
    "parse_exchange",
    "source_digest",
]
