"""How far each language's translation of a brief is."""

import os

from briefkit.build import State
from briefkit.desk.files import DeskFiles, Stamp
from briefkit.errors import BriefkitError
from briefkit.languages import endonyms
from briefkit.leaflet import is_foreign_notice
from briefkit.model import wanted_in
from briefkit.project import LEAFLET_DOMAIN, Project, brief_locales, is_source

__all__ = ["LanguageStates", "States"]

# Each language's code, own name and state.
States = tuple[tuple[str, str, str], ...]


class LanguageStates:
    """Works out the state of each language once, until a file that it depends on is saved."""

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._states: dict[tuple[str, str], tuple[Stamp, str]] = {}

    def of(self, project: Project, brief: str) -> States:
        """Return each language's code, own name and state, sorted by its name.

        Raises BriefkitError for a brief that cannot be read.
        """
        stamps = _by_locale(self._files.stamp(), str(project.catalogs.folder))
        found = []
        for locale, name in endonyms(brief_locales(project, brief)):
            stamp = (*stamps.get("", ()), *stamps.get(locale, ()))
            known, state = self._states.get((brief, locale), (None, ""))
            if known != stamp:
                state = _state(project, brief, locale)
                self._states[brief, locale] = stamp, state
            found.append((locale, name, state))
        return tuple(found)


def _by_locale(stamp: Stamp, folder: str) -> dict[str, Stamp]:
    """Return a stamp's files by the folder of a locale that they stand in; "" for all others."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for file in stamp:
        locale, inside, _ = file[0].removeprefix(folder + os.sep).partition(os.sep)
        found.setdefault(locale if inside and file[0].startswith(folder) else "", []).append(file)
    return {locale: tuple(files) for locale, files in found.items()}


def _state(project: Project, brief: str, locale: str) -> str:
    loaded = project.brief(brief)
    domains = [d for d in (brief, LEAFLET_DOMAIN) if not is_source(project, d, locale)]
    try:
        catalogs = [project.catalogs.read(domain, locale) for domain in domains]
        settings = next(iter(loaded.texts.values())).settings
        shared = [m for m in project.leaflet_messages if not is_foreign_notice(m, settings)]
    except BriefkitError:
        return State.REFUSED
    wanted = {brief: wanted_in(loaded.messages, locale), LEAFLET_DOMAIN: shared}
    if any(c.lookup(m.key) is None for c in catalogs for m in wanted[c.domain]):
        return State.INCOMPLETE
    if not all(catalog.review for catalog in catalogs):
        return State.DRAFT
    return State.REVIEWED if brief in domains else State.SOURCE
