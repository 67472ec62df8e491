"""A project: a folder with briefs, catalogs and templates, and what they hold."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from briefkit.brief import template_messages
from briefkit.catalogs import TEMPLATES_LOCALE, is_templates_language
from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.errors import SourceError
from briefkit.languages import (
    PSEUDO_LOCALES,
    FontSource,
    fonts_for,
    missing_glyphs,
    sources_for,
    use_fonts_in,
)
from briefkit.leaflet import require_sound_templates
from briefkit.model import Message
from briefkit.project.briefs import LoadedBrief, list_briefs, read_brief
from briefkit.project.catalog_files import Catalogs
from briefkit.project.choices import require_choice
from briefkit.project.declared_languages import (
    LANGUAGES,
    declare_languages_of,
    fonts_of_languages,
)
from briefkit.project.folders import find_folder
from briefkit.project.program_messages import program_messages
from briefkit.project.themes import THEME

__all__ = [
    "DESK_DOMAIN",
    "LEAFLET_DOMAIN",
    "Project",
    "brand_fonts",
    "brief_locales",
    "domain_locales",
    "font_warnings",
    "is_source",
    "language_fonts",
    "require_domain",
    "source_locales",
    "template_folders",
]

# The domain of what every leaflet shares, and of the program’s own pages.
LEAFLET_DOMAIN = "leaflet"
DESK_DOMAIN = "desk"


@dataclass(frozen=True)
class Project:
    """A folder with briefs/, locales/, templates/, fonts/; what it lacks is taken from `bundled`.

    Its briefs and templates are read once, its catalogs each time that they are asked for. The
    languages that it declares, and its fonts, are known from the start; `faults` tell what is wrong
    with the languages.
    """

    root: Path
    bundled: Path
    faults: tuple[Diagnostic, ...] = field(default=(), init=False, repr=False, compare=False)
    _briefs: dict[str, LoadedBrief] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "faults", declare_languages_of(self.root))
        use_fonts_in(self.folder("fonts"))

    def folder(self, name: str) -> Path:
        """Return the project's folder of that name, or the bundled one."""
        return find_folder(self.root, self.bundled, name)

    @cached_property
    def catalogs(self) -> Catalogs:
        """Its catalogs, and its glossary."""
        return Catalogs(self.root, self.bundled)

    @cached_property
    def brief_names(self) -> tuple[str, ...]:
        """The names of the briefs, sorted."""
        return list_briefs(self.folder("briefs"))

    def brief(self, name: str) -> LoadedBrief:
        """Return a brief. Raises SourceError where it needs work, UsageError for a name unknown.

        A name in another Unicode form (NFC, NFD) is the same.
        """
        if self.faults:
            raise SourceError(*self.faults)
        if name not in self.brief_names:
            form = unicodedata.normalize("NFC", name)
            same = (n for n in self.brief_names if unicodedata.normalize("NFC", n) == form)
            name = next(same, name)
        if name not in self._briefs:
            brief = read_brief(
                name,
                self.folder("briefs"),
                self.brief_names,
                self.folder("fonts"),
                self.folder("templates"),
            )
            self._briefs[name] = replace(brief, fonts={**language_fonts(self), **brief.fonts})
        return self._briefs[name]

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

    @property
    def domains(self) -> tuple[str, ...]:
        """The briefs' domains, the one that all leaflets share, and the desk's."""
        return tuple(dict.fromkeys((*self.brief_names, LEAFLET_DOMAIN, DESK_DOMAIN)))

    def messages(self, domain: str) -> tuple[Message, ...]:
        """Return the messages of a domain."""
        if domain == DESK_DOMAIN:
            return program_messages()
        return self.leaflet_messages if domain == LEAFLET_DOMAIN else self.brief(domain).messages

    def source_locale(self, domain: str) -> str:
        """Return the locale that a domain's messages are written in."""
        if domain in self.brief_names and domain not in (LEAFLET_DOMAIN, DESK_DOMAIN):
            return self.brief(domain).source_locale
        return TEMPLATES_LOCALE


def template_folders(project: Project, name: str) -> Mapping[str, Path]:
    """Return the folders of a brief's templates, by what they are called; the later one counts."""
    folders = {"templates": project.folder("templates")}
    theme = project.folder("briefs") / name / THEME
    return folders | ({f"briefs/{name}/{THEME}": theme} if theme.is_dir() else {})


def brief_locales(project: Project, name: str) -> tuple[str, ...]:
    """Return the locales that a brief is made in, sorted: those it names, or all there are."""
    brief = project.brief(name)
    named = _languages(project, name)
    return tuple(sorted(set(named or (brief.source_locale, *project.catalogs.locales))))


def _languages(project: Project, name: str) -> tuple[str, ...]:
    """Return the locales that a brief names; none where it is made in all there are."""
    return next(iter(project.brief(name).texts.values())).settings.languages


def language_fonts(project: Project) -> Mapping[str, tuple[FontSource, ...]]:
    """Return the fonts that its `languages.toml` names, by locale. Raises SourceError."""
    return fonts_of_languages(project.root, project.folder("fonts"))


def brand_fonts(project: Project) -> tuple[tuple[FontSource, ...], ...]:
    """Return the fonts of the brands of all briefs that can be read."""
    found: dict[tuple[FontSource, ...], None] = {}
    for name in project.brief_names:
        with suppress(SourceError):
            found |= dict.fromkeys(project.brief(name).fonts.values())
    return tuple(sources for sources in found if sources)


def font_warnings(project: Project, name: str, locale: str) -> Iterator[Diagnostic]:
    """Yield a warning of the letters of a brief's language that its brand's font lacks.

    They are set in ours; nobody sees it of a space. Raises CatalogError, and SourceError for a
    brief that needs work.
    """
    brief = project.brief(name)
    own = tuple(s for s in fonts_for(locale, brief.fonts) if s not in sources_for(locale))
    if not own:
        return
    texts = [segment.text for text in brief.texts.values() for segment in text.segments()]
    if locale != brief.source_locale:
        catalog = project.catalogs.read(name, locale)
        texts = [catalog.lookup(message.key) or "" for message in brief.messages]
    letters = re.sub(r"\s", "", "".join(texts))
    if missing := missing_glyphs(letters, locale, own):
        declared = fonts_for(locale, language_fonts(project))[: len(own)] == own
        yield Diagnostic(
            check="brand-font",
            message=translatable(
                "The font %(font)s has no %(missing)s: set in %(ours)s.",
                font=own[0].family,
                missing=" ".join(missing),
                ours=sources_for(locale)[0].family,
            ),
            hint=translatable(
                "Take another font for this language: %(example)s.",
                example=f'[{locale}] font = "…"'
                if declared
                else f'font = {{ default = "…", {locale} = "…" }}',
            ),
            severity=Severity.WARNING,
            location=Location(LANGUAGES if declared else f"briefs/{name}/brief.toml"),
            locale=locale,
        )


def domain_locales(project: Project, domain: str, named: Iterable[str] = ()) -> tuple[str, ...]:
    """Return those of the locales named, or of all that have a catalog, that a domain is put into.

    The one that it is written in is none, but for a catalog of the program's own words in English:
    that words them anew. A brief may name its languages; what all leaflets share is put into all,
    and into those that briefs are written in; the desk's words into those that have a catalog of
    them.
    """
    locales = tuple(named) or project.catalogs.locales
    if domain == LEAFLET_DOMAIN and not named:
        locales = tuple(sorted({*locales, *source_locales(project)}))
    foreign = tuple(each for each in locales if not is_source(project, domain, each))
    if domain not in project.brief_names or domain in (LEAFLET_DOMAIN, DESK_DOMAIN):
        wanted = () if domain == DESK_DOMAIN and not named else foreign
        paths = {locale: project.catalogs.path(domain, locale) for locale in locales}
        return tuple(each for each in locales if each in wanted or paths[each].exists())
    own = _languages(project, domain)
    return tuple(locale for locale in foreign if not own or locale in (*own, *PSEUDO_LOCALES))


def is_source(project: Project, domain: str, locale: str) -> bool:
    """Whether a domain's messages stand in a locale as they were written: there is no translation.

    Raises SourceError for a brief that needs work.
    """
    if domain not in project.brief_names or domain in (LEAFLET_DOMAIN, DESK_DOMAIN):
        return is_templates_language(locale)
    return locale == project.source_locale(domain)


def source_locales(project: Project) -> frozenset[str]:
    """Return the locales that the briefs of a project are written in, those that can be read."""
    found = set()
    for name in project.brief_names:
        with suppress(SourceError):
            found.add(project.brief(name).source_locale)
    return frozenset(found)


def require_domain(project: Project, name: str) -> None:
    """Raise UsageError for a domain that a project doesn't have."""
    require_choice(name, project.domains, "domain", translatable("Add a brief of that name"))
