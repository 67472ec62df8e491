"""Contents are read fast where they can be read in one way alone, and by pikepdf's parser else."""

import io
import sys
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefkit.proof import content_reading, drawn_glyphs
from briefkit.proof.content_reading import parsed, read_instructions

NUMBERS = st.integers(-(10**6), 10**6).map(str) | st.sampled_from(
    ["0.5", "-0.25", "1.", "-0.", "12.666016", ".5", "+5", "1e5", "--5", "0000000001", "9" * 20]
)
NAMES = st.sampled_from(["/F1", "/EMGXAI", "/A1.0", "/MCID", "/a#20b", "/", "/Span", "/x+y-z_"])
STRINGS = st.sampled_from(
    ["<0006>", "<>", "<00a>", "<00 06>", "<4A4b>", "()", "(ab)", r"(\bw)", r"(\(\))", r"(a\\)",
     "(a(b)c)", r"(\101\7\12x)", r"(\q)", "(EMC\n)", "(/MCID 5)", "(a\\\nb)", "(\r)", "(é)"]
)  # fmt: skip
ARRAYS = st.lists(STRINGS | NUMBERS | NAMES, max_size=4).map(
    lambda items: f"[ {' '.join(items)} ]" if items else "[ ]"
)
PAIRS = st.tuples(
    st.sampled_from(["/MCID", "/ActualText", "/Type", "/A"]), NUMBERS | NAMES | STRINGS | ARRAYS
)
DICTIONARIES = st.lists(PAIRS, max_size=3).map(
    lambda pairs: f"<< {''.join(f'{key} {value} ' for key, value in pairs)}>>"
)
OPERANDS = NUMBERS | NAMES | STRINGS | ARRAYS | DICTIONARIES
OPERATORS = st.sampled_from(
    "BDC BMC EMC Tf Tm Tj TJ q Q cm re rg gs d BT ET ' \" BI ID EI xyz % W* Do".split()
)
# As they should be, but for what stands in them.
KNOWN = st.one_of(
    NAMES.map(lambda name: f"{name} << /MCID 3 >> BDC"),
    st.tuples(NAMES, DICTIONARIES).map(lambda both: f"{both[0]} {both[1]} BDC"),
    NAMES.map(lambda name: f"{name} BMC"),
    st.just("EMC"),
    st.tuples(NAMES, NUMBERS).map(lambda both: f"{both[0]} {both[1]} Tf"),
    st.lists(NUMBERS, min_size=6, max_size=6).map(lambda six: f"{' '.join(six)} Tm"),
    ARRAYS.map(lambda array: f"{array} TJ"),
    STRINGS.map(lambda string: f"{string} Tj"),
    st.lists(NUMBERS, max_size=6).map(lambda some: " ".join([*some, "cm"])),
)
ANY = st.tuples(st.lists(OPERANDS, max_size=3), OPERATORS).map(
    lambda step: " ".join([*step[0], step[1]])
)
BREAKS = st.sampled_from(["\n"] * 9 + ["\r", " ", "", " \n", "\n\n", "\n% EMC\n"])
CONTENTS = st.lists(st.tuples(KNOWN | ANY, BREAKS), max_size=4).map(
    lambda steps: "".join(f"{step}{end}" for step, end in steps)
)


def outcome(read: object, stream: pikepdf.Stream) -> object:
    try:
        return list(read(stream))  # type: ignore[operator]
    except Exception as error:
        return type(error)


@given(CONTENTS)
@example("/Span << /A (/MCID 7 >> BDC) >> BDC\nEMC\n")
@example("/Span << /A 1 /MCID 7 >> BDC\nEMC\n")
@example("/Span << /A /MCID >> BDC\nEMC\n")
@example("[ (\\101\\)) -5 <00> ] TJ\n")
@example("(a(b)c) Tj\n")
@example("<00a> Tj\n")
@example("/F 1e5 Tf\n")
@example("1 0 0 1 0 5 6 Tm\n")
@example("BI /W 1 ID EMC\nEI\n")
@example("q % BT\nEMC\n")
def test_both_ways_read_the_same(content: str) -> None:
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(content.encode("latin-1"))
        assert outcome(read_instructions, stream) == outcome(parsed, stream)


@pytest.mark.skipif(sys.version_info < (3, 11, 5), reason="python/cpython#106052: read slowly")
@pytest.mark.parametrize(("locale", "audience"), [("de", "community"), ("ar", "professional")])
def test_the_contents_of_leaflets_are_read_fast(
    locale: str,
    audience: str,
    built: Callable[[str, str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(content_reading, "parsed", lambda page: pytest.fail("parsed by pikepdf"))
    with pikepdf.open(io.BytesIO(built(locale, audience))) as pdf:
        assert len(drawn_glyphs(pdf)) > 50
