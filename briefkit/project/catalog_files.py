"""The files below locales/: catalogs, their templates, and the glossary."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from briefkit.catalogs import Term, parse_catalog, parse_glossary
from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.errors import CatalogError, ChangedError, UsageError
from briefkit.languages import is_known, same_as
from briefkit.model import Catalog
from briefkit.project.catalog_writing import read_settled, replace_catalog, revise_catalog
from briefkit.project.choices import meant_locale, misnamed, require_choice
from briefkit.project.files import CATALOG_LIMIT, read_bytes, read_text
from briefkit.project.folders import find_folder, require_own_folder

__all__ = ["Catalogs", "shipped_catalogs", "without_messages"]


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
        return tuple(name for name in _folders(self.folder) if is_known(name))

    @property
    def misnamed(self) -> tuple[Diagnostic, ...]:
        """Warnings of the folders with catalogs that are not read, as no locale has their name."""
        names = _folders(self.folder)
        return tuple(misnamed(name, names) for name in names if not is_known(name))

    def require_locale(self, locale: str, *others: str) -> None:
        """Raise UsageError for a locale that has no catalog, and is none of the `others`."""
        known = {*self.locales, *others}
        if locale in known:
            return
        folders = _folders(self.folder)
        meant = [f for f in folders if not is_known(f) and locale in (f, meant_locale(f))]
        if meant:
            raise UsageError(replace(misnamed(meant[0], folders), severity=Severity.ERROR))
        start = translatable(
            "Start it with “%(command)s”", command=f"briefkit init-locale {locale}"
        )
        code = meant_locale(locale)
        there = code if code in known else same_as(code, sorted(known))
        require_choice(locale, known, "locale", start, there)

    def path(self, domain: str, locale: str) -> Path:
        """Return where a catalog is, or would be; without a locale, where the template is."""
        if not locale:
            return self.folder / f"{domain}.pot"
        return self.folder / locale / "LC_MESSAGES" / f"{domain}.po"

    def read(self, domain: str, locale: str) -> Catalog:
        """Read a catalog; an empty one where there is none. Raises CatalogError."""
        path = self.path(domain, locale)
        # The folder itself may go meanwhile, and another take its place.
        place = "/".join(("locales", *path.parts[-3 if locale else -1 :]))
        if not path.exists():
            return Catalog(
                locale=locale, domain=domain, path=place, headers=(), header_comment="", entries=()
            )
        data = read_bytes(path, place, CATALOG_LIMIT, CatalogError)
        if not data:
            raise without_messages("files", place, locale)
        return parse_catalog(data, locale=locale, domain=domain, path=place)

    def read_template(self, domain: str) -> Catalog:
        """Read a domain's template; an empty one where there is none. Raises CatalogError."""
        return self.read(domain, "")

    def write(self, catalog: Catalog, before: Catalog) -> bool:
        """Write a catalog that was read as `before`; say whether anything changed.

        Raises CatalogError when the file has changed since, and when what would be written can't be
        read back: nothing is written then.
        """
        with _as_catalog_error(catalog.locale):
            return _write(self.root, self.path(catalog.domain, catalog.locale), catalog, before)

    def revise(
        self, domain: str, locale: str, change: Callable[[Catalog], Catalog]
    ) -> tuple[Catalog, Catalog]:
        """Write what `change` makes of a catalog; return it as it was read and as it is now.

        Where another program saves the file meanwhile, `change` is asked again, about what that
        saved. Raises CatalogError as `write` does, when that happens time and again.
        """
        path = self.path(domain, locale)
        read = partial(read_settled, path, partial(self.read, domain, locale))
        with _as_catalog_error(locale):
            return revise_catalog(read, change, partial(_write, self.root, path))

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The terms of locales/glossary.csv; none without that file. Raises CatalogError."""
        file = self.folder / "glossary.csv"
        text = read_text(file, "locales") if file.exists() else ""
        return parse_glossary(text, "locales/glossary.csv") if text else ()


def shipped_catalogs(catalogs: Catalogs) -> Catalogs | None:
    """Return those that come with the program, where a project has its own."""
    own = catalogs.folder.resolve() != (catalogs.bundled / "locales").resolve()
    return Catalogs(catalogs.bundled, catalogs.bundled) if own else None


def _folders(folder: Path) -> tuple[str, ...]:
    """Return the names of the folders in locales/ that have catalogs, sorted."""
    found = folder.glob("*/LC_MESSAGES/*.po")
    return tuple(sorted({path.parent.parent.name for path in found}))


def _write(root: Path, path: Path, catalog: Catalog, before: Catalog) -> bool:
    """Write a catalog where it changed; say whether it did. Raises as `replace_catalog` does."""
    if catalog == before and path.exists():
        return False
    require_own_folder(root, "locales")
    replace_catalog(path, catalog, before)
    return True


@contextmanager
def _as_catalog_error(locale: str) -> Iterator[None]:
    """Raise CatalogError in place of ChangedError: both say that another program changed a file."""
    try:
        yield
    except ChangedError as error:
        faults = (replace(diagnostic, locale=locale) for diagnostic in error.diagnostics)
        raise CatalogError(*faults) from None


def without_messages(check: str, place: str, locale: str) -> CatalogError:
    """Return what is wrong with a catalog that is there and has no messages."""
    return CatalogError(
        Diagnostic(
            check=check,
            message=translatable(
                "The catalog has no messages: it is being saved, or its text is lost."
            ),
            hint=translatable(
                "Try again. If it stays empty, take it from its last good copy, or delete it "
                "and give “briefkit update”."
            ),
            location=Location(place),
            locale=locale,
        )
    )
