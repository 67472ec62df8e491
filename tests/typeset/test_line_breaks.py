"""Where lines end: titles by sense, no short word alone, and every word as it was."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.leaflet import read_page
from briefkit.model import Fit
from briefkit.proof import read_runs
from briefkit.typeset import Typesetter
from briefkit.typeset.line_breaks.titles import parts_of, title_lines

FIT = Fit(size_max=12, size_min=12, leading_max=1.4, leading_min=1.4, pages_min=1, pages_max=9)


def lines_of(title: str, most: int, language: str = "en") -> list[str]:
    """Return the lines of a title whose letters are all as wide as a blank."""
    words = tuple(title.split(" "))
    counts = title_lines(words, tuple(map(float, map(len, words))), 1.0, float(most), language)
    ends = [sum(counts[: n + 1]) for n in range(len(counts))]
    return [" ".join(words[end - n : end]) for end, n in zip(ends, counts, strict=True)]


@pytest.mark.parametrize(
    ("title", "most", "language", "lines"),
    [
        ("One line", 20, "en", ["One line"]),
        ("Words of a title that is long", 26, "en", ["Words of a title", "that is long"]),
        ("Why it grows: how it is limited", 26, "en", ["Why it grows:", "how it is limited"]),
        ("Heat – how to keep well at home", 24, "en", ["Heat –", "how to keep well at home"]),
        # One line more, for a pause.
        (
            "Sexual exploitation online: know the signs, find help", 22, "en",
            ["Sexual exploitation", "online:", "know the signs,", "find help"],
        ),
        ("How people work with Anna Maria Schmidt", 28, "en",
         ["How people work with", "Anna Maria Schmidt"]),
        ("Die Stadt und wie sie sich und anderen hilft", 28, "de",
         ["Die Stadt und wie sie sich", "und anderen hilft"]),
        ("Co dělat v nouzi a v ohrožení", 18, "cs", ["Co dělat v nouzi", "a v ohrožení"]),
        ("Jak działają handlarze i w sieci", 24, "pl", ["Jak działają", "handlarze i w sieci"]),
        # “And” is the beginning of the next word.
        ("اعرفوا علاماته وأين تجدون المساعدة", 26, "ar", ["اعرفوا علاماته", "وأين تجدون المساعدة"]),
        ("It takes 25 km to walk there", 17, "en", ["It takes 25 km", "to walk there"]),
        ("ጾታዊ ምዝመዛ ኣብ ኢንተርነት፦ ምልክታት ፍለጡ፣ ሓገዝ ርኸቡ", 14, "ti",
         ["ጾታዊ ምዝመዛ", "ኣብ ኢንተርነት፦", "ምልክታት ፍለጡ፣", "ሓገዝ ርኸቡ"]),
    ],
)  # fmt: skip
def test_titles_break_by_sense(title: str, most: int, language: str, lines: Sequence[str]) -> None:
    assert lines_of(title, most, language) == list(lines)


@pytest.mark.parametrize(
    ("most", "lines"),
    [
        (17, ["网络性剥削：识别迹象，寻求帮助"]),
        (10, ["网络性剥削：", "识别迹象，寻求帮助"]),
        (8, ["网络性剥削：", "识别迹象，", "寻求帮助"]),
    ],
)
def test_titles_without_spaces_break_between_clauses(most: int, lines: list[str]) -> None:
    clauses = parts_of("网络性剥削：识别迹象，寻求帮助", "zh-Hans")
    widths = tuple(map(float, map(len, clauses)))
    counts = title_lines(tuple(clauses), widths, 0.0, float(most), "zh-Hans")
    ends = [sum(counts[: n + 1]) for n in range(len(counts))]
    assert ["".join(clauses[e - n : e]) for e, n in zip(ends, counts, strict=True)] == lines


@given(st.text("网络：，。！”a 1", max_size=20), st.sampled_from(["zh", "ja", "en"]))
def test_the_parts_of_a_title_have_all_its_text(text: str, language: str) -> None:
    assert (" " if language == "en" else "").join(parts_of(text, language)) == text


def test_a_word_wider_than_a_line_leaves_a_title_as_it_is() -> None:
    assert lines_of("Cyber-Menschenhandel ist strafbar", 10, "de") == []


def test_a_title_whose_last_line_would_be_a_short_word_may_break_after_a_hyphen() -> None:
    # Beside nothing that has one, it stays alone.
    assert lines_of("Was Cyber-Menschenhandel ist", 21, "de") == []
    assert lines_of("Was Menschenhandelsdelikt ist", 21, "de")[-1] == "ist"


WORDS = st.lists(st.text("abcdeFG:,–", min_size=1, max_size=9), min_size=1, max_size=14)


@given(words=WORDS, most=st.integers(9, 40), language=st.sampled_from(["en", "de", "cs", "ar"]))
def test_a_title_has_every_word_once_and_no_line_too_long(
    words: list[str], most: int, language: str
) -> None:
    lines = lines_of(" ".join(words), most, language)
    assert " ".join(lines) == " ".join(words)
    assert all(len(line) <= most for line in lines)
    greedy, used = 1, -1
    for word in words:
        used += 1 + len(word)
        if used > most:
            greedy, used = greedy + 1, len(word)
    assert greedy <= len(lines) <= greedy + (greedy > 1)


# --- set by WeasyPrint ---

Lines = Callable[..., list[str]]


@pytest.fixture(scope="module")
def lay_out(typesetter: Typesetter) -> Callable[..., Any]:
    """Lay out a body of HTML in a width (mm), with a stylesheet and in a language."""

    def lay_out(body: str, width: float, css: str = "", lang: str = "en") -> Any:
        rtl = lang == "ar"
        html = (
            f'<!DOCTYPE html><html lang="{lang}" dir="{"rtl" if rtl else "ltr"}"><head><meta '
            f'charset="utf-8"><title>T</title></head><body>{body}</body></html>'
        )
        style = (
            f"@page {{ size: {width + 20}mm 297mm; margin: 10mm }} body, h1, h2, p {{ margin: 0 }}"
            f':root {{ font-family: "Source Sans 3", "IBM Plex Sans Arabic"; direction: '
            f"{'rtl' if rtl else 'ltr'} }} h1 {{ font-size: 1.5em }} {css}"
        )
        page = read_page(html, style, language=lang, language_name="")
        return page, typesetter.lay_out(page, 12, 1.4)

    return lay_out


def boxes_of(layout: Any) -> list[Any]:
    pages = layout.document.pages
    found = [box for page in pages for box in page._page_box.descendants()]
    return [box for box in found if type(box).__name__ == "LineBox"]


def text_of(line: Any) -> str:
    return "".join(box.text for box in line.descendants() if hasattr(box, "text"))


TITLE = "<h1>Cyber-trafficking: why it <em>grows</em> and how to limit it</h1>"


def test_a_title_is_set_by_sense_whatever_stands_in_it(lay_out: Callable[..., Any]) -> None:
    _, layout = lay_out(TITLE, 110)
    assert [text_of(line).strip() for line in boxes_of(layout)] == [
        "Cyber-trafficking:", "why it grows and how to limit it",
    ]  # fmt: skip


def test_no_short_word_is_alone_before_a_break_and_one_after_it_moves_nothing(
    lay_out: Callable[..., Any],
) -> None:
    body = "<p><b>They want photos of your body.</b><br>Yes.<br>They steal photos<br>No</p>"
    _, layout = lay_out(body, 52)
    assert [text_of(line).strip() for line in boxes_of(layout)] == [
        "They want photos of", "your body.", "Yes.", "They steal photos", "No",
    ]  # fmt: skip


@pytest.mark.parametrize("align", ["start", "center", "end"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_its_lines_stand_where_they_would_in_the_whole_width(
    align: str, lang: str, lay_out: Callable[..., Any]
) -> None:
    words = "عنوان: كيف يعملون وكيف نحد منه اليوم معا" if lang == "ar" else "A title: how they work"
    _, layout = lay_out(f"<h1>{words}</h1>", 45, f"h1 {{ text-align: {align} }}", lang)
    lines = boxes_of(layout)
    assert len(lines) > 1
    page_box = layout.document.pages[0]._page_box
    left, right = page_box.content_box_x(), page_box.content_box_x() + page_box.width
    for line in lines:
        gaps = line.position_x - left, right - line.position_x - line.width
        if align == "center":
            assert gaps[0] == pytest.approx(gaps[1], abs=0.01)
        else:
            at_left = (align == "start") == (lang == "en")
            assert gaps[0 if at_left else 1] == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_nor_does_what_stands_in_the_margin_keep_a_title_from_it(
    lang: str, lay_out: Callable[..., Any]
) -> None:
    words = "عنوان: كيف يعملون وكيف نحد منه معا" if lang == "ar" else "A title: how they work so"
    css = (
        "div { float: inline-start; width: 15mm; height: 60mm; margin-inline-start: -15mm }"
        "body { padding-inline-start: 15mm }"
    )
    _, layout = lay_out(f"<div></div><h1>{words}</h1>", 65, css, lang)
    lines = boxes_of(layout)
    assert len(lines) > 1
    assert text_of(lines[0]).strip() == words.partition(":")[0] + ":"


@pytest.mark.parametrize("indent", [-5, 5])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_an_indent_is_made_where_the_line_begins(
    lang: str, indent: int, lay_out: Callable[..., Any]
) -> None:
    words = "كيف يعملون وكيف نحد منه" if lang == "ar" else "what they do and how to limit it"
    css = f"p {{ margin: 0 10mm; text-indent: {indent}mm }}"
    _, layout = lay_out(f"<p>{' '.join([words] * 9)}</p>", 80, css, lang)
    page_box = layout.document.pages[0]._page_box
    mm = 96 / 25.4
    left, right = page_box.content_box_x() + 10 * mm, page_box.content_box_x() + 70 * mm
    first, *more = [line.children[0] for line in boxes_of(layout)]
    assert len(more) > 2
    for box, moved in ((first, indent * mm), *((box, 0) for box in more)):
        begins, ends = box.position_x - left, right - box.position_x - box.width
        if lang == "ar":
            begins, ends = ends, begins
        assert begins == pytest.approx(moved, abs=0.01)
        assert ends >= 0


PARAGRAPH = "Some words that fill a line and then a few more that go on to it"


@pytest.mark.parametrize("width", range(30, 90, 4))
def test_no_short_word_stands_alone_in_a_last_line(width: int, lay_out: Callable[..., Any]) -> None:
    _, layout = lay_out(f"<p>{PARAGRAPH}</p>", width)
    lines = [text_of(line).strip() for line in boxes_of(layout)]
    assert len(lines) == 1 or " " in lines[-1]
    assert " ".join(lines) == PARAGRAPH


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", range(50, 110, 6))
def test_nor_beside_a_float_where_lines_stay_in_their_place(
    width: int, lang: str, lay_out: Callable[..., Any]
) -> None:
    text = (
        PARAGRAPH
        if lang == "en"
        else "اتصلوا بهذا الرقم إذا كنتم في خطر أو شخص آخر وهو مجاني ويعمل معك"
    )
    css = "div { float: inline-start; width: 15mm; height: 60mm; background: #eee }"
    _, layout = lay_out(f"<div></div><p>{text}</p>", width, css, lang)
    lines = boxes_of(layout)
    assert len(lines) == 1 or " " in text_of(lines[-1]).strip()
    page_box = layout.document.pages[0]._page_box
    left, float_width = page_box.content_box_x(), 15 * 96 / 25.4
    for line in lines:
        if lang == "en":
            assert line.position_x == pytest.approx(left + float_width, abs=0.01)
        else:
            edge = left + page_box.width - float_width
            assert line.position_x + line.width == pytest.approx(edge, abs=0.01)


@pytest.mark.parametrize("width", range(24, 60, 3))
def test_no_line_ends_with_a_preposition_of_one_letter_in_czech(
    width: int, lay_out: Callable[..., Any]
) -> None:
    text = "Byli v domě a v lese s dětmi i u vody o víkendu k ránu z města"
    _, layout = lay_out(f"<p>{text}</p>", width, lang="cs")
    lines = [text_of(line).strip() for line in boxes_of(layout)]
    assert not [line for line in lines if len(line.split()[-1]) == 1]
    assert " ".join(lines) == text


@pytest.mark.parametrize("width", range(24, 60, 3))
def test_no_line_ends_with_the_little_beginning_of_a_word_with_a_hyphen(
    width: int, lay_out: Callable[..., Any]
) -> None:
    text = "Те са на по-голям риск и най-често по-млади хора от по-бедни места, и Sofia-Grad"
    _, layout = lay_out(f"<p>{text}</p>", width, lang="bg")
    lines = [text_of(line).strip() for line in boxes_of(layout)]
    assert not [line for line in lines if line.endswith(("по-", "най-"))]
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_long_word_is_not_drawn_down_after_which_a_line_would_stay_empty(
    lay_out: Callable[..., Any],
) -> None:
    _, layout = lay_out("<p>An Unabhängigkeitserklärung too.</p>", 56)
    assert [text_of(line).strip() for line in boxes_of(layout)] == [
        "An Unabhängigkeitserklärung", "too.",
    ]  # fmt: skip


@pytest.mark.parametrize("width", range(18, 46, 3))
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(
    "address",
    ["https://beratung.example.org/hilfe-jetzt", "office@beratung.example.org", "example.org/a/b"],
)
def test_an_address_is_parted_after_a_slash_a_dot_or_a_hyphen_alone(
    address: str, lang: str, width: int, lay_out: Callable[..., Any]
) -> None:
    body = f'<p><a class="url" href="#"><bdi dir="ltr">{address}</bdi></a></p>'
    css = ".url { overflow-wrap: anywhere }"
    _, layout = lay_out(f'<div id="x">{body}</div>', width, css, lang)
    lines = [text_of(line) for line in boxes_of(layout)]
    assert "".join(lines) == address
    ends = [line[-1] for line in lines[:-1]]
    # A part that is wider than the line is broken where it must be, and nowhere else.
    longest = max(map(len, re.split(r"(?<=[/.-])", address)))
    assert set(ends) <= set("/.-") or max(map(len, lines)) <= longest


def test_a_paragraph_over_pages_keeps_its_words(lay_out: Callable[..., Any]) -> None:
    text = " ".join(f"word{number} of it" for number in range(300))
    page, layout = lay_out(f"<p>{text}</p>", 40, "@page { size: 60mm 60mm }")
    assert layout.pages > 3
    assert " ".join(text_of(line).strip() for line in boxes_of(layout)) == text
    assert page.text == text


def test_the_text_that_is_printed_is_the_text_that_was_given(
    typesetter: Typesetter, lay_out: Callable[..., Any]
) -> None:
    # No blank becomes another sign: the words are copied and found as they were typed.
    page, _ = lay_out(f"{TITLE}<p>{PARAGRAPH}</p>", 50)
    printed = "".join(run.text for run in read_runs(typesetter.typeset(page, FIT, "test").pdf))
    assert "\u00a0" not in printed
    assert "".join(printed.split()) == "".join(page.text.split())
