"""How far each language's translation of a brief is."""

from briefkit.build import State
from briefkit.desk.files import DeskFiles, Stamp
from briefkit.errors import BriefkitError
from briefkit.languages import endonyms
from briefkit.leaflet import is_foreign_notice
from briefkit.project import LEAFLET_DOMAIN, Project, brief_locales

__all__ = ["LanguageStates", "States"]

# Each language's code, own name and state.
States = tuple[tuple[str, str, str], ...]


class LanguageStates:
    """Works out the state of each language once, until a file of the project is saved."""

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._states: dict[tuple[str, str], str] = {}
        self._stamp: Stamp = ()

    def of(self, brief: str) -> States:
        """Return each language's code, own name and state, sorted by its name.

        Raises BriefkitError for a brief that cannot be read.
        """
        project, stamp = self._files.project, self._files.stamp()
        if stamp != self._stamp:
            self._states, self._stamp = {}, stamp
        found = []
        for locale, name in endonyms(brief_locales(project, brief)):
            key = brief, locale
            if key not in self._states:
                self._states[key] = _state(project, brief, locale)
            found.append((locale, name, self._states[key]))
        return tuple(found)


def _state(project: Project, brief: str, locale: str) -> str:
    loaded = project.brief(brief)
    if locale == project.source_locale(brief):
        return State.SOURCE
    try:
        catalogs = [project.catalogs.read(domain, locale) for domain in (brief, LEAFLET_DOMAIN)]
        settings = next(iter(loaded.texts.values())).settings
        shared = [m for m in project.leaflet_messages if not is_foreign_notice(m, settings)]
    except BriefkitError:
        return State.REFUSED
    wanted = zip(catalogs, (loaded.messages, shared), strict=True)
    if any(c.lookup(m.key) is None for c, messages in wanted for m in messages):
        return State.INCOMPLETE
    return State.REVIEWED if all(c.review for c in catalogs) else State.DRAFT
