"""The room that a translation leaves is what the leaflet, made with it, has."""

from datetime import date
from pathlib import Path

import pytest

from briefkit.build import make_leaflet, reread
from briefkit.catalogs import record_translation
from briefkit.model import Edition
from briefkit.preview import MOST_LINES, Subject, Typed, room_of_typed
from briefkit.typeset import Room
from tests.conftest import BRIEF, Workspace, copied_project

PASSAGE = "More and more women"


@pytest.fixture
def workspace(tmp_path: Path, font_cache: Path) -> Workspace:
    return copied_project(tmp_path, font_cache)


def room(workspace: Workspace, fmt: str, text: str) -> Room:
    edition = Edition(brief=BRIEF, audience="community", locale="bg", format=fmt)
    subject = Subject(edition=edition, order=workspace.order(), today=date(2026, 11, 29))
    return room_of_typed(subject, Typed(domain=BRIEF, key=key_of(workspace), text=text))


def key_of(workspace: Workspace) -> tuple[str | None, str]:
    entries = workspace.project.catalogs.read(BRIEF, "bg").entries
    return next(e.message.key for e in entries if e.message.msgid.startswith(PASSAGE))


def made(workspace: Workspace, fmt: str, text: str) -> bool:
    """Say whether the leaflet can be made with a translation that is saved."""
    catalogs = workspace.project.catalogs
    before = catalogs.read(BRIEF, "bg")
    after = record_translation(before, key_of(workspace), text, translator="A", revised="B")
    catalogs.write(after, before)
    reread()
    edition = Edition(brief=BRIEF, audience="community", locale="bg", format=fmt)
    return bool(make_leaflet(edition, workspace.order()).files)


@pytest.mark.parametrize("fmt", ["a4", "dl-trifold"])
def test_what_is_told_is_what_is_made(workspace: Workspace, fmt: str) -> None:
    catalog = workspace.project.catalogs.read(BRIEF, "bg")
    text = catalog.lookup(key_of(workspace))
    assert text
    before = workspace.po("bg").read_bytes()
    # Words are added until none more fits: it is told of each, and the last two are made.
    fitting, longer = 0, 400
    assert room(workspace, fmt, text).fits
    assert not room(workspace, fmt, text + " дума" * longer).fits
    while longer - fitting > 3:
        middle = (fitting + longer) // 2
        if room(workspace, fmt, text + " дума" * middle).fits:
            fitting = middle
        else:
            longer = middle
    assert workspace.po("bg").read_bytes() == before  # nothing was saved
    left = room(workspace, fmt, text + " дума" * fitting)
    assert left.here
    assert 0 <= left.lines <= 1
    assert made(workspace, fmt, text + " дума" * fitting)
    assert not made(workspace, fmt, text + " дума" * longer)


def test_lines_that_are_left_can_be_filled(workspace: Workspace) -> None:
    text = workspace.project.catalogs.read(BRIEF, "bg").lookup(key_of(workspace))
    text = f"{text}{' дума' * 45}"
    left = room(workspace, "a4", text)
    assert 0 < left.lines < MOST_LINES
    filled = text + "\\\nред" * left.lines
    assert room(workspace, "a4", filled).lines == 0
    too_long = room(workspace, "a4", filled + "\\\nред" * 2)
    assert not too_long.fits
    assert -4 < too_long.lines < 0


def test_a_format_that_may_have_more_pages_says_how_many(workspace: Workspace) -> None:
    few = room(workspace, "large-print", "Кратко.")
    many = room(workspace, "large-print", "дума " * 600)
    assert few.fits
    assert few.spare > many.spare
    assert few.pages + few.spare == many.pages + many.spare
