"""Numbers, names and dates in the text of a locale."""

from datetime import date

import pytest

from briefkit.leaflet.locale_text import LocaleWriter

LATIN, ARABIC = LocaleWriter("de"), LocaleWriter("ar")


def test_from_right_to_left_numbers_and_latin_names_are_isolated_with_their_brackets() -> None:
    assert ARABIC.isolate("هاتف +359 (2) 98, ثم") == 'هاتف <bdi dir="ltr">+359 (2) 98</bdi>, ثم'
    assert ARABIC.ltr("112") == '<bdi dir="ltr">112</bdi>'
    assert LATIN.ltr("112") == "112"
    assert LATIN.ltr("+43 1") == '<bdi dir="ltr">+43 1</bdi>'


@pytest.mark.parametrize("writer", [LATIN, ARABIC])
def test_no_text_is_markup(writer: LocaleWriter) -> None:
    for written in (writer.ltr("<b>"), writer.isolate("<b>"), writer.words("<b>")):
        assert written.striptags() == "<b>"
        assert "<b>" not in written
    assert "<b>" not in writer.foreign("<b>", "el")


def test_a_span_of_hours_keeps_its_line() -> None:
    assert LATIN.hours("9–17") == '<bdi dir="ltr">9–\u206017</bdi>'
    assert ARABIC.hours("9–17") == '<bdi dir="ltr">9–17</bdi>'


def test_words_of_another_language_are_marked() -> None:
    assert LATIN.foreign("Wort", "de") == "Wort"
    assert LATIN.foreign("λέξη", "el") == '<span lang="el" dir="ltr">λέξη</span>'


def test_a_contact_s_words_in_other_letters_are_of_its_first_language_that_has_them() -> None:
    assert LATIN.words("Дом", ["en", "rom", "bg", "uk"]) == '<span lang="bg">Дом</span>'
    assert LATIN.words("Дом", ["en"]) == '<span lang="und-Cyrl">Дом</span>'
    assert LATIN.words("House", ["bg", "en"]) == "House"
    assert LATIN.words("24/7", ["bg"]) == '<bdi dir="ltr">24/7</bdi>'
    assert ARABIC.hours("Po–Pá 10–16", ["uk", "cs"]) == (
        '<span lang="cs"><bdi class="words" dir="ltr">Po–Pá 10–16</bdi></span>'
    )


def test_a_date_keeps_its_line() -> None:
    assert LATIN.day(date(2026, 11, 1)) == "<time>1. November 2026</time>"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Център „Надежда“", '<bdi class="words" dir="ltr">Център „Надежда“</bdi>'),
        ("Facebook صفحة", '<bdi class="words" dir="ltr">Facebook صفحة</bdi>'),
        ("مركز (A4)", 'مركز (<bdi dir="ltr">A4</bdi>)'),
        ("24/7", '<bdi dir="ltr">24/7</bdi>'),
    ],
)
def test_a_contact_s_words_go_in_the_direction_of_their_first_letter(
    words: str, wanted: str
) -> None:
    assert ARABIC.words(words) == wanted


def test_right_to_left_words_are_isolated_among_others() -> None:
    assert LATIN.words("مركز (A4)") == (
        '<bdi class="words" dir="rtl">مركز (<bdi dir="ltr">A4</bdi>)</bdi>'
    )
    assert LATIN.foreign("مركز (A4)", "ar") == (
        '<span lang="ar" dir="rtl">مركز (<bdi dir="ltr">A4</bdi>)</span>'
    )


def test_bare_text_keeps_its_direction_by_marks() -> None:
    assert ARABIC.marked("Draft: nobody.") == "\u200eDraft: nobody.\u200e"
    assert LATIN.marked("مسودة.") == "\u200fمسودة.\u200f"
    assert ARABIC.marked("مسودة.") == "مسودة."
    assert ARABIC.marked("112") == "112"
