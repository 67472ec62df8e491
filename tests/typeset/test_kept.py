"""What a process keeps from one leaflet for the next: as much after a thousand as after fifty."""

import sys
import weakref
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from briefkit.build import inputs_of, typesetter_for
from briefkit.garbage import collected_once
from briefkit.languages import SOURCES
from briefkit.model import Edition
from briefkit.typeset.speed.patterns import Pattern
from tests.conftest import BRIEF, ROOT

# So many elements that each look otherwise, sizes that a page of them is set at, and patterns kept.
STYLES, SIZES, MOST = 10, 100, 300
# So many sets of fonts are used, one after another.
FONTS = [SOURCES[start:stop] for start, stop in ((0, 1), (1, 2), (2, 3), (0, 2), (1, 3), (0, 3))]


def made(kinds: Iterable[Any], monkeypatch: pytest.MonkeyPatch) -> dict[Any, list[Any]]:
    """Return lists that references to all new objects of some kinds will stand in."""
    found: dict[Any, list[Any]] = {}
    for kind in kinds:
        begin, references = kind.__init__, found.setdefault(kind, [])

        def noted(
            self: Any, *given: Any, begin: Any = begin, refs: Any = references, **named: Any
        ) -> None:
            refs.append(weakref.ref(self))
            begin(self, *given, **named)

        monkeypatch.setattr(kind, "__init__", noted)
    return found


def test_what_is_kept_does_not_grow_with_the_sizes_and_fonts_of_leaflets(
    font_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["briefkit.typeset.speed.styles"], "MOST", MOST)
    found = made((weasyprint.CSS, FontConfiguration, Pattern), monkeypatch)
    edition = Edition(brief=BRIEF, audience="community", locale="en", format="pocket")
    _, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
    elements = "".join(f"<i class=c{number}></i>" for number in range(STYLES))
    looks = "".join(f".c{number} {{ order: {number} }}" for number in range(STYLES))
    page = replace(page, html=f"<html><body>{elements}", css=looks)
    for fonts in FONTS:
        typesetter = typesetter_for(font_cache, fonts)
        for size in range(SIZES if fonts is FONTS[-1] else 3):
            with collected_once():
                # The last page is kept, with the rules for all sizes that it was set at.
                other = replace(page, html=f"{page.html}<p>{size // 10}")
                typesetter.lay_out(other, 8 + size / 10, 1.2)
    del typesetter
    alive = {kind: sum(each() is not None for each in refs) for kind, refs in found.items()}
    assert len(found[weasyprint.CSS]) > SIZES
    assert alive[weasyprint.CSS] < SIZES * 0.9
    assert len(found[Pattern]) > SIZES * STYLES
    assert alive[Pattern] < MOST + 3 * STYLES
    assert len(found[FontConfiguration]) == len(FONTS)
    assert alive[FontConfiguration] <= 4
