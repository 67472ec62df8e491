"""The look of a leaflet before it is proofed: what will print, at the size that it had, framed."""

import io
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from briefkit.build import SCREEN_WIDTH, Built, make_leaflet, plan, reread, unproofed_pages
from briefkit.errors import CatalogError
from briefkit.model import Edition
from briefkit.proof import screen_pictures
from tests.conftest import Workspace

# The frame's width in px, and a margin for what a JPEG smears beside it.
FRAME = 32


def edition_of(workspace: Workspace, locale: str, fmt: str = "a4") -> Edition:
    audiences, formats = ["community"], [fmt]
    (edition,) = plan(workspace.project, locales=[locale], audiences=audiences, formats=formats)
    return edition


def made(workspace: Workspace, edition: Edition) -> Built:
    reread()
    built = make_leaflet(edition, workspace.order())
    assert built.path, built.diagnostics
    return built


def had(built: Built) -> tuple[float, float, str]:
    return built.text_size, built.leading, built.look


def inside(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data)).convert("L")
    return picture.crop((FRAME, FRAME, picture.width - FRAME, picture.height - FRAME))


@pytest.mark.parametrize(("locale", "fmt"), [("de", "a4"), ("ar", "a4"), ("de", "dl-trifold")])
def test_it_is_the_page_that_will_print_in_a_hatched_frame(
    workspace: Workspace, locale: str, fmt: str
) -> None:
    edition = edition_of(workspace, locale, fmt)
    built = made(workspace, edition)
    look = unproofed_pages(edition, workspace.order(), *had(built))
    assert (look.state, look.code, look.too_long) == (built.state, built.code, False)
    assert built.path
    pdf = built.path.read_bytes()
    for seen, proofed in zip(
        look.pictures,
        screen_pictures(pdf, width=SCREEN_WIDTH, framed=False),
        strict=True,
    ):
        difference = ImageChops.difference(inside(seen), inside(proofed))
        assert max(difference.tobytes()) < 64  # the noise of two JPEGs
        edge = Image.open(io.BytesIO(seen)).crop((0, 0, SCREEN_WIDTH, 8)).convert("L")
        assert min(edge.tobytes()) < 110
        assert max(edge.tobytes()) > 220


def test_it_is_of_the_files_as_they_are_now_and_says_when_it_has_too_many_pages(
    workspace: Workspace,
) -> None:
    edition = edition_of(workspace, "de")
    built = made(workspace, edition)
    workspace.replace(workspace.po("de"), 'msgstr "Warnzeichen"', f'msgstr "{"Zeichen " * 300}!"')
    look = unproofed_pages(edition, workspace.order(), *had(built))
    assert look.too_long
    assert len(look.pictures) > built.pages
    assert look.code != built.code
    tighter = unproofed_pages(edition, workspace.order(), *had(built), tighter=(8, 1.2, ""))
    assert (tighter.too_long, len(tighter.pictures)) == (False, built.pages)


def test_what_is_refused_before_it_is_typeset_is_not_drawn(workspace: Workspace) -> None:
    edition, order = edition_of(workspace, "de"), workspace.order()
    workspace.replace(workspace.po("de"), 'msgstr "Warnzeichen"', 'msgstr "Warnzeichen [@x]"')
    with pytest.raises(CatalogError):
        unproofed_pages(edition, order, 12, 1.4, "")
    workspace.replace(workspace.po("de"), 'msgstr "Warnzeichen [@x]"', 'msgstr ""')
    with pytest.raises(CatalogError):
        unproofed_pages(edition, order, 12, 1.4, "")
    assert unproofed_pages(edition, replace(order, allow_incomplete=True), 12, 1.4, "").pictures
