"""Words whose glyphs are not their letters in their order, as viewers copy them."""

import re
import unicodedata

import pydyf
from hypothesis import example, given
from hypothesis import strategies as st

from briefkit.typeset.mend.contents import read_content
from briefkit.typeset.mend.fonts import Codes
from briefkit.typeset.mend.reordered_text import say_reordered_words
from briefkit.typeset.mend.tag_tree import Piece

BLANK = "0003"
# What a font's glyphs say by themselves: letters, joined ones, marks, parts of a letter.
OWN = ["क", "ि", "क्ष", "ं", "\u2060", "ो", "ব", "ে", "a", "1"]
GLYPHS = {f"{number:04x}": own for number, own in enumerate(OWN, start=4)}
# Each with a vowel of two parts, or a mark.
WORDS = st.text("कखरिोंे्বে\u09cb", min_size=1, max_size=8).map(lambda letters: letters + "ে")
DRAWN = st.lists(st.sampled_from(sorted(GLYPHS)), min_size=1, max_size=10)


# What it says has more bytes of ASCII than others: it is written as a literal string.
@example([("रररररररे", ["0004"])], 1)
@given(st.lists(st.tuples(WORDS, DRAWN), min_size=1, max_size=5), st.integers(1, 7))
def test_glyphs_say_the_letters_of_their_word_and_are_drawn_as_before(
    words: list[tuple[str, list[str]]], length: int
) -> None:
    text = " ".join(word for word, _ in words)
    drawn = [BLANK]
    for _, glyphs in words:
        drawn += [*glyphs, BLANK]
    stream = pydyf.Stream()
    stream.begin_marked_content("Span", pydyf.Dictionary({"MCID": 0}))
    stream.set_font_size("F", 12)
    for start in range(1, len(drawn) - 1, length):  # a mark that is drawn higher parts a line
        stream.show_text("0".join(f"<{glyph}>" for glyph in drawn[start : start + length]))
    stream.end_marked_content()
    content = read_content(stream)
    codes = Codes({BLANK.encode(): " "} | {glyph.encode(): own for glyph, own in GLYPHS.items()})

    say_reordered_words(content, [Piece(0, 0, text)], {"/F": codes})

    steps = b"\n".join(step for steps in content.steps for step in steps)
    assert b"/ActualText" in steps
    drawing = re.sub(rb"<<.*?>>", b"", steps, flags=re.DOTALL)
    shown = b"".join(re.findall(rb"<(\w+)>", drawing)).decode()
    glyph_of = {code.decode(): glyph.decode() for (glyph, _), code in codes.added.items()}
    each = [shown[start : start + 4] for start in range(0, len(shown), 4)]
    assert [glyph_of.get(code, code) for code in each] == drawn[1 : len(each) + 1]
    copied = "".join(codes.texts[code.encode()] for code in each).replace("\u2060", "")
    assert unicodedata.normalize("NFC", copied.strip()) == unicodedata.normalize("NFC", text)
