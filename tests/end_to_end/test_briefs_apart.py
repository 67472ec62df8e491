"""A fault in one brief leaves the others alone, and a brief is made in the languages it names."""

import json
import re

import pytest

from briefkit.build import plan
from briefkit.errors import UsageError
from briefkit.project import Project, domain_locales
from tests.conftest import BRIEF, FEW, ROOT, Workspace
from tests.end_to_end.test_names import add_brief

pytestmark = pytest.mark.languages(*FEW)


def test_a_fault_in_one_brief_leaves_the_others_alone(workspace: Workspace) -> None:
    folder = add_brief(workspace, "other", "OT")
    workspace.replace(folder / "brief.toml", 'level = "plain"', 'level = "simple"')
    told = "briefs/other/brief.toml:15: [audiences.community] level must be"
    status = workspace.run("status", "bg", "--json", code=1)
    assert told in status.stderr
    rows = {row["domain"]: row for row in json.loads(status.stdout)}
    assert rows[BRIEF]["translated"] == rows[BRIEF]["messages"]
    assert "other" not in rows
    check = workspace.run("check", "bg", "--format", "json", code=1)
    found = json.loads(check.stdout)
    assert [f["path"] for f in found["diagnostics"] if f["severity"] == "error"] == [
        "briefs/other/brief.toml"
    ]
    assert found["checked"] > rows[BRIEF]["messages"]
    export = workspace.run("exchange", "export", "--format", "tmx", "--locale", "bg", code=1)
    assert told in export.stderr
    assert (workspace.root / f"{BRIEF}.bg.tmx").exists()
    review = workspace.run("review", "bg", "--reviewer", "A. Person", code=1)
    assert told in review.stderr
    assert f"locales/bg/LC_MESSAGES/{BRIEF}.po: reviewed by A. Person" in review.stdout
    pseudo = workspace.run("pseudo", "--output", "pseudo", code=1)
    assert told in pseudo.stderr
    assert f"{BRIEF}.en_XA.community.a4.pdf: made" in pseudo.stdout


def test_a_brief_is_made_in_the_languages_that_it_names(workspace: Workspace) -> None:
    folder = add_brief(workspace, "other", "OT")
    workspace.replace(
        folder / "brief.toml",
        'source_locale = "en"',
        'source_locale = "en"\nlanguages = ["en", "bg"]',
    )
    workspace.replace(folder / "brief.toml", 'languages = ["en", "bg", "de", "el"]\n', "")
    project = workspace.project
    made = {edition.locale for edition in plan(project) if edition.brief == "other"}
    assert made == {"en", "bg"}
    assert {e.brief for e in plan(project, locales=["de"])} == {BRIEF}
    assert domain_locales(project, "other", ["bg", "de"]) == ("bg",)
    assert domain_locales(project, "leaflet", ["bg", "de"]) == ("bg", "de")
    updated = workspace.run("update").stdout
    assert re.findall(r"locales/(\w+)/LC_MESSAGES/other.po", updated) == ["bg"]
    started = workspace.run("init-locale", "nb").stdout
    assert "briefs/other: not made in nb (languages in brief.toml)" in started
    assert "add “nb” there" in started
    assert f"nb/LC_MESSAGES/{BRIEF}.po" in started
    refused = workspace.run("build", "--brief", "other", "--locale", "de", code=2)
    assert "briefs/other is not made in de." in refused.stderr
    assert "choose one of: bg, en" in refused.stderr


def test_an_audience_is_that_of_any_brief() -> None:
    project = Project(ROOT / "examples", ROOT)
    for audience, brief in (("counsel", "rights"), ("carers", "heat")):
        planned = plan(project, audiences=[audience])
        assert {(edition.brief, edition.audience) for edition in planned} == {(brief, audience)}
    with pytest.raises(UsageError, match="There is no audience “clients”"):
        plan(project, audiences=["clients"])
