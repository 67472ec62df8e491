"""Commands that take contacts: what they print, refuse and tell."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefkit.proof import comparable, read_runs
from tests.conftest import BRIEF, Workspace
from tests.contacts.examples import CONTACT, TWO, changed


def test_contacts_that_a_format_has_no_room_for_are_named(workspace: Workspace) -> None:
    second = changed(name='"Second line"', phone='"+359 2 981 7686"')
    (workspace.root / "contacts.toml").write_text(fresh(CONTACT + second), encoding="utf-8")
    ask = ("build", "--locale", "en", "--contacts", "contacts.toml", "--format")
    told = workspace.run(*ask, "poster").stderr
    assert "The poster has no room for Animus, Second line." in told
    told = workspace.run(*ask, "pocket").stderr
    assert "The pocket has no room for Second line." in told
    assert "The pocket has room for one way to reach Animus." in told
    assert "room for" not in workspace.run(*ask, "a4", "--audience", "community").stderr
    third = second.replace("Second", "Third")
    (workspace.root / "contacts.toml").write_text(fresh(CONTACT + second + third), encoding="utf-8")
    told = workspace.run(*ask, "dl-trifold", "--audience", "community").stderr
    assert "The dl-trifold has room for one way to reach Animus, Second line, Third line." in told


def fresh(text: str) -> str:
    return text.replace("2026-11-01", f"{date.today() - timedelta(days=30)}")


def test_a_verified_contact_is_printed_with_its_day(workspace: Workspace) -> None:
    day = date.today() - timedelta(days=30)
    (workspace.root / "contacts.toml").write_text(fresh(CONTACT + TWO), encoding="utf-8")
    options = ("--contacts", "contacts.toml", "--country", "BG")
    workspace.run("build", "--locale", "bg", "--audience", "community", *options)
    leaflet = workspace.output / f"{BRIEF}.bg.community.a4.pdf"
    text = comparable("".join(run.text for run in read_runs(leaflet.read_bytes())))
    for word in ("+359 800 1 86 76", "https://example.org/help", str(day.year), "български"):
        assert comparable(word) in text
    assert "Ξενώνας" not in text
    workspace.run("proof", str(leaflet), *options)
    told = workspace.run("proof", str(leaflet), "--contacts", "contacts.toml", code=1).stderr
    assert "another state" in told


def test_a_contact_that_must_not_be_printed_stops_the_build(workspace: Workspace) -> None:
    (workspace.root / "contacts.toml").write_text(CONTACT.replace("2026", "2024"), encoding="utf-8")
    ask = ("build", "--locale", "en", "--audience", "community", "--contacts", "contacts.toml")
    done = workspace.run(*ask, code=1)
    assert "more than 90 days" in done.stderr
    assert "contacts.toml:2" in done.stderr
    assert not workspace.output.exists()
    told = workspace.run(*ask, "--without-stale-contacts")
    assert "more than 90 days" in told.stderr
    assert "112 alone" in told.stderr


def test_116_numbers_are_asked_for_with_a_country(workspace: Workspace) -> None:
    ask = ("build", "--locale", "en", "--audience", "community")
    told = workspace.run(*ask, "--country", "EL", "--with-116", "116006", code=1).stderr
    assert "116 006 does not work in GR" in told
    assert not workspace.output.exists()
    done = workspace.run(*ask, "--country", "DE", "--with-116", "all", "--allow-dated")
    assert "warning: 116 111: no source of ours" in done.stderr
    text = "".join(r.text for r in read_runs(next(workspace.output.iterdir()).read_bytes()))
    for word in ("116 006", "Helpline for victims of crime", "Victim Support Europe, 2023"):
        assert comparable(word) in comparable(text)


@pytest.mark.parametrize(
    "options",
    [
        ("--with-116", "116000"),
        ("--country", "BG"),
        ("--region", "Sofia"),
        ("--country", "ZZ", "--with-116", "116000"),
        ("--country", "BG", "--with-116", "116112"),
    ],
)
def test_options_that_say_nothing_together_are_wrong_usage(
    options: tuple[str, ...], workspace: Workspace
) -> None:
    workspace.run("build", *options, code=2)


def test_what_prints_no_contacts_loads_no_telephone_data() -> None:
    check = "import sys, briefkit.cli, briefkit.project, briefkit.leaflet"
    check += "; sys.exit(bool({'phonenumbers', 'segno'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


# --- offices ---

OFFICES = """name;kind;phone;office;source;verified_by;verified_on
Shelter Sofia;organisation;+359 2 981 7686;Sofia;https://example.org/;M. Petrova;{day}
Shelter Varna;organisation;+359 52 612 345;Варна (centre);https://example.org/;M. Petrova;{day}
National line;help line;+359 800 1 86 76;;https://example.org/;M. Petrova;{day}
"""


def test_each_office_gets_leaflets_with_its_own_contacts(workspace: Workspace) -> None:
    file = workspace.root / "offices.csv"
    file.write_text(OFFICES.format(day=date.today().isoformat()), encoding="utf-8")
    ask = ("--locale", "en", "--audience", "community", "--contacts", "offices.csv")
    rows = json.loads(workspace.run("build", *ask, "--json").stdout)
    stem = f"{BRIEF}.en.community.a4"
    names = [f"{stem}.sofia.pdf", f"{stem}.варна-centre.pdf"]
    assert [Path(row["file"]).name for row in rows] == names
    assert [row["office"] for row in rows] == ["Sofia", "Варна (centre)"]
    for name, own, other in zip(names, ("Sofia", "Varna"), ("Varna", "Sofia"), strict=True):
        text = comparable(read_text_of(workspace.output / name))
        assert comparable(f"Shelter {own}") in text
        assert comparable("National line") in text
        assert comparable(f"Shelter {other}") not in text
        workspace.run("proof", str(workspace.output / name), "--contacts", "offices.csv")
    traced = workspace.run("trace", rows[1]["code"], "--contacts", "offices.csv").stdout
    assert "It is current" in traced
    # An office may be called as a language is.
    file.write_text(file.read_text(encoding="utf-8").replace(";Sofia;", ";EN;"), encoding="utf-8")
    rows = json.loads(workspace.run("build", *ask, "--json").stdout)
    for row in rows:
        workspace.run("proof", row["file"], "--contacts", "offices.csv")
        traced = workspace.run("trace", row["code"], "--contacts", "offices.csv").stdout
        assert "It is current" in traced
    # One office's number changes: its leaflet alone is made anew.
    workspace.replace(file, "+359 52 612 345", "+359 52 612 346")
    rows = json.loads(workspace.run("build", *ask, "--json").stdout)
    assert [row["made"] for row in rows] == [False, True]


def read_text_of(path: Path) -> str:
    return "".join(run.text for run in read_runs(path.read_bytes()))


# --- languages ---


def test_languages_in_which_nobody_answers_are_named_once(workspace: Workspace) -> None:
    file = workspace.root / "contacts.toml"
    file.write_text(fresh(CONTACT + changed(languages='["de"]')), encoding="utf-8")
    ask = ("build", "--audience", "community", "--contacts", "contacts.toml", "--format", "pocket")
    languages = [option for code in ("bg", "de", "ar", "el") for option in ("--locale", code)]
    told = workspace.run(*ask, *languages).stderr
    assert told.count("is known to answer in") == 1
    assert "None of the contacts is known to answer in Arabic, Greek." in told
    assert "known to answer" not in workspace.run(*ask, "--locale", "bg", "--anew").stderr
    # A poster prints none of them.
    told = workspace.run(*ask[:-1], "poster", "--locale", "el").stderr
    assert "known to answer" not in told


def test_whom_a_card_leaves_out_depends_on_the_language(workspace: Workspace) -> None:
    file = workspace.root / "contacts.toml"
    text = CONTACT + changed(name='"Hilfe"', languages='["de"]')
    file.write_text(fresh(text), encoding="utf-8")
    ask = ("build", "--contacts", "contacts.toml", "--format", "pocket", "--locale", "de")
    told = workspace.run(*ask, "--locale", "bg").stderr
    assert "The pocket in bg has no room for Hilfe." in told
    assert "The pocket in de has no room for Animus." in told


def test_an_office_is_named_where_nobody_answers(workspace: Workspace) -> None:
    rows = OFFICES.format(day=date.today().isoformat()).splitlines()
    rows = [
        f"{row};{cell}" for row, cell in zip(rows, ("languages", "bg", "el", "bg"), strict=True)
    ]
    (workspace.root / "offices.csv").write_text("\n".join(rows), encoding="utf-8")
    ask = ("build", "--contacts", "offices.csv", "--format", "pocket", "--locale", "el")
    told = workspace.run(*ask).stderr
    assert "None of the contacts of Sofia is known to answer in Greek." in told
