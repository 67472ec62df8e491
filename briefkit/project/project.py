"""The files of a project: what is where, read and written. Nothing else looks for files."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from briefkit.brief import (
    AUDIENCES,
    NamedSettings,
    Reference,
    brief_messages,
    citations_in,
    parse_brief,
    parse_inline,
    parse_references,
    parse_settings,
    template_messages,
)
from briefkit.catalogs import Term, parse_catalog, parse_glossary, serialise_catalog
from briefkit.contacts import Contact, HarmonisedNumber, parse_harmonised
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError, CatalogError, SourceError, UsageError
from briefkit.languages import is_known, require_known, same_but_spelling
from briefkit.leaflet import require_sound_templates
from briefkit.model import Brief, Catalog, Message, Segment
from briefkit.unchanged import files_below

__all__ = [
    "DESK_DOMAIN",
    "LEAFLET_DOMAIN",
    "PAGES",
    "LoadedBrief",
    "Project",
    "append_line",
    "bundled_folder",
    "require_choice",
    "write_atomically",
]

# The domain of what every leaflet shares, and of the program’s own pages.
LEAFLET_DOMAIN = "leaflet"
DESK_DOMAIN = "desk"

# Where the templates of the program's own pages are, and what these fetch.
PACKAGE = Path(__file__).parent.parent
PAGES = tuple(PACKAGE / shell / "pages" for shell in ("desk", "site"))

# The largest text and the largest catalog that are read, in bytes: many times what a brief has,
# and what is read within seconds.
TEXT_LIMIT = 256 * 1024
CATALOG_LIMIT = 4 * 1024 * 1024
CONTACTS_LIMIT = 2 * 1024 * 1024  # those of some thousands of offices


def bundled_folder() -> Path:
    """Return the folder that holds briefkit's own briefs, locales and templates."""
    packaged = PACKAGE / "bundled"
    return packaged if packaged.is_dir() else PACKAGE.parent


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is either the old one or the new one, whatever happens."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, whole: of processes that do so at once, none loses one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b", buffering=0) as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        # A line that was cut short keeps to itself.
        end = file.seek(0, os.SEEK_END)
        whole = not end or (file.seek(end - 1), file.read(1))[1] == b"\n"
        file.write((b"" if whole else b"\n") + line.encode() + b"\n")
        os.fsync(file.fileno())


def require_choice(name: str, known: Iterable[str], what: str, otherwise: str) -> None:
    """Raise UsageError unless `name` is one of what is known; `otherwise` says what else to do."""
    choices = sorted(known)
    if name not in choices:
        meant = same_but_spelling(name, choices)
        raise UsageError(
            Diagnostic(
                check=what,
                message=f"There is no {what} “{name}”.",
                hint=f"Did you mean {meant}?"
                if meant
                else f"{otherwise}, or choose one of: {', '.join(choices)}.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrief:
    """A brief's texts by audience, and the works that they cite."""

    name: str
    texts: Mapping[str, Brief[Segment]]
    references: Mapping[str, Reference]

    @property
    def messages(self) -> tuple[Message, ...]:
        """What its domain asks translators for."""
        return brief_messages(self.texts.values())


@dataclass(frozen=True)
class Project:
    """A folder with briefs/, locales/ and templates/; what it lacks is taken from `bundled`.

    Its briefs are read once, its catalogs each time: these change under our hands.
    """

    root: Path
    bundled: Path

    def folder(self, name: str) -> Path:
        """Return the project's folder of that name, or the bundled one."""
        own = self.root / name
        return own if own.is_dir() else self.bundled / name

    def require_own(self, name: str) -> None:
        """Raise UsageError unless the project has a folder of that name to write to."""
        if not (self.root / name).is_dir():
            raise UsageError(
                Diagnostic(
                    check="project",
                    message=f"This folder has no {name}/ of its own to write to.",
                    hint="Go to your project's folder, or make one with “briefkit init FOLDER”.",
                    location=Location(str(self.root)),
                )
            )

    def source_files(self) -> tuple[tuple[str, Path], ...]:
        """Return the files that messages stand in, by the names that their places have."""
        briefs, templates = self.folder("briefs"), self.folder("templates")
        files = [
            (f"briefs/{name}/{path.name}", path)
            for name in self.brief_names
            for path in sorted((briefs / name).glob("*"))
            if path.suffix in (".md", ".toml")
        ]
        files += [(f"templates/{p.name}", p) for p in sorted(templates.glob("*.jinja"))]
        return tuple(files)

    def source_digest(self) -> str:
        """Return a digest of all that briefs and templates are read from."""
        digest = hashlib.sha256()
        for folder in map(self.folder, ("briefs", "templates")):
            for path in map(Path, files_below(str(folder))):
                name, data = path.relative_to(folder).as_posix(), path.read_bytes()
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
        return digest.hexdigest()

    # --- briefs ---

    @cached_property
    def brief_names(self) -> tuple[str, ...]:
        """The names of the briefs, sorted."""
        return tuple(
            sorted(path.parent.name for path in self.folder("briefs").glob("*/brief.toml"))
        )

    @cached_property
    def _briefs(self) -> dict[str, LoadedBrief]:
        return {}

    def brief(self, name: str) -> LoadedBrief:
        """Return a brief. Raises SourceError where it needs work, UsageError for a name unknown."""
        if name not in self._briefs:
            self._briefs[name] = self._read_brief(name)
        return self._briefs[name]

    def _read_brief(self, name: str) -> LoadedBrief:
        if name not in self.brief_names:
            raise UsageError(
                Diagnostic(
                    check="brief",
                    message=f"There is no brief “{name}” in {self.folder('briefs')}.",
                    hint=f"Choose one of: {', '.join(self.brief_names) or 'none yet'}.",
                )
            )
        folder = self.folder("briefs") / name
        place = f"briefs/{name}"
        named = parse_settings(read_text(folder / "brief.toml", place), f"{place}/brief.toml")
        require_known(named.settings.source_locale)
        references_file = folder / "references.json"
        references = (
            parse_references(read_text(references_file, place), f"{place}/references.json")
            if references_file.exists()
            else {}
        )
        texts = {
            audience: self._text(name, audience, folder, named)
            for audience in AUDIENCES
            if audience in named.settings.audiences
        }
        _require_references(texts, references)
        return LoadedBrief(name=name, texts=texts, references=references)

    def _text(self, name: str, audience: str, folder: Path, named: NamedSettings) -> Brief[Segment]:
        file = folder / f"{audience}.md"
        return parse_brief(
            name=name,
            audience=audience,
            settings=named,
            text=read_text(file, f"briefs/{name}"),
            path=f"briefs/{name}/{audience}.md",
        )

    # --- messages and catalogs ---

    @cached_property
    def leaflet_messages(self) -> tuple[Message, ...]:
        """The messages of the templates."""
        folder = self.folder("templates")
        try:
            return template_messages({"templates": folder})
        except Exception:
            # Babel's extractor passes on whatever Jinja2 raises: say it as a person would.
            require_sound_templates(folder)
            raise

    @cached_property
    def desk_messages(self) -> tuple[Message, ...]:
        """The messages of the program's own pages."""
        return template_messages(
            {folder.relative_to(PACKAGE.parent).as_posix(): folder for folder in PAGES}
        )

    @property
    def domains(self) -> tuple[str, ...]:
        """The briefs' domains, the one that all leaflets share, and the desk's."""
        return (*self.brief_names, LEAFLET_DOMAIN, DESK_DOMAIN)

    def require_domain(self, name: str) -> None:
        """Raise UsageError for a domain that there isn't."""
        require_choice(name, self.domains, "domain", "Add a brief of that name")

    def messages(self, domain: str) -> tuple[Message, ...]:
        """Return the messages of a domain."""
        if domain == DESK_DOMAIN:
            return self.desk_messages
        return self.leaflet_messages if domain == LEAFLET_DOMAIN else self.brief(domain).messages

    def source_locale(self, domain: str) -> str:
        """Return the locale of a domain's source: the templates have the first brief's."""
        if domain == DESK_DOMAIN or not self.brief_names:
            return "en"
        name = domain if domain in self.brief_names else self.brief_names[0]
        return next(iter(self.brief(name).texts.values())).settings.source_locale

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The locales that have a catalog, sorted."""
        found = self.folder("locales").glob("*/LC_MESSAGES/*.po")
        return tuple(
            sorted({p.parent.parent.name for p in found if is_known(p.parent.parent.name)})
        )

    def require_started(self, locale: str) -> None:
        """Raise UsageError for a locale that has no catalog."""
        start = f"Start it with “briefkit init-locale {locale}”"
        require_choice(locale, self.locales, "locale", start)

    def catalog_path(self, domain: str, locale: str) -> Path:
        """Return where a catalog is, or would be."""
        return self.folder("locales") / locale / "LC_MESSAGES" / f"{domain}.po"

    def template_path(self, domain: str) -> Path:
        """Return where a domain's template is, or would be."""
        return self.folder("locales") / f"{domain}.pot"

    def catalog(self, domain: str, locale: str) -> Catalog:
        """Read a catalog; an empty one where there is none. Raises CatalogError."""
        return self._read_catalog(self.catalog_path(domain, locale), domain, locale)

    def template(self, domain: str) -> Catalog:
        """Read a domain's template; an empty one where there is none. Raises CatalogError."""
        return self._read_catalog(self.template_path(domain), domain, "")

    def _read_catalog(self, path: Path, domain: str, locale: str) -> Catalog:
        place = f"locales/{path.relative_to(self.folder('locales')).as_posix()}"
        if not path.exists():
            return Catalog(
                locale=locale, domain=domain, path=place, headers=(), header_comment="", entries=()
            )
        data = _read_bytes(path, place, CATALOG_LIMIT, CatalogError)
        return parse_catalog(data, locale=locale, domain=domain, path=place)

    def write_catalog(self, catalog: Catalog, before: Catalog) -> bool:
        """Write a catalog over `before`, as which it was read; say whether anything changed.

        Raises CatalogError when the file has changed since: nothing is written then.
        """
        path = (
            self.catalog_path(catalog.domain, catalog.locale)
            if catalog.locale
            else self.template_path(catalog.domain)
        )
        if catalog == before and path.exists():
            return False
        self.require_own("locales")
        now = self._read_catalog(path, catalog.domain, catalog.locale)
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
            raise _unreadable(CatalogError, catalog.path, error, "written") from None
        return True

    @cached_property
    def glossary(self) -> tuple[Term, ...]:
        """The terms of locales/glossary.csv; none without that file. Raises CatalogError."""
        file = self.folder("locales") / "glossary.csv"
        text = read_text(file, "locales") if file.exists() else ""
        return parse_glossary(text, "locales/glossary.csv") if text else ()

    # --- contacts ---

    def contacts(
        self, path: Path, today: date, *, country: str = "", region: str = ""
    ) -> tuple[Contact, ...]:
        """Read a file of contacts. Raises ContactError where one must not be printed."""
        # Its telephone data take 100 ms to load, which no other command needs.
        from briefkit.contacts import decode_contacts, parse_contacts

        data = _read_bytes(path, f"{path.parent}/{path.name}", CONTACTS_LIMIT, SourceError)
        text = decode_contacts(data, str(path))
        return parse_contacts(text, str(path), today, country=country, region=region)

    def harmonised_numbers(self) -> tuple[HarmonisedNumber, ...]:
        """Read what we know of the EU's harmonised numbers: it comes with the package."""
        file = PACKAGE / "contacts" / "harmonised_numbers.csv"
        return parse_harmonised(file.read_text(encoding="utf-8"))


def _unreadable(
    error_type: type[BriefkitError], place: str, error: OSError, what: str = "read"
) -> BriefkitError:
    return error_type(
        Diagnostic(
            check="files",
            message=f"The file cannot be {what}: {error.strerror or error}.",
            hint="Check that it is there, and that you may open it.",
            location=Location(place),
        )
    )


def _read_bytes(path: Path, place: str, limit: int, error_type: type[BriefkitError]) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is no file")  # a pipe would keep us waiting, a device never end
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise _unreadable(error_type, place, error) from None
    if len(data) > limit:
        raise error_type(
            Diagnostic(
                check="files",
                message=f"The file is larger than {limit // 1024} kB.",
                hint="Take it from its last good copy, or part it.",
                location=Location(place),
            )
        )
    return data


def read_text(path: Path, folder: str, limit: int = TEXT_LIMIT) -> str:
    """Read a text of a project; `folder` is how its place is named, `limit` is in bytes.

    Raises SourceError.
    """
    place = f"{folder}/{path.name}"
    return decode_text(_read_bytes(path, place, limit, SourceError), place)


def decode_text(data: bytes, place: str) -> str:
    """Return UTF-8 as text, its lines ending in newlines. Raises SourceError, with the line."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(
            Diagnostic(
                check="charset",
                message="The file is not in UTF-8.",
                hint="Save it again as UTF-8.",
                location=Location(place, error.object.count(b"\n", 0, error.start) + 1),
            )
        ) from None


def _require_references(
    texts: Mapping[str, Brief[Segment]], references: Mapping[str, Reference]
) -> None:
    unknown = [
        Diagnostic(
            check="references",
            message=f"The work “{key}” is cited, and references.json has none of that id.",
            hint="Mend the citation, or export the reference from Zotero.",
            location=segment.location,
        )
        for brief in texts.values()
        for segment in brief.segments()
        for citation in citations_in(parse_inline(segment.text, segment.location))
        for key in citation.keys
        if key not in references
    ]
    if unknown:
        raise SourceError(*unknown)
