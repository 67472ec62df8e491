"""`briefkit import` puts a document's text where it belongs, and never over another."""

import sys
from pathlib import Path

import pytest
from docx.document import Document

from tests.conftest import Workspace
from tests.importing.documents import picture, saved

TOML = """\
code = "HW"
source_locale = "en"
funder = "none"

[audiences.patients]
level = "plain"

[audiences.staff]
level = "professional"
"""


@pytest.fixture
def heat(tmp_path: Path, font_cache: Path) -> Workspace:
    folder = tmp_path / "briefs" / "heat"
    folder.mkdir(parents=True)
    (folder / "brief.toml").write_text(TOML, encoding="utf-8")

    def fill(document: Document) -> None:
        document.add_heading("Heat", 0)
        document.add_paragraph("Drink.\tMuch.")
        document.add_paragraph("Drink more,\tand rest.")
        document.add_picture(picture())

    (tmp_path / "a.docx").write_bytes(saved(fill))
    return Workspace(tmp_path, font_cache)


def text_of(heat: Workspace, name: str) -> str:
    return (heat.root / "briefs" / "heat" / name).read_text(encoding="utf-8")


def test_a_document_becomes_the_text_of_an_audience(heat: Workspace) -> None:
    done = heat.run("import", "a.docx", "--audience", "staff")
    assert done.stdout.startswith("briefs/heat/staff.md: written, with 1 picture in img/\n")
    assert text_of(heat, "staff.md").startswith("# Heat\n\nDrink. Much.\n")
    assert (heat.root / "briefs" / "heat" / "img" / "a-1.png").is_file()
    # Each place is told of, also where many are alike.
    assert "briefs/heat/staff.md:3: Under “Heat”: Tabs part" in done.stderr
    assert "briefs/heat/staff.md:5: Under “Heat”: Tabs part" in done.stderr


def test_a_text_that_is_there_stays(heat: Workspace) -> None:
    (heat.root / "briefs" / "heat" / "staff.md").write_text("# Mine\n", encoding="utf-8")
    for name in ("staff.imported.md", "staff.imported-2.md"):
        done = heat.run("import", "a.docx", "--brief", "heat", "--audience", "staff")
        assert f"briefs/heat/{name}: written" in done.stdout
        assert "staff.md is as it was" in done.stdout
        assert text_of(heat, name).startswith("# Heat\n")
    assert text_of(heat, "staff.md") == "# Mine\n"


def test_nobody_is_asked_where_nobody_sits_at_the_terminal(heat: Workspace) -> None:
    done = heat.run("import", "a.docx", code=2)
    assert "Which audience is it?" in done.stderr
    assert "Give --audience, one of: patients, staff." in done.stderr
    done = heat.run("import", "a.docx", "--audience", "Staff", code=2)
    assert "Did you mean staff?" in done.stderr
    done = heat.run("import", "a.docx", "--brief", "hat", code=2)
    assert "There is no brief “hat”" in done.stderr


def test_what_is_no_document_changes_nothing(heat: Workspace) -> None:
    (heat.root / "b.docx").write_bytes(b"%PDF-1.7")
    done = heat.run("import", "b.docx", "--audience", "staff", code=1)
    assert "b.docx: This is a PDF" in done.stderr
    assert not (heat.root / "briefs" / "heat" / "staff.md").exists()


def test_what_to_install_is_told(heat: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    done = heat.run("import", "a.docx", "--audience", "staff", code=1)
    assert 'pip install "briefkit[import]"' in done.stderr
