"""How far each catalog is, what the checks find in it, and who did what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from briefkit.catalogs import NOBODY, Reading, reading_of, unconfirmed_messages
from briefkit.catalogs.checks import check_catalog
from briefkit.desk.files import DeskFiles, Stamp
from briefkit.desk.language_states import stamps_by_locale
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError
from briefkit.leaflet import is_foreign_notice
from briefkit.maintaining import CatalogStatus, catalog_status, differing_messages
from briefkit.model import Message, wanted_in
from briefkit.project import LEAFLET_DOMAIN, Project, is_source

__all__ = ["CatalogState", "CatalogStates", "Tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogState:
    """A catalog: how far it is, its findings, and what its header says of who did what when.

    `machine` counts the translations that a machine made and no person has changed; `outdated` the
    messages in which it differs from its source. `findings` are None as long as nobody has looked
    for them. One that can't be read has `faults` alone.
    """

    domain: str
    status: CatalogStatus | None
    findings: tuple[Diagnostic, ...] | None = ()
    machine: int = 0
    unconfirmed: int = 0
    outdated: int = 0
    translator: str = ""
    revised: date | None = None
    reading: Reading | None = None
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How far a brief is in a language, with the words that it shares with the others.

    `translator` changed something last, on the day `revised`.
    """

    messages: int = 0
    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    findings: int | None = 0
    machine: int = 0
    unconfirmed: int = 0
    outdated: int = 0
    translator: str = ""
    revised: date | None = None


class CatalogStates:
    """Works out the state of each catalog once, until a file that it depends on is saved."""

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._kept: dict[tuple[str, str, str], tuple[Stamp, CatalogState]] = {}
        # Of the project that was asked about last.
        self._stamps: tuple[Project, Mapping[str, Stamp]] | None = None

    def stamps(self, project: Project) -> Mapping[str, Stamp]:
        """Return what changes when a file of a locale is saved; "" for all others."""
        if self._stamps is None or self._stamps[0] is not project:
            stamps = stamps_by_locale(self._files.stamp(), str(project.catalogs.folder))
            self._stamps = project, stamps
        return self._stamps[1]

    def of(
        self,
        project: Project,
        locale: str,
        stamps: Mapping[str, Stamp],
        brief: str = "",
        *,
        checked: bool = True,
    ) -> tuple[CatalogState, ...]:
        """Return the state of each catalog of a locale, or of those alone that a brief prints from.

        Of a brief that can't be read there is none. `stamps` are those of now. What is `checked`
        has its findings, which takes some 0.1 s a catalog; otherwise, those that are known.
        """
        stamp = (*stamps.get("", ()), *stamps.get(locale, ()))
        found = []
        for domain in (brief, LEAFLET_DOMAIN) if brief else project.domains:
            try:
                if is_source(project, domain, locale):
                    continue
                wanted = _wanted(project, domain, locale, brief)
            except BriefkitError:
                continue
            if not brief and not project.catalogs.path(domain, locale).exists():
                continue
            # Of the shared words, a brief leaves out the notices of other funders.
            key = domain, locale, brief
            known = self._kept.get(key)
            outdated = known is None or known[0] != stamp
            if known is None or outdated or (checked and known[1].findings is None):
                known = stamp, _state(project, domain, locale, wanted, checked=checked)
                self._kept[key] = known
            found.append(known[1])
        return tuple(found)

    def tally(
        self, project: Project, locale: str, stamps: Mapping[str, Stamp], brief: str
    ) -> Tally:
        """Return how far a brief is in a locale, with its findings where they are known.

        `stamps` are those of now.
        """
        found = self.of(project, locale, stamps, brief, checked=False)
        states = [state for state in found if state.status]
        findings = [state.findings for state in states]
        latest = max(states, key=lambda state: state.revised or date.min, default=None)
        counted = [state.status for state in states if state.status]
        return Tally(
            messages=sum(status.messages for status in counted),
            translated=sum(status.translated for status in counted),
            fuzzy=sum(status.fuzzy for status in counted),
            missing=sum(status.missing for status in counted),
            findings=None if None in findings else sum(map(len, filter(None, findings))),
            machine=sum(state.machine for state in states),
            unconfirmed=sum(state.unconfirmed for state in states),
            outdated=sum(state.outdated for state in states),
            translator=latest.translator if latest else "",
            revised=latest.revised if latest else None,
        )


def _wanted(project: Project, domain: str, locale: str, brief: str) -> tuple[Message, ...]:
    messages = wanted_in(project.messages(domain), locale)
    if domain != LEAFLET_DOMAIN or not brief:
        return messages
    settings = next(iter(project.brief(brief).texts.values())).settings
    return tuple(m for m in messages if not is_foreign_notice(m, settings))


def _state(
    project: Project, domain: str, locale: str, wanted: Sequence[Message], *, checked: bool
) -> CatalogState:
    try:
        catalog = project.catalogs.read(domain, locale)
        glossary = project.catalogs.glossary
    except BriefkitError as error:
        return CatalogState(domain=domain, status=None, faults=tuple(error.diagnostics))
    source, translator = project.source_locale(domain), catalog.header("Last-Translator")
    found = (
        check_catalog(catalog, wanted, source_locale=source, glossary=glossary) if checked else None
    )
    current = [m.key for m in wanted if catalog.lookup(m.key) is not None]
    return CatalogState(
        domain=domain,
        status=catalog_status(catalog, wanted),
        findings=found,
        machine=sum(catalog.is_by_machine(key) for key in current),
        unconfirmed=len(unconfirmed_messages(catalog, wanted)),
        outdated=differing_messages(project.messages(domain), catalog),
        translator="" if translator == NOBODY else translator,
        revised=_day(catalog.header("PO-Revision-Date")),
        reading=reading_of(catalog),
    )


def _day(text: str) -> date | None:
    """Return the day of a time as gettext's headers have it; nothing for gettext's placeholder."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
