"""The commands, as a person gives them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from briefkit.cli import main
from tests.conftest import BRIEF, Workspace

COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_every_command_s_help_shows_an_example(command: str | None) -> None:
    result = CliRunner().invoke(main, [command, "--help"] if command else ["--help"])
    assert result.exit_code == 0
    assert "Example: briefkit" in result.output


def test_every_command_is_in_the_readme_or_the_docs(request: pytest.FixtureRequest) -> None:
    root = request.config.rootpath
    pages = [root / "README.md", *(root / "docs").glob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    for command in COMMANDS:
        assert f"briefkit {command}" in text, command


def test_build_makes_what_is_asked_for_and_tells_of_it(workspace: Workspace) -> None:
    done = workspace.run(
        "build", "--locale", "bg", "--locale", "en", "--audience", "community", "--output", "out"
    )
    names = sorted(p.name for p in (workspace.root / "out").glob("*.pdf"))
    assert names == [f"{BRIEF}.bg.community.a4.pdf", f"{BRIEF}.en.community.a4.pdf"]
    for word in ("File", "Pages", "Size", "State", "draft", "source", "2 of 2 leaflets"):
        assert word in done.stdout
    passed = workspace.run("proof", *[f"out/{name}" for name in names])
    assert passed.stdout.count("passed") == 2


def test_build_reports_to_machines(workspace: Workspace) -> None:
    done = workspace.run("build", "--locale", "de", "--audience", "community", "--json")
    (row,) = json.loads(done.stdout)
    assert row["locale"] == "de"
    assert row["pages"] == 2
    assert row["bytes"] == Path(row["file"]).stat().st_size
    assert row["code"].startswith("CT-DE-C-A4-")
    assert row["state"] == "draft"
    assert row["diagnostics"] == []


def test_what_does_not_exist_is_wrong_usage(workspace: Workspace) -> None:
    assert "“xx”" in workspace.run("build", "--locale", "xx", code=2).stderr
    assert "no audience" in workspace.run("build", "--audience", "all", code=2).stderr
    assert "no brief" in workspace.run("build", "--brief", "none", code=2).stderr
    workspace.run("build", "--surprise", code=2)
    workspace.run("nothing", code=2)


def test_status_counts_by_language_and_domain(workspace: Workspace) -> None:
    workspace.replace(workspace.po("bg"), "#: briefs", "#, fuzzy\n#: briefs")
    rows = json.loads(workspace.run("status", "bg", "--json").stdout)
    brief = next(row for row in rows if row["domain"] == BRIEF)
    assert brief == {
        "domain": BRIEF, "locale": "bg", "messages": 77, "translated": 76, "fuzzy": 1,
        "missing": 0, "reviewed_by": None, "reviewed_on": None,
    }  # fmt: skip
    table = workspace.run("status").stdout
    assert "76/77" in table
    assert "draft" in table


def test_status_of_an_unknown_language_is_wrong_usage(workspace: Workspace) -> None:
    assert "CLDR" in workspace.run("status", "zz", code=2).stderr


def test_extract_writes_what_changed_and_nothing_else(workspace: Workspace) -> None:
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    pot = workspace.root / "locales" / f"{BRIEF}.pot"
    other = (workspace.root / "locales" / "leaflet.pot").read_bytes()
    workspace.replace(brief, "Warning signs", "Signs to look for")
    done = workspace.run("extract")
    assert f"{BRIEF}.pot: 77 messages, written" in done.stdout
    assert 'msgid "Signs to look for"' in pot.read_text(encoding="utf-8")
    assert (workspace.root / "locales" / "leaflet.pot").read_bytes() == other
    once = pot.read_bytes()
    assert "written" not in workspace.run("extract").stdout
    assert pot.read_bytes() == once


def test_proof_tells_a_leaflet_of_another_state_of_the_texts(workspace: Workspace) -> None:
    workspace.run("build", "--locale", "en", "--audience", "community")
    leaflet = f"leaflets/{BRIEF}.en.community.a4.pdf"
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(brief, "Share this sheet", "Pass this sheet on")
    done = workspace.run("proof", leaflet, code=1)
    assert "another state of its texts" in done.stderr
    assert "FAILED" in done.stdout


def test_proof_of_other_files_is_no_traceback(workspace: Workspace) -> None:
    (workspace.root / "x.pdf").write_bytes(b"no pdf")
    done = workspace.run("proof", "x.pdf", "missing.pdf", code=1)
    assert "not a PDF" in done.stderr
    assert "cannot be read" in done.stderr


def test_proof_says_once_what_is_wrong_with_many_files(workspace: Workspace) -> None:
    names = [f"{n}.pdf" for n in range(5)]
    for name in names:
        (workspace.root / name).write_bytes(b"no pdf")
    done = workspace.run("proof", *names, code=1)
    assert done.stdout.count("FAILED") == 5
    assert done.stderr.count("not a PDF") == 1
    assert "5 times: also at 1.pdf, 2.pdf, 3.pdf and 1 more." in done.stderr


def test_doctor_finds_this_machine_fit(workspace: Workspace) -> None:
    done = workspace.run("doctor")
    for word in ("Pango", "HarfBuzz subset", "fonts", "weasyprint"):
        assert word in done.stdout
    assert "MISSING" not in done.stdout
    assert all(row["ok"] for row in json.loads(workspace.run("doctor", "--json").stdout))


def test_a_contact_sheet_shows_first_pages(workspace: Workspace) -> None:
    from PIL import Image

    workspace.run("build", "--locale", "en")
    leaflets = sorted(str(path) for path in workspace.output.glob("*.pdf"))
    workspace.run("contact-sheet", *leaflets, "--output", "sheet.png", "--width", "100")
    with Image.open(workspace.root / "sheet.png") as picture:
        assert picture.width == 3 * 105 + 5
        assert len(picture.convert("RGB").getcolors(1 << 20) or ()) > 8
    (workspace.root / "x.pdf").write_bytes(b"no")
    assert "cannot be shown" in workspace.run("contact-sheet", "x.pdf", code=2).stderr


def test_hints_are_true_without_a_repository_and_with_a_brief_of_another_name(
    workspace: Workspace,
) -> None:
    briefs = workspace.root / "briefs"
    (briefs / BRIEF).rename(briefs / "my-campaign")
    settings = briefs / "my-campaign/brief.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("code =", "kode ="), encoding="utf-8")
    told = workspace.run("build", "--locale", "en", code=1).stderr
    assert "code" in told
    assert BRIEF not in told
    settings.write_text(text, encoding="utf-8")
    told = workspace.run("build", "--locale", "zu", code=2).stderr
    assert "“briefkit init-locale zu”" in told
    broken = min((workspace.root / "templates").glob("*.html.jinja"))
    broken.write_text(broken.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")
    told = workspace.run("build", "--locale", "en", code=1).stderr
    assert "compare" in told
    assert "last good copy" in told
    assert "git" not in told.replace("digit", "")
