"""What other programs do to a file that nobody meant to change."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from briefkit.catalogs import record_review
from briefkit.catalogs.exchange import Format, export_catalog
from briefkit.model import Catalog
from tests.catalogs.exchange.files import (
    CATALOG,
    MENU,
    OLD,
    PLURAL,
    SHOP,
    XLIFF,
    bring,
    fill,
    memory,
    now,
    rewritten,
    translate,
    tu,
    unit,
    workbook,
    xliff,
)

REVIEWED = record_review(CATALOG, "Ana", date(2026, 1, 2))


# Codes of translation tools (TMX 1.4b, section 3.4).
CODED = (
    'Open <bpt i="1">&lt;b&gt;</bpt>it<ept i="1">&lt;/b&gt;</ept>', "Open <ph>{0}</ph>",
    'Open<it pos="begin">&lt;br&gt;</it>', 'Open <ph><sub>title</sub></ph>', "Open<ut>{1}</ut>",
)  # fmt: skip


@pytest.mark.parametrize("coded", CODED)
def test_codes_of_a_memory_never_come_in_as_words(coded: str) -> None:
    for segment in (tu("Open", bg=coded), tu(coded, bg="Отвори")):
        result = bring(memory(segment, tu("Open", bg="Купи")), now(SHOP))
        assert result.catalog.entries[2].translations == ("Купи",)
        (told,) = result.warnings
        assert told.message.startswith("1 of the segments have codes")
        assert bring(memory(segment, segment)).catalog is CATALOG


def test_what_a_memory_marks_is_words() -> None:
    result = bring(memory(tu("Open", bg="<hi>Отвори</hi> го")))
    assert result.catalog.entries[2].translations == ("Отвори го",)
    assert not result.warnings


def rich(*runs: str | TextBlock) -> CellRichText:
    return CellRichText(list(runs))


STRUCK, BOLD = InlineFont(strike=True), InlineFont(b=True)


@pytest.mark.parametrize(("runs", "text"), [
    (("Отвори ", TextBlock(STRUCK, "прозореца"), " вратата"), "Отвори вратата"),
    ((TextBlock(BOLD, "Отвори"), TextBlock(STRUCK, " прозореца")), "Отвори"),
    ((TextBlock(STRUCK, "Затвори "), "Отвори"), "Отвори"),
])  # fmt: skip
def test_struck_words_are_left_out_and_told(runs: tuple[str | TextBlock, ...], text: str) -> None:
    result = bring(workbook(fill({"D4": rich(*runs), "E4": "done"})))
    entry = result.catalog.entries[2]
    assert (entry.translations, entry.fuzzy) == ((text,), True)
    (told,) = result.warnings
    assert "struck through" in told.message
    assert (told.location and told.location.line, told.msgid) == (4, "Open")


def test_a_cell_that_is_struck_through_brings_nothing() -> None:
    def strike(sheet: Any) -> None:
        sheet["D3"].font = Font(strike=True)

    result = bring(workbook(strike))
    assert result.catalog is CATALOG
    assert (result.emptied, len(result.warnings)) == (1, 1)


def test_runs_that_are_not_struck_are_words() -> None:
    result = bring(workbook(fill({"D4": rich("а ", TextBlock(BOLD, "б"), " в"), "E4": "done"})))
    assert result.catalog.entries[2].translations == ("а б в",)
    assert result.catalog.entries[2].current
    assert not result.warnings


def strict(data: bytes) -> bytes:
    return rewritten(
        rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument)/2006/"
        rb"(main|relationships/\w+|relationships|extended-properties)",
        rb"http://purl.oclc.org/ooxml/\1/\2",
        data,
    )


def test_a_workbook_in_the_strict_form_is_read() -> None:
    data = strict(workbook(fill({"D4": "Купи", "E4": "done"})))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"purl.oclc.org" in archive.read("xl/workbook.xml")
    assert bring(data).catalog == bring(workbook(fill({"D4": "Купи", "E4": "done"}))).catalog
    assert bring(strict(workbook(lambda _: None))).catalog is CATALOG


def indent(text: str, by: int) -> str:
    pad = "\n" + " " * by
    return pad + re.sub(r" (?=\S)", pad, text, count=2) + "\n"


@pytest.mark.parametrize("by", [1, 2, 10])
def test_an_indented_file_changes_nothing(by: int) -> None:
    def reindent(root: Any) -> None:
        for node in root.iter(f"{XLIFF}source", f"{XLIFF}target", f"{XLIFF}note"):
            node.text = indent(node.text, by)

    catalog = now(OLD, SHOP.change(translations=("Първи ред\\\nвтори ред",)))
    assert bring(xliff(reindent, catalog), catalog).catalog is catalog
    # Where the catalog has changed since, it is no conflict.
    later = now(OLD.change(translations=("Други **думи** [@garcia2019]",)))
    assert bring(xliff(reindent), later).catalog is later


def test_new_words_in_an_indented_file_come_in_without_the_indents() -> None:
    def work(root: Any) -> None:
        translate(root, 2, "\n      Купи\n      сега\\\n      тук\n    ", state="final")

    assert bring(xliff(work)).catalog.entries[2].translations == ("Купи сега\\\nтук",)


WORDS = st.lists(st.sampled_from(["а", "бв", "**г**", "д."]), min_size=1, max_size=6)


@given(WORDS, st.integers(1, 9), st.lists(st.integers(0, 5), max_size=3))
def test_however_a_file_is_indented_its_words_stay(
    words: list[str], by: int, breaks: list[int]
) -> None:
    catalog = now(SHOP.change(translations=(" ".join(words),)))
    pad = "\n" + " " * by
    text = pad + "".join(
        word + (pad if number in breaks else " ") for number, word in enumerate(words)
    )

    def work(root: Any) -> None:
        unit(root, 2).find(f"{XLIFF}target").text = text

    assert bring(xliff(work, catalog), catalog).catalog is catalog


def states(catalog: Catalog) -> tuple[set[str], set[str], set[str]]:
    """Return what each format says of the translations that may be printed."""
    root = etree.fromstring(export_catalog(catalog, Format.XLIFF, "en"))
    approved = {unit(root, number).get("approved") for number in (1, 3, 4)}
    book = openpyxl.load_workbook(BytesIO(export_catalog(catalog, Format.XLSX, "en")))
    said = {book["Translations"][f"E{row}"].value for row in (3, 5, 6)}
    tmx = etree.fromstring(export_catalog(catalog, Format.TMX, "en"))
    return approved, said, {node.text for node in tmx.iter("note")}


def test_only_what_is_reviewed_goes_out_as_approved() -> None:
    assert MENU.current
    assert PLURAL.current
    assert states(REVIEWED) == ({"yes"}, {"done"}, set())
    draft = ({"no"}, {"draft"}, {"Draft: nobody has reviewed this translation."})
    assert states(CATALOG) == draft
    # A change after the review makes it a draft again.
    changed = replace(REVIEWED, entries=now(MENU.change(translations=("Друго",))).entries)
    assert states(changed) == draft


def test_a_draft_that_somebody_corrects_is_printed_as_a_draft() -> None:
    entry = bring(workbook(fill({"D3": "Отвори го"}))).catalog.entries[1]
    assert (entry.translations, entry.current) == (("Отвори го",), True)
