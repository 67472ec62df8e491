"""`briefkit exchange export` and `briefkit exchange import`."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from lxml import etree

from briefkit.catalogs.exchange import Format
from briefkit.cli import main
from briefkit.model import Catalog, Entry
from tests.catalogs.exchange.files import (
    EXPORTS,
    memory,
    tu,
)
from tests.conftest import BRIEF, Workspace


def test_the_commands_take_a_language_out_and_back(workspace: Workspace) -> None:
    po = workspace.po("bg", "leaflet")
    before = po.read_bytes()
    done = workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg")
    names = (BRIEF, "leaflet", "desk")
    assert done.stdout.splitlines() == [f"{name}.bg.xlsx: written" for name in names]
    assert not done.stderr
    again = workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", code=2)
    assert "already" in again.stderr
    workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", "--force")
    count = len(workspace.project.leaflet_messages)
    assert f"{count} unchanged" in workspace.run("exchange", "import", "leaflet.bg.xlsx").stdout
    assert po.read_bytes() == before

    book = openpyxl.load_workbook(workspace.root / "leaflet.bg.xlsx")
    (contents,) = (row for row in book["Translations"].iter_rows() if row[2].value == "Contents")
    contents[3].value = "Какво има вътре"
    book.save(workspace.root / "back.xlsx")
    (row,) = json.loads(workspace.run("exchange", "import", "back.xlsx", "--json").stdout)
    assert row == {
        "domain": "leaflet", "locale": "bg", "path": "locales/bg/LC_MESSAGES/leaflet.po",
        "translated": 0, "changed": 1, "unchanged": count - 1, "skipped": 0, "absent": 0,
        "emptied": 0, "conflicts": 0, "diagnostics": [],
    }  # fmt: skip
    old, new = before.decode().splitlines(), po.read_text(encoding="utf-8").splitlines()
    assert [line for line in new if line not in old] == ['msgstr "Какво има вътре"']
    assert len(old) == len(new)


def test_an_import_tells_of_a_conflict_and_brings_the_others(workspace: Workspace) -> None:
    workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", "--domain", "leaflet")
    file, po = workspace.root / "leaflet.bg.xlsx", workspace.po("bg", "leaflet")
    words = workspace.project.catalogs.read("leaflet", "bg").entries[2].translations[0]
    workspace.replace(po, f'msgstr "{words}"', 'msgstr "По-ново"')
    before = po.read_bytes()
    done = workspace.run("exchange", "import", file.name)
    assert "0 translated, 0 changed" in done.stdout
    assert po.read_bytes() == before
    book = openpyxl.load_workbook(file)
    book["Translations"]["D4"], book["Translations"]["D5"] = "Мое", "Друго"
    book.save(file)
    done = workspace.run("exchange", "import", file.name, code=1)
    assert "1 changed" in done.stdout
    assert "1 in conflict" in done.stdout
    assert "leaflet.bg.xlsx:4" in done.stderr
    assert "“Мое”" in done.stderr
    assert "“По-ново”" in done.stderr
    now = po.read_text(encoding="utf-8")
    assert '"По-ново"' in now
    assert '"Друго"' in now
    (row,) = json.loads(workspace.run("exchange", "import", file.name, "--json", code=1).stdout)
    assert (row["conflicts"], row["changed"]) == (1, 0)
    assert row["diagnostics"][0]["severity"] == "error"


def test_words_that_nobody_said_are_done_are_told_as_not_printed(workspace: Workspace) -> None:
    po = workspace.po("bg", "leaflet")
    words = workspace.project.catalogs.read("leaflet", "bg").entries[2].translations[0]
    workspace.replace(po, f'msgstr "{words}"', 'msgstr ""')
    workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", "--domain", "leaflet")
    file = workspace.root / "leaflet.bg.xlsx"
    book = openpyxl.load_workbook(file)
    # The column for the state stays as it was: “to translate”.
    book["Translations"]["D4"] = words
    book.save(file)
    told = workspace.run("exchange", "import", file.name).stdout
    assert "1 translated" in told
    assert "Fuzzy, so not printed yet: 1." in told
    refused = workspace.run("build", "--locale", "bg", "--audience", "community", code=1).stderr
    assert "This translation is fuzzy: nobody has confirmed it yet." in refused
    book["Translations"]["E4"] = "done"
    book.save(file)
    told = workspace.run("exchange", "import", file.name).stdout
    assert "1 changed" in told
    assert "Fuzzy" not in told
    assert workspace.project.catalogs.read("leaflet", "bg").entries[2].current


def test_what_the_checks_find_in_what_changed_is_told(workspace: Workspace) -> None:
    po = workspace.po("bg", "leaflet")
    workspace.replace(po, 'пунктираните линии"', 'пунктираните линии 99"')  # it is not imported
    ask = ("exchange", "export", "--format", "xlsx", "--locale", "bg", "--domain", "leaflet")
    workspace.run(*ask)
    file = workspace.root / "leaflet.bg.xlsx"
    book = openpyxl.load_workbook(file)
    # A note moves the lines of all that follows.
    book["Translations"]["F2"], book["Translations"]["D4"] = "a note", "Номер **112"
    book.save(file)
    done = workspace.run("exchange", "import", file.name)
    assert "2 changed" in done.stdout
    entry = workspace.project.catalogs.read("leaflet", "bg").entries[2]
    lines = po.read_text(encoding="utf-8").splitlines()
    assert lines.index('msgstr "Номер **112"') in range(entry.line, entry.line + 3)
    assert f"warning: locales/bg/LC_MESSAGES/leaflet.po:{entry.line} bg: " in done.stderr
    assert "error" not in done.stderr
    assert "99" not in done.stderr
    told = {item for item in done.stderr.splitlines() if ".po:" in item}
    assert all(f".po:{entry.line} " in item for item in told)
    assert not workspace.run("exchange", "import", file.name).stderr

    workspace.run(*ask, "--force")
    book = openpyxl.load_workbook(file)
    book["Translations"]["D4"] = "Номер **113"
    book.save(file)
    (row,) = json.loads(workspace.run("exchange", "import", file.name, "--json").stdout)
    assert {(d["line"], d["severity"]) for d in row["diagnostics"]} == {(entry.line, "warning")}


def test_a_source_that_changed_stops_the_import(workspace: Workspace) -> None:
    ask = ("exchange", "export", "--format", "xliff", "--locale", "bg", "--domain", BRIEF)
    workspace.run(*ask, "--output", "out.xlf")
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(brief, "Warning signs", "Signs to look for")
    warned = workspace.run(*ask, "--output", "again.xlf")
    assert "briefkit update" in warned.stderr
    workspace.run("update", "bg")
    workspace.replace(workspace.root / "out.xlf", "Предупредителни", "Тревожни")
    before = workspace.po("bg").read_bytes()
    told = workspace.run("exchange", "import", "out.xlf", code=1).stderr
    assert "Warning signs" in told
    assert "Signs to look for" in told
    assert workspace.po("bg").read_bytes() == before
    done = workspace.run("exchange", "import", "out.xlf", "--skip-changed")
    assert "1 not in the file" in done.stdout
    # What was made from words in the file is there.
    workspace.run(*ask, "--output", "out.xlf", "--force")
    workspace.replace(brief, "explains how they do it", "explains how they do this")
    workspace.run("update", "bg")
    done = workspace.run("exchange", "import", "out.xlf", "--skip-changed")
    assert "1 skipped for their source" in done.stdout
    assert "not in the file" not in done.stdout


def entry_of(catalog: Catalog, msgid: str) -> Entry:
    return next(entry for entry in catalog.entries if entry.message.msgid == msgid)


def test_a_memory_reaches_every_catalog_it_speaks_of(workspace: Workspace) -> None:
    for locale in ("bg", "de"):
        catalog = workspace.project.catalogs.read("leaflet", locale)
        entry = entry_of(catalog, "Emergency number")
        emptied = replace(
            catalog,
            entries=tuple(
                e.change(translations=("",)) if e is entry else e for e in catalog.entries
            ),
        )
        workspace.project.catalogs.write(emptied, catalog)
    data = memory(tu("Emergency number", bg="Номер", de="Nummer", de_AT="Notruf", xx="?"))
    (workspace.root / "m.tmx").write_bytes(data)
    done = workspace.run("exchange", "import", "m.tmx")
    assert done.stdout.count("1 translated") == 2
    for locale, text in (("bg", "Номер"), ("de", "Nummer")):
        catalog = workspace.project.catalogs.read("leaflet", locale)
        entry = entry_of(catalog, "Emergency number")
        assert entry.fuzzy
        assert entry.translations == (text,)
    (workspace.root / "m.tmx").write_bytes(memory(tu("Emergency number", xx="?")))
    assert "no translation into" in workspace.run("exchange", "import", "m.tmx", code=1).stderr


def test_wrong_usage_is_told_in_words(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root)

    def told(*arguments: str, code: int = 2) -> str:
        result = CliRunner().invoke(main, ["exchange", *arguments])
        assert result.exit_code == code, result.output
        return result.stderr

    export = ("export", "--format", "xlsx", "--locale")
    assert "CLDR" in told(*export, "xx")
    assert "init-locale zu" in told(*export, "zu")
    assert "no domain" in told(*export, "bg", "--domain", "x")
    assert "--domain" in told(*export, "bg", "--output", "x.xlsx")
    (workspace.root / "file").touch()
    lost = told(*export, "bg", "--domain", BRIEF, "--output", "file/x.xlsx")
    assert "cannot be written" in lost
    told("import", "missing.xlsx")
    workspace.po("bg", "leaflet").unlink()
    assert "no messages" in told(*export, "bg", code=1)
    assert not list(workspace.root.glob("*.xlsx"))


def test_a_file_for_what_the_project_lacks_is_refused(workspace: Workspace) -> None:
    for name, value in (("original", "../../secret.po"), ("target-language", "zu")):
        root = etree.fromstring(EXPORTS[Format.XLIFF])
        root[0].set("original", "x/leaflet.po")
        root[0].set(name, value)
        (workspace.root / "odd.xlf").write_bytes(etree.tostring(root))
        told = workspace.run("exchange", "import", "odd.xlf", code=1).stderr
        assert "no such catalog" in told


def test_without_the_extra_the_command_names_it(workspace: Workspace) -> None:
    blocked = workspace.root / "openpyxl.py"
    blocked.write_text("raise ModuleNotFoundError(name='openpyxl')", encoding="utf-8")
    export = ("exchange", "export", "--format", "xlsx", "--locale", "bg")
    done = workspace.run(*export, code=1, apart=True)
    assert 'pip install "briefkit[exchange]"' in done.stderr
    assert "openpyxl" in done.stderr


def test_no_other_command_loads_the_extra() -> None:
    check = "import sys, briefkit.cli; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=Path("/"), check=False).returncode == 0
