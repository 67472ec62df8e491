"""What is said of a text that does not fit: whose it is, and what stands below."""

import pytest

from briefkit.build import build, fit_of, inputs_of, plan
from briefkit.errors import TypesetError
from briefkit.leaflet import find_format
from briefkit.preview.server.typesetting import proofed
from tests.conftest import BRIEF, Workspace


@pytest.fixture
def narrow(workspace: Workspace) -> Workspace:
    """Our brief, which has room for a page alone."""
    settings = workspace.root / "briefs" / BRIEF / "brief.toml"
    workspace.replace(settings, "pages = 2 ", "pages = 1 ")
    return workspace


def told(shop: Workspace, locale: str) -> str:
    editions = plan(shop.project, locales=[locale], audiences=["community"])
    (built,) = build(editions, shop.order())
    assert built.path is None
    return "\n".join(map(str, built.diagnostics))


def test_of_the_source_the_source_is_spoken_of(narrow: Workspace) -> None:
    text = told(narrow, "en")
    assert ".a4: the English text is too long: at 12 pt and a leading of 1.3 it takes" in text
    assert "Shorten the English text." in text
    assert "below" not in text
    assert "translation" not in text


def test_of_a_translation_the_messages_that_grew_stand_below(narrow: Workspace) -> None:
    text = told(narrow, "de")
    assert ".a4: the German translation is too long: at 12 pt" in text
    hint = "Shorten the German translation. See the messages that grew most, below."
    assert hint in text
    assert text.index(hint) < text.index("characters longer than its source")


def test_what_is_too_short_is_told_so_alone(workspace: Workspace) -> None:
    settings = workspace.root / "briefs" / BRIEF / "brief.toml"
    workspace.replace(settings, "pages = 2 ", "pages = 5 ")
    text = told(workspace, "de")
    assert "the German translation is too short: it takes" in text
    assert "below" not in text
    assert "longer than its source" not in text


def test_a_preview_names_nothing_below(narrow: Workspace) -> None:
    # It shows what is wrong, and not the messages that grew.
    (edition,) = plan(narrow.project, locales=["de"], audiences=["community"])
    leaflet, page = inputs_of(narrow.root, narrow.order().bundled).leaflet(
        edition, (), allow_incomplete=True
    )
    assert fit_of(leaflet).pages_max == 1
    assert find_format(edition.format).name == "a4"
    with pytest.raises(TypesetError, match="Shorten the German translation") as caught:
        proofed(leaflet, page, narrow.font_cache)
    assert "below" not in str(caught.value)
