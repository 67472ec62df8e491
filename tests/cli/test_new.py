"""`briefkit new` makes a brief that shows all that a leaflet can have, `init` a project of it."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefkit.brief import parse_inline
from briefkit.cli import main, new_briefs, starting
from briefkit.model import Block, Inline, Kind, Preset, Text
from tests.conftest import BRIEF, ROOT, Workspace

GIVEN = ("--title", "Heat: how to keep well", "--languages", "en,fr,tr", "--funder", "none")


@pytest.fixture
def mine(tmp_path: Path, font_cache: Path) -> Workspace:
    """A project with no brief yet."""
    (tmp_path / "briefs").mkdir()
    return Workspace(tmp_path, font_cache)


def files(folder: Path) -> set[str]:
    found = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return {name for name in found if not name.startswith(".git/")}


def test_a_brief_that_was_just_made_is_clean_and_is_built(mine: Workspace) -> None:
    said = mine.run("new", "heat", *GIVEN)
    assert "locales/fr/LC_MESSAGES/leaflet.po: 0 messages to translate" in said.stdout
    assert not said.stderr
    catalogs = {
        f"locales/{locale}/LC_MESSAGES/{domain}.po"
        for locale in ("fr", "tr")
        for domain in ("heat", "leaflet", "desk")
    }
    heat = ("brief.toml", "everyone.md", "references.json", "img/map.svg")
    made = {"briefs/brief.schema.json", *(f"briefs/heat/{name}" for name in heat), *catalogs}
    assert files(mine.root) == made
    checked = mine.run("check")
    assert "0 errors, 0 warnings" in checked.stdout
    mine.run("build", "--locale", "en")
    told = mine.run("build", "--locale", "fr", code=1).stderr
    assert "This message is not translated" in told
    assert (mine.output / "heat.en.everyone.a4.pdf").exists()


def test_its_text_has_all_kinds_of_blocks_and_words(mine: Workspace) -> None:
    mine.run("new", "heat", *GIVEN)
    (text,) = mine.project.brief("heat").texts.values()
    assert {block.kind for block in blocks(text.blocks)} == set(Kind)
    inline = {
        type(node) for s in text.segments() for node in nodes(parse_inline(s.text, s.location))
    }
    assert inline | {Text} == set(Inline.__args__)
    assert {block.done for block in blocks(text.blocks)} == {None, False, True}


def blocks(some: tuple[Block[Any], ...]) -> Iterator[Block[Any]]:
    for block in some:
        yield block
        yield from blocks(block.children)


def nodes(some: tuple[Inline, ...]) -> Iterator[Inline]:
    for node in some:
        yield node
        yield from nodes(getattr(node, "children", ()))


def test_nobody_else_is_named_in_it(mine: Workspace) -> None:
    mine.run("new", "heat", *GIVEN)
    for name in files(mine.root / "briefs" / "heat"):
        text = (mine.root / "briefs" / "heat" / name).read_text(encoding="utf-8")
        assert not [word for word in ("ISFP", "European", "trafficking") if word in text], name


@pytest.mark.parametrize(
    "title", ["# 1", "*Heat* & <b>sun</b>", "1. Heat", "[TOC]", "Heat ##", "a_b_c **d"]
)
def test_a_title_prints_as_it_is_typed(mine: Workspace, title: str) -> None:
    mine.run("new", "heat", "--title", title, *GIVEN[2:])
    segment = mine.project.brief("heat").texts["everyone"].title
    assert parse_inline(segment.text, segment.location) == (Text(title),)


def test_who_paid_stands_in_the_settings(mine: Workspace) -> None:
    mine.run("new", "eu", *GIVEN[:4], "--funder", "eu-2021-2027")
    mine.run("new", "own", *GIVEN[:4], "--notice", 'Paid by the "town"\\.')
    mine.run("new", "none", *GIVEN)
    found = {n: next(iter(mine.project.brief(n).texts.values())) for n in mine.project.brief_names}
    assert found["eu"].settings.funder
    assert found["eu"].settings.funder.preset is Preset.EU
    assert found["none"].settings.funder is None
    assert 'Paid by the "town"\\.' in [segment.text for segment in found["own"].segments()]
    assert len({text.settings.code for text in found.values()}) == 3


def test_briefs_whose_names_begin_alike_get_codes_of_their_own(mine: Workspace) -> None:
    for name in ("heat", "health", "safe-at-home", "Ζέστη"):
        mine.run("new", name, *GIVEN)
    codes = [
        next(iter(mine.project.brief(n).texts.values())).settings.code
        for n in ("heat", "health", "safe-at-home", "Ζέστη")
    ]
    assert codes == ["HE", "HE2", "SAH", "B"]


def test_all_faults_are_told_at_once_and_nothing_is_made(mine: Workspace) -> None:
    before = files(mine.root)
    told = mine.run("new", "hot days", "--languages", "en,xx,yy", "--title", " ", code=2).stderr
    assert told.count("error: ") == 5
    for part in (
        "has a blank in it", "such as “hot-days”", "“xx” is not a locale", "“yy” is not a locale",
        "The title is missing", "It is not said who paid",
    ):  # fmt: skip
        assert part in told
    told = mine.run("new", "", code=2).stderr
    assert "The brief has no name" in told
    assert "The languages are missing" in told
    told = mine.run("new", "../heat", *GIVEN, "--notice", "Paid", code=2).stderr
    assert "has “/” in it" in told
    assert "words of a notice beside --funder none" in told
    told = mine.run("new", BRIEF, *GIVEN, code=2).stderr
    assert "must carry its notice" in told
    assert files(mine.root) == before
    assert not list(mine.root.glob(".briefkit-*"))


def test_a_brief_that_is_there_stays(mine: Workspace) -> None:
    mine.run("new", "heat", *GIVEN)
    text = mine.root / "briefs" / "heat" / "everyone.md"
    text.write_text("# Mine\n", encoding="utf-8")
    assert "There is a brief “heat” already" in mine.run("new", "heat", *GIVEN, code=2).stderr
    assert text.read_text(encoding="utf-8") == "# Mine\n"


def test_a_text_in_another_language_has_no_catalog_of_its_own(mine: Workspace) -> None:
    mine.run("new", "hitze", "--title", "Hitze", "--languages", "de, pt-BR", "--funder", "none")
    assert mine.project.brief("hitze").source_locale == "de"
    assert not mine.po("de", "hitze").exists()
    assert mine.po("de", "leaflet").exists()
    assert mine.po("pt_BR", "hitze").exists()


def test_a_person_at_the_terminal_is_asked(
    mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (new_briefs, starting):
        monkeypatch.setattr(module, "can_ask", lambda: True)
    result = CliRunner().invoke(
        main,
        ["--project", str(mine.root), "new", "--languages", "en"],
        input="heat\nHeat\nother\nPaid by the town.\n",
    )
    assert result.exit_code == 0, result.output
    (text,) = mine.project.brief("heat").texts.values()
    assert text.title.text == "Heat"
    assert "Paid by the town." in [segment.text for segment in text.segments()]
    folder = mine.root / "project"
    result = CliRunner().invoke(main, ["init", str(folder)], input="heat\nHeat\nen,fr\nnone\n")
    assert result.exit_code == 0, result.output
    assert Workspace(folder, mine.font_cache).project.brief_names == ("heat",)


def test_an_answer_with_a_fault_is_asked_for_again(
    mine: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (new_briefs, starting):
        monkeypatch.setattr(module, "can_ask", lambda: True)
    answers = ("hot days", "heat", "Heat\u202e", "Heat", "English,fr", "en,fr", "no", "none")
    result = CliRunner().invoke(
        main, ["--project", str(mine.root), "new"], input="\n".join(answers) + "\n"
    )
    assert result.exit_code == 0, result.output
    for told in (
        "such as “hot-days”",
        "U+202E",
        "Did you mean en (English)",
        "'no' is not one of",
    ):
        assert told in result.output
    assert mine.project.brief("heat").source_locale == "en"
    # What needs no answer is told before anything is asked.
    result = CliRunner().invoke(main, ["init", str(mine.root)], input="winter\n")
    assert result.exit_code == 2
    assert "already" in result.output
    assert "name of the first brief" not in result.output


def test_a_project_has_what_its_people_need(mine: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    mine.run("init", "project", "--brief", "heat", *GIVEN)
    assert "briefkit build --locale en " in (folder / "README.md").read_text(encoding="utf-8")
    assert "/leaflets/" in (folder / ".gitignore").read_text(encoding="utf-8")
    assert not (folder / "templates").exists()
    assert sorted(p.name for p in (folder / "briefs").iterdir()) == ["brief.schema.json", "heat"]
    if git := shutil.which("git"):
        status = subprocess.run(
            [git, "status", "--short"], cwd=folder, capture_output=True, text=True, check=True
        )
        assert "?? briefs/" in status.stdout
    project = Workspace(folder, mine.font_cache)
    assert "0 errors" in project.run("check").stdout
    told = mine.run("init", "project", "--brief", "heat", code=2).stderr
    assert "There is a briefs/ in project already" in told
    assert "There is a locales/ in project already" in told
    assert "The title is missing" in told


def test_a_folder_with_files_of_ones_own_can_become_a_project(
    tmp_path: Path, font_cache: Path
) -> None:
    (tmp_path / "README.md").write_text("Mine\n", encoding="utf-8")
    project = Workspace(tmp_path, font_cache)
    said = project.run("init", "--brief", "heat", *GIVEN).stdout
    assert "README.md: there already, left as it is" in said
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Mine\n"
    assert project.project.brief_names == ("heat",)


def test_the_a4_brief_is_in_a_project_only_where_it_is_asked_for(
    tmp_path: Path, font_cache: Path
) -> None:
    project = Workspace(tmp_path, font_cache)
    told = project.run("init", code=2).stderr
    assert "The name of the first brief is missing" in told
    assert "--with-a4-brief" in told
    assert not files(tmp_path)
    project.run("init", "--with-a4-brief", "--brief", "heat", *GIVEN)
    assert project.project.brief_names == (BRIEF, "heat")
    for name in ("brief.toml", "community.md", "professional.md"):
        copy = tmp_path / "briefs" / BRIEF / name
        assert copy.read_bytes() == (ROOT / "briefs" / BRIEF / name).read_bytes()
    assert project.po("bg").read_bytes() == Workspace(ROOT, font_cache).po("bg").read_bytes()
    assert project.po("tr", "heat").exists()
