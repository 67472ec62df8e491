"""Weblate's approvals and our reviews agree, where both have the same words."""

from dataclasses import replace
from datetime import date

from briefkit.catalogs import confirmation, record_confirmations
from briefkit.model import Catalog, Message, Review
from briefkit.weblate import Unit, agreed
from tests.conftest import Workspace

MARIYA = Review("Mariya Petrova", date(2026, 11, 28))
IVAN = Review("Ivan Ivanov", date(2026, 11, 29))


def leaflet(workspace: Workspace) -> tuple[Catalog, tuple[Message, ...]]:
    project = workspace.project
    return project.catalogs.read("leaflet", "bg"), tuple(project.messages("leaflet"))


def units_of(catalog: Catalog, **values: object) -> list[Unit]:
    """Return the units of a Weblate that has the same words."""
    current = [entry for entry in catalog.entries if entry.current]
    unit = Unit(id=0, key=(None, ""), words=())
    return [
        replace(unit, id=n, key=e.message.key, words=e.translations, **values)  # type: ignore[arg-type]
        for n, e in enumerate(current)
    ]


def test_what_is_approved_becomes_reviewed(workspace: Workspace) -> None:
    catalog, messages = leaflet(workspace)
    units = units_of(catalog)
    units[3] = replace(units[3], translated=False, approval=IVAN, by_person=True)
    found = agreed(catalog, messages, units, "en")
    entry = found.catalog.entry(units[3].key)
    assert entry is not None
    assert confirmation(entry) == IVAN
    assert entry.origin == "person"
    assert found.reviewed == 1
    assert found.catalog.review is None
    others = [e for e in found.catalog.entries if e.message.key != units[3].key]
    assert others == [e for e in catalog.entries if e.message.key != units[3].key]
    # Again, there is nothing to do.
    again = agreed(found.catalog, messages, units, "en")
    assert (again.catalog, again.reviewed) == (found.catalog, 0)


def test_other_words_are_left_alone_and_told(workspace: Workspace) -> None:
    catalog, messages = leaflet(workspace)
    unit = replace(units_of(catalog)[0], words=("Друго",), approval=IVAN, by_person=True)
    found = agreed(catalog, messages, [unit], "en")
    assert found.catalog == catalog
    assert found.differing == (unit,)


def test_a_catalog_of_which_all_is_approved_is_signed(workspace: Workspace) -> None:
    catalog, messages = leaflet(workspace)
    units = units_of(catalog, translated=False, approval=IVAN)
    units[0] = replace(units[0], approval=MARIYA)
    found = agreed(catalog, messages, units, "en").catalog
    assert found.review == Review("Mariya Petrova, Ivan Ivanov", IVAN.day)
    # Not if there is an error in it.
    spoilt = next(e for e in catalog.entries if "%(project)s" in e.translations[0])
    words = (spoilt.translations[0].replace("%(project)s", ""),)
    entries = tuple(e.change(translations=words) if e is spoilt else e for e in catalog.entries)
    faulty = replace(catalog, entries=entries)
    found = agreed(faulty, messages, units_of(faulty, approval=IVAN), "en").catalog
    assert found.review is None
    assert all(confirmation(e) == IVAN for e in found.entries if not e.obsolete)


def test_what_is_reviewed_is_to_be_approved_unless_that_was_withdrawn(workspace: Workspace) -> None:
    catalog, messages = leaflet(workspace)
    units = units_of(catalog)
    ours = record_confirmations(catalog, {units[1].key, units[2].key}, MARIYA)
    units[2] = replace(units[2], withdrawn=True)
    found = agreed(ours, messages, units, "en")
    assert found.catalog == ours
    assert found.to_approve == (units[1],)
    assert found.withdrawn == (units[2],)
    # Whoever approves it in Weblate too, it stays hers.
    approved = [replace(units[1], translated=False, approval=IVAN)]
    assert agreed(ours, messages, approved, "en").catalog == ours
