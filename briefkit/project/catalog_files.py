"""The files below locales/: catalogs, their templates, and the glossary."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefkit.catalogs import Term, parse_catalog, parse_glossary, serialise_catalog
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.languages import is_known
from briefkit.model import Catalog
from briefkit.project.choices import require_choice
from briefkit.project.files import (
    CATALOG_LIMIT,
    read_bytes,
    read_text,
    unusable_file,
    write_atomically,
)
from briefkit.project.folders import find_folder, require_own_folder

__all__ = ["Catalogs"]


@dataclass(frozen=True)
class Catalogs:
    """The catalogs of a project: in its folder `root`, or else in `bundled`.

    A catalog is read each time that it is asked for: its file may change at any time.
    """

    root: Path
    bundled: Path

    @property
    def folder(self) -> Path:
        """The folder that they are read from."""
        return find_folder(self.root, self.bundled, "locales")

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The locales that have a catalog, sorted."""
        found = self.folder.glob("*/LC_MESSAGES/*.po")
        return tuple(
            sorted({p.parent.parent.name for p in found if is_known(p.parent.parent.name)})
        )

    def require_locale(self, locale: str) -> None:
        """Raise UsageError for a locale that has no catalog."""
        start = f"Start it with “briefkit init-locale {locale}”"
        require_choice(locale, self.locales, "locale", start)

    def path(self, domain: str, locale: str) -> Path:
        """Return where a catalog is, or would be; without a locale, where the template is."""
        if not locale:
            return self.folder / f"{domain}.pot"
        return self.folder / locale / "LC_MESSAGES" / f"{domain}.po"

    def read(self, domain: str, locale: str) -> Catalog:
        """Read a catalog; an empty one where there is none. Raises CatalogError."""
        path = self.path(domain, locale)
        place = f"locales/{path.relative_to(self.folder).as_posix()}"
        if not path.exists():
            return Catalog(
                locale=locale, domain=domain, path=place, headers=(), header_comment="", entries=()
            )
        data = read_bytes(path, place, CATALOG_LIMIT, CatalogError)
        return parse_catalog(data, locale=locale, domain=domain, path=place)

    def read_template(self, domain: str) -> Catalog:
        """Read a domain's template; an empty one where there is none. Raises CatalogError."""
        return self.read(domain, "")

    def write(self, catalog: Catalog, before: Catalog) -> bool:
        """Write a catalog that was read as `before`; say whether anything changed.

        Raises CatalogError when the file has changed since: nothing is written then.
        """
        path = self.path(catalog.domain, catalog.locale)
        if catalog == before and path.exists():
            return False
        require_own_folder(self.root, "locales")
        now = self.read(catalog.domain, catalog.locale)
        if now != before:
            raise CatalogError(
                Diagnostic(
                    check="changed-on-disk",
                    message="The catalog was changed by another program meanwhile.",
                    hint="Nothing was written. Save it there, then give the command again.",
                    location=Location(catalog.path),
                    locale=catalog.locale,
                )
            )
        try:
            write_atomically(path, serialise_catalog(catalog))
        except OSError as error:
            raise unusable_file(CatalogError, catalog.path, error, "written") from None
        return True

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The terms of locales/glossary.csv; none without that file. Raises CatalogError."""
        file = self.folder / "glossary.csv"
        text = read_text(file, "locales") if file.exists() else ""
        return parse_glossary(text, "locales/glossary.csv") if text else ()
