"""SVGs that nobody vouches for: written anew from what draws, or refused."""

import base64
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from briefkit.brief import read_picture
from briefkit.errors import SourceError
from tests.brief.pictures.svgs import clean, drawing, require_clean


def body(inside: str) -> str:
    """Return what a clean picture holds of these elements."""
    data = clean(inside).data.decode()
    return data[data.index(">") + 1 : -len("</svg>")] if "</svg>" in data else ""


def refusal(data: bytes) -> str:
    with pytest.raises(SourceError) as caught:
        read_picture(data, "img/a.svg")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.hint
    assert str(diagnostic).startswith("img/a.svg")
    return diagnostic.message


def png(size: int = 2) -> str:
    stream = io.BytesIO()
    Image.new("RGB", (size, 1)).save(stream, "PNG", dpi=(72, 72))
    return base64.b64encode(stream.getvalue()).decode()


# --- what is refused ---


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>x()</script>", "It has a script"),
        ('<script xlink:href="http://e/x.js"/>', "It has a script"),
        ("<foreignObject><p>Words</p></foreignObject>", "HTML (foreignObject)"),
        ('<image href="photo.jpg"/>', "It asks for another file: photo.jpg"),
        ('<image xlink:href="http://e/a.png"/>', "It asks for another file: http://e/a.png"),
        ('<image href="file:///etc/passwd"/>', "It asks for another file: file:///etc/passwd"),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "no PNG or JPEG"),
        ('<image href="data:text/html,x"/>', "no PNG or JPEG"),
        ('<image href="data:image/png;base64,R0lGODlh"/>', "A picture in it is broken"),
        ('<image href="data:image/png;base64,???"/>', "A picture in it is broken"),
        ('<use href="other.svg#a"/>', "It asks for another file: other.svg#a"),
        ('<use href="javascript:x"/>', "It asks for another file"),
        ('<rect fill="url(http://e/a.svg#b)"/>', "It asks for another file"),
        ('<rect style="fill: url( \'//e\' ) red"/>', "It asks for another file"),
        ("<style>rect { mask: url(a.svg#b) }</style><rect/>", "It asks for another file"),
        ('<linearGradient id="a" href="b.svg#c"/>', "It asks for another file"),
        ('<switch><g systemLanguage="fr"/></switch>', "other parts in other languages"),
        ('<g id="a"><use href="#a"/></g>', "in a circle"),
        ('<use id="a" href="#b"/><use id="b" href="#a"/>', "in a circle"),
        ('<pattern id="a"><rect fill="url(#a)"/></pattern>', "in a circle"),
        ('<linearGradient id="a" href="#a"/>', "in a circle"),
        ('<clipPath id="a"><rect clip-path="url(#a)"/></clipPath>', "in a circle"),
        ('<mask id="a" mask="url(#b)"/><mask id="b"><g mask="url(#a)"/></mask>', "in a circle"),
        ("<g>" * 60 + "</g>" * 60, "50 deep"),
        ("<g>" * 9999, "50 deep"),
        ("<g/>" * 20_001, "more than 20000 elements"),
        ("<i:x xmlns:i='i'>" * 60, "50 deep"),
        ("<style>" + "a " * 9 + "{fill:red}</style>" + "<a>" * 40 + "</a>" * 40, "too involved"),
        ("<style>a" + "(" * 99 + "</style>", "too involved"),
        ("<style>" + " " * 300_000 + "</style>", "too involved"),
        (f"<image href='data:image/png;base64,{png()}'/>" * 21, "more than 20 pictures"),
        ("<rect", "line 1 is no XML"),
        ("<a><b></a>", "line 1 is no XML"),
        ("&nothing;", "line 1 is no XML"),
    ],
)  # fmt: skip
def test_what_could_do_harm_is_refused(inside: str, words: str) -> None:
    assert words in refusal(drawing(inside))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1"/>', "XML entities"),
        ('<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]><svg/>', "XML entities"),
        ('<?xml version="1.0" encoding="none"?><svg viewBox="0 0 1 1"/>', "encoding is unknown"),
        ('<?xml version="1.0" encoding="idna"?><svg viewBox="0 0 1 1"/>', "encoding is unknown"),
        ("<svg/>", "It says no size"),
        ('<svg viewBox="0 0 0 1"/>', "It says no size"),
        ('<svg viewBox="0 0 1e9 1"/>', "It says no size"),
        ('<svg viewBox="a b c d"/>', "It says no size"),
        ("<html><svg/></html>", "It is no SVG"),
        ('<x:svg xmlns:x="other" viewBox="0 0 1 1"/>', "It is no SVG"),
        ("Town hall", "It is no SVG, PNG or JPEG."),
    ],
)
def test_what_is_no_drawing_is_refused(data: str, words: str) -> None:
    assert words in refusal(data.encode())


def test_a_use_bomb_is_refused() -> None:
    steps = [f'<g id="a{n}">' + f'<use href="#a{n + 1}"/>' * 10 + "</g>" for n in range(9)]
    assert "draws its parts more than" in refusal(drawing("".join(steps) + '<rect id="a9"/>'))
    marker = '<marker id="m">' + "<rect/>" * 99 + "</marker>"
    line = f'<polyline points="{"1 1 " * 999}" marker-mid="url(#m)"/>'
    assert "draws its parts more than" in refusal(drawing(marker + line))
    pattern = '<pattern id="p">' + "<rect/>" * 999 + "</pattern>"
    surfaces = '<g fill="url(#p)">' + "<rect/>" * 99 + "</g>"
    assert "draws its parts more than" in refusal(drawing(pattern + surfaces))
    chain = [f'<g id="a{n}"><use href="#a{n + 1}"/></g>' for n in range(60)]
    assert "50 deep" in refusal(drawing("".join(chain)))


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0A' + "1" * 200_000 + '"/>',
        '<path d="M' + "1 1 " * 50_000 + '"/>',
        '<g fill="url(' + " " * 200_000 + '"/>',
        '<g transform="' + "(" * 200_000 + '"/>',
        '<text x="' + "1 " * 100_000 + '">A</text>',
        "<text>" + "<tspan> </tspan>" * 9000 + "</text>",
        "<text>" + " " * 200_000 + "</text>",
    ],
    ids=lambda inside: inside[:20],
)
def test_what_is_long_is_read_in_time(inside: str) -> None:
    # In one go: where each sign were looked at again for each, it would take hours.
    require_clean(clean(inside))


# --- what is left out ---


@pytest.mark.parametrize(
    ("inside", "left"),
    [
        ('<rect onclick="x()" onload="x()" width="1"/>', '<rect width="1" />'),
        ('<a href="javascript:x()"><rect/></a>', "<g><rect /></g>"),
        ("<metadata>who</metadata><title>t</title><desc>d</desc><!-- c --><rect/>", "<rect />"),
        ('<i:g xmlns:i="other"><rect/></i:g><rect i:a="1" xmlns:i="other"/>', "<rect />"),
        ('<rect id="secret-layer" class="a" data-who="me" aria-label="b"/>', "<rect />"),
        ('<g display="none"><text>hidden</text></g><rect/>', "<rect />"),
        ('<use href="#gone"/><rect fill="url(#gone)" stroke="url(#gone) red"/>',
         '<rect fill="none" stroke="red" />'),
        ("<tspan>stray</tspan><text> </text><rect/>", "<rect />"),
        ("<![CDATA[words]]> words <rect/> words", "<rect />"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_left_out_without_a_word(inside: str, left: str) -> None:
    assert body(inside) == left
    assert clean(inside).undrawn == ()


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ('<filter id="f"/><rect filter="url(#f)"/>', "a filter"),
        ('<rect style="mix-blend-mode: multiply"/>', "a blend of colours"),
        ('<rect><animate attributeName="x"/></rect>', "<animate>"),
        ('<rect width="calc(1px)"/>', "width “calc(1px)”"),
        ('<rect transform="rotate(a)"/>', "transform “rotate(a)”"),
        ('<rect transform="matrix(1 2)"/>', "transform “matrix(1 2)”"),
        ('<rect x="99999999"/>', "x “99999999”"),
        ("<style>@import url(a.css);</style><rect/>", "@import"),
        ("<style>rect:hover { fill: red }</style><rect/>", ""),
        ("<style>:is(rect) { fill: red }</style><rect/>", "“:is(rect)”"),
        ("<text>A <textPath href='#p'>B</textPath></text>", "words along a line"),
        ("<text letter-spacing='2'>A</text>", "spaced letters"),
        ('<p xmlns="http://www.w3.org/1999/xhtml">Words</p>', "a part in HTML (<p>)"),
        ("<video href='a.mp4'/>", "<video>"),
    ],
)
def test_what_is_seen_and_not_drawn_is_told(inside: str, told: str) -> None:
    picture = clean(inside)
    assert picture.undrawn == ((told,) if told else ())
    require_clean(picture)


def test_a_style_sheet_beside_the_picture_is_told() -> None:
    data = b'<?xml-stylesheet href="http://e/a.css"?>' + drawing("<rect/>")
    picture = read_picture(data, "a.svg")
    assert picture.undrawn == ("a style sheet in another file",)
    require_clean(picture)


# --- what is kept ---


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        ('<path d="M1,2 3,4-5-6zm.5.5e1a1 1 0 01.5.5 Q1 2 3 4 bad"/>',
         '<path d="M1 2L3 4L-5 -6zm.5 .5e1a1 1 0 0 1 .5 .5Q1 2 3 4" />'),
        ('<polygon points="1,2 3,4 5,6"/>', '<path d="M1 2L3 4L5 6Z" />'),
        ('<rect transform="translate(1,2)rotate(30deg 1 2)"/>',
         '<rect transform="translate(1 2) rotate(30 1 2)" />'),
        ('<rect style="fill:/* c */#f00;stroke : rgb(1, 2, 3)"/>',
         '<rect fill="#f00" stroke="rgb(1, 2, 3)" />'),
        ('<style>.a { fill: red } rect { fill: blue; opacity: .5 !important }</style>'
         '<rect class="a" fill="green" opacity="1" style="opacity: .9"/>',
         '<rect fill="red" opacity=".5" />'),
        ('<style>g > .b, #c { fill: red }</style><g><rect class="b"/></g><rect id="c"/>',
         '<g><rect fill="red" /></g><rect fill="red" />'),
        ('<rect style="fill: red; fill: nothing(1)"/>', "<rect />"),
        ('<linearGradient id="x y"><stop offset="50%"/></linearGradient><rect fill="url(#x y)"/>',
         '<linearGradient id="p1"><stop offset="50%" /></linearGradient>'
         '<rect fill="url(#p1)" />'),
        ('<symbol id="a"><rect/></symbol><use xlink:href="#a" x="1"/>',
         '<symbol id="p1"><rect /></symbol><use href="#p1" x="1" />'),
        ('<switch><foreignObject/><g><rect/></g><circle/></switch>', "<g><rect /></g>"),
        ('<style>g { font: italic bold 10px/2 Arial }</style><g><text font-size="2em">A</text></g>',
         '<g font-style="italic" font-weight="700"><text direction="ltr" font-size="20" '
         'text-anchor="start">A</text></g>'),
        ('<rect fill="#CD853F icc-color(acmecmyk, 0.11, 0.48)"/>', '<rect fill="#CD853F" />'),
    ],
)  # fmt: skip
def test_what_draws_is_kept(inside: str, kept: str) -> None:
    assert body(inside) == kept
    require_clean(clean(inside))


def test_a_size_in_the_place_of_a_view_box_will_do() -> None:
    picture = clean("<rect/>", 'width="1in" height="48"')
    assert (picture.width_px, picture.height_px) == (96, 48)
    assert b'viewBox="0 0 96 48"' in picture.data


def test_a_doctype_that_declares_nothing_is_gone() -> None:
    doctype = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://e/svg11.dtd">'
    picture = read_picture(doctype + drawing("<rect/>"), "a.svg")
    assert picture == clean("<rect/>")


def test_a_photograph_in_a_drawing_is_encoded_anew() -> None:
    picture = clean(f'<image href="data:image/png;base64,{png()}" width="9" height="9"/>')
    require_clean(picture)
    assert png().encode() not in picture.data


# --- whatever it is ---

SAMPLE = drawing(
    '<style>.a{fill:red}</style><defs><linearGradient id="g"><stop offset="0"/></linearGradient>'
    '<clipPath id="c"><circle r="3"/></clipPath></defs><g class="a" transform="scale(2)">'
    '<path d="M1 2L3 4A1 1 0 0 1 5 6z" fill="url(#g)" clip-path="url(#c)"/>'
    '<text x="1" y="2">The <tspan x="1" dy="1em">town</tspan> hall</text></g><use href="#g"/>'
)
TAGS = (
    "g", "a", "svg", "text", "tspan", "use", "image", "switch", "defs", "symbol", "path", "rect",
    "polygon", "linearGradient", "stop", "pattern", "mask", "marker", "clipPath", "style", "title",
    "animate", "filter", "set", "iframe", "textPath", "x:y",
)  # fmt: skip
NAMES = (
    "id", "href", "xlink:href", "style", "class", "fill", "stroke", "d", "points", "x", "y", "dx",
    "dy", "width", "transform", "clip-path", "mask", "marker", "marker-end", "display",
    "font-size", "viewBox", "onload", "systemLanguage", "xml:base", "filter", "text-anchor",
    "direction", "x:y", "opacity", "offset", "preserveAspectRatio", "orient",
)  # fmt: skip
VALUES = (
    "", "a", "b", "#a", "#b", "url(#a)", "url(#b) red", "url(http://e)", "javascript:x()", "red",
    "none", "inherit", "1", "-1", "1e9", "50%", "2em", "0 0 1 1", "M0 0L1 1z", "M0 0a1 1 0 011 1",
    "rotate(30)", "scale(0)", "fill:red;mask:url(#a)", "marker:url(#b)", "font:2em x", "auto",
    "end", "rtl", "xMidYMid slice", "a{fill:url(#a)}", "\u202e",
    f"data:image/png;base64,{png()}",
)  # fmt: skip
TEXTS = (
    "",
    " ",
    "Town hall",
    "a{fill:red}",
    ".b>a{mask:url(#a)}",
    "\n  ",
    "דרך",
    "&amp;",
    "]]&gt;",
)


def written(tag: str, attributes: dict[str, str], inside: list[str], tail: str) -> str:
    found = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{found}>{''.join(inside)}</{tag}>{tail}"


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    inside = st.lists(elements(depth - 1), max_size=4) if depth else st.just([])
    attributes = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=5)
    tag, tail = draw(st.sampled_from(TAGS)), draw(st.sampled_from(TEXTS))
    return written(tag, draw(attributes), [draw(st.sampled_from(TEXTS)), *draw(inside)], tail)


@settings(deadline=None, max_examples=200)
@given(st.lists(elements(), min_size=1, max_size=4))
def test_any_elements_are_refused_or_clean(trees: list[str]) -> None:
    data = drawing("".join(trees), 'viewBox="0 0 9 9" xmlns:x="other"')
    try:
        picture = read_picture(data, "a.svg")
    except SourceError:
        return
    require_clean(picture)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9999), st.binary(max_size=3)), max_size=5))
def test_a_spoilt_drawing_is_refused_or_clean(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(SAMPLE)
    for place, piece in changes:
        at = place % len(data)
        data[at : at + len(piece)] = piece
    try:
        picture = read_picture(bytes(data), "a.svg")
    except SourceError:
        return
    require_clean(picture)


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"<svg viewBox='0 0 1 1' xmlns=''/>")
@example(b"\xff\xfe<\0s\0v\0g\0/\0>\0")
@example(b"<" * 100)
def test_any_bytes_are_refused_or_clean(data: bytes) -> None:
    try:
        picture = read_picture(data, "")
    except SourceError:
        return
    if picture.kind == "svg":
        require_clean(picture)


def test_our_own_drawings_are_whole() -> None:
    # What people have: the drawings of this project's own pages.
    folder = Path(__file__).parents[3]
    for file in sorted((folder / "docs" / "images").glob("*.svg")):
        require_clean(read_picture(file.read_bytes(), file.name))
