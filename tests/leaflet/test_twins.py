"""Twins: a passage has the same number in both languages, whatever its block, in every format."""

import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefkit.build import inputs_of
from briefkit.leaflet import FORMATS, Leaflet, format_of, with_twin
from briefkit.model import Level
from tests.brief.documents import documents
from tests.conftest import BRIEF, ROOT
from tests.leaflet.whole_documents import leaflet_of_text


def numbers_of(leaflet: Leaflet) -> dict[int, str]:
    """Return the number of the word that stands first behind each passage's number."""
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(leaflet, format_of(leaflet.edition))
    html = page.html.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    found = re.findall(r'<b class="passage">(\d+)</b>.*?[wv](\d+)x', html, re.DOTALL)
    return {int(number): word for number, word in found}


def twins(text: str, locales: tuple[str, str], fmt: str) -> tuple[Leaflet, Leaflet]:
    """Return the leaflets of a text and of its translation, whose words are v1x for w1x."""
    first, second = (
        leaflet_of_text(each, locale=locale, level=Level.PLAIN, fmt=fmt)
        for each, locale in zip((text, re.sub(r"w(\d+x)", r"v\1", text)), locales, strict=True)
    )
    return (
        with_twin(replace(first.edition, twin=locales[1]), first, second),
        with_twin(replace(second.edition, twin=locales[0]), second, first),
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    document=documents(),
    locales=st.sampled_from([("uk", "en"), ("en", "ar"), ("de", "fa")]),
    fmt=st.sampled_from(sorted(FORMATS)),
)
def test_numbers_are_alike_in_both(
    document: tuple[str, list[str]], locales: tuple[str, str], fmt: str
) -> None:
    first, second = twins(document[0], locales, fmt=fmt)
    assert first.code[-8:] == second.code[-8:]
    assert first.code != second.code
    found = numbers_of(first)
    assert found == numbers_of(second)
    if not FORMATS[fmt].body:
        assert list(found) == list(range(1, len(found) + 1))
        assert found[1] == "1"


def test_of_a_row_of_a_table_the_first_cell_is_numbered() -> None:
    text = "# w1x\n\n| w2x | w3x |\n|---|---|\n| w4x | w5x |\n| | w6x |\n\nw7x\n"
    first, _ = twins(text, ("en", "de"), fmt="a4")
    assert numbers_of(first) == {1: "1", 2: "2", 3: "4", 4: "7"}


def test_titles_of_files_have_no_numbers() -> None:
    first, _ = twins("# w1x\n\nw2x\n", ("en", "de"), fmt="a4")
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(first, format_of(first.edition))
    assert page.title == "w1x"
