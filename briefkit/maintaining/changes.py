"""What a plan changes in a catalog, message by message; written as it was shown, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import BriefkitError, CatalogError
from briefkit.model import Catalog, Entry
from briefkit.project import Project

__all__ = ["CatalogChange", "Kind", "MessageChange", "require_unchanged", "write_changes"]


class Kind(StrEnum):
    """What becomes of a message, in the order in which a person wants to know."""

    FUZZY = "fuzzy"
    NEW = "new"
    TRANSLATED = "translated"
    CHANGED = "changed"
    RETURNED = "returned"
    OBSOLETE = "obsolete"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChange:
    """A message before and after: as FUZZY or NEW there is none before, as REMOVED none after."""

    kind: Kind
    before: Entry | None
    after: Entry | None

    @property
    def entry(self) -> Entry:
        """The entry that says what the message is: the newer one, if there is one."""
        entry = self.after or self.before
        assert entry is not None
        return entry


@dataclass(frozen=True, slots=True)
class CatalogChange:
    """A catalog as it was read, and as it shall be written."""

    before: Catalog
    after: Catalog

    def messages(self) -> tuple[MessageChange, ...]:
        """Return the messages that a person would see changed, sorted by what becomes of them.

        Those whose places or comments for translators alone are others are none.
        """
        order = list(Kind)
        found = _message_changes(self.before, self.after)
        return tuple(sorted(found, key=lambda change: order.index(change.kind)))


def _message_changes(before: Catalog, after: Catalog) -> Iterator[MessageChange]:
    active = {e.message.key: e for e in before.entries if not e.obsolete}
    obsolete = {e.message.key: e for e in before.entries if e.obsolete}
    for entry in after.entries:
        key = entry.message.key
        if kind := _kind(entry, active.get(key), obsolete.get(key)):
            yield MessageChange(kind=kind, before=active.get(key), after=entry)
    kept = {entry.message.key for entry in after.entries}
    for key, entry in active.items():
        if key not in kept:
            yield MessageChange(kind=Kind.REMOVED, before=entry, after=None)


def _kind(entry: Entry, before: Entry | None, obsolete: Entry | None) -> Kind | None:
    """Return what became of a message; nothing where a person would see no change."""
    if entry.obsolete:
        return Kind.OBSOLETE if before else None
    if before is None:
        if obsolete is not None:
            return Kind.RETURNED
        return Kind.FUZZY if entry.fuzzy else Kind.NEW
    if _seen(entry) == _seen(before):
        return None
    if entry.translated and not before.translated:
        return Kind.TRANSLATED
    return Kind.FUZZY if entry.fuzzy and not before.fuzzy else Kind.CHANGED


def _seen(entry: Entry) -> tuple[object, ...]:
    return entry.translations, entry.fuzzy, entry.remarks


def require_unchanged(project: Project, changes: Sequence[CatalogChange]) -> None:
    """Raise CatalogError, with all of them, for catalogs that are not as a plan has read them."""
    faults: list[Diagnostic] = []
    for change in changes:
        before = change.before
        try:
            same = project.catalogs.read(before.domain, before.locale) == before
        except CatalogError as error:
            faults += error.diagnostics
            continue
        if not same:
            faults.append(
                Diagnostic(
                    check="changed-on-disk",
                    message=translatable(
                        "The catalog was changed after this was shown: nothing was written."
                    ),
                    hint=translatable("Look at what would change now, then confirm that."),
                    location=Location(before.path),
                    locale=before.locale,
                )
            )
    if faults:
        raise CatalogError(*faults)


def write_changes(project: Project, changes: Sequence[CatalogChange]) -> None:
    """Write what a plan changes, as it was planned: all of it, or nothing.

    Raises CatalogError where a catalog has changed since. Where the disk fails in the middle, the
    error says which catalogs are written.
    """
    require_unchanged(project, changes)
    written: list[str] = []
    for change in changes:
        try:
            project.catalogs.write(change.after, change.before)
        except BriefkitError as error:
            if not written:
                raise
            rest = Diagnostic(
                check="files",
                message=translatable(
                    "Written before that: %(written)s.", written=", ".join(written)
                ),
                hint=translatable("Do it again: what is written already stays as it is."),
            )
            raise type(error)(*error.diagnostics, rest) from None
        written.append(change.after.path)
