"""What a brief's references say reaches the page, or is told once; its faults are told together."""

import json
from pathlib import Path

import pytest

from briefkit.proof import comparable, open_pdf, read_runs, read_structure
from tests.conftest import BRIEF, Workspace


def set_fields(workspace: Workspace, key: str, **fields: object) -> None:
    """Have a reference of the brief say what `fields` do, and of the rest its title alone."""
    file = references(workspace)
    items = json.loads(file.read_text(encoding="utf-8"))
    (item,) = (item for item in items if item["id"] == key)
    title = item["title"]
    item.clear()
    item |= {"id": key, "title": title, "language": "en", **fields}
    file.write_text(json.dumps(items, indent=1), encoding="utf-8")


def references(workspace: Workspace) -> Path:
    return workspace.root / "briefs" / BRIEF / "references.json"


FIELDS = {
    "author": [{"literal": "Agency for Rights"}],
    "issued": {"date-parts": [[2014], [2016]]},
    "DOI": "10.1016/S0140-6736(05)61027-7",
    "publisher": "Publications Office",
    "publisher-place": "Luxembourg",
    "translator": [{"family": "Muster"}],
}


@pytest.mark.parametrize("locale", ["de", "ar"])
def test_a_reference_prints_what_it_says(workspace: Workspace, locale: str) -> None:
    set_fields(workspace, "garcia2019", **FIELDS)
    set_fields(workspace, "deleon2013", issued={"literal": "n.d."})
    done = workspace.run("build", "--locale", locale, "--audience", "professional")
    assert done.stderr.count("isn't printed: translator.") == 1
    data = (workspace.output / f"{BRIEF}.{locale}.professional.a4.pdf").read_bytes()
    with open_pdf(data) as pdf:
        structure = read_structure(pdf)
    assert structure is not None
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(data):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    text = comparable(structure.text(texts))
    # In the note, in the short one that the notes that repeat it are joined to, and in the index.
    assert text.count("AgencyforRights") == 3
    for words in ("Luxembourg", "PublicationsOffice", "2014–2016", "n.d.",
                  "https://doi.org/10.1016/S01406736(05)610277"):  # fmt: skip
        assert words in text


def test_check_tells_what_is_not_printed(workspace: Workspace) -> None:
    set_fields(workspace, "garcia2019", **FIELDS)
    done = workspace.run("check", "de", "--domain", BRIEF)
    assert done.stdout.count("isn't printed: translator.") == 1
    assert f"briefs/{BRIEF}/references.json:" in done.stdout


def test_all_faults_of_a_brief_are_told_at_once(workspace: Workspace) -> None:
    folder = workspace.root / "briefs" / BRIEF
    set_fields(workspace, "garcia2019", issued={"date-parts": [[2019, 2, 30]]})
    for name in ("community", "professional"):
        file = folder / f"{name}.md"
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text}\n~~a~~\n\n| b | c |\n| --- | --- |\n", encoding="utf-8")
    done = workspace.run("build", "--locale", "en", code=1)
    assert done.stderr.count("“~~”") == 2
    assert done.stderr.count("A table has no rows") == 2
    assert "2019-02-30, which is no day" in done.stderr


def test_a_citation_without_brackets_is_refused(workspace: Workspace) -> None:
    file = workspace.root / "briefs" / BRIEF / "professional.md"
    workspace.replace(file, "In cyber-trafficking,", "As @garcia2019 and @verein_x say,")
    done = workspace.run("build", "--locale", "en", code=1)
    assert "professional.md:5: “@garcia2019” would print as it stands" in done.stderr
    assert "verein_x”" not in done.stderr


def test_a_translation_s_markup_is_refused_with_its_line(workspace: Workspace) -> None:
    po = workspace.po("de")
    workspace.replace(po, 'msgstr "Warnzeichen"', 'msgstr "~~Warnzeichen~~ <!-- prüfen -->"')
    done = workspace.run("check", "de", "--domain", BRIEF, code=1)
    assert f"locales/de/LC_MESSAGES/{BRIEF}.po:" in done.stdout
    assert "“~~”, struck text" in done.stdout
    assert "an HTML comment" in done.stdout
    assert "~~" in workspace.run("build", "--locale", "de", code=1).stderr
    assert not list(workspace.output.glob("*.pdf"))
