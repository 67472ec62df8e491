"""Pictures in a page: their words are set whole, in the page's fonts, on the side that is meant."""

import base64
import io
import re

import pikepdf
import pypdfium2
import pytest

from briefkit.brief import with_texts
from briefkit.errors import TypesetError
from briefkit.model import Picture
from briefkit.typeset import Typesetter
from tests.brief.pictures.svgs import clean, drawing
from tests.proof.tag_tree import page_of, typeset

FAMILY = "Source Sans 3, IBM Plex Sans Arabic"
MAP = (
    '<text x="40" y="20">Town hall</text><text x="160" y="40" text-anchor="end">Station</text>'
    '<text x="100" y="60" text-anchor="middle">The old<tspan x="100" dy="1.2em">market</tspan>'
    "</text>"
)
ARABIC = ("دار البلدية", "المحطة", "السوق القديم")


def printed(typesetter: Typesetter, picture: Picture, lang: str = "en") -> bytes:
    """Return a page of 200 px with a picture as wide as that."""
    source = f"data:image/svg+xml;base64,{base64.b64encode(picture.data).decode()}"
    css = "@page { size: 200px 150px; margin: 0 } img { width: 200px; display: block }"
    body = f'<div><img alt="A map" src="{source}"></div>'
    return typeset(typesetter, page_of(body, css=css, lang=lang))


def words(data: bytes) -> dict[str, tuple[float, float]]:
    """Return the lines of a page, each with its left and its right edge in px."""
    document = pypdfium2.PdfDocument(data)
    page = document[0].get_textpage()
    found = {}
    for number in range(page.count_rects()):
        left, bottom, right, top = page.get_rect(number)
        text = page.get_text_bounded(left, bottom, right, top).strip()
        found[text] = left * 4 / 3, right * 4 / 3
    return found


def test_words_stand_where_they_are_drawn(typesetter: Typesetter) -> None:
    picture = clean(MAP)
    found = words(printed(typesetter, with_texts(picture, picture.texts, FAMILY)))
    assert list(found) == ["Town hall", "Station", "The old", "market"]
    assert found["Town hall"][0] == pytest.approx(40, abs=2)
    assert found["Station"][1] == pytest.approx(160, abs=2)
    for line in ("The old", "market"):
        assert sum(found[line]) / 2 == pytest.approx(100, abs=2)


def test_right_to_left_words_are_joined_and_take_the_same_side(typesetter: Typesetter) -> None:
    data = printed(typesetter, with_texts(clean(MAP), ARABIC, FAMILY), "ar")
    found = words(data)
    assert list(found) == ["دار البلدية", "المحطة", "السوق", "القديم"]
    assert found["دار البلدية"][0] == pytest.approx(40, abs=2)
    assert found["المحطة"][1] == pytest.approx(160, abs=2)


def test_letters_join(typesetter: Typesetter) -> None:
    # The same letter three times has three forms.
    picture = with_texts(clean('<text y="20">A</text>'), ["ححح"], FAMILY)
    with pikepdf.open(io.BytesIO(printed(typesetter, picture, "ar"))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
    (drawn,) = re.findall(rb"\[([^]]+)\] ?TJ|(<[0-9a-f]+>) ?Tj", content)
    glyphs = re.findall(rb"[0-9a-f]{4}", b"".join(re.findall(rb"<([0-9a-f]+)>", b"".join(drawn))))
    assert len(set(glyphs)) == 3


def test_the_fonts_are_the_page_s(typesetter: Typesetter) -> None:
    picture = clean('<text font-family="Arial" font-weight="bold" y="20">Station</text>')
    data = printed(typesetter, with_texts(picture, picture.texts, FAMILY))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {str(o["/FontName"]) for o in pdf.objects
                 if isinstance(o, pikepdf.Dictionary) and "/FontName" in o}  # fmt: skip
    assert {name.partition("+")[2] for name in names} == {"Source-Sans-3-Bold"}


@pytest.mark.parametrize(
    ("inside", "inside_it"),
    [
        ('<text x="10" y="50">A short word</text>', True),
        ('<text x="10" y="50">So many words that their end is not in it</text>', False),
        ('<text x="190" y="50" text-anchor="end">A short word</text>', True),
        ('<text x="190" y="50">A short word</text>', False),
        ('<text x="10" y="50" text-anchor="middle">A short word</text>', False),
        ('<text x="100" y="50" text-anchor="middle">A short word</text>', True),
        ('<g transform="translate(100 5)"><text transform="rotate(90)">A short</text></g>', True),
        ('<g transform="translate(100 70)"><text transform="rotate(90)">A short</text></g>', False),
        ('<g transform="scale(3)"><text x="5" y="20">A short word</text></g>', False),
        ('<text x="10" y="500">A</text>', False),
    ],
)
def test_words_that_run_out_of_their_picture_are_refused(
    inside: str, inside_it: bool, typesetter: Typesetter
) -> None:
    picture = clean(inside)
    picture = with_texts(picture, picture.texts, FAMILY)
    if inside_it:
        printed(typesetter, picture)
        return
    with pytest.raises(TypesetError, match="run out of their picture") as caught:
        printed(typesetter, picture)
    assert "a picture of its own" in str(caught.value)


def test_a_letter_that_no_font_has_is_refused(typesetter: Typesetter) -> None:
    picture = clean('<text y="20">\u1234</text>')
    with pytest.raises(TypesetError, match="U\\+1234"):
        printed(typesetter, with_texts(picture, picture.texts, FAMILY))


def test_a_picture_that_can_t_be_drawn_is_named_shortly(typesetter: Typesetter) -> None:
    data = drawing('<rect color="currentColor" fill="currentColor" width="9" height="9"/>')
    broken = Picture(kind="svg", data=data + b" " * 999, width_px=1, height_px=1)
    with pytest.raises(TypesetError) as caught:
        printed(typesetter, broken)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "inside",
    [
        '<rect color="currentColor" fill="CurrentColor"/>',
        '<rect fill="url(#a) currentColor" width="9"/>',
        '<rect fill="nothing" transform-origin="50% 50%"/>',
        '<marker id="m" markerWidth="0" viewBox="0 0 1 1"/>'
        '<path d="M0 0L1 1" marker-end="url(#m)"/>',
        '<linearGradient id="a" gradientTransform="scale(0)"><stop/><stop/></linearGradient>'
        '<rect width="9" height="9" fill="url(#a)"/>',
        '<text y="20" x="1e-9" dx="50%"><tspan x="5%">A</tspan>B</text>',
    ],
)
def test_what_would_stop_the_drawing_is_not_in_a_clean_picture(
    inside: str, typesetter: Typesetter
) -> None:
    picture = clean(inside)
    printed(typesetter, with_texts(picture, picture.texts, FAMILY))
