"""Words that are too long for their line: who can mend them is told which, where and how."""

import pytest

from tests.conftest import Workspace

LONG = "Rechtsschutzversicherungsgesellschaften"
PARTED = "Rechtsschutz{0}versicherungs{0}gesellschaften"


def build(workspace: Workspace, *, code: int) -> str:
    done = workspace.run(
        "build", "--locale", "de", "--audience", "community", "--format", "dl-trifold", code=code
    )
    return done.stderr


def retitle(workspace: Workspace, words: str) -> int:
    """Give the German leaflet another title; return the line where its entry begins."""
    po = workspace.po("de")
    old = "Sexuelle Ausbeutung im Internet: Anzeichen erkennen, Hilfe finden"
    workspace.replace(po, f'msgstr "{old}"', f'msgstr "{words}"')
    before, _, _ = po.read_text(encoding="utf-8").partition(f'msgstr "{words}"')
    return before[: before.rindex("\n\n")].count("\n") + 3


def test_a_word_too_long_for_its_line_is_named_with_its_message(workspace: Workspace) -> None:
    line = retitle(workspace, f"{LONG}: Erkennen Sie die Warnsignale und holen Sie sich Hilfe")
    said = build(workspace, code=1)
    assert f"“{LONG}” on page 1 is too long for its line" in said
    assert f"locales/de/LC_MESSAGES/cyber-trafficking.po:{line} de:" in said
    assert "message: Sexual exploitation online" in said
    assert "soft hyphen (U+00AD, in Markdown &shy;)" in said
    assert "Mend its template" not in said


@pytest.mark.parametrize("hyphen", ["\u00ad", "&shy;"])
def test_soft_hyphens_mend_it(hyphen: str, workspace: Workspace) -> None:
    parted = PARTED.format(hyphen)
    retitle(workspace, f"{parted}: Erkennen Sie die Warnsignale und holen Sie sich Hilfe")
    build(workspace, code=0)


def test_an_address_too_long_for_its_line_is_to_be_a_link(workspace: Workspace) -> None:
    brief = workspace.root / "briefs" / "cyber-trafficking" / "community.md"
    address = f"https://www.example.org/{LONG.lower()}undmehr/dies"
    brief.write_text(f"# Title\n\nText.\n\n## One\n\nRead {address} now.\n", encoding="utf-8")
    done = workspace.run(
        "build", "--locale", "en", "--audience", "community", "--format", "dl-trifold", code=1
    )
    assert "is too long for its line" in done.stderr
    assert "briefs/cyber-trafficking/community.md:7 en:" in done.stderr
    assert "Make the address a link with words of its own" in done.stderr
    brief.write_text(
        f"# Title\n\nText.\n\n## One\n\nRead [this]({address}) now.\n", encoding="utf-8"
    )
    workspace.run("build", "--locale", "en", "--audience", "community", "--format", "dl-trifold")
