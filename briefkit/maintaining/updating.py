"""Catalogs are brought up to date with their source; no translation is lost."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from briefkit.catalogs import filled, merge, unfolded
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError
from briefkit.maintaining.changes import CatalogChange
from briefkit.maintaining.domains import sound_domains
from briefkit.maintaining.starting import first_catalog, shipped_catalog
from briefkit.model import Catalog, Message
from briefkit.project import Project, domain_locales

__all__ = ["differing_messages", "plan_update", "updated"]


def updated(
    project: Project, domain: str, locale: str, messages: Sequence[Message], now: str
) -> Callable[[Catalog], Catalog]:
    """Return what brings a catalog up to date with `messages`; `now` is as gettext writes it."""
    shipped = shipped_catalog(project, domain, locale)
    return partial(_merged, messages, shipped, now)


def _merged(
    messages: Sequence[Message], shipped: Catalog | None, now: str, before: Catalog
) -> Catalog:
    after = merge(messages, before)
    after = filled(after, shipped) if shipped else after
    if after != before:
        after = after.with_headers(POT_Creation_Date=now)
    return unfolded(after)


def plan_update(
    project: Project, locale: str, *, now: str, faults: list[Diagnostic]
) -> tuple[CatalogChange, ...]:
    """Return what bringing a language up to date changes: of each domain where anything does.

    A domain that is new gets a catalog. What cannot be read is added to `faults`.
    """
    found = []
    for domain, messages in sound_domains(project, faults):
        if not domain_locales(project, domain, [locale]):
            continue
        try:
            if not project.catalogs.path(domain, locale).exists():
                found.append(first_catalog(project, domain, locale, now))
                continue
            before = project.catalogs.read(domain, locale)
            after = updated(project, domain, locale, messages, now)(before)
        except CatalogError as error:
            faults += error.diagnostics
            continue
        if after != before:
            found.append(CatalogChange(before, after))
    return tuple(found)


def differing_messages(messages: Iterable[Message], catalog: Catalog) -> int:
    """Return how many messages a catalog lacks, or has beyond those of its source as it is now."""
    held = {(e.message.key, e.message.plural) for e in catalog.entries if not e.obsolete}
    wanted = {
        (m.key, m.plural)
        for m in messages
        if m.is_wanted_in(catalog.locale) or (m.key, m.plural) in held
    }
    return len(wanted ^ held)
