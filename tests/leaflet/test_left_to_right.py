"""Left-to-right runs within right-to-left text, and the signs that belong to them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.languages import first_strong
from briefkit.leaflet.inline import InlineWriter
from briefkit.leaflet.left_to_right import left_to_right_runs
from briefkit.leaflet.locale_text import LocaleWriter, isolated
from briefkit.model import Citation, CitedWork, Emphasis, Inline, LocalisedText, Strong, Text


def runs(text: str) -> list[str]:
    return [text[start:end] for start, end in left_to_right_runs(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("شخص (Facebook) تعرفونه", ["Facebook"]),
        ("شخص [Facebook]، {A} و «B» و “C” و „D“.", ["Facebook", "A", "B", "C", "D"]),
        ("(Facebook) Instagram", ["Facebook", "Instagram"]),
        ("شخص Meta (Facebook) Instagram، ثم", ["Meta (Facebook) Instagram"]),
        ("في Meta (Facebook). ثم", ["Meta (Facebook)"]),
        ("[a {b} (c)] x سن", ["a {b} (c)", "x"]),
        ("a ) b ( c سن", ["a", "b", "c"]),
        ("في A (b” C) ثم", ["A", "b", "C"]),
        ("(Facebook", ["Facebook"]),
        ("a) نقطة", ["a"]),
        ("a “b” c “d سن", ["a “b” c", "d"]),
        ("مركز „Надежда“ (A4)", ["Надежда", "A4"]),
        ("Център „Надежда“ في", ["Център „Надежда“"]),
        ("café Ελπίδα، ثم de\u0301", ["café Ελπίδα", "de\u0301"]),
        ("Facebook’s l'eau سن", ["Facebook’s l'eau"]),
        ("Facebook/إنستغرام", ["Facebook"]),
        ("e.V. ثم U.S. هو", ["e.V.", "U.S."]),
    ],
)
def test_a_name_has_its_own_signs_and_no_bracket_of_others(text: str, wanted: list[str]) -> None:
    assert runs(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("هاتف +359 2 981 7686.", ["+359 2 981 7686"]),
        ("هاتف (02) 981 76 86.", ["(02) 981 76 86"]),
        ("هاتف (+359) 2 981.", ["(+359) 2 981"]),
        ("، (02) 981؛+359 2 98)+359 2 98", ["(02) 981", "+359 2 98", "+359 2 98"]),
        ("رقم (112) ثم", ["112"]),
        ("5 (112, 113) x ثم", ["5", "112", "113", "x"]),
        ("112, (a) b ثم", ["112", "a", "b"]),
        ("\u200e112\u200e ثم", ["112"]),
        ("الاثنين (9–17)، 18-20", ["9–17", "18-20"]),
        ("50 % و50% و24/7, 1.5–2.", ["50 %", "50%", "24/7", "1.5–2"]),
        ("5 € و €5 و 40 °C و −5 و 18+", ["5 €", "€5", "40 °C", "−5", "18+"]),
        ("2026-11-20 و 20.11.2026 و v1.2.3", ["2026-11-20", "20.11.2026", "v1.2.3"]),
        ("A4/A5 و C++ ثم C# و № 5", ["A4/A5", "C++", "C#", "№ 5"]),
        ("http://a.b/c/ ثم x.y@z.org. و @me", ["http://a.b/c/", "x.y@z.org", "@me"]),
        ("اتصلوا بـ 112. Facebook هو", ["112", "Facebook"]),
        ("112, 116 000 ثم", ["112", "116 000"]),
        ("هاتف +٣٥٩ ٢ ثم ۰۲۱-۱۲", ["+٣٥٩ ٢", "۰۲۱-۱۲"]),
    ],
)
def test_a_number_or_an_address_keeps_its_signs(text: str, wanted: list[str]) -> None:
    assert runs(text) == wanted


@given(st.text(alphabet="aЖ5سن ()[]“„«».,:/+-%\u0301\n", max_size=30))
def test_runs_stand_in_order_and_hold_whole_brackets(text: str) -> None:
    end = 0
    for start, stop in left_to_right_runs(text):
        run = text[start:stop]
        assert end <= start < stop
        assert not any(unicodedata.bidirectional(c) in ("R", "AL") for c in run)
        inner = run
        while (less := re.sub(r"\([^()\[\]]*\)|\[[^()\[\]]*\]", "", inner)) != inner:
            inner = less
        assert not re.search(r"[()\[\]]", inner)
        end = stop
    kept = "".join(text[a:b] for a, b in left_to_right_runs(text))
    cores = [c for c in text if c.isalnum() and c not in "سن"]
    assert [c for c in kept if c.isalnum()] == cores
    assert isolated(text).striptags() == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "wanted"), [("Център س", "ltr"), ("س A", "rtl"), ("9–17", ""), ("", "")]
)
def test_the_first_letter_gives_a_direction(text: str, wanted: str) -> None:
    assert first_strong(text) == wanted


def written(*nodes: Inline) -> str:
    content = LocalisedText(inline=nodes, locale="ar")
    return InlineWriter(LocaleWriter("ar"), (1,), with_notes=True).inline(content, str)


def test_a_run_that_goes_on_into_emphasis_is_isolated_whole() -> None:
    assert written(Text("في Facebook "), Strong((Text("Live"),)), Text(" (A) ثم")) == (
        'في <bdi class="words" dir="ltr">Facebook <strong>Live</strong> (A)</bdi> ثم'
    )
    assert written(Text("("), Emphasis((Text("A"),)), Text(") ثم")) == (
        '(<em><bdi dir="ltr">A</bdi></em>) ثم'
    )


def test_a_run_that_begins_within_emphasis_is_isolated_by_its_parts() -> None:
    assert written(Strong((Text("س A"),)), Text(" B ثم")) == (
        '<strong>س <bdi dir="ltr">A</bdi></strong> <bdi dir="ltr">B</bdi> ثم'
    )


def test_a_note_parts_a_run() -> None:
    markup = written(Text("A "), Citation((CitedWork("a"),)), Text(" B"))
    assert markup.startswith('<bdi dir="ltr">A</bdi>&#x2060;<sup>')
    assert markup.endswith('</sup> <bdi dir="ltr">B</bdi>')
