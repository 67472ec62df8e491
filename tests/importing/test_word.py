"""A Word document becomes a text that is read as a brief's, and what is lost is told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from briefkit.brief import parse_blocks
from briefkit.importing import Imported, import_document
from tests.importing.documents import opened, pasted, picture, replaced, saved

PLACE = "briefs/heat/all.md"


def imported(data: bytes, present: dict[str, bytes] | None = None) -> Imported:
    done = import_document(data, "My Leaflet.docx", PLACE, (present or {}).get)
    assert done.text.count("\ufdd0") == 0
    return done


def told(done: Imported) -> str:
    return "\n".join(map(str, done.warnings))


def read(make: Callable[[Document], None], *notes: str) -> Imported:
    return imported(saved(make, notes))


def titled(make: Callable[[Document], Any]) -> Callable[[Document], None]:
    def fill(document: Document) -> None:
        document.add_heading("Heat", 0)
        make(document)

    return fill


PASTED = """\
Heat is dangerous,[i] above all where it lasts.[ii] It has two causes:

  • The sun: it heats the ground;[iii]
  • The wind, or its lack.

In the evening:

  • Open the windows.[i]


[i] WHO n(7).



[i] WHO, ‘Heat & health’, (1 June 2018), at: https://who.int/a_b_c, seen: 19 May 2022.

[ii] Heat n(2).

[iii] Sun n(2)."""


def test_a_text_that_was_pasted_into_word_comes_back_whole() -> None:
    done = imported(pasted(PASTED))
    assert done.text == (
        "# My Leaflet\n\n"
        "Heat is dangerous,[^1] above all where it lasts.[^2] It has two causes:\n\n"
        "- The sun: it heats the ground;[^3]\n"
        "- The wind, or its lack.\n\n"
        "In the evening:\n\n"
        "- Open the windows.[^4]\n\n"
        "[^1]: WHO, ‘Heat & health’, (1 June 2018), at: https://who.int/a_b_c, seen: "
        "19 May 2022.\n\n"
        "[^2]: Heat n(2).\n\n"
        "[^3]: Sun n(2).\n\n"
        "[^4]: WHO n(7).\n"
    )
    (warning,) = done.warnings
    assert "no title: “My Leaflet” is its own name" in str(warning)
    assert str(warning).startswith(f"{PLACE}:1: ")
    parse_blocks(done.text, PLACE, "all")


def test_headings_lists_and_quotations_are_taken_over() -> None:
    def fill(document: Document) -> None:
        document.add_heading("Heat", 0)
        document.add_paragraph("Keep well", style="Subtitle")
        document.add_heading("Before", 1)
        for words in ("Drink", "Rest"):
            document.add_paragraph(words, style="List Bullet")
        for words in ("Close", "Open"):
            document.add_paragraph(words, style="List Number")
        paragraph = document.add_paragraph("It was ", style="Quote")
        paragraph.add_run("hot").bold = True
        paragraph.add_run(" then.")
        document.add_paragraph("— A neighbour", style="Quote")
        indented = document.add_paragraph("Set in, and no quotation.")
        indented.paragraph_format.left_indent = Cm(1)

    done = read(fill)
    assert done.text == (
        "# Heat\n\nKeep well\n\n## Before\n\n- Drink\n- Rest\n\n1. Close\n2. Open\n\n"
        "> It was **hot** then.\n>\n> — A neighbour\n\nSet in, and no quotation.\n"
    )
    assert not done.warnings


def test_the_levels_of_word_s_own_lists_are_kept() -> None:
    @titled
    def fill(document: Document) -> None:
        for words, style in (
            ("a", "List Number"), ("b", "List Bullet 2"), ("c", "List Bullet 3"),
            ("d", "List Bullet 2"), ("e", "List Number"), ("f", "List Bullet"),
            ("g", "List Number 2"),
        ):  # fmt: skip
            document.add_paragraph(words, style=style)

    assert read(fill).text == ("# Heat\n\n1. a\n   - b\n     - c\n   - d\n2. e\n\n- f\n  1. g\n")


def test_tables_have_their_captions_and_merged_cells_are_told_of() -> None:
    @titled
    def fill(document: Document) -> None:
        document.add_paragraph("Table 1: Hours", style="Caption")
        table = document.add_table(3, 2)
        for cell, words in zip(
            (c for row in table.rows for c in row.cells),
            ("Day", "When", "Mon | Tue", "9–17", "Sun", "closed"),
            strict=True,
        ):
            cell.text = words

    done = read(fill)
    assert done.text == (
        "# Heat\n\nTable: Table 1: Hours\n\n| Day | When |\n| --- | --- |\n"
        "| Mon \\| Tue | 9–17 |\n| Sun | closed |\n"
    )
    assert not done.warnings

    @titled
    def merged(document: Document) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "Day"
        table.cell(1, 0).text = "Always"
        table.cell(1, 0).merge(table.cell(1, 1))
        document.add_paragraph("Hours", style="Caption")

    done = read(merged)
    assert "Table: Hours\n\n| Day |  |\n| --- | --- |\n| Always |  |\n" in done.text
    assert "were merged" in told(done)


def test_pictures_get_files_and_one_without_words_is_told_of() -> None:
    @titled
    def fill(document: Document) -> None:
        document.add_picture(picture())
        (drawn,) = document.paragraphs[-1]._p.iter(qn("wp:docPr"))
        drawn.set("descr", "A map of [the] town")
        document.add_paragraph('The "old" town', style="Caption")
        document.add_picture(picture("blue"))

    there = {"img/my-leaflet-1.png": b"another"}
    done = imported(saved(fill), there)
    assert done.text.split("\n")[2:] == [
        r'![A map of \[the\] town](img/my-leaflet-2.png "The \"old\" town")',
        "",
        "![](img/my-leaflet-3.png)",
        "",
    ]
    assert done.pictures.keys() == {"img/my-leaflet-2.png", "img/my-leaflet-3.png"}
    assert f"{PLACE}:5: The picture img/my-leaflet-3.png has no alternative text" in told(done)
    again = imported(saved(fill), there | dict(done.pictures))
    assert again.text == done.text
    assert not again.pictures


def test_words_that_pandoc_leaves_out_are_taken_over() -> None:
    def run(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    box = f"<w:txbxContent><w:p>{run('In the box')}</w:p></w:txbxContent>"
    shape = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        f"</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    )

    @titled
    def fill(document: Document) -> None:
        opened(
            document,
            f"{run('Beside a box.')}<w:r>{shape}</w:r>",
            f'{run("See ")}<w:fldSimple w:instr="REF a">{run("Hours")}</w:fldSimple>',
            f'<w:smartTag w:element="a"><w:bdo w:val="ltr">{run("One")}</w:bdo></w:smartTag>'
            f'<w:r><w:cr/></w:r><w:customXml w:element="a">{run("Two")}</w:customXml>',
        )

    done = read(fill)
    assert done.text == ("# Heat\n\nBeside a box.\n\nIn the box\n\nSee Hours\n\nOne\\\nTwo\n")
    (warning,) = done.warnings
    assert str(warning).startswith(f"{PLACE}:3: Under “Heat”: A text box")


NOT_TAKEN: dict[str, tuple[Callable[[Any], Any], str | None, str]] = {
    "a comment": (
        lambda d: d.add_comment(d.add_paragraph("Drink.").runs, text="Tea?", author="Ann"),
        "Drink.",
        "A comment is not taken over: “Ann: Tea?”",
    ),
    "a tracked deletion": (
        lambda d: opened(
            d,
            '<w:r><w:t>Drink.</w:t></w:r><w:del w:id="1" w:author="A">'
            "<w:r><w:delText>Never.</w:delText></w:r></w:del>",
        ),
        "Drink.",
        "a tracked change takes out are left out: “Never.”",
    ),
    "a tracked addition": (
        lambda d: opened(
            d, '<w:ins w:id="1" w:author="A"><w:r><w:t>Drink.</w:t></w:r></w:ins>'
        ),
        "Drink.",
        "a tracked change adds are taken over: “Drink.”",
    ),
    "words that moved": (
        lambda d: opened(
            d,
            '<w:moveFrom w:id="1" w:author="A"><w:r><w:t>Drink.</w:t></w:r></w:moveFrom>',
            '<w:moveTo w:id="2" w:author="A"><w:r><w:t>Drink.</w:t></w:r></w:moveTo>',
        ),
        "Drink.",
        "takes out are left out: “Drink.”",
    ),
    "an equation": (
        lambda d: opened(d, "<w:r><w:t>So</w:t></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        "So",
        "A formula is not taken over: x",
    ),
    "hidden words": (
        lambda d: opened(
            d, "<w:r><w:t>Drink.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Beer.</w:t></w:r>"
        ),
        "Drink.",
        "The document hides these words, which are not taken over: “Beer.”",
    ),
    "struck words": (
        lambda d: opened(
            d, "<w:r><w:t>Drink.</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>Beer.</w:t></w:r>"
        ),
        "Drink.",
        "Words that are struck out are left out: “Beer.”",
    ),
    "a colour": (
        lambda d: setattr(
            d.add_paragraph("Drink much. ").add_run("Now.").font.color, "rgb", RGBColor(255, 0, 0)
        ),
        "Drink much. Now.",
        "The words “Now.” had a colour of their own",
    ),
    "a chart": (
        lambda d: opened(
            d, "<w:r><w:t>See.</w:t></w:r><w:r><w:drawing><wp:inline><c:chart/></wp:inline>"
            "</w:drawing></w:r>"
        ),
        "See.",
        "A chart, a formula or a part of another program stands here",
    ),
    "a page's break": (lambda d: [d.add_paragraph("A"), d.add_page_break()], "A", "A new page"),
    "tabs": (
        lambda d: d.add_paragraph("Monday\t9–17"), "Monday 9–17", "Tabs part the words"
    ),
    "an empty heading": (
        lambda d: [d.add_heading("", 1), d.add_paragraph("A")], "A", "A heading is empty"
    ),
    "a skipped level": (
        lambda d: d.add_heading("Now", 3), "## Now", "The heading “Now” skipped a level"
    ),
    "a likely heading": (
        lambda d: setattr(d.add_paragraph().add_run("Now"), "bold", True),
        "**Now**",
        "The bold line “Now” looks like a heading",
    ),
    "typed numbers": (
        lambda d: [d.add_paragraph("1. A"), d.add_paragraph("2.\tB")],
        "1. A\n2. B",
        "A list whose numbers were typed",
    ),
    "typed bullets": (
        lambda d: [d.add_paragraph("• A"), d.add_paragraph("•\tB")],
        "- A\n- B",
        "A list whose bullets were typed",
    ),
    "a foot of pages": (
        lambda d: setattr(d.sections[0].footer.paragraphs[0], "text", "Draft 3"),
        None,
        "The foot of the pages says “Draft 3”",
    ),
    "raised words": (
        lambda d: setattr(d.add_paragraph("x").add_run("up").font, "superscript", True),
        "xup",
        "The raised words “up” stand on the line now",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_can_t_be_taken_over_is_told_of_with_its_line(what: str) -> None:
    make, text, message = NOT_TAKEN[what]

    @titled
    def fill(document: Document) -> None:
        make(document)
        document.add_paragraph("Last.")

    done = read(fill)
    assert done.text.removeprefix("# Heat\n\n").removesuffix("\n\nLast.\n") == text or text is None
    (warning,) = [w for w in done.warnings if message in str(w)]
    assert not [w for w in done.warnings if "not in the text" in str(w)]
    if text is not None:
        assert warning.location
        assert done.text.split("\n")[warning.location.line - 1]


def test_numbered_headings_and_contents_of_word() -> None:
    @titled
    def fill(document: Document) -> None:
        for words in ("Contents", "1 Drink\t2"):
            style = "TOC Heading" if words == "Contents" else None
            paragraph = document.add_paragraph(words, style=style)
            if style is None:
                paragraph.style = document.styles.add_style("toc 1", 1)
        opened(
            document,
            '<w:pPr><w:pStyle w:val="Heading1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>'
            "</w:numPr></w:pPr><w:r><w:t>Drink</w:t></w:r>",
        )

    done = read(fill)
    assert done.text == "# Heat\n\n[TOC]\n\n## Drink\n"
    assert "Word numbers this heading by itself" in told(done)


SIGNS = (
    "# A", "1. A", "2) B", "- A", "+ A", "> A", "*a* **b** _c_", "[a](https://a.eu)", "[^1]",
    "a | b", "<b>a</b>", "&amp;amp;", "&nbsp;", "\\* a", "`a`", "{{ a }}", "~~a~~", "[TOC]",
    "[ ] a", "***", "[@a]", "![a](b.png)", "a^2^", "$$x$$", ": a", "Table: a", "!!! note", "===",
    "| a |", "<!-- a -->",
)  # fmt: skip


def test_no_typed_sign_becomes_markup() -> None:
    @titled
    def fill(document: Document) -> None:
        for signs in SIGNS:
            document.add_paragraph(f"{signs}")
            document.add_paragraph("Word.")
            document.add_paragraph(f"{signs} word", style="List Bullet")
            document.add_heading(f"{signs} word", 1)
        table = document.add_table(len(SIGNS), 1)
        for cell, signs in zip(table.columns[0].cells, SIGNS, strict=True):
            cell.text = signs

    done = read(fill)
    assert [w for w in done.warnings if w.check == "source"] == []
    blocks = parse_blocks(done.text, PLACE, "all")
    printed = [re.sub(r"\\(.)", r"\1", s.text) for b in blocks for s in b.walk()]
    for signs in SIGNS:
        assert printed.count(signs) >= 2, signs
        assert printed.count(f"{signs} word") == 2, signs


def test_plain_prose_gets_no_backslash() -> None:
    prose = "C# and a_b, 5 * 3 = 15, ~10 °C; 3 | 4? (50 %) R&D <3 me@a.eu, https://a.eu/x_y_z!"

    @titled
    def fill(document: Document) -> None:
        document.add_paragraph(prose)

    assert read(fill).text == f"# Heat\n\n{prose}\n"


def test_words_in_a_part_that_nobody_knows_are_told_of() -> None:
    document = saved(titled(lambda d: d.add_paragraph("Drink.")))
    strange = replaced(
        document,
        {
            "word/document.xml": lambda text: text.replace(
                "<w:sectPr", "<w:strange><w:p><w:r><w:t>Lost words</w:t></w:r></w:p></w:strange>"
                "<w:sectPr", 1
            )
        },
    )  # fmt: skip
    assert "not in the text: “Lost words”" in told(imported(strange))
