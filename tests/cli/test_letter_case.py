"""Names that a command offers a choice of may be given in any case of letters."""

import json

import pytest

from tests.conftest import BRIEF, Workspace


@pytest.mark.parametrize("name", ["A4", "Dl-Trifold"])
def test_a_format_of_leaflets_is_known_in_any_case(workspace: Workspace, name: str) -> None:
    asked = ("build", "--locale", "en", "--audience", "community", "--json")
    (row,) = json.loads(workspace.run(*asked, "--format", name).stdout)
    assert row["format"] == name.lower()
    assert row["made"]
    (again,) = json.loads(workspace.run(*asked, "--format", name.lower()).stdout)
    assert not again["made"]


def test_an_unknown_format_is_still_refused(workspace: Workspace) -> None:
    done = workspace.run("build", "--format", "A3", code=2)
    assert "There is no format “a3”." in done.stderr
    assert "a5-booklet" in done.stderr


def test_a_format_of_reports_is_known_in_any_case(workspace: Workspace) -> None:
    report = json.loads(workspace.run("check", "bg", "--format", "JSON").stdout)
    assert report["errors"] == 0


def test_a_format_of_exchange_is_known_in_any_case(workspace: Workspace) -> None:
    export = ("exchange", "export", "--locale", "bg", "--domain", BRIEF)
    workspace.run(*export, "--format", "XLIFF", "--output", "a.xlf")
    workspace.run(*export, "--format", "xliff", "--output", "b.xlf")
    assert (workspace.root / "a.xlf").read_bytes() == (workspace.root / "b.xlf").read_bytes()


def test_all_of_the_eu_s_numbers_is_known_in_any_case(workspace: Workspace) -> None:
    said = {
        workspace.run("site", "public", "--with-116", word, code=2).stderr
        for word in ("all", "ALL")
    }
    assert len(said) == 1
    assert "--country BG" in said.pop()
