"""The glossary below locales/: its text read as it is, and written over what was read."""

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError, ChangedError
from briefkit.project.catalog_files import Catalogs
from briefkit.project.files import (
    TEXT_LIMIT,
    digest_of,
    read_bytes,
    unusable_file,
    write_atomically,
)
from briefkit.project.folders import require_own_folder

__all__ = ["GLOSSARY", "read_glossary_file", "write_glossary_file"]

# How it is named to people.
GLOSSARY = "locales/glossary.csv"


def read_glossary_file(catalogs: Catalogs) -> bytes:
    """Return the glossary’s bytes, none where there is no file. Raises CatalogError."""
    file = catalogs.folder / "glossary.csv"
    return read_bytes(file, GLOSSARY, TEXT_LIMIT, CatalogError) if file.exists() else b""


def write_glossary_file(catalogs: Catalogs, data: bytes, before: bytes) -> None:
    """Write a glossary that was read as `before`.

    Raises CatalogError where the file holds something else by now, or where it would be too large.
    """
    require_own_folder(catalogs.root, "locales")
    if len(data) > TEXT_LIMIT:
        raise CatalogError(
            Diagnostic(
                check="files",
                message=translatable(
                    "The glossary would be larger than %(limit)s kB.", limit=TEXT_LIMIT // 1024
                ),
                hint=translatable("Take over fewer terms."),
                location=Location(GLOSSARY),
            )
        )
    file = catalogs.folder / "glossary.csv"
    try:
        write_atomically(file, data, expected=digest_of(before) if before else "")
    except ChangedError as error:
        raise CatalogError(*error.diagnostics) from None
    except OSError as error:
        raise unusable_file(CatalogError, GLOSSARY, error, "written") from None
