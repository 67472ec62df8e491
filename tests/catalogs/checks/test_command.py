"""`briefkit check`: what it prints for people, for GitHub and as SARIF."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from briefkit.catalogs.checks import (
    RULES,
    github_line,
)
from briefkit.diagnostics import Diagnostic, Location
from briefkit.proof.layout import CHECKS as LAYOUT_CHECKS
from tests.conftest import BRIEF, ROOT, Workspace


def spoil(workspace: Workspace) -> Path:
    """Plant an error and a warning in the Bulgarian catalog."""
    po = workspace.po("bg")
    workspace.replace(po, "Обадете се на 112.", "Обадете се на  122.")
    return po


def test_the_command_names_what_is_wrong_and_fails(workspace: Workspace) -> None:
    po = spoil(workspace)
    line = next(
        number
        for number, text in enumerate(po.read_text(encoding="utf-8").splitlines(), start=1)
        if "on %(date)s" not in text and "Call 112" in text
    )
    done = workspace.run("check", "bg", "--domain", BRIEF, code=1)
    assert "error numbers: locales/bg/LC_MESSAGES/cyber-trafficking.po:" in done.stdout
    assert "122 instead of 112" in done.stdout
    assert "warning spacing: " in done.stdout
    assert "**Are you or someone else in danger? Call 112.**" in done.stdout
    assert "77 messages checked, 0 fuzzy, empty or missing: 1 error, 1 warning" in done.stdout
    report = json.loads(workspace.run("check", "bg", "--format", "json", code=1).stdout)
    assert (report["errors"], report["warnings"], report["left_out"]) == (1, 1, 0)
    assert {d["check"] for d in report["diagnostics"]} == {"numbers", "spacing"}
    assert all(line - 4 <= d["line"] <= line for d in report["diagnostics"])


def test_a_flag_in_the_file_silences_its_message(workspace: Workspace) -> None:
    po = spoil(workspace)
    text = po.read_text(encoding="utf-8")
    mark = 'msgid "**Are you or someone else in danger? Call 112.**"'
    po.write_text(text.replace(mark, f"#, ignore-numbers\n{mark}"), encoding="utf-8")
    done = workspace.run("check", "bg")
    assert "0 errors, 1 warning" in done.stdout


def test_what_is_left_out_is_counted(workspace: Workspace) -> None:
    po = workspace.po("de")
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace("#: briefs", "#, fuzzy\n#: briefs", 1), encoding="utf-8")
    done = workspace.run("check", "de", "--domain", BRIEF)
    assert "76 messages checked, 1 fuzzy, empty or missing" in done.stdout


def test_a_catalog_that_cannot_be_read_does_not_hide_the_others(workspace: Workspace) -> None:
    workspace.po("bg", "leaflet").write_text('msgid "a\n', encoding="utf-8")
    spoil(workspace)
    report = json.loads(workspace.run("check", "bg", "--format", "json", code=1).stdout)
    found = {(d["check"], d["path"].rpartition("/")[2]) for d in report["diagnostics"]}
    assert ("syntax", "leaflet.po") in found
    assert ("numbers", f"{BRIEF}.po") in found


def test_a_glossary_that_cannot_be_read_is_an_error(workspace: Workspace) -> None:
    (workspace.root / "locales/glossary.csv").write_text("term;locale\n", encoding="utf-8")
    done = workspace.run("check", "bg", code=1)
    assert "error glossary: locales/glossary.csv:1" in done.stdout


def test_what_does_not_exist_is_wrong_usage(workspace: Workspace) -> None:
    assert "no locale “xx”" in workspace.run("check", "xx", code=2).stderr
    assert "no domain “xx”" in workspace.run("check", "--domain", "xx", code=2).stderr


def test_without_lingua_one_check_is_left_out_with_one_notice(workspace: Workspace) -> None:
    (workspace.root / "lingua.py").write_text("raise ImportError\n", encoding="utf-8")
    done = workspace.run("check", "bg", "el", "--domain", "leaflet", apart=True)
    assert done.stderr.count("“language” is left out") == 1
    assert "0 errors, 0 warnings" in done.stdout


def test_github_gets_lines_that_it_can_read(workspace: Workspace) -> None:
    spoil(workspace)
    lines = workspace.run("check", "bg", "--format", "github", code=1).stdout.splitlines()
    assert len(lines) == 2
    pattern = (
        r"::(error|warning) title=[\w-]+,file=locales/bg/LC_MESSAGES/cyber-trafficking\.po,"
        r"line=\d+::[^\n]+"
    )
    assert all(re.fullmatch(pattern, line) for line in lines)


def test_github_s_lines_are_escaped_and_relative_to_the_repository() -> None:
    finding = Diagnostic(
        check="syntax", message="50 %\nof it", hint="Mend: it, all.", location=Location("a,b:c", 3)
    )
    assert github_line(finding, "flyers/") == (
        "::error title=syntax,file=flyers/a%2Cb%3Ac,line=3::50 %25%0Aof it Mend: it, all."
    )


def test_a_project_in_a_folder_is_named_from_where_the_command_is_given(
    workspace: Workspace,
) -> None:
    inner = Workspace(workspace.root / "flyers", workspace.font_cache)
    inner.root.mkdir()
    for name in ("briefs", "locales", "templates"):
        (workspace.root / name).rename(inner.root / name)
    spoil(inner)
    done = workspace.run("--project", "flyers", "check", "bg", "--format", "github", code=1)
    assert "file=flyers/locales/bg/" in done.stdout


def test_sarif_says_what_2_1_0_wants(workspace: Workspace) -> None:
    spoil(workspace)
    log = json.loads(workspace.run("check", "bg", "--format", "sarif", code=1).stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} >= set(RULES)
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "locales/bg/LC_MESSAGES/cyber-trafficking.po"
        assert place["region"]["startLine"] > 1


def test_one_mistake_in_many_messages_is_said_once(workspace: Workspace) -> None:
    po = workspace.po("de")
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('\nmsgstr "', '\nmsgstr "\u200b'), encoding="utf-8")
    told = workspace.run("check", "de", code=1).stdout
    assert told.count("characters that nobody sees: U+200B ZERO WIDTH SPACE") == 1
    assert re.search(
        r"^    \d\d times: also at locales/de/\S+:\d+ de, .* more; --verbose", told, re.M
    )
    every = workspace.run("check", "de", "--verbose", code=1).stdout
    report = json.loads(workspace.run("check", "de", "--format", "json", code=1).stdout)
    github = workspace.run("check", "de", "--format", "github", code=1).stdout
    count = sum(d["check"] == "hidden-characters" for d in report["diagnostics"])
    assert count > 40
    assert every.count("U+200B ZERO WIDTH SPACE") == count
    assert github.count("U+200B ZERO WIDTH SPACE") == count
    assert "\u200b" not in told + every
    # The count at the end is of all.
    assert told.splitlines()[-1] == every.splitlines()[-1]


def test_a_build_says_once_what_is_wrong_in_many_messages(workspace: Workspace) -> None:
    workspace.po("de").unlink()
    command = ("build", "--locale", "de", "--format", "a4", "--jobs", "1")
    told = workspace.run(*command, code=1).stderr
    assert told.count("This message is missing from the catalog.") == 1
    assert re.search(r"^    \d+ times: also .* more; --verbose lists all\.$", told, re.M)
    every = workspace.run(*command, "--verbose", code=1).stderr
    assert every.count("This message is missing from the catalog.") > 40


def test_folders_that_are_not_read_are_told(workspace: Workspace) -> None:
    locales = workspace.root / "locales"
    for name in ("zz_ZZ/LC_MESSAGES", "sk/lc_messages", "hy/LC_MESSAGES", "de/LC_MESSAGES"):
        (locales / name).mkdir(parents=True, exist_ok=True)
        (locales / name / "other.po").write_text("", encoding="utf-8")
    told = workspace.run("check", "--domain", "leaflet").stdout
    assert "warning locale-folder: locales/zz_ZZ: Its catalogs are not read: " in told
    assert "“zz_ZZ” is no code of a language" in told
    assert "locales/sk/lc_messages: The catalogs here are not read." in told
    assert "locales/de/LC_MESSAGES/other.po: This catalog is not read" in told
    assert "locales/hy/LC_MESSAGES/other.po: This catalog is not read" in told
    assert "not read" not in workspace.run("check", "de", "--domain", "leaflet").stdout


def documented() -> Iterator[str]:
    page = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE):
        yield from re.findall(r"`([a-z-]+)`", row)


def test_every_check_is_documented() -> None:
    columns = {"term", "locale", "translation", "forms", "source", "verified"}
    names = [check.__name__ for check in LAYOUT_CHECKS]
    layout = {f"layout-{name.removeprefix('find_').replace('_', '-')}" for name in names}
    wanted = {*RULES, *layout, "language", "syntax", "charset"}
    assert set(documented()) - columns == wanted
    assert all(RULES.values())
