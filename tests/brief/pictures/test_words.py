"""The words in drawings: what is translated of them, and where a translation stands."""

from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.brief import with_texts
from briefkit.model import Picture
from tests.brief.pictures.svgs import SVG, clean, require_clean


def lines(picture: Picture) -> list[tuple[str, str | None, str | None]]:
    """Return the lines of a picture, each with its x and its y."""
    return [
        ("".join(text.itertext()), text.get("x"), text.get("y"))
        for text in fromstring(picture.data).iter(f"{SVG}text")
    ]


def texts(picture: Picture) -> list[Element]:
    return list(fromstring(picture.data).iter(f"{SVG}text"))


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<text>Town hall</text><g><text>Station</text></g>", ("Town hall", "Station")),
        ("<text> Town\n   hall </text><text> </text><text/>", ("Town hall",)),
        ("<text>The <tspan fill='red'>old</tspan> town</text>", ("The old town",)),
        ("<text>The<tspan x='0' dy='1em'>old</tspan><tspan x='0'>town</tspan></text>",
         ("The old town",)),
        ("<text><tspan x='1'>The</tspan>\n<tspan x='1' y='9'> old </tspan></text>", ("The old",)),
        ("<text>m<tspan dy='-4'>2</tspan></text>", ("m2",)),
        ("<text>a <a href='http://e'>link</a> in it</text>", ("a link in it",)),
        ("<text>A<title>not drawn</title>B</text>", ("AB",)),
        ("<text x='1 2 3 4'>Town</text>", ("Town",)),
        ("<defs><text id='a'>Once</text></defs><use href='#a'/><use href='#a'/>", ("Once",)),
        ("<text>50\u00a0m</text>", ("50\u00a0m",)),
    ],
)  # fmt: skip
def test_the_words_are_those_that_are_read(inside: str, expected: tuple[str, ...]) -> None:
    picture = clean(inside)
    assert picture.texts == expected
    require_clean(picture)


def test_other_words_take_the_place_and_the_lines_of_those_that_were() -> None:
    picture = clean(
        "<text x='5' y='10' font-size='10'>The old<tspan x='5' dy='1.5em'>market</tspan>"
        "<tspan x='5' dy='1.5em'>of the town</tspan></text><text>Station</text>"
    )
    set_anew = with_texts(picture, ["Der alte Marktplatz", "Bahnhof & <b>"], "Font")
    assert lines(set_anew) == [
        ("Der alte", "5", "10"), ("Marktplatz", "5", "25"), ("Bahnhof & <b>", None, None),
    ]  # fmt: skip
    assert set_anew.texts == ("Der alte Marktplatz", "Bahnhof & <b>")
    assert lines(with_texts(picture, ["Markt", "B"], "Font"))[0] == ("Markt", "5", "10")
    assert [line for line, _, _ in lines(with_texts(picture, ["a b c d", "B"], "Font"))] == [
        "a b", "c d", "B",
    ]  # fmt: skip


def test_the_same_words_stand_as_they_were_drawn() -> None:
    picture = clean("<text x='5' y='9'>A <tspan fill='red'>red</tspan> word</text>")
    (text,) = texts(with_texts(picture, picture.texts, "Font"))
    assert [(run.text, run.get("fill")) for run in text] == [("red", "red"), (" word", None)]


def test_all_words_are_in_the_fonts_that_are_given() -> None:
    picture = clean("<style>text { font-family: Arial }</style><text font-family='Arial'>A</text>")
    assert b"Arial" not in picture.data
    root = fromstring(with_texts(picture, ["A"], '"Source Sans 3", IBM Plex').data)
    assert [e.get("font-family") for e in root.iter()] == ["Source Sans 3,IBM Plex", None]


@pytest.mark.parametrize(
    ("anchor", "words", "expected"),
    [
        ("start", "דרך", ("end", "rtl")),
        ("end", "דרך", ("start", "rtl")),
        ("middle", "דרך", ("middle", "rtl")),
        ("start", "Weg", ("start", "ltr")),
        ("start", "112", ("start", "ltr")),
        ("start", "112 דרך", ("end", "rtl")),
    ],
)
def test_words_of_another_direction_take_the_same_side(
    anchor: str, words: str, expected: tuple[str, str]
) -> None:
    picture = clean(f"<g text-anchor='{anchor}'><text x='5'>Way</text></g>")
    (text,) = texts(with_texts(picture, [words], "Font"))
    assert (text.get("text-anchor"), text.get("direction")) == expected


def test_a_right_to_left_picture_is_translated_too() -> None:
    picture = clean("<text x='5' direction='rtl'>דרך</text>")
    (text,) = texts(with_texts(picture, ["Weg"], "Font"))
    assert (text.get("text-anchor"), text.get("direction")) == ("end", "ltr")


def test_too_few_words_are_no_translation() -> None:
    with pytest.raises(ValueError, match="shorter"):
        with_texts(clean("<text>A</text><text>B</text>"), ["A"], "Font")


def test_a_photograph_has_no_words() -> None:
    picture = Picture(kind="png", data=b"", width_px=1, height_px=1)
    assert with_texts(picture, [], "Font") is picture


@given(st.lists(st.text(), min_size=2, max_size=2))
def test_any_words_are_drawn_whole_and_in_order(words: list[str]) -> None:
    picture = clean("<text x='5'>A<tspan x='5' dy='1em'>B</tspan></text><text>C</text>")
    again = with_texts(picture, words, "Font")
    drawn = "".join(line for line, _, _ in lines(again))
    for word in words:
        shown = "".join(c for c in word if c in "\t\n\r" or c >= " ").split()
        assert all(part in drawn for part in shown if part.isprintable())
    assert with_texts(picture, words, "Font") == again
