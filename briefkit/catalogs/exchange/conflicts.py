"""Messages that were changed both in a file and, since its export, in the catalog."""

from collections.abc import Iterator, Mapping

from briefkit.catalogs.exchange.stamps import stamp_of, trimmed_lines
from briefkit.catalogs.exchange.units import Unit, unit_ids, wanted_entries
from briefkit.diagnostics import Diagnostic, Location, Translatable, listed, translatable
from briefkit.model import Catalog, MessageKey

__all__ = ["find_conflicts"]


def find_conflicts(
    catalog: Catalog, units: Mapping[str, Unit], known: Mapping[str, Unit], name: str
) -> Iterator[tuple[MessageKey, Diagnostic]]:
    """Yield the messages that were changed in the file and, otherwise, in the catalog as well."""
    for entry in wanted_entries(catalog):
        pairs = [(units[id], known[id]) for id in unit_ids(entry) if id in units]
        found = [(unit, current) for unit, current in pairs if _conflicting(unit, current)]
        if found:
            yield (
                entry.message.key,
                Diagnostic(
                    check="exchange",
                    message=translatable(
                        "It was changed in the file, and in the catalog since the export."
                        "\n    in the file:    %(file)s"
                        "\n    in the catalog: %(catalog)s",
                        file=listed(_described(unit) for unit, _ in found),
                        catalog=listed(_described(current) for _, current in found),
                    ),
                    hint=translatable(
                        "Nothing of it was imported. Where the file has the better one, "
                        "write it into "
                        "the catalog."
                    ),
                    location=Location(name, found[0][0].line),
                    locale=catalog.locale,
                    msgid=entry.message.msgid,
                ),
            )


def _conflicting(unit: Unit, current: Unit) -> bool:
    words, note = unit.exported or stamp_of(current)
    words_now, note_now = stamp_of(current)
    # The same words, which the file confirms, are no conflict: an import may have made them fuzzy.
    differ = unit.target != current.target or (unit.fuzzy and not current.fuzzy)
    both = bool(unit.target.strip() and current.target.strip())
    notes = trimmed_lines(unit.note), trimmed_lines(current.note)
    return (words_now != words and differ and both) or (
        note_now != note and notes[0] != notes[1] and all(notes)
    )


def _described(unit: Unit) -> Translatable:
    words, note = unit.target, unit.note
    if note and unit.fuzzy:
        return translatable("“%(words)s” (fuzzy), note: “%(note)s”", words=words, note=note)
    if note:
        return translatable("“%(words)s”, note: “%(note)s”", words=words, note=note)
    if unit.fuzzy:
        return translatable("“%(words)s” (fuzzy)", words=words)
    return translatable("“%(words)s”", words=words)
