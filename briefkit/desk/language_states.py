"""How far each language's translation of a brief is."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from briefkit.build import State
from briefkit.desk.files import DeskFiles, Stamp
from briefkit.errors import BriefkitError
from briefkit.languages import endonyms
from briefkit.leaflet import is_foreign_notice
from briefkit.model import Provenance, reviews_of, wanted_in
from briefkit.project import LEAFLET_DOMAIN, Project, brief_locales, is_source

__all__ = ["LanguageState", "LanguageStates", "States", "stamps_by_locale"]


class LanguageState(NamedTuple):
    """How far a language's translation is, and who made it; `name` is its own."""

    locale: str
    name: str
    state: str
    provenance: Provenance


States = tuple[LanguageState, ...]


class LanguageStates:
    """Works out the state of each language once, until a file that it depends on is saved."""

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._states: dict[tuple[str, str], tuple[Stamp, LanguageState]] = {}
        # All of a brief, of the project that was asked about last.
        self._all: dict[str, tuple[Project, States]] = {}

    def of(self, project: Project, brief: str) -> States:
        """Return each language's state, sorted by its own name.

        Raises BriefkitError for a brief that cannot be read.
        """
        kept = self._all.get(brief)
        if kept is None or kept[0] is not project:
            kept = self._all[brief] = project, tuple(self._known(project, brief))
        return kept[1]

    def _known(self, project: Project, brief: str) -> Iterator[LanguageState]:
        stamps = stamps_by_locale(self._files.stamp(), str(project.catalogs.folder))
        for locale, name in endonyms(brief_locales(project, brief)):
            stamp = (*stamps.get("", ()), *stamps.get(locale, ()))
            known = self._states.get((brief, locale))
            if known is None or known[0] != stamp:
                known = stamp, LanguageState(locale, name, *_state(project, brief, locale))
                self._states[brief, locale] = known
            yield known[1]


def stamps_by_locale(stamp: Stamp, folder: str) -> dict[str, Stamp]:
    """Return a stamp's files by the folder of a locale that they stand in; "" for all others."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for file in stamp:
        locale, inside, _ = file[0].removeprefix(folder + os.sep).partition(os.sep)
        found.setdefault(locale if inside and file[0].startswith(folder) else "", []).append(file)
    return {locale: tuple(files) for locale, files in found.items()}


def _state(project: Project, brief: str, locale: str) -> tuple[str, Provenance]:
    """Return a language's state, and who made it."""
    loaded = project.brief(brief)
    domains = [d for d in (brief, LEAFLET_DOMAIN) if not is_source(project, d, locale)]
    if not domains:
        return State.SOURCE, Provenance()
    try:
        catalogs = [project.catalogs.read(domain, locale) for domain in domains]
        settings = next(iter(loaded.texts.values())).settings
        shared = [m for m in project.leaflet_messages if not is_foreign_notice(m, settings)]
    except BriefkitError:
        return State.REFUSED, Provenance()
    messages = {brief: wanted_in(loaded.messages, locale), LEAFLET_DOMAIN: shared}
    wanted = [(c, m.key) for c in catalogs for m in messages[c.domain]]
    by_machine = any(c.is_by_machine(key) for c, key in wanted)
    provenance = Provenance(by_machine=by_machine, reviews=reviews_of(catalogs))
    if any(c.lookup(key) is None for c, key in wanted):
        return State.INCOMPLETE, provenance
    if not provenance.reviews:
        return State.DRAFT, provenance
    return State.REVIEWED if brief in domains else State.SOURCE, provenance
