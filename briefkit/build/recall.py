"""Which sheets of a pile to withdraw, and why: each code is compared with what would print now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from briefkit.build.codes import MISREAD, find_edition, near_codes, plain_code
from briefkit.build.digests import contact_digest, printed_contacts
from briefkit.build.inputs import Inputs, inputs_of
from briefkit.build.manifest import PrintedContact, Record, parse_manifest
from briefkit.build.orders import Order, State
from briefkit.build.piles import PiledCode
from briefkit.build.planning import code_prefixes, orders_by_office
from briefkit.build.tracing import trace
from briefkit.contacts import Contact
from briefkit.diagnostics import Location
from briefkit.errors import BriefkitError, UsageError
from briefkit.leaflet import Leaflet
from briefkit.model import Edition

__all__ = ["Reason", "Recalled", "Recaller", "Verdict"]


class Verdict(StrEnum):
    """What is to be done with a sheet, the worst first."""

    WITHDRAW = "withdraw"
    UNKNOWN = "unknown"
    OLDER = "older"
    CURRENT = "current"


# Why a sheet is withdrawn, the worst first.
_WITHDRAWN = (
    "contact-expired", "contact-changed", "contact-withdrawn", "text", "translation", "labels",
    "references", "languages", "web", "review", "edition", "manifest",
)  # fmt: skip
# Why it can't be told.
_UNTOLD = ("contacts", "brief", "code")

# By how many slips in typing a code may differ from the one that was meant.
_SLIPS = 2

# The parts of a leaflet that say something, and what is told when one is other than it was.
_WORDS = {
    "text": "the brief’s text or settings have changed",
    "translation": "its translation has been corrected",
    "labels": "the words that all leaflets share have changed",
    "references": "the works cited have changed",
    "languages": "the languages that it lists have changed",
}


class Reason(NamedTuple):
    """Why a sheet is to be withdrawn, or can't be judged, or would be other now: kind and words."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What is to be done with the sheets of a code, and why, the worst first.

    `code` is as it is printed, or as it was typed where it is none; `near` are those that may have
    been meant; `edition` and `now`, the code that it would have now, are known of others.
    """

    code: str
    verdict: Verdict
    count: int = 0
    places: tuple[Location, ...] = ()
    reasons: tuple[Reason, ...] = ()
    near: tuple[str, ...] = ()
    edition: Edition | None = None
    now: str = ""


class Recaller:
    """What a project, and a folder's manifest, know of printed sheets on a day.

    The contacts of the order are those that leaflets would have now, however old; without
    `with_contacts` nothing is known of them. Raises SourceError where no brief is sound.
    """

    def __init__(self, order: Order, manifest: str, today: date, *, with_contacts: bool) -> None:
        self.order, self.today, self.with_contacts = order, today, with_contacts
        self.inputs: Inputs = inputs_of(order.root, order.bundled)
        self.prefixes: Mapping[Edition, str] = code_prefixes(self.inputs.project)
        self.records = parse_manifest(manifest)
        self.last = {record.code: record for record in self.records}
        self._offices = orders_by_office(order)
        self._found: dict[str, tuple[str, Edition] | UsageError] = {}
        self._codes: dict[str, list[str]] = {}
        for code in self.last:
            self._codes.setdefault(_folded(code), []).append(code)

    def code_of(self, typed: str) -> str:
        """Return the code that was typed as it is printed. Raises UsageError where it is none."""
        known = self._codes.get(_folded(typed), [])
        exact = [code for code in known if code == typed.strip().upper()]
        if exact or len(known) == 1:
            return (exact or known)[0]
        return self._find(typed)[0]

    def _find(self, typed: str) -> tuple[str, Edition]:
        """Return a code and its edition as `find_edition` does: a pile has the same many times."""
        if typed not in self._found:
            try:
                self._found[typed] = find_edition(typed, _prefixes_for(typed, self))
            except UsageError as error:
                self._found[typed] = error
        found = self._found[typed]
        if isinstance(found, UsageError):
            raise found.with_traceback(None)
        return found

    def is_code(self, typed: str) -> bool:
        """Whether what was typed is a code of this project, in print or not."""
        try:
            return bool(self.code_of(typed))
        except UsageError:
            return False

    def recall(self, pile: Iterable[PiledCode]) -> tuple[Recalled, ...]:
        """Return what is to be done with the sheets of a pile: each code once, the worst first."""
        sheets: dict[str, list[PiledCode]] = {}
        for listed in pile:
            try:
                code = self.code_of(listed.typed)
            except UsageError:
                code = listed.typed.strip()
            sheets.setdefault(code, []).append(listed)
        found = [
            replace(
                self._judged(code),
                count=sum(listed.count for listed in mine),
                places=tuple(listed.location for listed in mine if listed.location),
            )
            for code, mine in sheets.items()
        ]
        return tuple(sorted(found, key=_badness))

    def _judged(self, code: str) -> Recalled:
        record = self.last.get(code)
        try:
            edition = record.edition if record else self._find(code)[1]
        except UsageError as error:
            near = near_codes(plain_code(code), self.last, slips=_SLIPS)
            hint = "" if near else error.diagnostics[0].hint
            return _verdict(code, [Reason("code", f"no sheet has this code. {hint}".strip())], near)
        alone = (replace(edition.common, locale=e, second="", twin="") for e in edition.locales)
        if not all(each in self.prefixes for each in alone):
            return _verdict(code, [self._not_made(edition)], edition=edition)
        try:
            leaflet, *others = self._leaflets(edition, record)
        except BriefkitError as error:
            why = Reason(
                "brief", f"what it would say now can’t be made: {error.diagnostics[0].message}"
            )
            return _verdict(code, [why], edition=edition)
        leaflet = next((each for each in others if each.code == code), leaflet)
        if record is None and leaflet.code != code:
            known = [each.code for each in (leaflet, *others)]
            if near := near_codes(code, [*known, *self.last], slips=_SLIPS):
                why = Reason("code", "no sheet here had this code")
                return _verdict(code, [why], near, edition, leaflet.code)
            why = Reason(
                "manifest", "the folder’s manifest does not have it, and it is not current"
            )
            return _verdict(code, [why], (), edition, leaflet.code)
        return _verdict(code, list(self._reasons(record, leaflet)), (), edition, leaflet.code)

    def _not_made(self, edition: Edition) -> Reason:
        """Return why an edition that is not among those of the project cannot be made."""
        sound = {each.brief for each in self.prefixes}
        if edition.brief in self.inputs.project.brief_names and edition.brief not in sound:
            return Reason("brief", f"briefs/{edition.brief} needs work: “briefkit check” says what")
        return Reason(
            "edition", "it is no longer made: its brief, language or format was taken out"
        )

    def _leaflets(self, edition: Edition, record: Record | None) -> list[Leaflet]:
        """Return what an edition would be now: one, or that of each office where none is known."""
        offices = [edition.office] if record else list(self._offices)
        return [
            self.inputs.localised(
                replace(edition, office=office),
                self._offices[office].contacts if office in self._offices else (),
                allow_incomplete=True,
                site=self.order.site,
            )
            for office in offices
        ]

    def _reasons(self, record: Record | None, leaflet: Leaflet) -> Iterator[Reason]:
        """Yield what is other about a sheet than it would be now."""
        if record is None:
            yield from _expired(leaflet.contacts, leaflet, self.today)
            return
        digests = self.inputs.digests(leaflet, self.order)
        found = trace(record.code, record.edition, leaflet.code, digests, [record])
        yield from self._about_contacts(record, leaflet, changed="contacts" in found.changed)
        yield from _about_words(record, leaflet, found.changed, site=self.order.site)

    def _about_contacts(
        self, record: Record, leaflet: Leaflet, *, changed: bool
    ) -> Iterator[Reason]:
        printed = record.contacts
        if printed == ():
            return
        if not self.with_contacts:
            if printed is None and not changed:
                return
            late = [c for c in printed or () if c.check_by < self.today.isoformat()]
            yield from (_late(contact.name, contact.check_by) for contact in late)
            yield Reason("contacts", "its contacts were not compared: give them with --contacts")
        elif printed is None:
            if changed:
                yield Reason("contact-changed", "its contacts have changed")
            else:
                yield from _expired(leaflet.contacts, leaflet, self.today)
        else:
            yield from _compared(printed, leaflet, self.today)


def _compared(printed: Iterable[PrintedContact], leaflet: Leaflet, today: date) -> Iterator[Reason]:
    """Yield what has become of the contacts on a sheet."""
    now = {contact_digest(contact): contact for contact in leaflet.contacts}
    names = {contact.name for contact in leaflet.contacts}
    for contact in printed:
        if contact.digest in now:
            same = now[contact.digest]
            yield from _expired([same], leaflet, today)
            if same.check_by.isoformat() != contact.check_by and same.state(today) != "old":
                yield Reason(
                    "checked", f"the contact “{contact.name}” was checked again, and stays"
                )
        elif contact.name in names:
            yield Reason("contact-changed", f"the contact “{contact.name}” has changed")
        else:
            yield Reason("contact-withdrawn", f"the contact “{contact.name}” is not given any more")


def _expired(contacts: Iterable[Contact], leaflet: Leaflet, today: date) -> Iterator[Reason]:
    names = {contact.name for contact in printed_contacts(leaflet)}
    for contact in contacts:
        if contact.name in names and contact.state(today) == "old":
            yield _late(contact.name, contact.check_by.isoformat())


def _late(name: str, day: str) -> Reason:
    return Reason("contact-expired", f"the contact “{name}” was to be checked again by {day}")


def _about_words(
    record: Record, leaflet: Leaflet, changed: Sequence[str], *, site: str
) -> Iterator[Reason]:
    """Yield what is other about a sheet's words, their review and their look."""
    words = [part for part in _WORDS if part in changed]
    if "text" in words:  # what is translated from it changes with it
        words = [part for part in words if part != "translation"]
    yield from (Reason(part, _WORDS[part]) for part in words)
    if "web" in changed and "web" in record.digests and site:
        yield Reason("web", "its QR code leads to another address than it would now")
    if record.state == State.REVIEWED and leaflet.draft and not words:
        yield Reason("review", "the review of its translation has been withdrawn")
    if record.state == State.DRAFT and not leaflet.draft:
        yield Reason("reviewed", "its translation has been reviewed since")
    if set(changed) & {"templates", "settings", "program"}:
        yield Reason("look", "it would look otherwise")


def _verdict(
    code: str,
    reasons: Sequence[Reason],
    near: tuple[str, ...] = (),
    edition: Edition | None = None,
    now: str = "",
) -> Recalled:
    """Return what follows from the reasons, the worst of them first."""
    worst = sorted((r for r in reasons if r.kind in _WITHDRAWN), key=lambda r: _rank(r.kind))
    untold = [reason for reason in reasons if reason.kind in _UNTOLD]
    if worst:
        verdict = Verdict.WITHDRAW
    elif untold:
        verdict = Verdict.UNKNOWN
    else:
        verdict = Verdict.CURRENT if code == now else Verdict.OLDER
    others = tuple(reason for reason in reasons if reason.kind not in (*_WITHDRAWN, *_UNTOLD))
    return Recalled(
        code=code,
        verdict=verdict,
        reasons=(*worst, *untold) or (others if verdict is Verdict.OLDER else ()),
        near=near,
        edition=edition,
        now=now,
    )


def _rank(kind: str) -> int:
    return _WITHDRAWN.index(kind) if kind in _WITHDRAWN else len(_WITHDRAWN)


def _badness(found: Recalled) -> tuple[int, int, int]:
    first = found.reasons[0].kind if found.reasons else ""
    return list(Verdict).index(found.verdict), _rank(first), -found.count


def _folded(code: str) -> str:
    """Return a code by which others that are read alike are known."""
    return plain_code(code).translate(MISREAD)


def _prefixes_for(code: str, recaller: Recaller) -> Mapping[Edition, str]:
    """Return what codes in as many languages begin with."""
    if set(code) & set("+="):
        return code_prefixes(recaller.inputs.project, code)
    return recaller.prefixes
