"""What helps with one message: agreed terms, what was translated before, other languages."""

from dataclasses import dataclass
from datetime import date

from briefkit.catalogs import (
    Match,
    Term,
    memory_matches,
    paired_terms,
    parse_catalog,
    terms_in,
)
from briefkit.desk.catalog_cache import CatalogCache
from briefkit.errors import BriefkitError, CatalogError
from briefkit.model import Entry
from briefkit.preview import ShownMessage
from briefkit.project import LEAFLET_DOMAIN, Project, revisions_of

__all__ = ["PastState", "matches_of", "past_states", "terms_of", "words_in"]

# A translation that is not there yet, and its being fuzzy.
_NOTHING = "", False


@dataclass(frozen=True, slots=True, kw_only=True)
class PastState:
    """What a message's translation was once, and who recorded that."""

    author: str
    day: date
    subject: str
    text: str
    fuzzy: bool


def matches_of(catalogs: CatalogCache, project: Project, shown: ShownMessage) -> tuple[Match, ...]:
    """Return what the catalogs of all briefs have for a message, the most alike first."""
    own = shown.catalog
    domains = (*project.brief_names, LEAFLET_DOMAIN)
    known = (catalogs.readable(project, domain, own.locale) for domain in domains)
    return memory_matches(shown.message, own.domain, filter(None, known))


def terms_of(project: Project, shown: ShownMessage) -> tuple[tuple[Term, Term], ...]:
    """Return the terms of the glossary that a message has, each with its translation."""
    catalog = shown.catalog
    source = project.source_locale(catalog.domain)
    pairs = paired_terms(project.catalogs.glossary, source, catalog.locale)
    return terms_in(shown.message.msgid, pairs)


def words_in(project: Project, locale: str, shown: ShownMessage) -> str:
    """Return what may be printed of a message in another language, or ""."""
    if not locale:
        return ""
    try:
        return project.catalogs.read(shown.catalog.domain, locale).lookup(shown.message.key) or ""
    except CatalogError:
        return ""  # which the pages of that language tell


def past_states(project: Project, shown: ShownMessage) -> tuple[PastState, ...]:
    """Return what Git knows of a message's translation, the newest first; nothing without Git."""
    catalog = shown.catalog
    path = project.catalogs.path(catalog.domain, catalog.locale)
    found: list[PastState] = []
    last = _NOTHING
    for revision in reversed(revisions_of(path)):
        entry = _entry_in(revision.data, shown)
        state = (
            (entry.translations[0], entry.fuzzy) if entry and entry.translations else ("", False)
        )
        if state != (last or ("", False)):
            text, fuzzy = state
            found.append(
                PastState(
                    author=revision.author,
                    day=revision.time.date(),
                    subject=revision.subject,
                    text=text,
                    fuzzy=fuzzy,
                )
            )
        last = state
    return tuple(reversed(found))


def _entry_in(data: bytes, shown: ShownMessage) -> Entry | None:
    """Return a message's entry in an earlier catalog, if that can be read."""
    catalog = shown.catalog
    try:
        earlier = parse_catalog(
            data, locale=catalog.locale, domain=catalog.domain, path=catalog.path
        )
    except BriefkitError:
        return None
    return earlier.entry(shown.message.key)
