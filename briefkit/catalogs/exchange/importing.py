"""What a file brings back, taken into the catalog that it is for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefkit.catalogs.exchange.conflicts import find_conflicts
from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.indentation import unindented_unit
from briefkit.catalogs.exchange.locales import match_locale
from briefkit.catalogs.exchange.memories import filled_from_memory
from briefkit.catalogs.exchange.reconciling import entry_with_units, is_emptied, merged_unit
from briefkit.catalogs.exchange.refusals import refusal
from briefkit.catalogs.exchange.units import (
    Unit,
    catalog_units,
    message_id,
    source_digest,
    unit_ids,
    wanted_entries,
)
from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry, Message

__all__ = ["Imported", "import_translations"]

_INDENTED = (Format.XLIFF, Format.XLIFF2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A catalog with what came back, and counts of its messages.

    Every message is one of `translated` (it was not before), `changed` (its words, its state or
    its note), `unchanged`, one of the `conflicts`, `skipped` (its source in the file is another) or
    `absent` from the file; `emptied` ones came back without the words that they have, and keep
    them. A conflict is a message that was changed both in the file and in the catalog: it stays as
    it is in the catalog.
    """

    catalog: Catalog
    translated: int
    changed: int
    unchanged: int
    skipped: int
    absent: int
    emptied: int
    warnings: tuple[Diagnostic, ...]
    conflicts: tuple[Diagnostic, ...] = ()


def import_translations(
    returned: Returned, catalog: Catalog, *, skip_changed: bool = False
) -> Imported:
    """Return `catalog` with the translations that came back; entries that say the same stay.

    What is missing from the file, or empty there, is left alone, and so is what came back as it was
    exported, and what was changed both there and in the catalog. A translation memory fills empty
    messages whose source it has word by word, as fuzzy, and changes no others. Raises CatalogError
    for a file of another domain or locale, and for one made from another source, which names the
    messages that differ; `skip_changed` leaves these alone and takes over the others.
    """
    _require_same_catalog(returned, catalog)
    if returned.format is Format.TMX:
        return _imported(
            catalog,
            tuple(filled_from_memory(catalog, returned.units)),
            warnings=returned.warnings,
        )
    known = {unit.id: unit for unit in catalog_units(catalog)}
    changed = {unit.id: unit for unit in returned.units if not _same_source(unit, known)}
    new = set(known) - {unit.id for unit in returned.units}
    if not returned.digest or returned.digest == source_digest(catalog):
        new = set()
    differing = [*(_changed(unit, unit.id in known, returned) for unit in changed.values())]
    differing += [_new(unit, catalog) for unit in known.values() if unit.id in new]
    if differing and not skip_changed:
        raise CatalogError(_other_source(returned, catalog, len(changed), len(new)), *differing)
    units = {
        unit.id: merged_unit(_as_written(unit, known[unit.id], returned.format), known[unit.id])
        for unit in returned.units
        if unit.id not in changed
    }
    left = [e for e in wanted_entries(catalog) if units.keys().isdisjoint(unit_ids(e))]
    conflicts = dict(find_conflicts(catalog, units, known, returned.name))
    return _imported(
        catalog,
        [
            entry if entry.message.key in conflicts else entry_with_units(entry, units)
            for entry in catalog.entries
        ],
        skipped=sum(_skipped(entry, changed) for entry in left),
        absent=sum(not _skipped(entry, changed) for entry in left),
        emptied=sum(is_emptied(unit, known[unit.id]) for unit in units.values()),
        warnings=(
            *returned.warnings,
            *(replace(item, severity=Severity.WARNING) for item in differing),
        ),
        conflicts=tuple(conflicts.values()),
    )


def _as_written(unit: Unit, current: Unit, format: Format) -> Unit:
    # A program that indents XML knows nothing of the spaces of a translation.
    return unindented_unit(unit, current) if format in _INDENTED else unit


def _require_same_catalog(returned: Returned, catalog: Catalog) -> None:
    if returned.domain not in (catalog.domain, "" if returned.format is Format.TMX else None):
        raise refusal(
            returned.name,
            translatable(
                "The file is for the text “%(found)s”, not for “%(wanted)s”.",
                found=returned.domain,
                wanted=catalog.domain,
            ),
            translatable("Import it into the catalog that it was exported from."),
        )
    if match_locale(returned.locale, [catalog.locale]) is None:
        raise refusal(
            returned.name,
            translatable(
                "The file is for the language “%(found)s”, not for “%(wanted)s”.",
                found=returned.locale,
                wanted=catalog.locale,
            ),
            translatable("Import it into the catalog that it was exported from."),
        )


def _other_source(returned: Returned, catalog: Catalog, changed: int, new: int) -> Diagnostic:
    return Diagnostic(
        check="exchange",
        message=translatable(
            "The file was made from another source: %(changed)s of its messages have "
            "changed since, and %(new)s of the catalog’s are not in it.",
            changed=changed,
            new=new,
        ),
        hint=translatable(
            "Nothing was imported. Give “--skip-changed” to take over the others, then "
            "export these again."
        ),
        location=Location(returned.name),
        locale=catalog.locale,
    )


def _same_source(unit: Unit, known: Mapping[str, Unit]) -> bool:
    # The id stands for the very words; tools may fold the spaces of what they show.
    return unit.id in known and unit.source.split() == known[unit.id].source.split()


def _changed(unit: Unit, known: bool, returned: Returned) -> Diagnostic:
    return Diagnostic(
        check="exchange",
        message=translatable("Its source text was altered in the file.")
        if known
        else translatable("Its source has changed since the file was made, or it is gone."),
        location=Location(returned.name, unit.line),
        msgid=unit.source,
    )


def _skipped(entry: Entry, changed: Iterable[str]) -> bool:
    """Whether an entry stands in the file, with another source or as what it was made from."""
    context, msgid, plural = entry.previous
    names = {message_id(entry.message)}
    if msgid is not None:
        names.add(message_id(Message(msgid=msgid, context=context, plural=plural)))
    return not names.isdisjoint(name.partition("[")[0] for name in changed)


def _new(unit: Unit, catalog: Catalog) -> Diagnostic:
    return Diagnostic(
        check="exchange",
        message=translatable("It is new since the file was made, or its source has changed."),
        location=Location(catalog.path),
        locale=catalog.locale,
        msgid=unit.source,
    )


def _imported(
    catalog: Catalog,
    entries: Sequence[Entry],
    *,
    skipped: int = 0,
    absent: int = 0,
    emptied: int = 0,
    warnings: tuple[Diagnostic, ...] = (),
    conflicts: tuple[Diagnostic, ...] = (),
) -> Imported:
    pairs = [
        (old, new) for old, new in zip(catalog.entries, entries, strict=True) if not old.obsolete
    ]
    differ = [(old, new) for old, new in pairs if old != new]
    translated = sum(new.translated and not old.translated for old, new in differ)
    return Imported(
        catalog=replace(catalog, entries=tuple(entries)) if differ else catalog,
        translated=translated,
        changed=len(differ) - translated,
        unchanged=len(pairs) - len(differ) - skipped - absent - len(conflicts),
        skipped=skipped,
        absent=absent,
        emptied=emptied,
        warnings=warnings,
        conflicts=conflicts,
    )
