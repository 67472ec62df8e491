"""A draft stands beside its project: what is looked at changes nothing there."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from briefkit.authoring import lay_out_draft, read_source_text, unsettled_languages
from briefkit.catalogs import merge
from briefkit.errors import SourceError
from briefkit.model import Catalog, Message
from briefkit.project import Project
from tests.conftest import BRIEF, Workspace
from tests.desk.client import put


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def laid_out(workspace: Workspace, folder: Path, text: str, **pictures: bytes) -> Project:
    seen = read_source_text(workspace.project, BRIEF, "community")
    named = {f"img/{name}.png": data for name, data in pictures.items()}
    return lay_out_draft(workspace.project, seen, text, folder, named)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("draft")


def test_a_draft_has_its_text_and_the_rest_of_its_brief(workspace: Workspace, folder: Path) -> None:
    before = files_of(workspace.root)
    seen = read_source_text(workspace.project, BRIEF, "community")
    text = seen.text.replace("## Warning signs", "## Signs that warn")
    draft = laid_out(workspace, folder, text)
    titles = [segment.text for segment in draft.brief(BRIEF).texts["community"].segments()]
    assert "Signs that warn" in titles
    own = workspace.project.brief(BRIEF)
    assert draft.brief(BRIEF).texts["professional"] == own.texts["professional"]
    assert draft.catalogs.read(BRIEF, "bg") == workspace.project.catalogs.read(BRIEF, "bg")
    # What changes there is seen here the next time, and what is gone there is gone here.
    other = workspace.root / "briefs" / BRIEF / "professional.md"
    workspace.replace(other, "# ", "# New: ", 1)
    (workspace.root / "briefs" / BRIEF / "left.txt").write_text("x", encoding="utf-8")
    assert "New:" in laid_out(workspace, folder, text).brief(BRIEF).texts["professional"].title.text
    assert (folder / "briefs" / BRIEF / "left.txt").exists()
    (workspace.root / "briefs" / BRIEF / "left.txt").unlink()
    laid_out(workspace, folder, text)
    assert not (folder / "briefs" / BRIEF / "left.txt").exists()
    changed = {p for p, data in files_of(workspace.root).items() if before.get(p) != data}
    assert changed == {other}


def test_the_same_draft_laid_out_again_is_untouched(workspace: Workspace, folder: Path) -> None:
    def times() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (folder / "briefs").rglob("*.*")}

    laid_out(workspace, folder, "# One\n", a=b"1")
    before = times()
    laid_out(workspace, folder, "# One\n", a=b"1")
    assert times() == before
    laid_out(workspace, folder, "# Two\n", a=b"1")
    changed = {path.name for path, time in times().items() if before[path] != time}
    assert changed == {"community.md"}


def test_links_are_not_written_through_and_lead_nowhere_else(
    workspace: Workspace, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    brief = workspace.root / "briefs" / BRIEF
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    text = brief / "community.md"
    (elsewhere / "community.md").write_bytes(text.read_bytes())
    text.unlink()
    text.symlink_to(elsewhere / "community.md")
    (elsewhere / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    (brief / "secret.svg").symlink_to(elsewhere / "secret.svg")
    (brief / "img").mkdir(exist_ok=True)
    (brief / "circle").symlink_to(brief)
    (brief / "out").symlink_to(elsewhere)
    before = files_of(elsewhere)
    draft = laid_out(workspace, folder, "# Mine\n\n![It](secret.svg)\n", a=b"1")
    assert files_of(elsewhere) == before
    assert not (folder / "briefs" / BRIEF / "out").exists()
    with pytest.raises(SourceError, match="link out of the brief's folder"):
        draft.brief(BRIEF)


def test_a_brief_that_needs_work_unsettles_by_what_its_catalogs_have(
    workspace: Workspace, folder: Path
) -> None:
    path = workspace.root / "briefs" / BRIEF / "community.md"
    sound = path.read_text(encoding="utf-8")
    workspace.replace(path, "## Warning signs", "## Warning <b>signs")
    messages = laid_out(workspace, folder, sound).brief(BRIEF).messages
    assert unsettled_languages(workspace.project, BRIEF, messages) == ()
    changed = sound.replace("## Warning signs", "## Warning signals")
    messages = laid_out(workspace, folder, changed).brief(BRIEF).messages
    found = unsettled_languages(workspace.project, BRIEF, messages)
    assert {(one.fuzzy, one.new, one.gone) for one in found} == {(1, 0, 0)}


def test_what_a_change_does_is_worked_out_once_for_languages_alike(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = list[str]()

    def counted(messages: Sequence[Message], catalog: Catalog) -> Catalog:
        merged.append(catalog.locale)
        return merge(messages, catalog)

    # These differ from the others: one lacks the passage that is changed, one wants it confirmed.
    put(workspace.po("de"), "Warning signs", "")
    put(workspace.po("fr"), "Warning signs", "Signes", previous="Signs")
    path = workspace.root / "briefs" / BRIEF / "community.md"
    sound = path.read_text(encoding="utf-8")
    changed = sound.replace("## Warning signs", "## Warning signals") + "\nA paragraph more.\n"
    messages = laid_out(workspace, folder, changed).brief(BRIEF).messages
    monkeypatch.setattr("briefkit.authoring.effects.merge", counted)
    found = unsettled_languages(workspace.project, BRIEF, messages)
    told = {one.locale: (one.fuzzy, one.new, one.gone) for one in found}
    assert (told.pop("de"), told.pop("fr")) == ((0, 2, 1), (1, 1, 1))
    assert set(told.values()) == {(1, 1, 0)}
    assert len(told) > 30
    # Two for each kind of catalog, not two for each of some forty.
    assert len(merged) <= len(told) / 2
