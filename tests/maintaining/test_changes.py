"""Plans that are shown first: what a person sees of them, and that they are written as shown."""

from dataclasses import replace
from pathlib import Path

import polib
import pytest

from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError
from briefkit.maintaining import (
    CatalogChange,
    Kind,
    Skipped,
    plan_start,
    plan_update,
    write_changes,
)
from tests.conftest import BRIEF, Workspace
from tests.heat import heat

NOW = "2026-11-29 12:00+0000"


def planned(workspace: Workspace, locale: str = "bg") -> dict[str, CatalogChange]:
    faults: list[Diagnostic] = []
    changes = plan_update(workspace.project, locale, now=NOW, faults=faults)
    assert not faults
    return {change.after.domain: change for change in changes}


def kinds(change: CatalogChange) -> list[tuple[str, str]]:
    return [(m.kind, m.entry.message.msgid) for m in change.messages()]


def test_an_update_tells_what_becomes_of_each_message(workspace: Workspace) -> None:
    workspace.run("update", "bg")
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    workspace.replace(source, "## Warning signs\n", "## Warning signs\n\nXyzzy quux plugh.\n")
    change = planned(workspace)[BRIEF]
    found = kinds(change)
    assert found[0] == (Kind.FUZZY, "What is it, then?")
    assert (Kind.NEW, "Xyzzy quux plugh.") in found
    places = [list(Kind).index(Kind(kind)) for kind, _ in found]
    assert places == sorted(places)
    write_changes(workspace.project, [change])
    # Taken back, the message and its translation come back; what nobody translated goes.
    workspace.replace(source, "## What is it, then?", "## What is it?")
    workspace.replace(source, "\n\nXyzzy quux plugh.\n", "\n")
    found = kinds(planned(workspace)[BRIEF])
    assert (Kind.REMOVED, "Xyzzy quux plugh.") in found


def test_a_plan_is_the_command_s_update(workspace: Workspace, tmp_path: Path) -> None:
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    change = planned(workspace)[BRIEF]
    workspace.run("update", "bg")
    written = workspace.project.catalogs.read(BRIEF, "bg")
    assert written.entries == change.after.entries
    assert planned(workspace) == {}


def test_what_only_moved_is_no_change_to_see(workspace: Workspace) -> None:
    before = workspace.project.catalogs.read(BRIEF, "bg")
    first = before.entries[0]
    moved = first.change(message=replace(first.message, comments=("elsewhere",)))
    after = replace(before, entries=(moved, *before.entries[1:]))
    assert CatalogChange(before, after).messages() == ()


def test_nothing_is_written_where_one_of_several_catalogs_has_changed(
    workspace: Workspace,
) -> None:
    project = workspace.project
    changes = []
    for domain in (BRIEF, "leaflet"):
        before = project.catalogs.read(domain, "bg")
        changes.append(CatalogChange(before, before.with_headers(Language_Team="Others")))
    first = workspace.po("bg").read_bytes()
    other = polib.pofile(str(workspace.po("bg", "leaflet")))
    other[0].msgstr = "Нещо ново"
    other.save()
    with pytest.raises(CatalogError, match="was changed after this was shown") as caught:
        write_changes(project, changes)
    (told,) = caught.value.diagnostics
    assert "leaflet.po" in str(told.location)
    assert workspace.po("bg").read_bytes() == first


def test_a_start_says_why_a_domain_gets_no_catalog(tmp_path: Path, font_cache: Path) -> None:
    workspace = heat(tmp_path, font_cache, languages=["en", "de"])
    (tmp_path / "locales").mkdir()
    start = plan_start(workspace.project, "fr", created=NOW)
    assert dict(start.domains)["heat"] is Skipped.UNWANTED
    assert [change.after.domain for change in start.changes] == ["leaflet", "desk"]
    assert not list((tmp_path / "locales").iterdir())
    german = plan_start(workspace.project, "de", created=NOW, translator="Ina")
    assert {change.after.header("Last-Translator") for change in german.changes} == {"Ina"}
    write_changes(workspace.project, german.changes)
    assert workspace.po("de", "heat").exists()
    # Words that the program has are filled in.
    catalog = workspace.project.catalogs.read("leaflet", "de")
    assert all(entry.current for entry in catalog.entries)
