"""What WeasyPrint leaves undone, on small pages where it can be seen, and on real leaflets."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefkit.build import inputs_of
from briefkit.errors import TypesetError
from briefkit.leaflet import Page
from briefkit.model import Edition
from briefkit.proof import read_runs
from briefkit.proof.audit import audit
from briefkit.typeset import Typesetter
from tests.conftest import BRIEF, ROOT
from tests.proof.tag_tree import page_of, tag_tree, tagged_text, typeset
from tests.typeset.pdf_objects import elements, opened

# --- the tag tree ---


def test_lists_are_nested_labelled_and_numbered(typesetter: Typesetter) -> None:
    page = page_of(
        "<ul><li>one<ul><li>within</li></ul></li><li><p>two</p><p>three</p></li></ul>"
        "<ol><li>first</li></ol>"
    )
    data = typeset(typesetter, page)
    assert tag_tree(data).split("\n", 1)[1] == (
        "  L Disc\n"
        "    LI\n"
        "      Lbl “• ”\n"
        "      LBody\n"
        "        Span “one”\n"
        "        L Circle\n"
        "          LI\n"
        "            Lbl “◦ ”\n"
        "            LBody “within”\n"
        "    LI\n"
        "      Lbl “• ”\n"
        "      LBody\n"
        "        P “two”\n"
        "        P “three”\n"
        "  L Decimal\n"
        "    LI\n"
        "      Lbl “1. ”\n"
        "      LBody “first”\n"
    )
    assert audit(data) == ()


def test_what_runs_over_pages_is_one_element(typesetter: Typesetter) -> None:
    words = " ".join(["word"] * 200)
    page = page_of(
        f"<main><p>{words}</p><ol><li>{words}<ul><li>{words}</li><li>b</li></ul></li>"
        "<li>c</li></ol></main>"
    )
    data = typeset(typesetter, page)
    with opened(data) as pdf:
        assert len(pdf.pages) > 3
    assert re.sub("word( word)+", "…", tag_tree(data)) == (
        "Document\n"
        "  Part\n"
        "    P “…”\n"
        "    L Decimal\n"
        "      LI\n"
        "        Lbl “1. ”\n"
        "        LBody\n"
        "          Span “…”\n"
        "          L Circle\n"
        "            LI\n"
        "              Lbl “◦ ”\n"
        "              LBody “…”\n"
        "            LI\n"
        "              Lbl “◦ ”\n"
        "              LBody “b”\n"
        "      LI\n"
        "        Lbl “2. ”\n"
        "        LBody “c”\n"
    )
    assert audit(data) == ()


def test_two_lists_that_meet_at_a_page_s_end_stay_two(typesetter: Typesetter) -> None:
    page = page_of(
        "<ul><li>a</li></ul><ul><li>b</li></ul>",
        css="ul + ul { break-before: page } p + p { break-before: page }",
    )
    assert tag_tree(typeset(typesetter, page)).count("L Disc") == 2


def test_wrappers_and_empty_elements_are_gone_and_sections_named(typesetter: Typesetter) -> None:
    page = page_of(
        "<h1>T</h1><div></div><p>a <em>b</em> <strong>c <bdi>d</bdi></strong> <time>e</time></p>"
        '<footer class="f"><div class="c"><p>f</p></div></footer>',
        css=".f { display: table } .c { display: table-cell }",
    )
    assert tag_tree(typeset(typesetter, page)) == (
        "Document\n  H1 “T”\n  P “a b c d e”\n  Sect\n    P “f”\n"
    )


def test_the_language_is_written_on_the_block_or_on_a_span(typesetter: Typesetter) -> None:
    page = page_of(
        '<h1>A</h1><p>a <span lang="de">b <span lang="el">γ</span></span> c</p>'
        f'<p><span lang="de">{"wort " * 30}</span></p><ul><li><span lang="fr">d</span></li></ul>'
    )
    assert re.sub("(wort ?)+", "…", tag_tree(typeset(typesetter, page))) == (
        "Document\n"
        "  H1 “A”\n"
        "  P\n"
        "    Span “a ”\n"
        "    Span lang=de\n"
        "      Span “b ”\n"
        "      Span lang=el “γ”\n"
        "    Span “ c”\n"
        "  P lang=de “…”\n"
        "  L Disc\n"
        "    LI\n"
        "      Lbl “• ”\n"
        "      LBody lang=fr “d”\n"
    )


def test_a_passage_over_two_lines_of_a_note_at_the_foot_is_one(typesetter: Typesetter) -> None:
    page = page_of(
        '<p>a<a href="#note-1" id="ref-1">1</a><small class="note" id="note-1">'
        f'<span lang="de">{"wort " * 30}</span> b <a href="#ref-1">↑</a></small></p>',
        css=".note { float: footnote } .note::footnote-call { content: none }",
    )
    found = re.sub("(wort ?)+", "…", tag_tree(typeset(typesetter, page)))
    assert re.findall("lang=de “(.*)”", found) == ["…"]


def test_a_passage_that_the_tags_lack_is_refused(typesetter: Typesetter) -> None:
    page = page_of('<p>a <span lang="de" class="gone">b</span></p>', css=".gone { display: none }")
    with pytest.raises(TypesetError, match="a passage in “de” is not where the tags say"):
        typeset(typesetter, page)


def test_what_no_tag_can_reach_is_refused(typesetter: Typesetter) -> None:
    page = page_of('<p class="pale">a</p>', css=".pale { opacity: 0.5 }")
    with pytest.raises(TypesetError, match="“a” is drawn in a group"):
        typeset(typesetter, page)


def test_a_link_is_one_described_and_led_back_to(typesetter: Typesetter) -> None:
    address = "https://example.org/" + "a" * 50
    page = page_of(
        f'<h1>T</h1><p><a href="{address}"><bdi>{address}</bdi></a>, '
        '<a href="https://example.org/b" aria-label="Named">a <b>bold</b> one</a>'
        '<a href="https://example.org/c"></a><a>, nothing more</a></p>',
        css="a { overflow-wrap: anywhere }",
    )
    data = typeset(typesetter, page)
    with opened(data) as pdf:
        found = [(str(a.Contents), int(a.F)) for a in pdf.pages[0].Annots]
    # A line's end parts the address: one element, with an annotation for each line.
    lines = found.count((address, 4))
    assert lines >= 2
    assert found == [*[(address, 4)] * lines, ("Named", 4)]
    assert tag_tree(data).split("\n", 2)[2] == (
        "  P\n"
        f"    Link{f' -> {address}' * lines} “{address}”\n"
        "    Span “, ”\n"
        "    Link -> https://example.org/b “a bold one”\n"
        "    Span “, nothing more”\n"
    )
    assert audit(data) == ()


def test_a_raised_number_can_be_touched(typesetter: Typesetter) -> None:
    page = page_of(
        '<h1>T</h1><p>word<sup><a id="ref-1" href="#note-1">1</a></sup></p>'
        '<ol><li id="note-1">Note <a href="#ref-1">↑</a></li></ol>',
        css="sup { font-size: 8pt; line-height: 0; vertical-align: 5pt }",
    )
    data = typeset(typesetter, page)
    with opened(data) as pdf:
        left, bottom, right, top = (float(value) for value in pdf.pages[0].Annots[0].Rect)
    number = next(run for run in read_runs(data) if run.text.strip() == "1")
    assert top - bottom == pytest.approx(8, abs=0.1)
    assert left - 1 <= number.box[0] <= number.box[2] <= right + 1
    assert bottom <= number.box[1] <= number.box[3] <= top + 1


def test_notes_and_references_lead_to_each_other(typesetter: Typesetter) -> None:
    page = page_of(
        '<h1>T</h1><p>word<sup><a id="ref-1" href="#note-1"><bdi>1</bdi></a></sup></p>'
        '<ol><li id="note-1">Note <a href="#ref-1">↑</a></li><li id="other">Item</li></ol>'
    )
    data = typeset(typesetter, page)
    assert tag_tree(data).split("\n", 2)[2] == (
        "  P\n"
        "    Span “word”\n"
        "    Reference\n"
        "      Link -> note-1 “1”\n"
        "  L Decimal\n"
        "    LI\n"
        "      LBody\n"
        "        Note id=note-1\n"
        "          Lbl “1. ”\n"
        "          Span “Note ”\n"
        "          Link -> ref-1 “↑”\n"
        "    LI\n"
        "      Lbl “2. ”\n"
        "      LBody “Item”\n"
    )
    # ISO 32000-1, 14.7.2: identifiers stand in the IDTree.
    with opened(data) as pdf:
        name, note = pdf.Root.StructTreeRoot.IDTree.Names
        assert (str(name), str(note.S)) == ("note-1", "/Note")
    assert audit(data) == ()


def test_header_cells_say_what_they_head(typesetter: Typesetter) -> None:
    page = page_of(
        "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
        '<tbody><tr><th scope="row">r</th><td>1</td></tr></tbody></table>'
    )
    data = typeset(typesetter, page)
    assert re.findall(r"TH id=\S+ (\w+) “(\w)", tag_tree(data)) == [
        ("Column", "A"), ("Column", "B"), ("Row", "r"),
    ]  # fmt: skip
    with opened(data) as pdf:
        names = [str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]]
        headers = [str(name) for name in elements(pdf, "/TD")[0].A.Headers]
    assert names == sorted(names)
    assert set(headers) < set(names)
    assert audit(data) == ()


@pytest.mark.parametrize("bleed", ["0", "3mm"])
def test_a_figure_s_box_is_where_it_is_drawn(bleed: str, typesetter: Typesetter) -> None:
    page = page_of(
        '<h1>T</h1><div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">'
        "<title>A flag</title><rect width='30' height='20' fill='#039'/></svg></div>",
        css=f"@page {{ bleed: {bleed} }} svg {{ width: 30mm; height: 20mm; display: block }}",
    )
    data = typeset(typesetter, page)
    with opened(data) as pdf:
        figure = elements(pdf, "/Figure")[0]
        left, bottom, right, top = (float(value) for value in figure.A.BBox)
        assert (right - left, top - bottom) == pytest.approx((85.04, 56.69), abs=0.1)
        assert left == pytest.approx(34.02, abs=0.1)
        assert figure.A.Placement == "/Block"
        assert figure.Alt == "A flag"
    assert audit(data) == ()


# --- the words ---


def test_the_words_at_the_ends_of_lines_stay_apart(typesetter: Typesetter) -> None:
    page = page_of(
        "<p>Die Donaudampfschifffahrtsgesellschaft fährt mit Hauptwörtern über viele "
        "Zeilenenden hinweg, und ein Cyber-Wort auch.<br>Ende</p>",
        lang="de",
        css="p { hyphens: auto; width: 40mm }",
    )
    said = tagged_text(typeset(typesetter, page))
    assert "\u00ad" in said
    assert said.replace("\u00ad", "") == page.text


def test_a_hyphen_in_an_address_is_a_hyphen(built: Callable[[str, str], bytes]) -> None:
    """The same glyph stands for U+002D and U+2010: an address with the latter leads nowhere."""
    links = re.findall(r"Link (?:-> (http\S+) )+“(.*)”", tag_tree(built("bg", "professional")))
    assert len(links) >= 5
    assert all(target == words for target, words in links)
    assert any("-" in target for target, _ in links)


def test_right_to_left_text_is_said_letter_for_letter(typesetter: Typesetter) -> None:
    page = page_of(
        "<h1>الاستغلال</h1><p>يستخدم المجرمون الإنترنت للعثور على الناس، اتصل بالرقم "
        '<bdi dir="ltr">112</bdi> في أي وقت.</p>'
        '<p><span lang="en" dir="ltr">In English.</span></p>',
        lang="ar",
        direction="rtl",
    )
    data = typeset(typesetter, page)
    assert tagged_text(data) == page.text
    with opened(data) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    assert audit(data) == ()


def test_a_right_to_left_passage_is_said_in_a_left_to_right_text(typesetter: Typesetter) -> None:
    page = page_of('<h1>A</h1><p>Say <span lang="ar" dir="rtl">مرحبا</span> to them.</p>')
    data = typeset(typesetter, page)
    assert tagged_text(data) == "A Say مرحبا to them."
    with opened(data) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences


WORD = st.sampled_from(
    "a to the word hyphenation accessibility Straße Überraschung γλώσσα τους дума думата عربي 112 "
    "A4 cyber-trafficking “quoted” end.".split()
)
TEXT = st.lists(WORD, min_size=1, max_size=14).map(" ".join)
INLINE = st.one_of(
    TEXT,
    st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", st.sampled_from(["em", "strong"]), TEXT),
    TEXT.map(lambda text: f'<span lang="de">{text}</span>'),
    TEXT.map(lambda text: f'<a href="https://example.org/x">{text}</a>'),
)
CONTENT = st.lists(INLINE, min_size=1, max_size=4).map(" ".join)
ITEM = st.one_of(CONTENT, st.builds("{}<ol><li>{}</li></ol>".format, CONTENT, CONTENT))
BLOCK = st.one_of(
    CONTENT.map("<p>{}</p>".format),
    CONTENT.map("<h2>{}</h2>".format),
    st.lists(ITEM, min_size=1, max_size=4).map(
        lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks=st.lists(BLOCK, min_size=1, max_size=5))
def test_any_text_is_tagged_word_for_word(blocks: list[str], typesetter: Typesetter) -> None:
    page = page_of("<h1>Title</h1>" + "".join(blocks), css="p, li { hyphens: auto }")
    data = typeset(typesetter, page)
    assert tagged_text(data).replace("\u00ad", "") == page.text
    # Words of three scripts, taken at random, are in no language.
    assert [d.message for d in audit(data) if d.check != "matterhorn-11-scripts"] == []


# --- contents ---


def drawn(data: bytes) -> Iterator[list[tuple[str, str]]]:
    """Yield the marked content of each page: its tag, and its properties."""
    with opened(data) as pdf:
        for page in pdf.pages:
            steps: list[Any] = [s.operands for s in pikepdf.parse_content_stream(page, "BDC BMC")]
            yield [
                (str(operands[0]), " ".join(f"{k}={v}" for k, v in operands[1].items()))
                for operands in steps
            ]


def test_margins_and_borders_are_typed_artifacts(typesetter: Typesetter) -> None:
    page = page_of(
        '<p class="framed">a</p>',
        css='.framed { border: 1pt solid } @page { @top-center { content: "head" } '
        '@bottom-left { content: "foot" } @bottom-right { content: " " } }',
    )
    (found,) = drawn(typeset(typesetter, page))
    artifacts = [what for tag, what in found if tag == "/Artifact"]
    kinds = {(re.findall("/Type=(/\\w+)", a)[0], *re.findall("/Subtype=(/\\w+)", a))
             for a in artifacts}  # fmt: skip
    assert kinds == {("/Layout",), ("/Pagination", "/Header"), ("/Pagination", "/Footer")}


@pytest.mark.parametrize("audience", ["community", "professional"])
def test_content_is_drawn_in_reading_order(
    audience: str, built: Callable[[str, str], bytes]
) -> None:
    """WeasyPrint draws all labels of lists at a page's end."""
    data = built("de", audience)
    with opened(data) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        read: list[list[int]] = [[] for _ in pdf.pages]

        def walk(item: Any) -> None:
            for kid in item.K:
                if isinstance(kid, int):
                    read[pages[item.Pg.objgen]].append(kid)
                elif "/MCID" in kid:
                    read[pages[kid.Pg.objgen]].append(int(kid.MCID))
                elif "/S" in kid and kid.S != "/Figure":
                    walk(kid)

        walk(pdf.Root.StructTreeRoot)
    found = [
        [int(m) for tag, what in page if tag == "/Span" for m in re.findall(r"/MCID=(\d+)", what)]
        for page in drawn(data)
    ]
    assert found == read
    assert sum(map(len, read)) > 50


def test_mending_changes_nothing_to_see(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pixel for pixel: labels and colours keep their places."""
    for audience, locale in (("community", "de"), ("professional", "ar")):
        edition = Edition(brief=BRIEF, audience=audience, locale=locale)
        text, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
        fit = text.brief.reader.fit
        mended = typesetter.typeset(page, fit, "mended").pdf
        with monkeypatch.context() as patch:
            patch.setattr("briefkit.typeset.typesetter.mend", lambda *_: None)
            raw = typesetter.typeset(page, fit, "raw").pdf
        assert pictures(mended) == pictures(raw)
        assert len(audit(raw)) >= 20


def pictures(data: bytes) -> list[bytes]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=1.5).to_pil().tobytes() for page in document]
    finally:
        document.close()


def test_the_same_page_gives_the_same_bytes(typesetter: Typesetter) -> None:
    page = page_of('<h1>A</h1><p><a href="https://example.org/">b</a></p><ul><li>c</li></ul>')
    assert typeset(typesetter, page) == typeset(typesetter, page)


def test_a_page_is_a_page_element_s_whole(typesetter: Typesetter) -> None:
    """The offsets that tags are found by: of characters, blanks left out."""
    page: Page = page_of("<p>a b <b>c d</b></p><p>e</p>")
    letters = "".join(page.text.split())
    found = [(e.tag, letters[e.start : e.end]) for e in page.elements if e.tag in ("b", "p")]
    assert found == [("b", "cd"), ("p", "abcd"), ("p", "e")]
