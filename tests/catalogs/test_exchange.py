"""Catalogs go out to other tools and come back; nothing is lost, and nothing is guessed."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from briefkit.catalogs import parse_catalog, serialise_catalog
from briefkit.catalogs.checks import check_catalog
from briefkit.catalogs.exchange import (
    Format,
    Imported,
    catalog_units,
    exchange,
    export_catalog,
    import_translations,
    match_locale,
    parse_exchange,
    source_digest,
)
from briefkit.cli import main
from briefkit.diagnostics import Severity
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry, Message
from tests.conftest import BRIEF, ROOT, Workspace

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XML = "{http://www.w3.org/XML/1998/namespace}"

PO = """# Somebody's header comment.
msgid ""
msgstr ""
"Language: bg\\n"
"X-Odd-Header: kept: as it is\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# to the reviewer:
#   is this the term?
#. paragraph, under ‘Online’
#: briefs/x/community.md:3
#, fuzzy, my-own-flag, ignore-quotes
#| msgid "Olde"
msgid "Old **words** [@garcia2019]"
msgstr "Стари **думи** [@garcia2019]"

msgctxt "menu"
msgid "Open"
msgstr " =Отвори\\t\\n'край' "

msgctxt "shop"
msgid "Open"
msgstr ""

msgid "%(n)d file"
msgid_plural "%(n)d files"
msgstr[0] "%(n)d файл"
msgstr[1] "%(n)d файла"

#~ msgid "gone"
#~ msgstr "няма го"
"""


def parse(data: bytes, locale: str = "bg") -> Catalog:
    return parse_catalog(data, locale=locale, domain="d", path=f"locales/{locale}/d.po")


CATALOG = parse(PO.encode())
OLD, MENU, SHOP, PLURAL, GONE = CATALOG.entries
IDS = [unit.id for unit in catalog_units(CATALOG)]


def bring(data: bytes, catalog: Catalog = CATALOG, **options: bool) -> Imported:
    (returned,) = parse_exchange(data, "back")
    return import_translations(returned, catalog, **options)


def xliff(edit: Callable[[Any], None], catalog: Catalog = CATALOG) -> bytes:
    root = etree.fromstring(export_catalog(catalog, Format.XLIFF, "en"))
    edit(root)
    return bytes(etree.tostring(root))


def unit(root: Any, number: int) -> Any:
    return list(root.iter(f"{XLIFF}trans-unit"))[number]


def translate(root: Any, number: int, text: str, **attributes: str) -> None:
    node = unit(root, number)
    for old in node.findall(f"{XLIFF}target"):
        node.remove(old)
    target = etree.Element(f"{XLIFF}target", attributes)
    target.text = text
    node.insert(1, target)


def workbook(edit: Callable[[Any], None], catalog: Catalog = CATALOG) -> bytes:
    book = openpyxl.load_workbook(BytesIO(export_catalog(catalog, Format.XLSX, "en")))
    edit(book["Translations"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(cells: dict[str, object]) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return edit


def unstamped(data: bytes) -> bytes:
    """Return an exported file as it was made before there were stamps."""
    if not data.startswith(b"PK"):
        return re.sub(rb' extradata="[^"]*"', b"", data)
    return rewritten(rb"(<t[^>]*>m[0-9a-f]{12}(\[\d\])?) [0-9a-f]{8}[-~][0-9a-f]{8}", rb"\1", data)


def refused(data: bytes, catalog: Catalog = CATALOG) -> str:
    with pytest.raises(CatalogError) as caught:
        bring(data, catalog)
    assert caught.value.diagnostics[0].hint
    return str(caught.value)


# --- there and back ---

CHARACTERS = st.characters(
    codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=["Cs", "Cc"]
)
# But for what a workbook refuses to hold, such as “_x0041_”.
WORDS = st.text(CHARACTERS | st.sampled_from("\t\n =+-@'\"<>&%[]*_"), max_size=40).filter(
    lambda text: not exchange.NOT_XLSX.search(text)
)
KEYS = st.tuples(WORDS.filter(bool), st.none() | WORDS, st.none() | WORDS.filter(bool))


@st.composite
def entries(draw: st.DrawFn, key: tuple[str, str | None, str | None]) -> Entry:
    msgid, context, plural = key
    flags = draw(st.lists(st.sampled_from(["fuzzy", "odd-flag", "python-format"]), unique=True))
    previous = (
        (None, draw(WORDS), None) if "fuzzy" in flags and draw(st.booleans()) else (None,) * 3
    )
    return Entry(
        message=Message(
            msgid=msgid,
            context=context,
            plural=plural,
            flags=tuple(flags),
            comments=tuple(draw(st.lists(WORDS, max_size=2))),
        ),
        translations=tuple(draw(WORDS) for _ in range(3 if plural else 1)),
        translator_comment=draw(WORDS),
        previous=previous,
        obsolete=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique_by=lambda k: k[:2]))
    items = [draw(entries(key)) for key in keys]
    items[0] = items[0].change(obsolete=False)
    return replace(
        CATALOG, locale=draw(st.sampled_from(["bg", "ar", "pt_BR"])), entries=tuple(items)
    )


@pytest.mark.parametrize("format", [Format.XLIFF, Format.XLSX])
@settings(max_examples=60, deadline=None)
@given(catalogs())
@example(CATALOG)
def test_what_comes_back_untouched_changes_nothing(format: Format, catalog: Catalog) -> None:
    result = bring(export_catalog(catalog, format, "en"), catalog)
    assert result.catalog is catalog
    assert (result.translated, result.changed, result.emptied, result.absent) == (0, 0, 0, 0)
    assert result.unchanged == sum(not entry.obsolete for entry in catalog.entries)
    assert not result.warnings


def broken_as(source: str, text: str) -> str:
    for end in (re.compile(r"\A\n*"), re.compile(r"(?<!\n)\n*\Z")):
        found = end.search(source)
        breaks = found[0] if found else ""
        text = end.sub(lambda _, breaks=breaks: breaks, text, count=1)  # type: ignore[misc]
    return text


@pytest.mark.parametrize("format", [Format.XLIFF, Format.XLSX])
@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_an_empty_catalog_is_filled_as_it_was(format: Format, catalog: Catalog) -> None:
    emptied = [
        e
        if e.obsolete
        else e.change(translations=("",) * len(e.translations), translator_comment="")
        for e in catalog.entries
    ]
    data = unstamped(export_catalog(catalog, format, "en"))
    result = bring(data, replace(catalog, entries=tuple(emptied))).catalog
    for before, after in zip(catalog.entries, result.entries, strict=True):
        # What is nothing but spaces is no translation, and no note.
        sources = (before.message.msgid, *[before.message.plural or ""] * 2)
        words = tuple(
            broken_as(source, text) if text.strip() else ""
            for source, text in zip(sources, before.translations, strict=False)
        )
        assert after.translations == (before.translations if before.obsolete else words)
        assert after.translator_comment.strip() == before.translator_comment.strip()
        assert set(after.message.flags) == set(before.message.flags)
        assert replace(after.message, flags=()) == replace(before.message, flags=())


@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_a_memory_fills_what_is_empty_and_marks_it_fuzzy(catalog: Catalog) -> None:
    data = export_catalog(catalog, Format.TMX, "en")
    assert all(
        import_translations(part, catalog).catalog is catalog
        for part in parse_exchange(data, "back")
    )
    bare = [e.change(translations=("",) * len(e.translations)) for e in catalog.entries]
    emptied = replace(catalog, entries=tuple(bare))
    for part in parse_exchange(data, "back"):
        filled = import_translations(part, emptied).catalog
        for before, after in zip(catalog.entries, filled.entries, strict=True):
            if before.current and all(text.strip() for text in before.translations):
                assert after.translations == before.translations
                assert after.fuzzy


def test_every_catalog_that_we_ship_comes_back_the_same() -> None:
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/leaflet.po")):
        catalog = parse(path.read_bytes(), path.parent.parent.name)
        for format in (Format.XLIFF, Format.XLSX):
            result = bring(export_catalog(catalog, format, "en"), catalog)
            assert serialise_catalog(result.catalog) == path.read_bytes()


# --- what others read in it ---


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
    assert (menu.find(f"{XLIFF}target").get("state"), menu.get("approved")) == ("translated", "yes")
    assert [c.text for c in menu.iter(f"{XLIFF}context")] == ["menu"]
    assert shop.find(f"{XLIFF}target") is None
    assert [n.findtext(f"{XLIFF}source") for n in (one, many)] == ["%(n)d file", "%(n)d files"]
    assert b"xmlns:" not in etree.tostring(root)


def test_another_reader_finds_what_tmx_asks_for() -> None:
    root = etree.fromstring(export_catalog(CATALOG, Format.TMX, "en"))
    assert (root.tag, root.get("version")) == ("tmx", "1.4")
    header, body = root
    for name in ("creationtool", "creationtoolversion", "o-tmf", "adminlang", "datatype"):
        assert header.get(name)
    assert (header.get("segtype"), header.get("srclang")) == ("block", "en")
    assert [prop.text for prop in header] == ["d", source_digest(CATALOG)]
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
        "please check", "done", "to translate", "done", "done",
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


# --- what a translator does with it ---


def test_a_translation_comes_back_with_its_state_and_note() -> None:
    def work(root: Any) -> None:
        translate(root, 0, "Нови **думи** [@garcia2019]", state="translated")
        translate(root, 2, "Отворено", state="needs-review-translation")
        etree.SubElement(unit(root, 2), f"{XLIFF}note").text = "a shop?"

    book = workbook(fill({
        "D2": "Нови **думи** [@garcia2019]", "E2": "done",
        "D4": "Отворено", "E4": "please check", "F4": "a shop?",
    }))  # fmt: skip
    for data in (xliff(work), book):
        result = bring(data)
        assert (result.translated, result.changed, result.unchanged) == (1, 1, 2)
        old, menu, shop, plural, gone = result.catalog.entries
        assert old.current
        assert old.translations == ("Нови **думи** [@garcia2019]",)
        assert old.message.flags == ("my-own-flag", "ignore-quotes")
        assert old.previous == (None, None, None)
        assert (shop.translations, shop.fuzzy) == (("Отворено",), True)
        assert shop.translator_comment == "a shop?"
        assert (menu, plural, gone) == (MENU, PLURAL, GONE)
        written = serialise_catalog(result.catalog).decode()
        assert parse(written.encode()).entries == result.catalog.entries
        changed = [line for line in written.splitlines() if line not in PO.splitlines()]
        assert len(changed) == 5, changed


@pytest.mark.parametrize("state", ["to translate", None, "please check"])
@pytest.mark.parametrize("stamped", [True, False])
def test_a_row_is_confirmed_only_by_the_word_done(state: str | None, stamped: bool) -> None:
    def came(cells: dict[str, object]) -> tuple[Entry, ...]:
        data = workbook(fill(cells))
        return bring(data if stamped else unstamped(data)).catalog.entries

    assert came({"E2": state})[0] == OLD
    for number, row in enumerate((2, 3, 4)):
        entry = came({f"D{row}": "Отворено", f"E{row}": state})[number]
        assert (entry.translations, entry.fuzzy) == (("Отворено",), True)
        assert not came({f"D{row}": "Отворено", f"E{row}": "done"})[number].fuzzy
    # What was done, and is the same without a word on it, is done.
    assert came({"E3": state})[1].fuzzy is (state is not None)


@pytest.mark.parametrize("stamped", [True, False])
def test_a_unit_is_not_confirmed_by_a_tool_that_drops_its_state(stamped: bool) -> None:
    def drop(root: Any) -> None:
        for node in root.iter(f"{XLIFF}trans-unit"):
            node.attrib.pop("approved", None)
            for target in node.findall(f"{XLIFF}target"):
                target.attrib.pop("state")

    def write(root: Any) -> None:
        drop(root)
        for number in (0, 1, 2):
            translate(root, number, "Отворено")

    same, other = xliff(drop), xliff(write)
    if not stamped:
        same, other = unstamped(same), unstamped(other)
    assert bring(same).catalog is CATALOG
    entries = bring(other).catalog.entries[:3]
    assert [(e.translations, e.fuzzy) for e in entries] == [(("Отворено",), True)] * 3
    confirmed = now(OLD.change(message=replace(OLD.message, flags=())))
    assert bring(same, confirmed).catalog is confirmed


@pytest.mark.parametrize(
    ("attributes", "approved", "fuzzy"),
    [
        ({"state": "final"}, "no", False),
        ({"state": "signed-off"}, None, False),
        ({"state": "needs-adaptation"}, "yes", True),
        ({"state": "x-draft"}, None, True),
        ({}, "no", True),
        ({}, "yes", False),
        ({}, None, True),
        ({}, "perhaps", True),
    ],
)
def test_states_of_other_tools(
    attributes: dict[str, str], approved: str | None, fuzzy: bool
) -> None:
    def work(root: Any) -> None:
        translate(root, 2, "Отворено", **attributes)
        if approved:
            unit(root, 2).set("approved", approved)

    assert bring(xliff(work)).catalog.entries[2].fuzzy is fuzzy


def test_what_is_missing_or_emptied_is_left_alone() -> None:
    def shorten(root: Any) -> None:
        translate(root, 1, "")
        for number in (4, 3, 0):
            node = unit(root, number)
            node.getparent().remove(node)

    def rub_out(sheet: Any) -> None:
        sheet["D3"] = None
        sheet.delete_rows(5, 2)
        sheet.delete_rows(2)

    for data in (xliff(shorten), workbook(rub_out)):
        result = bring(data)
        assert result.catalog is CATALOG
        assert (result.absent, result.emptied, result.unchanged) == (2, 1, 2)


def test_one_plural_form_comes_back_alone() -> None:
    def work(root: Any) -> None:
        translate(root, 4, "%(n)d книжа")
        node = unit(root, 3)
        node.getparent().remove(node)

    entry = bring(xliff(work)).catalog.entries[3]
    assert entry.translations == ("%(n)d файл", "%(n)d книжа")
    assert entry.current


def test_a_message_is_confirmed_when_all_its_forms_are() -> None:
    plural = PLURAL.change(message=replace(PLURAL.message, flags=("fuzzy", "python-format")))
    catalog = replace(CATALOG, entries=(plural,))
    one = bring(workbook(fill({"E3": "done", "D2": None}), catalog), catalog)
    assert one.catalog is catalog
    both = bring(workbook(fill({"E2": "done", "E3": "done"}), catalog), catalog).catalog
    assert both.entries[0].current
    doubted = bring(workbook(fill({"E3": "please check"}), both), both).catalog
    assert doubted.entries[0].message.flags == ("fuzzy", "python-format")


def test_rows_may_be_sorted_and_blank_ones_left() -> None:
    def sort(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number * 3, column).value = value
                sheet.cell(number, column).value = None if number < 6 else value

    with pytest.raises(CatalogError, match="stands 2 times"):
        bring(workbook(sort))

    def tidy(sheet: Any) -> None:
        sort(sheet)
        for column in range(1, 7):
            sheet.cell(6, column).value = sheet.cell(18, column).value
            sheet.cell(18, column).value = None

    assert bring(workbook(tidy)).catalog is CATALOG


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (112, "112"), (80018676.0, "80018676"), (3.5, "3.5"), (True, "TRUE"),
        (datetime(2026, 11, 24), "2026-11-24"),
    ],
)  # fmt: skip
def test_what_the_spreadsheet_made_of_it_is_text_and_fuzzy(typed: object, text: str) -> None:
    result = bring(workbook(fill({"D4": typed})))
    shop = result.catalog.entries[2]
    assert (shop.translations, shop.fuzzy) == ((text,), True)
    (warning,) = result.warnings
    assert warning.severity is Severity.WARNING
    assert str(warning.location) == "back:4"
    assert text in warning.message


def test_carriage_returns_of_a_spreadsheet_are_line_ends() -> None:
    result = bring(workbook(fill({"D4": "a_x000D_\nb", "F4": "n_x000D_o"})))
    assert result.catalog.entries[2].translations == ("a\nb",)
    again = parse(serialise_catalog(result.catalog))
    assert again.entries == result.catalog.entries


@pytest.mark.parametrize("format", [Format.XLIFF, Format.XLSX])
@pytest.mark.parametrize("source", ["Two\nlines", "\nTwo\nlines\n"])
@pytest.mark.parametrize("typed", ["а\r\nб", "а\rб\r", "\n\nа\nб\n \n", "а\nб"])
def test_line_breaks_come_in_as_the_source_has_them(
    format: Format, source: str, typed: str, tmp_path: Path
) -> None:
    entry = SHOP.change(message=replace(SHOP.message, msgid=source))
    catalog = replace(CATALOG, entries=(entry,))
    data = export_catalog(catalog, format, "en")
    if format is Format.XLSX:
        data = workbook(fill({"D2": typed, "E2": "done"}), catalog)
    else:
        data = xliff(lambda root: translate(root, 0, typed, state="final"), catalog)
    result = bring(data, catalog)
    (text,) = result.catalog.entries[0].translations
    assert text.split("\n")[1 if source[0] == "\n" else 0] == "а"
    assert "\r" not in text
    assert text.startswith("\n") is text.endswith("\n") is (source[0] == "\n")
    po = tmp_path / "d.po"
    po.write_bytes(serialise_catalog(result.catalog))
    subprocess.run(["msgfmt", "--check-format", "-o", "/dev/null", po], check=True)


def test_a_carriage_return_in_a_note_does_not_break_the_catalog() -> None:
    def work(root: Any) -> None:
        etree.SubElement(unit(root, 2), f"{XLIFF}note").text = 'a\r"b\r\nmsgid "x"'

    result = bring(xliff(work))
    assert result.changed == 1
    assert parse(serialise_catalog(result.catalog)).entries == result.catalog.entries


@pytest.mark.parametrize("stamped", [True, False])
@pytest.mark.parametrize("format", [Format.XLIFF, Format.XLSX])
def test_a_note_silences_no_check(format: Format, stamped: bool) -> None:
    def write(root: Any) -> None:
        etree.SubElement(unit(root, 1), f"{XLIFF}note").text = note

    note = "ignore-hidden-characters\nsee ignore-copied: I say so\r\nignore-sentences"
    entry = MENU.change(
        message=replace(MENU.message, msgid="Open it 5"),
        translations=("Open it 5",),
        translator_comment="ignore-sentences",
    )
    catalog = replace(CATALOG, entries=(OLD, entry))
    data = xliff(write, catalog)
    if format is Format.XLSX:
        data = workbook(fill({"F3": note}), catalog)
    data = data if stamped else unstamped(data)

    def silenced(catalog: Catalog) -> bool:
        message = catalog.entries[1].message
        found = check_catalog(catalog, [message], source_locale="en")
        return "copied" not in {item.check for item in found if item.msgid}

    result = bring(data, catalog)
    assert result.changed == 1
    came = result.catalog.entries[1].translator_comment
    # What the catalog has silenced stays so.
    assert came.splitlines()[-3:] == [
        "note: ignore hidden-characters",
        "see note: ignore copied: I say so",
        "ignore-sentences",
    ]
    assert not silenced(catalog)
    assert not silenced(result.catalog)
    assert bring(data, result.catalog).catalog is result.catalog
    assert not bring(data, result.catalog).conflicts


def test_segments_that_a_tool_marks_are_words() -> None:
    def work(root: Any) -> None:
        translate(root, 2, "")
        for text in ("Отво", "рено"):
            etree.SubElement(unit(root, 2)[1], f"{XLIFF}mrk", mtype="seg").text = text

    assert bring(xliff(work)).catalog.entries[2].translations == ("Отворено",)


# --- what was changed in the catalog meanwhile ---


def worked(texts: dict[int, str], format: Format) -> bytes:
    """Return an export of CATALOG with other words in some units, and these said to be done."""

    def edit(root: Any) -> None:
        for number, text in texts.items():
            translate(root, number, text, state="final")

    if format is Format.XLIFF:
        return xliff(edit)
    cells: dict[str, object] = {f"D{number + 2}": text for number, text in texts.items()}
    return workbook(fill(cells | {f"E{number + 2}": "done" for number in texts}))


def now(*changed: Entry) -> Catalog:
    """Return CATALOG with other entries for the same messages."""
    by_key = {entry.message.key: entry for entry in changed}
    return replace(CATALOG, entries=tuple(by_key.get(e.message.key, e) for e in CATALOG.entries))


STAMPED = pytest.mark.parametrize("format", [Format.XLIFF, Format.XLSX])


@STAMPED
@pytest.mark.parametrize("options", [{}, {"skip_changed": True}])
def test_what_was_not_touched_in_the_file_leaves_newer_work_alone(
    format: Format, options: dict[str, bool]
) -> None:
    newer = now(
        MENU.change(translations=("Отворете",), translator_comment="so it is"),
        SHOP.change(translations=("Отворено",)),
        OLD.change(message=replace(OLD.message, flags=()), translator_comment="yes, it is"),
        PLURAL.change(translations=("%(n)d лист", "")),
    )
    result = bring(worked({}, format), newer, **options)
    assert result.catalog is newer
    assert (result.unchanged, result.emptied, result.conflicts) == (4, 0, ())
    old = bring(unstamped(worked({}, format)), newer, **options)
    assert (old.translated, old.changed) == (1, 2)


@STAMPED
def test_work_on_one_message_does_not_undo_that_on_another(format: Format) -> None:
    newer = now(MENU.change(translations=("Отворете",)), PLURAL.change(translations=("ф", "х")))
    data = worked({2: "Отворено", 4: "%(n)d книжа"}, format)
    result = bring(data, now(MENU.change(translations=("Отворете",))))
    assert (result.translated, result.changed, result.conflicts) == (1, 1, ())
    _, menu, shop, plural, _ = result.catalog.entries
    assert menu.translations == ("Отворете",)
    assert shop.translations == ("Отворено",)
    assert plural.translations == ("%(n)d файл", "%(n)d книжа")
    again = bring(data, result.catalog)
    assert again.catalog is result.catalog
    assert not again.conflicts
    (conflict,) = bring(data, newer).conflicts
    assert "“х”" in conflict.message


@STAMPED
def test_what_was_changed_on_both_sides_is_told_and_not_written(format: Format) -> None:
    newer = now(MENU.change(translations=("Отворете",)))
    result = bring(worked({1: "Отваряне", 2: "Отворено"}, format), newer)
    assert result.catalog.entries[1] == newer.entries[1]
    assert result.catalog.entries[2].translations == ("Отворено",)
    assert (result.translated, result.changed, result.unchanged) == (1, 0, 2)
    (conflict,) = result.conflicts
    assert conflict.severity is Severity.ERROR
    assert conflict.msgid == "Open"
    assert str(conflict.location).startswith("back:")
    assert "“Отваряне”" in conflict.message
    assert "“Отворете”" in conflict.message
    # The same words on both sides are no conflict, and where there are none nothing is lost.
    for text in ("Отваряне", ""):
        same = bring(worked({1: "Отваряне"}, format), now(MENU.change(translations=(text,))))
        assert same.catalog.entries[1].translations == ("Отваряне",)
        assert not same.conflicts


def test_a_note_that_was_changed_on_both_sides_is_a_conflict() -> None:
    data = workbook(fill({"F3": "mine"}))
    assert bring(data).catalog.entries[1].translator_comment == "mine"
    result = bring(data, now(MENU.change(translator_comment="theirs")))
    assert result.catalog.entries[1].translator_comment == "theirs"
    (conflict,) = result.conflicts
    assert "“mine”" in conflict.message
    assert "“theirs”" in conflict.message


def test_rows_keep_their_stamps_when_they_are_sorted() -> None:
    def reverse(sheet: Any) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value

    newer = now(MENU.change(translations=("Отворете",)))
    assert bring(workbook(reverse), newer).catalog is newer


# --- translation memories ---


def memory(*units: str, srclang: str = "EN-US") -> bytes:
    return (
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">'
        f'<header srclang="{srclang}"/><body>{"".join(units)}</body></tmx>'
    ).encode()


def tu(text: str, context: str = "", **words: str) -> str:
    tuvs = {"en-US": text} | {tag.replace("_", "-"): word for tag, word in words.items()}
    spoken = [f'<tuv xml:lang="{t}"><seg>{w}</seg></tuv>' for t, w in reversed(tuvs.items())]
    prop = f"<prop type='x-context'>{context}</prop>" if context else ""
    return f"<tu>{prop}{''.join(spoken)}</tu>"


def test_a_memory_of_another_tool_suggests() -> None:
    data = memory(
        tu("Open", bg_BG="Отвори", de="Öffnen"),
        tu("Open", "shop", bg_BG="Отворено"),
        tu("Open", "shop", bg_BG="Второ"),
        tu("Old **words** [@garcia2019]", bg_BG="Друго"),
        tu("open", bg_BG="не"),
    )
    parts = {part.locale: part for part in parse_exchange(data, "m.tmx")}
    assert set(parts) == {"bg-BG", "de"}
    result = import_translations(parts["bg-BG"], CATALOG)
    assert (result.translated, result.changed, result.unchanged) == (1, 0, 3)
    shop = result.catalog.entries[2]
    assert (shop.translations, shop.fuzzy) == (("Отворено",), True)
    assert result.catalog.entries[:2] == CATALOG.entries[:2]
    with pytest.raises(CatalogError, match="language “de”"):
        import_translations(parts["de"], CATALOG)
    (alone,) = parse_exchange(memory(tu("Open", bg="Отвори"), srclang="*all*"), "m.tmx")
    # No source language is named: the first of the unit's languages counts.
    assert alone.locale == "en-US"


def test_language_tags_mean_locales() -> None:
    known = ["bg", "pt", "pt_BR", "sr_Latn"]
    tags = ("BG-BG", "pt-br", "pt-PT", "sr-Latn", "sr", "zh")
    assert [match_locale(tag, known) for tag in tags] == [
        "bg",
        "pt_BR",
        "pt",
        "sr_Latn",
        None,
        None,
    ]


# --- what is refused ---


@pytest.mark.parametrize("format", [Format.XLIFF, Format.XLSX])
def test_a_file_made_from_another_source_names_what_changed(format: Format) -> None:
    data = unstamped(export_catalog(CATALOG, format, "en"))
    changed = MENU.change(message=replace(MENU.message, msgid="Open it"))
    plural = PLURAL.change(message=replace(PLURAL.message, plural="%(n)d sheets"))
    now = replace(CATALOG, entries=(OLD.change(translations=("",)), changed, SHOP, plural))
    with pytest.raises(CatalogError) as caught:
        bring(data, now)
    summary, *named = caught.value.diagnostics
    assert "another source: 3 of its messages" in summary.message
    assert "3 of the catalog’s are not in it" in summary.message
    assert [d.msgid for d in named] == [
        "Open", "%(n)d file", "%(n)d files", "Open it", "%(n)d file", "%(n)d sheets",
    ]  # fmt: skip
    result = bring(data, now, skip_changed=True)
    assert (result.translated, result.unchanged, result.absent) == (1, 1, 2)
    assert result.catalog.entries[1:] == now.entries[1:]
    assert [d.severity for d in result.warnings] == [Severity.WARNING] * 6


def test_a_new_message_makes_another_source_and_a_lost_row_does_not() -> None:
    data = export_catalog(replace(CATALOG, entries=(OLD, MENU)), Format.XLIFF, "en")
    assert "0 of its messages have changed since, and 1 of" in refused(
        data, replace(CATALOG, entries=(OLD, MENU, SHOP))
    )


def test_a_source_that_was_altered_in_the_file_is_not_guessed_at() -> None:
    told = refused(workbook(fill({"C4": "Opening hours", "D4": "Работно време"})))
    assert "back:4: Its source text was altered" in told
    result = bring(workbook(fill({"C4": "Opening hours", "C6": "more files"})), skip_changed=True)
    assert (result.unchanged, result.skipped, result.absent) == (3, 1, 0)
    # Spaces that a tool folded are no alteration.
    assert bring(workbook(fill({"C4": " Open\n"}))).catalog is CATALOG


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cannot be read as XML"),
        (b"\xd0\xcf\x11\xe0 old Excel", "cannot be read as XML"),
        (b"Number,Source\n1,2\n", "cannot be read as XML"),
        (b"<html/>", "<html> is neither"),
        (b'<xliff version="2.0"/>', "XLIFF 2.0"),
        (b'<xliff version="1.2"><file><trans-unit/></file></xliff>', "no id"),
        (b"PK\x03\x04", "not an Excel workbook"),
        (workbook(lambda s: setattr(s, "title", "Mine")), "no sheets"),
        (workbook(fill({"D1": "Traduction"})), "headings"),
        (workbook(fill({"A4": None})), "back:4: The row has no number"),
        (workbook(fill({"E4": "perhaps"})), "“perhaps” is not a state"),
        (workbook(fill({"D4": "=1+1"})), "formula"),
        (workbook(fill({"A4": IDS[0]})), "stands 2 times"),
        (xliff(lambda r: unit(r, 2).set("id", IDS[0])), "stands 2 times"),
        (xliff(lambda r: r[0].set("original", "a/other.po")), "“other”"),
        (xliff(lambda r: r[0].set("target-language", "el")), "“el”"),
        (xliff(lambda r: etree.SubElement(unit(r, 1)[1], f"{XLIFF}x")), "a tag <x>"),
        (xliff(lambda r: etree.SubElement(unit(r, 1)[1], f"{XLIFF}mrk", mtype="x-sdl-deleted")),
         "a tag <mrk>"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(data: bytes, words: str) -> None:
    assert words in refused(data)


@pytest.mark.parametrize("data", [b"", b"Hello", b"Number,Source\n1,2\n", b"\xd0\xcf\x11\xe0"])
@pytest.mark.parametrize("name", ["back.xlsx", "BACK.XLSX"])
def test_what_is_named_a_workbook_and_is_none_is_told_so(name: str, data: bytes) -> None:
    with pytest.raises(CatalogError, match=r"This is not a workbook \(xlsx\)") as caught:
        parse_exchange(data, name)
    assert "save it as an Excel workbook" in caught.value.diagnostics[0].hint


@pytest.mark.parametrize("format", list(Format))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_broken_file_is_no_traceback(format: Format, data: st.DataObject) -> None:
    whole = EXPORTS[format]
    broken = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        if place < len(broken):
            broken[place] = data.draw(st.integers(0, 255))
    try:
        for part in parse_exchange(bytes(broken), "back"):
            import_translations(part, CATALOG, skip_changed=True)
    except CatalogError:
        return


EXPORTS = {format: export_catalog(CATALOG, format, "en") for format in Format}

LAUGHS = "<!DOCTYPE xliff [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "document",
    [
        LAUGHS + "]><xliff version='1.2'>&a11;</xliff>",
        LAUGHS + "]><xliff version='&a11;'/>",
        "<!DOCTYPE xliff [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff>&a;</xliff>",
        "<!DOCTYPE xliff [<!ENTITY % a SYSTEM 'file:///etc/passwd'> %a;]><xliff version='1.2'/>",
    ],
)
def test_entities_are_refused_wherever_they_stand(document: str, encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>{document}'.encode(encoding)
    told = refused(data)
    assert "entit" in told.lower() or "cannot be read as XML" in told
    assert "root:" not in told
    book = BytesIO(EXPORTS[Format.XLSX])
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/extra.xml", data)
    assert refused(book.getvalue()) == told


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    book = BytesIO(EXPORTS[Format.XLSX])
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"\0" * (exchange.UNPACKED_LIMIT + 1))
    assert len(book.getvalue()) < 200_000
    read = pytest.fail
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: read("unpacked"))
    assert "unpacks to more than 64 MB" in refused(book.getvalue())


def test_a_file_without_end_is_not_parsed() -> None:
    assert "larger than 32 MB" in refused(b"<" * (exchange.FILE_LIMIT + 1))


def rewritten(old: bytes, new: bytes, data: bytes = b"") -> bytes:
    """Return an exported workbook with all that matches `old` replaced in its parts."""
    written = BytesIO()
    whole = zipfile.ZipFile(BytesIO(data or EXPORTS[Format.XLSX]))
    with whole, zipfile.ZipFile(written, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, re.sub(old, new, whole.read(name)))
    return written.getvalue()


def test_a_sheet_of_wrong_dimensions_is_read_whole() -> None:
    assert bring(rewritten(b'<dimension ref="[^"]*"', b'<dimension ref="A1"')).unchanged == 4


def test_a_row_beyond_the_end_of_all_sheets_is_not_waited_for() -> None:
    last = b'<row r="6"(?=><c r="A6"[^>]*><is><t>m)'
    result = bring(rewritten(last, b'<row r="4000000000"'))
    assert result.catalog is CATALOG


def test_a_row_at_the_end_of_the_sheet_is_found_soon() -> None:
    data = workbook(fill({"XFD1048576": "far", "D1048000": "away"}))
    assert "back:1048000: The row has no number" in refused(data)


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


def test_an_entry_without_any_form_is_an_empty_one() -> None:
    catalog = replace(CATALOG, entries=(SHOP.change(translations=()),))
    data = export_catalog(catalog, Format.XLIFF, "en")
    assert bring(data, catalog).catalog is catalog


def test_a_carriage_return_travels_in_xliff() -> None:
    catalog = replace(CATALOG, entries=(MENU.change(translations=("a\rb\r\nc",)),))
    assert bring(export_catalog(catalog, Format.XLIFF, "en"), catalog).catalog is catalog


# --- the commands ---


def test_the_commands_take_a_language_out_and_back(workspace: Workspace) -> None:
    po = workspace.po("bg", "leaflet")
    before = po.read_bytes()
    done = workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg")
    names = (BRIEF, "leaflet", "desk")
    assert done.stdout.splitlines() == [f"{name}.bg.xlsx: written" for name in names]
    assert not done.stderr
    again = workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", code=2)
    assert "already" in again.stderr
    workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", "--force")
    count = len(workspace.project.leaflet_messages)
    assert f"{count} unchanged" in workspace.run("exchange", "import", "leaflet.bg.xlsx").stdout
    assert po.read_bytes() == before

    book = openpyxl.load_workbook(workspace.root / "leaflet.bg.xlsx")
    book["Translations"]["D4"] = "Спешен номер"
    book.save(workspace.root / "back.xlsx")
    (row,) = json.loads(workspace.run("exchange", "import", "back.xlsx", "--json").stdout)
    assert row == {
        "domain": "leaflet", "locale": "bg", "path": "locales/bg/LC_MESSAGES/leaflet.po",
        "translated": 0, "changed": 1, "unchanged": count - 1, "skipped": 0, "absent": 0,
        "emptied": 0, "conflicts": 0, "diagnostics": [],
    }  # fmt: skip
    old, new = before.decode().splitlines(), po.read_text(encoding="utf-8").splitlines()
    assert [line for line in new if line not in old] == ['msgstr "Спешен номер"']
    assert len(old) == len(new)


def test_an_import_tells_of_a_conflict_and_brings_the_others(workspace: Workspace) -> None:
    workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", "--domain", "leaflet")
    file, po = workspace.root / "leaflet.bg.xlsx", workspace.po("bg", "leaflet")
    words = workspace.project.catalogs.read("leaflet", "bg").entries[2].translations[0]
    workspace.replace(po, f'msgstr "{words}"', 'msgstr "По-ново"')
    before = po.read_bytes()
    done = workspace.run("exchange", "import", file.name)
    assert "0 translated, 0 changed" in done.stdout
    assert po.read_bytes() == before
    book = openpyxl.load_workbook(file)
    book["Translations"]["D4"], book["Translations"]["D5"] = "Мое", "Друго"
    book.save(file)
    done = workspace.run("exchange", "import", file.name, code=1)
    assert "1 changed" in done.stdout
    assert "1 in conflict" in done.stdout
    assert "leaflet.bg.xlsx:4" in done.stderr
    assert "“Мое”" in done.stderr
    assert "“По-ново”" in done.stderr
    now = po.read_text(encoding="utf-8")
    assert '"По-ново"' in now
    assert '"Друго"' in now
    (row,) = json.loads(workspace.run("exchange", "import", file.name, "--json", code=1).stdout)
    assert (row["conflicts"], row["changed"]) == (1, 0)
    assert row["diagnostics"][0]["severity"] == "error"


def test_what_the_checks_find_in_what_changed_is_told(workspace: Workspace) -> None:
    po = workspace.po("bg", "leaflet")
    workspace.replace(po, 'пунктираните линии"', 'пунктираните линии 99"')  # it is not imported
    ask = ("exchange", "export", "--format", "xlsx", "--locale", "bg", "--domain", "leaflet")
    workspace.run(*ask)
    file = workspace.root / "leaflet.bg.xlsx"
    book = openpyxl.load_workbook(file)
    # A note moves the lines of all that follows.
    book["Translations"]["F2"], book["Translations"]["D4"] = "a note", "Номер **112"
    book.save(file)
    done = workspace.run("exchange", "import", file.name)
    assert "2 changed" in done.stdout
    entry = workspace.project.catalogs.read("leaflet", "bg").entries[2]
    lines = po.read_text(encoding="utf-8").splitlines()
    assert lines.index('msgstr "Номер **112"') in range(entry.line, entry.line + 3)
    assert f"warning: locales/bg/LC_MESSAGES/leaflet.po:{entry.line} bg: " in done.stderr
    assert "error" not in done.stderr
    assert "99" not in done.stderr
    told = {item for item in done.stderr.splitlines() if ".po:" in item}
    assert all(f".po:{entry.line} " in item for item in told)
    assert not workspace.run("exchange", "import", file.name).stderr

    workspace.run(*ask, "--force")
    book = openpyxl.load_workbook(file)
    book["Translations"]["D4"] = "Номер **113"
    book.save(file)
    (row,) = json.loads(workspace.run("exchange", "import", file.name, "--json").stdout)
    assert {(d["line"], d["severity"]) for d in row["diagnostics"]} == {(entry.line, "warning")}


def test_a_source_that_changed_stops_the_import(workspace: Workspace) -> None:
    ask = ("exchange", "export", "--format", "xliff", "--locale", "bg", "--domain", BRIEF)
    workspace.run(*ask, "--output", "out.xlf")
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(brief, "Warning signs", "Signs to look for")
    warned = workspace.run(*ask, "--output", "again.xlf")
    assert "briefkit update" in warned.stderr
    workspace.run("update", "bg")
    workspace.replace(workspace.root / "out.xlf", "Предупредителни", "Тревожни")
    before = workspace.po("bg").read_bytes()
    told = workspace.run("exchange", "import", "out.xlf", code=1).stderr
    assert "Warning signs" in told
    assert "Signs to look for" in told
    assert workspace.po("bg").read_bytes() == before
    done = workspace.run("exchange", "import", "out.xlf", "--skip-changed")
    assert "1 not in the file" in done.stdout
    # What was made from words in the file is there.
    workspace.run(*ask, "--output", "out.xlf", "--force")
    workspace.replace(brief, "explains how they do it", "explains how they do this")
    workspace.run("update", "bg")
    done = workspace.run("exchange", "import", "out.xlf", "--skip-changed")
    assert "1 skipped for their source" in done.stdout
    assert "not in the file" not in done.stdout


def test_a_memory_reaches_every_catalog_it_speaks_of(workspace: Workspace) -> None:
    for locale in ("bg", "de"):
        catalog = workspace.project.catalogs.read("leaflet", locale)
        entry = catalog.entries[2]
        emptied = replace(
            catalog,
            entries=tuple(
                e.change(translations=("",)) if e is entry else e for e in catalog.entries
            ),
        )
        workspace.project.catalogs.write(emptied, catalog)
    data = memory(tu("Emergency number", bg="Номер", de="Nummer", de_AT="Notruf", xx="?"))
    (workspace.root / "m.tmx").write_bytes(data)
    done = workspace.run("exchange", "import", "m.tmx")
    assert done.stdout.count("1 translated") == 2
    for locale, text in (("bg", "Номер"), ("de", "Nummer")):
        entry = workspace.project.catalogs.read("leaflet", locale).entries[2]
        assert entry.fuzzy
        assert entry.translations == (text,)
    (workspace.root / "m.tmx").write_bytes(memory(tu("Emergency number", xx="?")))
    assert "no translation into" in workspace.run("exchange", "import", "m.tmx", code=1).stderr


def test_wrong_usage_is_told_in_words(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.root)

    def told(*arguments: str, code: int = 2) -> str:
        result = CliRunner().invoke(main, ["exchange", *arguments])
        assert result.exit_code == code, result.output
        return result.stderr

    export = ("export", "--format", "xlsx", "--locale")
    assert "CLDR" in told(*export, "xx")
    assert "init-locale zu" in told(*export, "zu")
    assert "no domain" in told(*export, "bg", "--domain", "x")
    assert "--domain" in told(*export, "bg", "--output", "x.xlsx")
    (workspace.root / "file").touch()
    lost = told(*export, "bg", "--domain", BRIEF, "--output", "file/x.xlsx")
    assert "cannot be written" in lost
    told("import", "missing.xlsx")
    workspace.po("bg", "leaflet").unlink()
    assert "no messages" in told(*export, "bg", code=1)
    assert not list(workspace.root.glob("*.xlsx"))


def test_a_file_for_what_the_project_lacks_is_refused(workspace: Workspace) -> None:
    for name, value in (("original", "../../secret.po"), ("target-language", "zu")):
        root = etree.fromstring(EXPORTS[Format.XLIFF])
        root[0].set("original", "x/leaflet.po")
        root[0].set(name, value)
        (workspace.root / "odd.xlf").write_bytes(etree.tostring(root))
        told = workspace.run("exchange", "import", "odd.xlf", code=1).stderr
        assert "no such catalog" in told


def test_without_the_extra_the_command_names_it(workspace: Workspace) -> None:
    blocked = workspace.root / "openpyxl.py"
    blocked.write_text("raise ModuleNotFoundError(name='openpyxl')", encoding="utf-8")
    done = workspace.run("exchange", "export", "--format", "xlsx", "--locale", "bg", code=1)
    assert 'pip install "briefkit[exchange]"' in done.stderr
    assert "openpyxl" in done.stderr


def test_no_other_command_loads_the_extra() -> None:
    check = "import sys, briefkit.cli; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], cwd=Path("/"), check=False).returncode == 0
