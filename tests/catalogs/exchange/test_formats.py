"""What other programs read in an exported file, and what a format cannot hold."""

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from lxml import etree

from briefkit.catalogs.exchange import (
    Format,
    export_catalog,
    import_translations,
    parse_exchange,
    source_digest,
)
from briefkit.errors import CatalogError
from tests.catalogs.exchange.files import (
    CATALOG,
    IDS,
    MENU,
    SHOP,
    XLIFF,
    XLIFF2,
    XML,
    bring,
    refused,
    unstamped,
)


def test_another_reader_finds_what_xliff_asks_for() -> None:
    root = etree.fromstring(export_catalog(CATALOG, Format.XLIFF, "en"))
    assert (root.tag, root.get("version")) == (f"{XLIFF}xliff", "1.2")
    (file,) = root
    assert dict(file.attrib) == {
        "original": "locales/bg/d.po", "source-language": "en", "target-language": "bg",
        "datatype": "plaintext", "build-num": source_digest(CATALOG),
    }  # fmt: skip
    units = list(file.find(f"{XLIFF}body"))
    assert {node.tag for node in units} == {f"{XLIFF}trans-unit"}
    assert [node.get("id") for node in units] == IDS
    assert len(set(IDS)) == 5
    for node in units:
        assert node.get(f"{XML}space") == "preserve"
        order = [child.tag.removeprefix(XLIFF) for child in node]
        assert order[0] == "source"
        assert order.index("target") == 1 if "target" in order else node is units[2]
        assert set(order[1:]) <= {"target", "note", "context-group"}
    old, menu, shop, one, many = units
    assert old.findtext(f"{XLIFF}source") == "Old **words** [@garcia2019]"
    assert old.find(f"{XLIFF}target").get("state") == "needs-review-translation"
    assert old.get("approved") == "no"
    notes = {note.get("from"): note.text for note in old.iter(f"{XLIFF}note")}
    assert notes["translator"] == "to the reviewer:\n  is this the term?"
    assert "under ‘Online’" in notes["developer"]
    assert "Olde" in notes["developer"]
    assert menu.findtext(f"{XLIFF}target") == " =Отвори\t\n'край' "
    assert (menu.find(f"{XLIFF}target").get("state"), menu.get("approved")) == ("translated", "no")
    assert [c.text for c in menu.iter(f"{XLIFF}context")] == ["menu"]
    assert shop.find(f"{XLIFF}target") is None
    assert [n.findtext(f"{XLIFF}source") for n in (one, many)] == ["%(n)d file", "%(n)d files"]
    assert b"xmlns:" not in etree.tostring(root)


def test_another_reader_finds_what_xliff_2_asks_for() -> None:
    reference = replace(CATALOG, locale="fr", entries=(MENU.change(translations=("Ouvrir",)),))
    root = etree.fromstring(export_catalog(CATALOG, Format.XLIFF2, "en", reference))
    assert dict(root.attrib) == {"version": "2.0", "srcLang": "en", "trgLang": "bg"}
    (file,) = root
    assert (file.get("original"), file.get("canResegment")) == ("locales/bg/d.po", "no")
    old, menu, shop, one, many = file.findall(f"{XLIFF2}unit")
    # NMTOKEN of XML Schema 1.0
    assert all(re.fullmatch(r"[\w.:-]+", node.get("id")) for node in (old, one, many))
    # 4.2.2.5: modules, then notes, then segments.
    order = [child.tag.rpartition("}")[2] for child in menu]
    assert order == ["matches", "metadata", "notes", "segment"]
    (match,) = menu.iter("{urn:oasis:names:tc:xliff:matches:2.0}match")
    assert (match.get("reference"), match.findtext(f"{XLIFF2}target")) == ("yes", "Ouvrir")
    segments = [node.find(f"{XLIFF2}segment") for node in (old, menu, shop)]
    assert [s.get("state") for s in segments] == ["initial", "translated", "initial"]
    assert segments[1].findtext(f"{XLIFF2}target") == " =Отвори\t\n'край' "
    assert segments[2].find(f"{XLIFF2}target") is None
    notes = {note.get("category"): note.text for note in old.iter(f"{XLIFF2}note")}
    assert notes["translator"] == "to the reviewer:\n  is this the term?"
    assert "under ‘Online’" in notes["developer"]


def test_what_a_tool_makes_of_an_xliff_2_unit_is_put_together_or_refused() -> None:
    root = etree.fromstring(export_catalog(CATALOG, Format.XLIFF2, "en"))
    shop = root.findall(f".//{XLIFF2}unit")[2]
    (segment,) = shop.iter(f"{XLIFF2}segment")
    segment.find(f"{XLIFF2}source").text = "Op"
    etree.SubElement(segment, f"{XLIFF2}target").text = "Отво"
    other = etree.SubElement(shop, f"{XLIFF2}segment", state="final")
    etree.SubElement(other, f"{XLIFF2}source").text = "en"
    etree.SubElement(other, f"{XLIFF2}target").text = "рено"
    result = bring(etree.tostring(root))
    assert result.catalog.entries[2].translations == ("Отворено",)
    assert result.catalog.entries[2].fuzzy
    etree.SubElement(other.find(f"{XLIFF2}target"), f"{XLIFF2}ph", id="1")
    assert "a tag <ph>" in refused(etree.tostring(root))


def test_a_po_file_says_what_it_is_for_and_else_its_name_does() -> None:
    data = export_catalog(CATALOG, Format.PO, "en")
    assert "X-Domain: d" in data.decode()
    (returned,) = parse_exchange(data, "/home/eva/renamed (1).po")
    assert (returned.domain, returned.locale) == ("d", "bg")
    bare = re.sub(rb'"(X-Domain|Language): .*\n', b"", data)
    (returned,) = parse_exchange(bare, "/home/eva/d.bg.po")
    assert (returned.domain, returned.locale) == ("d", "bg")
    assert import_translations(returned, CATALOG).catalog is CATALOG


def test_another_reader_finds_what_tmx_asks_for() -> None:
    root = etree.fromstring(export_catalog(CATALOG, Format.TMX, "en"))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header, body = root
    for name in ("creationtool", "creationtoolversion", "o-tmf", "adminlang", "datatype"):
        assert header.get(name)
    assert (header.get("segtype"), header.get("srclang")) == ("block", "en")
    assert [prop.text for prop in header] == ["d", source_digest(CATALOG), "draft"]
    # Neither what is fuzzy nor what is empty is worth remembering.
    assert [tu.get("tuid") for tu in body] == [IDS[1], IDS[3], IDS[4]]
    assert body[0].findtext("prop") == "menu"
    for tu in body:
        assert [tuv.get(f"{XML}lang") for tuv in tu.iter("tuv")] == ["en", "bg"]
    assert body[0].findall("tuv/seg")[1].text == " =Отвори\t\n'край' "


@pytest.mark.parametrize(("locale", "mirrored"), [("bg", False), ("ar", True), ("pt_BR", False)])
def test_another_reader_finds_a_workbook_that_guides(locale: str, mirrored: bool) -> None:
    data = export_catalog(replace(CATALOG, locale=locale), Format.XLSX, "en")
    book = openpyxl.load_workbook(BytesIO(data))
    guide, sheet = book.worksheets
    text = "\n".join(str(cell.value) for row in guide.iter_rows() for cell in row)
    for words in ("Translations", "please check", "Alt+Enter", "d", locale, source_digest(CATALOG)):
        assert words in text
    assert bool(sheet.sheet_view.rightToLeft) is mirrored
    assert sheet.freeze_panes == "A2"
    assert sheet.protection.sheet
    assert guide.protection.sheet
    assert book.security.lockStructure
    numbers = [row[0].value.split() for row in sheet.iter_rows(min_row=2)]
    assert [number for number, stamp in numbers] == IDS
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == [
        "please check", "draft", "to translate", "draft", "draft",
    ]  # fmt: skip
    for row in sheet.iter_rows(min_row=2):
        assert [cell.protection.locked for cell in row] == [True] * 3 + [False] * 3
        assert all(cell.alignment.wrap_text and cell.number_format == "@" for cell in row)
        assert row[3].alignment.readingOrder == (2 if mirrored else 1)
        assert row[2].alignment.readingOrder == 1
    assert all(sheet.column_dimensions[letter].width > 10 for letter in "ABCDEF")
    (states,) = sheet.data_validations.dataValidation
    assert str(states.sqref) == "E2:E6"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "'quoted", "#N/A", "112", "1/2"])
def test_a_cell_is_text_whatever_it_begins_with(text: str) -> None:
    catalog = replace(CATALOG, entries=(MENU.change(translations=(text,)),))
    data = export_catalog(catalog, Format.XLSX, "en")
    cell = openpyxl.load_workbook(BytesIO(data))["Translations"]["D2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    # Excel takes off a leading apostrophe when the cell is edited, but for this mark.
    assert cell.quotePrefix or text[0] in "#1"
    assert bring(data, catalog).catalog is catalog
    empty = replace(CATALOG, entries=(MENU.change(translations=("",)),))
    assert bring(unstamped(data), empty).catalog.entries[0].translations == (text,)


@pytest.mark.parametrize(
    ("text", "format", "words"),
    [
        ("a\x07b", Format.XLIFF, "U+0007"), ("a\x07b", Format.TMX, "U+0007"),
        ("a\x0cb", Format.XLSX, "U+000C"), ("a\ufffeb", Format.XLIFF, "U+FFFE"),
        ("a\rb", Format.XLSX, "reads as something else"),
        ("_x0041_", Format.XLSX, "reads as something else"),
        ("🙂" * 16_384, Format.XLSX, "32767 characters"),
    ],
)  # fmt: skip
def test_what_a_format_cannot_hold_stays_at_home(text: str, format: Format, words: str) -> None:
    catalog = replace(CATALOG, entries=(SHOP.change(translations=(text,)),))
    with pytest.raises(CatalogError, match="message: Open") as caught:
        export_catalog(catalog, format, "en")
    assert words in str(caught.value)
