"""Extraction: ours, and Babel's by our extractor, say the same."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from briefkit.brief import messages
from briefkit.catalogs import merge, parse_catalog
from briefkit.model import Catalog
from briefkit.project import DESK_DOMAIN, LEAFLET_DOMAIN, Project
from tests.conftest import BRIEF, ROOT, Workspace


def pybabel_extract(root: Path, folder: str) -> Catalog:
    subprocess.run(
        [Path(sys.executable).parent / "pybabel", "-q", "extract", "-F", ROOT / "babel.toml",
         "-c", "TRANSLATORS:", "-s", "-o", "theirs.pot", folder],
        cwd=root, check=True,
    )  # fmt: skip
    data = (root / "theirs.pot").read_bytes()
    return parse_catalog(data, locale="", domain="d", path="d.pot")


@pytest.mark.parametrize(
    ("domain", "folder"), [(BRIEF, f"briefs/{BRIEF}"), (LEAFLET_DOMAIN, "templates")]
)
def test_pybabel_and_briefkit_extract_the_same_template(
    workspace: Workspace, domain: str, folder: str
) -> None:
    theirs = pybabel_extract(workspace.root, folder)
    ours = workspace.project.catalogs.read_template(domain)
    assert len(ours.entries) > 20
    assert [e.message.msgid for e in ours.entries] == [e.message.msgid for e in theirs.entries]
    for mine, other in zip(ours.entries, theirs.entries, strict=True):
        assert mine.message.context == other.message.context
        assert mine.message.places == other.message.places
        assert mine.message.flags == other.message.flags
        assert " ".join(mine.message.comments) == " ".join(other.message.comments)


def test_pybabel_finds_the_words_in_pictures_too(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "briefs", tmp_path / "briefs")
    theirs = pybabel_extract(tmp_path, "briefs/heat")
    ours = Project(ROOT / "examples", ROOT).messages("heat")
    assert {e.message.msgid for e in theirs.entries} == {message.msgid for message in ours}
    assert any("text in the picture" in comment for m in ours for comment in m.comments)


def test_the_templates_we_ship_are_what_extract_writes(workspace: Workspace) -> None:
    before = {p.name: p.read_bytes() for p in (ROOT / "locales").glob("*.pot")}
    done = workspace.run("extract")
    assert "written" not in done.stdout
    assert {p.name: p.read_bytes() for p in (workspace.root / "locales").glob("*.pot")} == before


def test_equal_blocks_are_one_message_with_all_places(workspace: Workspace) -> None:
    text = workspace.root / "briefs" / BRIEF / "professional.md"
    with text.open("a", encoding="utf-8") as file:
        file.write("\n## What is it?\n\nText.\n")
    (message,) = [m for m in workspace.project.messages(BRIEF) if m.msgid == "What is it?"]
    assert [place.path for place in message.places] == [
        f"briefs/{BRIEF}/community.md",
        f"briefs/{BRIEF}/easy.md",
        f"briefs/{BRIEF}/professional.md",
    ]
    assert list(message.places) == sorted(set(message.places))
    assert "‘What should be done’, professional" in " ".join(message.comments)


def test_every_message_has_a_comment_and_the_disclaimer_s_says_what_it_is(
    workspace: Workspace,
) -> None:
    for domain in workspace.project.domains:
        for message in workspace.project.messages(domain):
            assert message.comments, message.msgid
            assert message.places
    notice = [m for m in workspace.project.leaflet_messages if "sole responsibility" in m.msgid]
    assert "LEGAL NOTICE" in notice[0].comments[0]


def test_templates_that_have_not_changed_are_not_searched_again(workspace: Workspace) -> None:
    found = workspace.project.leaflet_messages
    searched = messages._template_strings.cache_info().misses
    assert workspace.project.leaflet_messages == found
    assert messages._template_strings.cache_info().misses == searched


@pytest.mark.parametrize("locale", [p.name for p in (ROOT / "locales").iterdir() if p.is_dir()])
def test_the_catalogs_we_ship_are_up_to_date(locale: str) -> None:
    project = Project(ROOT, ROOT)
    for domain in project.domains:
        catalog = project.catalogs.read(domain, locale)
        # A language may have leaflets before the desk speaks it.
        if domain == DESK_DOMAIN and not project.catalogs.path(domain, locale).exists():
            continue
        assert merge(project.messages(domain), catalog) == catalog
        assert all(entry.current for entry in catalog.entries)
