"""A correction of the source is carried through, and turns no translation fuzzy."""

import re

import pytest

from briefkit.catalogs.correction import Correction
from briefkit.errors import SourceError
from briefkit.project import Project, source_files
from tests.catalogs.sources import files_of
from tests.conftest import BRIEF, FEW, ROOT, Workspace

pytestmark = pytest.mark.languages(*FEW)


def test_fix_source_carries_a_correction_through_all_catalogs(workspace: Workspace) -> None:
    workspace.run("review", "de", "--reviewer", "Erika Muster")
    before = {p: p.read_text("utf-8") for p in (workspace.root / "locales").rglob("*.po")}
    done = workspace.run("fix-source", "Warning signs", "Warning-signs")
    assert "none turned fuzzy" in done.stdout
    assert "## Warning-signs" in (workspace.root / "briefs" / BRIEF / "community.md").read_text()
    for path, text in before.items():
        now = path.read_text("utf-8")
        assert (
            now.replace("Warning-signs", "Warning signs")
            == text.replace("Warning-signs", "Warning signs")
            or "X-Review" in now
        )
        assert "#, fuzzy" not in now
    status = workspace.run("status", "de").stdout
    assert status.count("Erika Muster") == 3
    assert set(re.findall(r": (\w+)", workspace.run("update").stdout)) == {"unchanged"}
    assert "written" not in workspace.run("extract").stdout
    assert "nowhere" in workspace.run("fix-source", "Warning signs", "x", code=1).stderr


def test_fix_source_keeps_the_form_of_files_and_starts_no_catalog(workspace: Workspace) -> None:
    text = workspace.root / "briefs" / BRIEF / "community.md"
    old = text.read_bytes()
    text.write_bytes(b"\xef\xbb\xbf" + old.replace(b"\n", b"\r\n", 20))
    workspace.po("fr").unlink()
    workspace.run("fix-source", "Warning signs", "Warning-signs")
    new = old.replace(b"Warning signs", b"Warning-signs")
    assert new != old
    assert text.read_bytes() == b"\xef\xbb\xbf" + new.replace(b"\n", b"\r\n", 20)
    assert not workspace.po("fr").exists()


def test_fix_source_refuses_what_changes_the_messages(workspace: Workspace) -> None:
    before = {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
    workspace.run("fix-source", "# What is it?", "What is it?", code=1)
    workspace.run("fix-source", "Share this sheet,", "`x`", code=1)
    after = {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
    assert after == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("div", "dif", "nowhere"),
        ("class", "klass", "nowhere"),
        ("help", "halp", "templates/help.html.jinja:13:"),  # a class of it, and a message
        ("date", "dates", "templates/help.html.jinja:80:"),  # the name of a variable
        ("A4", "a4", "brief.toml:"),  # a setting
        ("112", "113", "changes no number"),
        ("is a form", "is not a form", "adds no word"),
        ("Warning signs", "Warning", "adds no word"),
        ("Warning signs", "", "adds no word"),
        ("they can hide", "they can't hide", "“can” and “can't” differ"),
        ("great deal", "great dial of", "adds no word"),
        ("great deal", "small deal", "“great” and “small” differ"),
        ("traffick", "trafick", "nowhere"),  # no whole word
        ("**Share this sheet,**", "Share this sheet,", "no correction of words alone"),
        ("They hide.", "They hide*.*", "no correction of words alone"),
        ("sole responsibility", "sole responsability", "legal notice"),
        ("garcia2019", "garcia2018", "changes no number"),
    ],
)
def test_fix_source_writes_nothing_where_it_would_do_harm(
    workspace: Workspace, old: str, new: str, said: str
) -> None:
    before = files_of(workspace)
    assert said in workspace.run("fix-source", old, new, code=1).stderr
    assert files_of(workspace) == before


def test_fix_source_folds_white_space_as_the_messages_do(workspace: Workspace) -> None:
    community = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(community, "to find people", "to\nfind people")
    done = workspace.run("fix-source", " to  find people ", "to\nfind\npeople,")
    assert "1 messages corrected" in done.stdout
    assert "internet to find people, and to" in community.read_text(encoding="utf-8")
    before = files_of(workspace)
    assert "mistake, then" in workspace.run("fix-source", "find", "find\n", code=2).stderr
    assert files_of(workspace) == before


def test_fix_source_mends_a_template_s_messages(workspace: Workspace) -> None:
    done = workspace.run("fix-source", "last accessed", "last acessed")
    assert "1 messages corrected" in done.stdout
    notes = (workspace.root / "templates" / "note_text.html.jinja").read_text(encoding="utf-8")
    assert "last acessed {{" in notes
    assert set(re.findall(r": (\w+)", workspace.run("update").stdout)) == {"unchanged"}


def test_a_correction_finds_every_message_in_its_file() -> None:
    project = Project(ROOT, ROOT)
    texts = {place: path.read_text(encoding="utf-8") for place, path in source_files(project)}
    for message in (*project.messages(BRIEF), *project.messages("leaflet")):
        for place in message.places:
            words = re.split(r"%\(\w+\)s", message.msgid)
            passage = max(words, key=len)
            corrected = Correction(passage, "X").made_in_file
            text = texts[place.path]
            try:
                assert corrected(text, place.path, [message]) != text
            except SourceError as error:
                # It stands in a comment or in another message too, never in this one only.
                lines = [d.location.line for d in error.diagnostics if d.location]
                assert len(lines) < len(re.findall(re.escape(passage.strip()), text)), message


@pytest.mark.parametrize(
    ("old", "new", "small"),
    [
        ("recieve help", "receive help", True),
        ("teh", "the", True),
        ("its", "it's", True),
        ("police", "Police", True),
        ("sheet,,", "sheet,", True),
        ("the cyber trafficking", "the cyber-trafficking", True),
        ("in 2019, 12", "in 2019. 12", True),
        ("1.000", "1,000", False),
        ("no", "on", False),
        ("can", "can't", False),
        ("legal", "illegal", False),
        ("call them", "callthem", False),
    ],
)
def test_a_correction_is_small(old: str, new: str, small: bool) -> None:
    correction = Correction(old, new)
    if small:
        correction.require_small()
    else:
        with pytest.raises(SourceError, match="briefkit update"):
            correction.require_small()
