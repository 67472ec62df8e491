"""Each check of the audit, with a PDF that fails it; and real leaflets, which fail none.

The golden file is the tag tree of a leaflet, in the order in which it is read aloud. Rewrite it
with `python -m tests.proof.test_audit`, and read what has changed in it.
"""

import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from briefkit.build import typesetter_for
from briefkit.proof.audit import CHECKS, audit
from tests.conftest import BRIEF, ROOT, Workspace, own_leaflets
from tests.proof.tag_tree import page_of, tag_tree, typeset

Read = Callable[[str, str], bytes]

GOLDEN = ROOT / "tests" / "golden" / f"{BRIEF}.en.professional.tags.txt"

LEAFLETS = [
    ("de", "community"),
    ("bg", "professional"),
    ("ar", "community"),
    ("ar", "professional"),
]

# A page that has all that the audit looks at.
BODY = """
<h1>Title</h1>
<p>Read <a href="https://example.org/">this page</a> first.<sup><a id="ref-1"
href="#note-1">1</a></sup> <span lang="el">Τρεις ελληνικές λέξεις εδώ</span> end.</p>
<h2>Lists</h2>
<ul><li>one<ul><li>within</li></ul></li><li>two</li></ul>
<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<div><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><title>A flag</title>
<rect width="30" height="20" fill="#039"/></svg></div>
<h3>Notes</h3>
<ol><li id="note-1">Note <a href="#ref-1" aria-label="Back">↑</a></li></ol>
"""
CSS = """
@page { size: 120mm 200mm; @top-center { content: "running head" } }
svg { width: 30mm; height: 20mm; display: block }
h1 { border-bottom: 1pt solid }
"""


@pytest.fixture(scope="module")
def sound(font_cache: Path) -> bytes:
    return typeset(typesetter_for(font_cache), page_of(BODY, css=CSS))


@pytest.fixture(scope="module")
def sound_file(sound: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sound") / "sound.pdf"
    file.write_bytes(sound)
    return file


def checks(data: bytes) -> set[str]:
    return {finding.check.removeprefix("matterhorn-") for finding in audit(data)}


def edited(data: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


def test_fonts_without_numbers_are_told_apart(sound: bytes) -> None:
    def inline(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            fonts = page.Resources.Font
            for name in list(fonts.keys()):
                fonts[name] = Dictionary({k: v for k, v in fonts[name].items()})

    data = edited(sound, inline)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len({str(f.BaseFont) for f in pdf.pages[0].Resources.Font.values()}) > 1
        assert not any(f.is_indirect for f in pdf.pages[0].Resources.Font.values())
    assert tag_tree(data) == tag_tree(sound)
    assert checks(data) == set()


# --- sound files ---


def test_a_page_with_everything_passes(sound: bytes) -> None:
    assert audit(sound) == ()


JOINED = """
<h1>Title</h1>
<p>One.<sup><a id="ref-1" href="#note-1">1</a></sup></p>
<p style="margin-top: 40mm">Two.<sup><a id="ref-2" href="#note-2">2</a></sup></p>
<h2>Notes</h2>
<ol><li id="note-1">Note <a href="#ref-1" aria-label="Back">↑</a>
<a id="note-2" href="#ref-2" aria-label="Back">↑</a></li></ol>
"""


@pytest.mark.parametrize(
    ("back", "found"),
    [("#ref-2", []), ("#ref-1", ["The note Note “↑” is not linked both ways."])],
)
def test_each_of_joined_notes_leads_back(back: str, found: list[str], font_cache: Path) -> None:
    body = JOINED.replace('id="note-2" href="#ref-2"', f'id="note-2" href="{back}"')
    data = typeset(typesetter_for(font_cache), page_of(body, css=CSS))
    assert [finding.message for finding in audit(data)] == found


@pytest.mark.parametrize(("locale", "audience"), LEAFLETS)
def test_real_leaflets_pass(locale: str, audience: str, built: Read) -> None:
    assert audit(built(locale, audience)) == ()


# What the independent checker takes for faults, and why they are none.
FALSE_ALARMS = {
    "TBL-010": "a table's header cells are of one word",
    "TBL-014": "two framed boxes on a page are no table",
    "NOTE-003": "the numbers of joined notes stand before the first of them",
    "TXT-004": "an Arabic letter has a glyph for each of its forms",
}


@pytest.mark.parametrize(("locale", "audience"), LEAFLETS)
def test_an_independent_checker_finds_nothing(
    locale: str, audience: str, built: Read, tmp_path: Path
) -> None:
    outloud = pytest.importorskip("outloud")
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(built(locale, audience))
    result = outloud.check(str(file))
    assert result.error is None
    known = FALSE_ALARMS.keys() - ({"TXT-004"} if locale != "ar" else set())
    assert [f"{f.rule}: {f.message}" for f in result.findings if f.rule not in known] == []
    # A note has its number, or it is the link back of one that is joined to it.
    begun = re.findall(
        r"^ *Note id=\S+\n *(Lbl(?:\n *Span)? “[^”]*\d[^”]*”|Link -> ref-\d+)",
        tag_tree(file.read_bytes()),
        re.M,
    )
    assert len(begun) == len(re.findall(r"^ *Note\b", tag_tree(file.read_bytes()), re.M))


def test_it_is_read_aloud_in_this_order(built: Read) -> None:
    found = tag_tree(built("en", "professional"))
    assert found == GOLDEN.read_text(encoding="utf-8")


def test_the_command_audits_when_asked(workspace: Workspace) -> None:
    workspace.run("build", "--locale", "de", "--audience", "community")
    file = workspace.output / f"{BRIEF}.de.community.a4.pdf"
    workspace.run("proof", "--audit", str(file))

    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Tabs = Name.R
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0] * 4)])

    file.write_bytes(edited(file.read_bytes(), spoil))
    workspace.run("proof", str(file))
    done = workspace.run("proof", "--audit", str(file), code=1)
    assert f"{file}: On page 1 the tab key does not follow the tags." in done.stderr
    report = json.loads(workspace.run("proof", "--audit", "--json", str(file), code=1).stdout)
    assert {"matterhorn-28-tab-order", "matterhorn-28-links"} == {
        finding["check"] for finding in report[str(file)]
    }
    (workspace.root / "text.pdf").write_text("no PDF")
    workspace.run("proof", "--audit", "text.pdf", code=1)


# --- spoiled files ---


def every(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """Return the elements of a role in reading order."""

    def walk(item: Any) -> Iterator[Any]:
        if item.get("/S") == f"/{role}":
            yield item
        for kid in item.get("/K", []):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(pdf.Root.StructTreeRoot))


def first(pdf: pikepdf.Pdf, role: str) -> Any:
    return every(pdf, role)[0]


def font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def role(before: str, after: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        first(pdf, before).S = Name(f"/{after}")

    return spoil


def lose(role: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        del first(pdf, role)[key]

    return spoil


def put(role: str, key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        first(pdf, role)[key] = value

    return spoil


def annotation(key: str, value: Any, number: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        item: Any = pdf.pages[0].Annots
        if value is None:
            del item[number][key]
        else:
            item[number][key] = value

    return spoil


def root(path: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        item: Any = pdf.Root
        *keys, last = path.split()
        for key in keys:
            item = item[key]
        if value is None:
            del item[last]
        else:
            item[last] = value

    return spoil


def content(before: bytes, after: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Change the first place in the page's content, or add to its end."""

    def spoil(pdf: pikepdf.Pdf) -> None:
        data = pdf.pages[0].Contents.read_bytes()
        changed = re.sub(before, after, data, count=1) if before else data + b"\n" + after
        assert changed != data
        pdf.pages[0].Contents = pdf.make_stream(changed)

    return spoil


def metadata(before: bytes, after: bytes) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert before in data
        pdf.Root.Metadata.write(data.replace(before, after))

    return spoil


def characters(before: bytes, after: bytes) -> Callable[[pikepdf.Pdf], None]:
    def spoil(pdf: pikepdf.Pdf) -> None:
        for each in pdf.pages[0].Resources.Font.values():
            data = each.ToUnicode.read_bytes()
            each.ToUnicode.write(re.sub(before, after, data))

    return spoil


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo.Title = "Another"


def _unowned(pdf: pikepdf.Pdf) -> None:
    del first(pdf, "Document").K[0]


def _claimed_twice(pdf: pikepdf.Pdf) -> None:
    every(pdf, "LBody")[1].K.append(first(pdf, "H1").K[0])


def _swapped(pdf: pikepdf.Pdf) -> None:
    entries: Any = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    entries[0], entries[1] = entries[1], entries[0]


def _two_bodies(pdf: pikepdf.Pdf) -> None:
    item = first(pdf, "LI")
    item.K.append(
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array()))
    )


def _unlabelled(pdf: pikepdf.Pdf) -> None:
    del every(pdf, "LI")[-2].K[0]


def _two_notes(pdf: pikepdf.Pdf) -> None:
    item = first(pdf, "Note")
    item.K.append(
        pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Note, P=item, K=Array(), ID=item.ID)
        )
    )


def _unmarked(pdf: pikepdf.Pdf) -> None:
    for span in every(pdf, "Span"):
        if "/Lang" in span:
            del span["/Lang"]


def _shifted(pdf: pikepdf.Pdf) -> None:
    box = first(pdf, "Figure").A.BBox
    first(pdf, "Figure").A.BBox = Array([float(value) + 20 for value in box])


def _wordless(pdf: pikepdf.Pdf) -> None:
    link = first(pdf, "Link")
    link.K = Array([kid for kid in link.K if not isinstance(kid, int)])


def _unlinked(pdf: pikepdf.Pdf) -> None:
    link = first(pdf, "Link")
    link.K = Array([kid for kid in link.K if isinstance(kid, int)])


def _not_embedded(pdf: pikepdf.Pdf) -> None:
    del font(pdf).DescendantFonts[0].FontDescriptor["/FontFile2"]


def _without_map(pdf: pikepdf.Pdf) -> None:
    del font(pdf).DescendantFonts[0]["/CIDToGIDMap"]


def _cmap(pdf: pikepdf.Pdf, lines: bytes) -> None:
    font(pdf).Encoding = pdf.make_stream(lines, Type=pikepdf.Name.CMap, WMode=0)


def _other_glyphs(pdf: pikepdf.Pdf) -> None:
    _cmap(pdf, b"begincidrange\n<0000> <ffff> 5\nendcidrange")


def _downwards(pdf: pikepdf.Pdf) -> None:
    _cmap(pdf, b"/WMode 1 def\nbegincidrange\n<0000> <ffff> 0\nendcidrange")


def _other_encoding(pdf: pikepdf.Pdf) -> None:
    font(pdf).Encoding = Name.WinAnsiEncoding


SPOILED: dict[str, list[Callable[[pikepdf.Pdf], None]]] = {
    "01-artifacts-apart": [
        content(rb"(/Span << /MCID 1 >> BDC)", rb"\1 /Artifact BMC EMC"),
        content(b"", b"/Artifact BMC /Span << /MCID 0 >> BDC EMC EMC"),
    ],
    "01-all-content-tagged": [
        content(b"", b"0 0 10 10 re f"),
        content(b"", b"BT /F1 12 Tf <0001> Tj ET"),
        content(rb"/MCID 0\b", b"/MCID 90"),
        _unowned,
    ],
    "01-marked": [
        root("/MarkInfo /Suspects", True),
        root("/MarkInfo /Marked", False),
        root("/StructTreeRoot", None),
    ],
    "01-parents": [lose("H2", "/P")],
    "01-parent-tree": [
        _swapped,
        _claimed_twice,
        root("/StructTreeRoot /ParentTree", None),
        annotation("/StructParent", None),
        annotation("/StructParent", 0),
        put("H1", "/K", Array([90])),
    ],
    "02-role-map": [
        role("H2", "Fancy"),
        root("/StructTreeRoot /RoleMap", Dictionary(P=Name.Span)),
    ],
    "06-metadata": [
        root("/Metadata", None),
        metadata(b'pdfuaid:part="1"', b'pdfuaid:part="2"'),
        metadata(b"dc:title", b"dc:source"),
        _title,
    ],
    "07-title-shown": [
        root("/ViewerPreferences", None),
        root("/ViewerPreferences /DisplayDocTitle", False),
    ],
    "09-lists-and-tables": [
        role("LI", "P"),
        role("LBody", "P"),
        role("TR", "P"),
        role("TH", "P"),
        role("TBody", "Div"),
        role("L", "Div"),
        _two_bodies,
    ],
    "10-unicode": [
        characters(rb"<(\w{4})> <0054>", rb"<\1> <>"),
        characters(rb"<(\w{4})> <0054>", rb"<\1> <0000>"),
        characters(rb"<(\w{4})> <0054>", rb"<\1> <feff>"),
    ],
    "11-languages": [root("/Lang", None), put("P", "/Lang", String("no language"))],
    "11-scripts": [_unmarked],
    "13-alternatives": [lose("Figure", "/Alt"), put("Figure", "/Alt", String(" "))],
    "13-places": [_shifted, lose("Figure", "/A")],
    "14-headings": [role("H1", "H2"), role("H2", "H4"), role("H3", "H"), role("H2", "P")],
    "15-scopes": [lose("TH", "/A")],
    "16-numbering": [
        lose("L", "/A"),
        put("L", "/A", Dictionary(O=Name.List, ListNumbering=Name("/None"))),
        put("L", "/A", Dictionary(O=Name.List, ListNumbering=Name.Decimal)),
        _unlabelled,
    ],
    "18-running-matter": [
        content(rb"/Pagination", b"/Layout"),
        content(rb"/Subtype /Header", b""),
        content(rb"/Type /Layout", b""),
    ],
    "19-notes": [
        lose("Note", "/ID"),
        _two_notes,
        root("/StructTreeRoot /IDTree", None),
        annotation("/Dest", String("ref-1"), 1),
        annotation("/Dest", String("note-1"), 2),
        role("Note", "Span"),
        put("Reference", "/K", Array()),
    ],
    "27-bookmarks": [root("/Outlines", None)],
    "28-tab-order": [
        lambda pdf: pdf.pages[0].__delitem__("/Tabs"),
        lambda pdf: pdf.pages[0].__setitem__("/Tabs", Name.R),
    ],
    "28-links": [
        annotation("/Contents", None),
        annotation("/Contents", String(" ")),
        annotation("/F", 0),
        annotation("/F", 6),
        annotation("/Rect", Array([10, 10, 50, 10])),
        annotation("/A", None),
        annotation("/Subtype", Name.Text),
        role("Link", "Span"),
        _wordless,
        _unlinked,
    ],
    "31-fonts": [_not_embedded, _without_map, _other_encoding, _other_glyphs, _downwards],
    "31-glyphs": [content(rb"\[ ?<\w{4}", b"[<0000"), content(rb"\[ ?<\w{4}", b"[<fff0")],
}


@pytest.mark.parametrize(
    ("check", "number"),
    [(check, number) for check, spoils in SPOILED.items() for number in range(len(spoils))],
)
def test_what_is_spoiled_is_found(check: str, number: int, sound: bytes) -> None:
    assert check in checks(edited(sound, SPOILED[check][number]))


def test_every_check_has_a_file_that_fails_it() -> None:
    names = [check.__name__.removeprefix("check_").replace("_", "-") for check in CHECKS]
    assert sorted(SPOILED) == sorted(names)


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    with pytest.raises(pikepdf.PdfError):
        audit(b"no PDF")


VALUES = st.sampled_from(["null", "0", "(x)", "/X", "[]", "[1 2]", "<< >>", "<< /S /P >>"])


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(which=st.integers(0, 10**6), key=st.integers(0, 10**6), value=VALUES)
def test_no_malformed_file_brings_it_down(
    which: int, key: int, value: str, sound_file: Path
) -> None:
    with pikepdf.open(sound_file) as pdf:
        items: list[Any] = [o for o in pdf.objects if isinstance(o, Dictionary | pikepdf.Stream)]
        item = items[which % len(items)]
        keys = sorted(set(item.keys()) - {"/Length"})
        name = keys[key % len(keys)]
        if value == "null":
            del item[name]
        else:
            item[name] = pikepdf.Object.parse(value.encode())
        output = io.BytesIO()
        try:
            pdf.save(output)
        except (pikepdf.PdfError, RuntimeError):
            return
    try:
        findings = audit(output.getvalue())
    except pikepdf.PdfError:
        return
    assert all(finding.message and finding.hint for finding in findings)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own_leaflets(folder / "made", "en", folder)
        made = folder / "made" / f"{BRIEF}.en.professional.a4.pdf"
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(tag_tree(made.read_bytes()), encoding="utf-8")
