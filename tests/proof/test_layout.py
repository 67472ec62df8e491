"""Each finding of the layout's audit, in a page that was spoilt for it; and our own leaflets."""

import io
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

import pikepdf
import pytest

from briefkit.build import make_leaflet, plan, typesetter_for
from briefkit.diagnostics import Severity
from briefkit.leaflet import FORMATS, Page, read_page
from briefkit.model import Fit
from briefkit.proof import NotPdfError
from briefkit.proof.audit.parsing import Element
from briefkit.proof.layout import CHECKS, audit_layout, fill_of_pages, line_lengths
from briefkit.proof.layout.parsing import Line
from scripts.layout_table import table
from tests.conftest import ROOT, Workspace

KINDS = {check.__name__.removeprefix("find_").replace("_", "-") for check in CHECKS}

LINE = "<p>A line of text that stands for others in its place.</p>"
NOTICE = "<footer><div><p>The notice.</p></div></footer>"
FULL = "<div style='height: {0}mm; border: 1pt solid'></div>"


def page_of(
    body: str, *, fmt: str = "a4", audience: str = "P", css: str = "", rtl: bool = False
) -> Page:
    """Return a page of a format, with the code of an edition."""
    form = FORMATS[fmt]
    code = f"XX-EN-{audience}-{fmt.partition('-')[0].upper()}-00000000"
    html = (
        f'<!DOCTYPE html><html lang="{"ar" if rtl else "en"}" dir="{"rtl" if rtl else "ltr"}">'
        f'<head><meta charset="utf-8"><title>Title</title>'
        f'<meta name="briefkitedition" content="{code}"></head><body>{body}</body></html>'
    )
    margins = f"{form.margin_top}mm {form.margin_side}mm {form.margin_bottom}mm"
    own = f"""
    @page {{ size: {form.width}mm {form.height}mm; margin: {margins} }}
    :root {{ font-family: "Source Sans 3", "IBM Plex Sans Arabic" }}
    body, h1, h2, p, ul, ol {{ margin: 0 }}
    p, li {{ orphans: 1; widows: 1 }}
    sup {{ font-size: 0.68em; line-height: 0; vertical-align: 0.42em }}
    """
    return read_page(html, own + css, language="en", language_name="")


Audit = Callable[..., dict[str, str]]


@pytest.fixture(scope="module")
def audited(font_cache: Path) -> Audit:
    """What the audit finds in a page: the messages by their kind."""

    def audit(body: str, **more: object) -> dict[str, str]:
        fit = Fit(
            size_max=12, size_min=12, leading_max=1.4, leading_min=1.4, pages_min=1, pages_max=9
        )
        page = page_of(body, **more)  # type: ignore[arg-type]
        data = typesetter_for(font_cache).typeset(page, fit, "test").pdf
        found: dict[str, str] = {}
        for finding in audit_layout(data):
            assert finding.severity is Severity.WARNING
            kind = finding.check.removeprefix("layout-")
            assert kind in KINDS
            found[kind] = f"{found.get(kind, '')} {finding.message}".strip()
        return found

    return audit


def test_a_page_that_is_well_set_has_no_findings(audited: Audit) -> None:
    items = "".join(f"<li>{LINE}</li>" for _ in range(4))
    body = f"<h1>Title</h1>{FULL.format(200)}<h2>A list</h2><ul>{items}</ul>{NOTICE}"
    assert audited(body) == {}


NOTED = """<h1>T</h1><p style="width: 45mm">Some words that fill a line <b>entirely</b>{0}<sup><a
href="#note-1" id="ref-1">1</a></sup> and go on with more words for another line.</p>
<ol><li id="note-1">Note <a href="#ref-1">↑</a></li></ol>"""


@pytest.mark.parametrize("width", range(30, 60, 6))
def test_a_note_number_that_stays_with_its_word_is_no_finding(width: int, audited: Audit) -> None:
    # A word joiner keeps the number where its word is, however the lines break.
    kind = "note-numbers-at-line-starts"
    text = NOTED.replace("45mm", f"{width}mm")
    assert kind not in audited(text.format("\u2060"))


def test_a_note_number_first_in_a_line_is_found(audited: Audit) -> None:
    found = audited(NOTED.format("<br>"))
    assert "Page 1 has a note's number first in a line: “1 and go on" in str(found)
    # Where the number is part of the words, as in an index of sources, it may begin a line.
    index = NOTED.format("<br>").replace("<sup>", "<span>").replace("</sup>", "</span>")
    assert "note-numbers-at-line-starts" not in audited(index)


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ("<ul><li>one</li><li>two</li><li>three</li></ul>", "one item"),
        ("<p>one line<br>and another</p>", "one line"),
    ],
)
def test_a_heading_with_one_item_or_one_line_at_a_page_s_foot_is_found(
    below: str, said: str, audited: Audit
) -> None:
    body = f"<h1>T</h1>{FULL.format(0)}<h2>The heading</h2>{below}{LINE}"
    # The height at which one line finds room below the heading, and no other.
    found = [audited(body.replace("0mm", f"{mm}mm", 1)) for mm in range(228, 242, 2)]
    kinds = [str(f.get("lonely-headings", "")) for f in found]
    assert any(f"Page 1 ends with the heading “The heading” and {said}" in k for k in kinds)
    assert "" in (kinds[0], kinds[-1])


def test_a_heading_whose_first_part_begins_the_next_page_is_found(audited: Audit) -> None:
    body = f"<h1>T</h1>{{0}}<h2>The heading</h2><h3 style='break-before: page'>A part</h3>{LINE}"
    found = audited(body.format(FULL.format(200)))
    assert found["lonely-headings"] == "Page 1 ends with the heading “The heading” and no more."
    # The title of a cover may be all that it says.
    cover = f"<h1>T</h1><h2 style='break-before: page'>A part</h2>{LINE}"
    assert "lonely-headings" not in audited(cover)


def test_a_single_item_left_over_is_found(audited: Audit) -> None:
    items = "<li>one</li><li>two</li><li style='break-before: page'>three</li>"
    found = audited(f"<h1>T</h1>{FULL.format(220)}<ul>{items}</ul>{FULL.format(220)}")
    assert found["lonely-items"] == ("Page 2 has the last item of a list of 3, and no other.")
    items = "<li>one</li><li style='break-before: page'>two</li><li>three</li>"
    found = audited(f"<h1>T</h1>{FULL.format(220)}<ul>{items}</ul>{FULL.format(220)}")
    assert found["lonely-items"] == "Page 1 has one item of a list of 3, and no other."
    items = "<li>one</li><li>two</li><li style='break-before: page'>three</li><li>four</li>"
    assert "lonely-items" not in audited(f"<h1>T</h1><ul>{items}</ul>")


def test_an_item_parted_from_the_list_that_it_opens_is_found(audited: Audit) -> None:
    opens = "<ul><li>one<ul{0}><li>a</li><li>b</li></ul></li><li>two</li></ul>"
    found = audited("<h1>T</h1>" + opens.format(" style='break-before: page'"))
    assert found["lonely-openings"] == "Page 1 ends with “one”, and not with what that opens."
    assert "lonely-openings" not in audited("<h1>T</h1>" + opens.format(""))


def test_a_notice_alone_on_the_last_page_is_found(audited: Audit) -> None:
    alone = NOTICE.replace("<footer", "<footer style='break-before: page'")
    found = audited(f"<h1>T</h1>{LINE}{alone}")
    assert found["lonely-notice"] == "The last page, 2, has nothing but the notice."
    together = f"<p style='break-before: page'>More text.</p>{NOTICE}"
    assert "lonely-notice" not in audited(f"<h1>T</h1>{LINE}{together}")
    assert "lonely-notice" not in audited(f"<h1>T</h1>{LINE}{NOTICE}")


def test_a_card_s_words_are_no_notice_where_there_is_none(audited: Audit) -> None:
    cover = "<section><h1>T</h1></section>"
    inside = "<main style='break-before: page'><div><p>112</p><p>Call it.</p></div></main>"
    assert "lonely-notice" not in audited(cover + inside, fmt="pocket")
    found = audited(cover + NOTICE.replace("<footer", "<footer style='break-before: page'"))
    assert "lonely-notice" in found


HELP = (
    "<section style='break-before: page'><h2>Help</h2><div><p>112</p><p>Call.</p></div>"
    "{0}</section>"
)


def test_a_help_box_alone_on_a_page_is_found(audited: Audit) -> None:
    body = f"<main><h1>T</h1>{FULL.format(220)}</main>{HELP}{NOTICE}"
    assert audited(body.format(""))["lonely-help"] == "Page 2 has nothing but the help box."
    # One that fills its page may have it for itself, as may one on the back of what is folded.
    assert "lonely-help" not in audited(body.format(FULL.format(215)))
    assert "lonely-help" not in audited(body.replace("220", "90").format(""), fmt="a5-booklet")
    with_text = body.replace("</main>", "<p style='break-before: page'>More.</p></main>")
    together = with_text.replace("<section style='break-before: page'>", "<section>")
    assert "lonely-help" not in audited(together.format(""))


FOOT = "@page {{ @bottom-right {{ content: {0} }} }}"
COUNTED = 'counter(page) " / " counter(pages)'
THREE = "<h1>T</h1>" + LINE + 2 * "<p style='break-before: page'>More.</p>"


def test_a_number_that_is_not_its_page_s_is_found(audited: Audit) -> None:
    numbering = partial(audited, THREE)
    kind = "numbers-of-no-page"
    assert kind not in numbering(css=FOOT.format(COUNTED))
    assert kind not in numbering(css=FOOT.format("counter(page)"))
    found = numbering(css=FOOT.format('counter(page) " / 2"'))[kind]
    assert "Page 3 of 3 says “3 / 2”." in found
    assert "Page 2 of 3 says “4”." in numbering(css=FOOT.format('"4"'))[kind]
    # Right to left, the foot is still read from the left.
    assert kind not in numbering(css=FOOT.format(COUNTED) + "@page { direction: ltr }", rtl=True)


def test_the_last_page_of_a_booklet_is_its_back(audited: Audit) -> None:
    # Three pages are folded to four: the last one is the fourth.
    found = audited(THREE, fmt="a5-booklet", css=FOOT.format(COUNTED))["numbers-of-no-page"]
    assert "Page 4 of 4 says “3 / 3”." in found
    assert "Page 1 of 4 says “1 / 3”." in found
    bare = audited(THREE, fmt="a5-booklet", css=FOOT.format("counter(page)"))
    assert bare["numbers-of-no-page"] == "Page 4 of 4 says “3”."


def test_a_blank_page_with_a_number_is_found(audited: Audit) -> None:
    body = f"<h1>T</h1>{LINE}<p style='break-before: page'>&nbsp;</p>"
    body += "<p style='break-before: page'>End.</p>"
    found = audited(body, css=FOOT.format(COUNTED))
    assert found["numbers-of-no-page"] == "Page 2 is blank, and says “2 / 3”."


NARROW = "<main><h1>T</h1><p style='width: {0}'>{1}</p></main>"


def test_long_lines_are_found(audited: Audit) -> None:
    text = "<h1>T</h1><p style='white-space: nowrap; font-size: 9pt'>{0}</p>"
    for most, body in ((75, f"<main>{text}</main>"), (90, f"<main></main>{text}")):
        assert "long-lines" not in audited(body.format("x" * most))
        found = audited(body.format("x" * (most + 1)))["long-lines"]
        assert found.startswith(
            f"Page 1 has a paragraph whose lines have {most + 1} characters on average, more than "
            f"{most}: “xxx"
        )


def test_lines_are_judged_by_their_mean_and_without_the_last(audited: Audit) -> None:
    words = "<br>".join(["x" * 80, "x" * 60, "x" * 90])
    text = NARROW.format("auto; white-space: nowrap; font-size: 8pt", "{0}")
    assert "long-lines" not in audited(text.format(words))
    assert "long-lines" in audited(text.format(words.replace("x" * 60, "x" * 80)))
    # A line that ends before its time is no full one.
    ended = "<br>".join(["xxx", "xxx " * 20, "x" * 10])
    assert "long-lines" in audited(text.format(ended))
    # Marks over letters are not letters of their own.
    assert "long-lines" not in audited(text.format("بَ" * 60), rtl=True)


def test_a_line_of_wide_characters_is_as_long_as_twice_as_many_letters() -> None:
    box, block = (0.0, 0.0, 9.0, 9.0), cast(Element, None)
    lines = [
        Line(page=0, box=box, text=text, block=block, raised=False) for text in ("识别 a。", "bó")
    ]
    assert [line.length for line in lines] == [8, 2]


def test_short_lines_are_found(audited: Audit) -> None:
    words = "<br>".join(["Some words in a line", "and as many in another", "end of them"])
    text = NARROW.format("auto", "{0}")
    found = audited(text.format(words))["short-lines"]
    assert "Page 1 has a paragraph whose lines have 21 characters on average, fewer than" in found
    # Two lines are no column; and what is no running text may be narrow.
    assert "short-lines" not in audited(text.format(words.partition("<br>")[2]))
    assert "short-lines" not in audited(text.format(words).replace("main>", "div>"))
    table = f"<main><table><tr><th scope='row'>A</th><td>{words}</td></tr></table></main>"
    assert "short-lines" not in audited(table)


@pytest.mark.parametrize("tag", ["p", "li"])
@pytest.mark.parametrize("last", ["too.", "“4th”", "112"])
def test_a_short_word_alone_in_the_last_line_is_found(tag: str, last: str, audited: Audit) -> None:
    text = f"<{tag}>Some words in a line<br>{{0}}</{tag}>"
    text = f"<ul>{text}</ul>" if tag == "li" else text
    found = audited(text.format(last))["lonely-words"]
    assert found == f"Page 1 has “{last}” alone in the last line, after “Some words in a line”."
    for fine in (f"and {last}", "another"):
        assert "lonely-words" not in audited(text.format(fine))
    assert "lonely-words" not in audited(f"<h1>T</h1><{tag}>{last}</{tag}>")


def test_a_short_word_alone_in_the_last_line_of_a_title_is_found(audited: Audit) -> None:
    title = "<h2>A title of so many words<br>{0}</h2><p>Text.</p>"
    assert audited(title.format("end"))["lonely-words-in-titles"] == (
        "Page 1 has “end” alone in the last line of “A title of so many words end”."
    )
    for fine in ("ending lengthily", "at its end"):
        assert "lonely-words-in-titles" not in audited(title.format(fine))
    assert "lonely-words" not in audited(title.format("end"))


@pytest.mark.parametrize(
    ("fmt", "height", "least", "what"),
    [("a4", 259, 85, "Page"), ("a5-booklet", 177, 85, "Page"), ("dl-trifold", 191, 80, "Panel")],
)
def test_a_page_that_stays_empty_is_found(
    fmt: str, height: float, least: int, what: str, audited: Audit
) -> None:
    body = "<p>T</p>" + FULL
    full = audited(body.format(height * (least + 2) / 100), fmt=fmt)
    assert "empty-pages" not in full
    found = audited(body.format(height * (least - 6) / 100), fmt=fmt)["empty-pages"]
    told = re.fullmatch(rf"{what} 1 is filled to (\d\d) %, not to {least} %\.", found)
    assert told
    assert least - 6 <= int(told[1]) < least


def test_a_blank_page_is_found(audited: Audit) -> None:
    blank = f"<h1>T</h1>{LINE}<p style='break-before: page'>&nbsp;</p>"
    end = "<p style='break-before: page'>End.</p>"
    assert audited(blank + end)["blank-pages"] == "Page 2 is blank."
    # Of what is folded, they come before the back.
    found = audited(THREE, fmt="a5-booklet")["blank-pages"]
    assert found == "1 page is blank before the back, of 4."
    found = audited(THREE, fmt="dl-trifold")["blank-pages"]
    assert found == "3 panels are blank before the back, of 6."
    assert "blank-pages" not in audited(THREE + end, fmt="a5-booklet")
    assert "blank-pages" not in audited(THREE)


@pytest.mark.parametrize(("fmt", "least"), [("a4", 5), ("dl-trifold", 5), ("pocket", 3)])
def test_text_near_the_edge_is_found(fmt: str, least: int, audited: Audit) -> None:
    body = "<h1>T</h1><p style='margin-left: {0}mm'>A word</p>"
    start = FORMATS[fmt].margin_side
    assert "text-near-edges" not in audited(body.format(least - start + 0.1), fmt=fmt)
    found = audited(body.format(least - start - 1), fmt=fmt)["text-near-edges"]
    what = "Panel" if fmt == "dl-trifold" else "Page"
    assert re.fullmatch(
        rf"{what} 1 has “A word” {least - 1}\.\d mm from the edge, nearer than {least} mm\.", found
    )
    # What stands in the margins is judged too.
    css = "@page { margin-bottom: 3mm; @bottom-center { content: 'foot'; vertical-align: bottom } }"
    low = audited("<h1>T</h1>", fmt=fmt, css=css + "@page { padding-bottom: 9mm }")
    assert "“foot”" in low["text-near-edges"]


def test_a_hole_beside_a_torn_list_is_found(audited: Audit) -> None:
    items = "<li>one</li><li>two</li><li style='{0}'>three</li><li>four</li>"
    start = f"<h1>T</h1>{FULL.format(150)}<ul>"
    torn = audited(f"{start}{items.format('break-before: page')}</ul>{FULL.format(220)}")
    assert re.fullmatch(
        r"Page 1 has a hole of \d\d mm, and a list that is torn\.",
        torn["holes-beside-torn-lists"],
    )
    whole = audited(f"{start}{items.format('')}</ul>")
    assert "empty-pages" in whole
    assert "holes-beside-torn-lists" not in whole


# --- files ---


def test_what_is_no_leaflet_to_read_is_passed_over() -> None:
    with pytest.raises(NotPdfError):
        audit_layout(b"no PDF")
    output = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(output)
    assert audit_layout(output.getvalue()) == ()
    assert fill_of_pages(output.getvalue()) == ()
    assert line_lengths(output.getvalue()) == ()


@pytest.mark.parametrize("locale", ["de", "ar"])
@pytest.mark.parametrize("name", FORMATS)
def test_our_own_leaflets_are_read_in_every_format(
    name: str, locale: str, font_cache: Path, tmp_path: Path
) -> None:
    workspace = Workspace(ROOT, font_cache)
    for edition in plan(workspace.project, locales=[locale], formats=[name]):
        built = make_leaflet(edition, workspace.order(output=tmp_path))
        assert built.path is not None, built.diagnostics
        data = built.path.read_bytes()
        found = {finding.check.removeprefix("layout-") for finding in audit_layout(data)}
        assert found <= KINDS - {"numbers-of-no-page"}
        # In Arabic, the long lists of a professional text leave a page empty.
        open_cases = {
            ("a5-booklet", "professional", "ar"),
        }
        assert not found or (name, edition.audience, locale) in open_cases
        fills = fill_of_pages(data)
        assert len(fills) == built.pages
        assert all(0.1 < fill <= 1 for fill in fills)
        # On cards, beside numbers, and where each sentence has a line, they are short.
        assert all(10 < length < 120 for length in line_lengths(data))


def test_a_table_tells_how_full_pages_and_how_long_lines_are(
    font_cache: Path, tmp_path: Path
) -> None:
    workspace = Workspace(ROOT, font_cache)
    for locale in ("en", "fi"):
        for edition in plan(workspace.project, locales=[locale], formats=["a5-booklet"]):
            make_leaflet(edition, workspace.order(output=tmp_path))
    paths = sorted(tmp_path.glob("*.pdf"))
    rows = {row.split(",")[1].split()[0]: row for row in list(table(paths))[1:]}
    plain, professional = rows["community"], rows["professional"]
    number = r"(\d+)"
    row = (
        rf"\| a5-booklet, {{0}} \| 2 \| {number} %, {number} % \| {number}, {number}, {number} \| "
        rf"{number} \|"
    )
    for line, name in ((plain, "community"), (professional, "professional")):
        told = re.fullmatch(row.format(name), line)
        assert told
        least, mean, shortest, usual, longest, _ = map(int, told.groups())
        assert least <= mean
        assert 20 < shortest <= usual <= longest < 100
    with_locales = list(table(paths[:1], locales=True))
    assert len(with_locales) == 1 + 2
    assert "| a5-booklet, community, en | 1 |" in "".join(with_locales)


def test_the_command_tells_of_it(workspace: Workspace, font_cache: Path, tmp_path: Path) -> None:
    (row,) = json.loads(
        workspace.run("build", "--locale", "de", "--audience", "professional", "--json").stdout
    )
    done = workspace.run("proof", "--layout", row["file"], code=None)
    assert "passed" in done.stdout
    assert re.search(r"filled: \d+ %, \d+ %", done.stdout)
    # Ours may have no findings: one is made that has.
    fit = Fit(size_max=12, size_min=12, leading_max=1.4, leading_min=1.4, pages_min=1, pages_max=9)
    page = page_of(
        f"<h1>T</h1>{LINE}{NOTICE.replace('<footer', '<footer class=x')}",
        css=".x { break-before: page }",
    )
    path = tmp_path / "spoilt.pdf"
    path.write_bytes(typesetter_for(font_cache).typeset(page, fit, "spoilt").pdf)
    done = workspace.run("proof", "--layout", str(path), code=1)
    assert "The last page, 2, has nothing but the notice." in done.stderr
    told = json.loads(workspace.run("proof", "--layout", "--json", str(path), code=1).stdout)
    kinds = {item["check"] for item in told[str(path)] if item["check"].startswith("layout-")}
    assert "layout-lonely-notice" in kinds
    assert kinds <= {f"layout-{kind}" for kind in KINDS}
    assert {item["path"] for item in told[str(path)]} == {str(path)}
