"""What a translator has done in a file, taken into the catalog."""

import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from briefkit.catalogs import serialise_catalog
from briefkit.catalogs.checks import check_catalog
from briefkit.catalogs.exchange import (
    Format,
    export_catalog,
)
from briefkit.diagnostics import Severity
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry
from tests.catalogs.exchange.files import (
    CATALOG,
    GONE,
    MENU,
    OLD,
    PLURAL,
    PO,
    SHOP,
    XLIFF,
    bring,
    fill,
    now,
    parse,
    translate,
    unit,
    unstamped,
    workbook,
    xliff,
)


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
        translate(root, 4, "%(n)d книжа", state="translated")
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
