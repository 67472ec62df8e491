"""The collector of garbage rests while a leaflet is set, and is at work again afterwards."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefkit.garbage import collected_once
from briefkit.model import Level, NotesAt
from briefkit.typeset import Typesetter
from briefkit.typeset.boxes import Layout
from tests.leaflet.whole_documents import print_text


class _Box:
    """A thing that goes in circles."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


def test_what_goes_in_circles_is_collected_at_the_end() -> None:
    with collected_once():
        gone = weakref.ref(_Box())
        assert not gc.isenabled()
        assert gone() is not None
    assert gc.isenabled()
    assert gone() is None


def test_who_has_turned_it_off_keeps_it_off() -> None:
    gc.disable()
    with collected_once():
        pass
    assert not gc.isenabled()


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(KeyError), collected_once():
        raise KeyError
    assert gc.isenabled()


def test_it_rests_while_leaflets_are_set(font_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    lay_out = Typesetter.lay_out

    def seeing(self: Typesetter, *arguments: object) -> object:
        seen.append(gc.isenabled())
        return lay_out(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Typesetter, "lay_out", seeing)
    print_text("# A\n\nText.\n", font_cache, level=Level.PLAIN)
    assert seen
    assert not any(seen)
    assert gc.isenabled()


def test_boxes_go_with_their_layout_and_wait_for_no_collector(
    font_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[weakref.ref[object]] = []
    lay_out = Typesetter.lay_out

    def seeing(self: Typesetter, *arguments: object) -> Layout:
        layout = lay_out(self, *arguments)  # type: ignore[arg-type]
        pages.extend(weakref.ref(sheet._page_box) for sheet in layout.document.pages)
        return layout

    monkeypatch.setattr(Typesetter, "lay_out", seeing)
    gc.disable()
    text = "# A\n\n- ![](pictogram:gift) one[^a]\n\n[^a]: See [@roe, p. 12].\n"
    print_text(text, font_cache, level=Level.PLAIN, notes=NotesAt.FOOT)
    assert pages
    assert not any(page() for page in pages)


def test_what_leaflets_leave_behind_is_never_spared(font_folder: Path) -> None:
    Typesetter(font_folder)
    spared = gc.get_freeze_count()
    Typesetter(font_folder)  # as for a leaflet with other fonts
    assert gc.get_freeze_count() <= spared
