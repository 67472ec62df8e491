"""The benchmark counts all processes, compares the same words, and the docs show what it found."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from benchmarks.metering import Command, meter
from benchmarks.picture import alternative, drawn
from benchmarks.report import PAGE, PICTURE, page_with, read_results
from benchmarks.rows import Bar, Row
from benchmarks.typst_pages import compiled, typst_source
from briefkit.build import inputs_of, plan
from briefkit.languages import install_fonts
from tests.conftest import ROOT

BARS = (
    Bar(name="a peer & others", ms=300, kind="peer"),
    Bar(name="ours", ms=150, kind="ours"),
    Bar(name="the limit", ms=100, kind="limit"),
)


def test_the_page_shows_what_was_measured_last() -> None:
    results = read_results()
    page = PAGE.read_text(encoding="utf-8")
    assert page_with(results, page) == page, "run “python -m benchmarks.report”"
    assert drawn(results.bars) == PICTURE.read_text(encoding="utf-8")


def test_the_picture_says_in_words_what_its_bars_show() -> None:
    svg = ElementTree.fromstring(drawn(BARS))
    space = {"svg": "http://www.w3.org/2000/svg"}
    texts = [element.text for element in svg.iterfind(".//svg:text", space)]
    assert texts[1:] == ["the limit", "100", "ours", "150", "a peer & others", "300"]
    title = svg.find("svg:title", space)
    assert title is not None
    assert title.text == alternative(BARS)
    assert alternative(BARS).endswith("the limit: 100; ours: 150; a peer & others: 300.")
    bars = [e for e in svg.iterfind("svg:rect", space) if e.get("stroke")]
    widths = [float(bar.get("width", "")) for bar in bars]
    assert widths == pytest.approx([widths[2] / 3, widths[2] / 2, widths[2]], abs=0.1)
    # Told apart without colours: a pattern, a dark and a light grey.
    assert [bar.get("fill") for bar in bars] == ["url(#hatched)", "#1a1a1a", "#b5b5b5"]


@pytest.mark.parametrize(
    ("measured", "at_least", "met"),
    [(1.704, False, True), (1.706, False, False), (1.7, True, True), (1.69, True, False)],
)
def test_a_row_is_met_as_its_digits_show(measured: float, at_least: bool, met: bool) -> None:
    row = Row(what="x", measured=measured, unit="times", wanted=1.7, at_least=at_least)
    assert row.met is met


def test_the_time_of_a_process_that_outlives_its_parent_counts() -> None:
    busy = "import time\nwhile time.process_time() < 0.5: pass"
    leave = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {busy!r}])"
    ((cost,),) = meter([Command(arguments=[sys.executable, "-c", leave], folder="/")])
    assert cost.cpu >= 0.5


@pytest.mark.parametrize("audience", ["community", "professional"])
def test_typst_sets_the_same_words(font_cache: Path, audience: str) -> None:
    inputs = inputs_of(ROOT, ROOT)
    (edition,) = plan(inputs.project, locales=["bg"], audiences=[audience])
    _, page = inputs.leaflet(edition, (), allow_incomplete=False)
    pdf = compiled(typst_source(page, 10, 1.4), str(install_fonts(font_cache)))
    with pypdfium2.PdfDocument(pdf) as document:
        shown = "".join(page.get_textpage().get_text_range() for page in document)
    assert _words(page.text) <= _words(shown)


def _words(text: str) -> set[str]:
    """Return a text's words, long ones in part: lines may part addresses."""
    return {word[:12] for word in text.split() if word.isalpha()}
