"""Contents that are mended: read and written as pikepdf reads and writes them."""

import pikepdf
import pydyf
from hypothesis import given
from hypothesis import strategies as st

from briefkit.typeset.mend.contents import read_content, write_content

# What WeasyPrint draws with: numbers, names, and glyphs of two bytes with what is between them.
NUMBERS = st.integers(-2000, 2000) | st.floats(-2000, 2000).map(lambda value: value + 0.0)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9.+-]{0,8}", fullmatch=True)
# Bytes at the borders of what qpdf takes for characters, and writes in other ways than the rest.
BYTES = st.sampled_from(list(b"\0\x07\b\t\n\x0b\f\r\x0e\x1f (A\\w~\x7f\x80\xff"))
GLYPHS = st.lists(BYTES, max_size=16).map(lambda codes: bytes(codes[len(codes) % 2 :]).hex())
PARTS = st.tuples(GLYPHS, st.just("") | st.integers(-99, 99).map(str) | st.just("-0.25"))


def drawing(method: str, *operands: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.tuples(st.just(method), st.tuples(*operands))


STEPS = st.lists(
    st.one_of(
        drawing("push_state"),
        drawing("pop_state"),
        drawing("fill"),
        drawing("clip", st.booleans()),
        drawing("set_matrix", *[NUMBERS] * 6),
        drawing("set_text_matrix", *[NUMBERS] * 6),
        drawing("rectangle", *[NUMBERS] * 4),
        drawing("set_color_rgb", *[NUMBERS] * 3),
        drawing("set_dash", st.lists(NUMBERS, max_size=3), st.integers(0, 9)),
        drawing("set_font_size", NAMES, NUMBERS),
        drawing("set_state", NAMES),
        drawing("set_color_space", NAMES),
        drawing("draw_x_object", NAMES),
        drawing("show_text", st.lists(PARTS).map(lambda all: "".join(f"<{g}>{n}" for g, n in all))),
        drawing("show_text_string", st.text("ab()\\", max_size=9)),
    ),
    max_size=12,
)


@given(st.lists(STEPS, max_size=4))
def test_contents_are_written_as_pikepdf_would(
    groups: list[list[tuple[str, tuple[object]]]],
) -> None:
    stream = pydyf.Stream()
    for number, steps in enumerate(groups):
        properties = pydyf.Dictionary({"MCID": number // 2}) if number % 2 else None
        stream.begin_marked_content("Span", properties)
        for method, operands in steps:
            getattr(stream, method)(*operands)
        stream.end_marked_content()
    data = stream.data.partition(b"stream\n")[2].removesuffix(b"\nendstream")
    with pikepdf.new() as pdf:
        instructions = pikepdf.parse_content_stream(pdf.make_stream(data))
        wanted = pikepdf.unparse_content_stream(instructions)

    content = read_content(stream)
    assert content.operators == [str(i.operator).encode() for i in instructions]
    assert list(content.marks) == list(range(len(groups) // 2))
    write_content(stream, content)
    assert stream.stream == [wanted]
