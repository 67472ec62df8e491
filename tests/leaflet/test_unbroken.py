"""Spans of time and telephone numbers, which a line's end never parts, in any language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.brief import parse_inline
from briefkit.diagnostics import Location
from briefkit.leaflet.inline import InlineWriter
from briefkit.leaflet.locale_text import LocaleWriter
from briefkit.leaflet.unbroken import unbroken_runs
from briefkit.model import LocalisedText

KEPT = {
    "en": "Open 9:00–17:00, or 9 a.m. to 5 p.m.: (02) 981 76 86",
    "fr": "De 10 h à 12 h, puis de 14h30 – 17h00, au 01 23 45 67 89",
    "de": "Von 9 bis 17 Uhr, sonst 8.30–12.00: 0800 111 0 111",
    "bg": "От 9 до 17 ч., в събота 9:00 – 13:00, на 02 981 7686",
    "el": "Από τις 9 π.μ. έως τις 5 μ.μ., τηλ. 210 998 9000",
    "cs": "Od 8.00 do 16.00, jinak 116 000",
    "ar": "من 9:00 إلى 17:00 على الرقم +359 2 981 7686",
}
RUNS = {
    "en": ["9:00–17:00", "9 a.m. to 5 p.m.", "(02) 981 76 86"],
    "fr": ["10 h à 12 h", "14h30 – 17h00", "01 23 45 67 89"],
    "de": ["9 bis 17 Uhr", "8.30–12.00", "0800 111 0 111"],
    "bg": ["9 до 17 ч.", "9:00 – 13:00", "02 981 7686"],
    "el": ["9 π.μ. έως τις 5 μ.μ.", "210 998 9000"],
    "cs": ["8.00 do 16.00", "116 000"],
    "ar": ["9:00 إلى 17:00", "+359 2 981 7686"],
}


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in unbroken_runs(text)]


@pytest.mark.parametrize("locale", KEPT)
def test_spans_of_time_and_numbers_are_found_in_any_language(locale: str) -> None:
    assert found(KEPT[locale]) == RUNS[locale]


@pytest.mark.parametrize(
    "text",
    ["2 of 10 people", "in 2019–2024", "Regulation (EU) 2016/679, art. 12", "call 112", 
     "12.11.2026", "9 to 17", "10 of the 12 houses", "4 5 6", "1 2 3 4 5 6 7 8 9 10 11 12 13 14"],
)  # fmt: skip
def test_what_is_neither_may_part(text: str) -> None:
    assert found(text) == []


def test_what_is_joined_to_a_run_stays_with_it() -> None:
    # An element after a no-break space would let WeasyPrint break the line there.
    assert found("ouvert à\u00a010 h à 12 h") == ["à\u00a010 h à 12 h"]


def written(text: str, locale: str) -> str:
    content = LocalisedText(inline=parse_inline(text, Location("x.md", 1)), locale=locale)
    return str(InlineWriter(LocaleWriter(locale), (), with_notes=True).inline(content, None))


@pytest.mark.parametrize("locale", KEPT)
def test_a_run_is_written_so_that_no_line_parts_it(locale: str) -> None:
    markup = written(KEPT[locale], locale)
    for run in RUNS[locale]:
        if locale == "ar":
            assert " " not in markup[markup.index(run[:4]) : markup.index(run[-3:])].replace(
                'bdi dir="ltr"', ""
            )
        else:
            assert f'<bdi dir="ltr">{run}</bdi>' in markup


def test_a_run_that_goes_over_emphasis_is_kept_whole() -> None:
    assert written("from **9:00**–17:00 on", "en") == (
        'from <bdi dir="ltr"><strong>9:00</strong>–17:00</bdi> on'
    )


@given(st.text("0123456789 –-:.+()/hàto\u00a0", max_size=40))
def test_runs_are_in_order_apart_and_the_text_is_whole(text: str) -> None:
    runs = unbroken_runs(text)
    edges = [edge for run in runs for edge in run]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in runs)
    assert all(re.search(r"\d", text[start:end]) for start, end in runs)


@pytest.mark.parametrize(
    ("hours", "locale", "markup"),
    [
        ("Mo–Fr 9–17 h", "en",
         '<bdi class="words" dir="ltr">Mo–Fr <bdi dir="ltr">9–\u206017 h</bdi></bdi>'),
        ("Mo–Fr 9 – 17", "en",
         '<bdi class="words" dir="ltr">Mo–Fr <bdi dir="ltr">9 – 17</bdi></bdi>'),
        ("Mo–Fr 9 – 17", "ar",
         '<bdi class="words" dir="ltr">Mo–Fr <bdi dir="ltr">9 – 17</bdi></bdi>'),
        ("always", "en", "always"),
    ],
)  # fmt: skip
def test_opening_hours_keep_their_spans(hours: str, locale: str, markup: str) -> None:
    assert LocaleWriter(locale).hours(hours) == markup
