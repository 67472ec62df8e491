"""Files that are refused: of another source, broken, hostile, or for another catalog."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from briefkit.catalogs.exchange import (
    FILE_LIMIT,
    UNPACKED_LIMIT,
    Format,
    export_catalog,
    import_translations,
    parse_exchange,
)
from briefkit.diagnostics import Severity
from briefkit.errors import CatalogError
from tests.catalogs.exchange.files import (
    CATALOG,
    EXPORTS,
    IDS,
    MENU,
    OLD,
    PLURAL,
    SHOP,
    XLIFF,
    bring,
    fill,
    refused,
    rewritten,
    unit,
    unstamped,
    workbook,
    xliff,
)


@pytest.mark.parametrize("format", [Format.XLIFF, Format.XLIFF2, Format.XLSX])
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
        (b'<xliff version="3.0"/>', "XLIFF 3.0"),
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
    with pytest.raises(CatalogError, match=r"not an Excel workbook") as caught:
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
        for part in parse_exchange(bytes(broken), f"back.{format}"):
            import_translations(part, CATALOG, skip_changed=True)
    except CatalogError:
        return


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
        archive.writestr("xl/bomb.xml", b"\0" * (UNPACKED_LIMIT + 1))
    assert len(book.getvalue()) < 200_000
    read = pytest.fail
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: read("unpacked"))
    assert "unpacks to more than 64 MB" in refused(book.getvalue())


def test_a_file_without_end_is_not_parsed() -> None:
    assert "larger than 32 MB" in refused(b"<" * (FILE_LIMIT + 1))


def test_a_sheet_of_wrong_dimensions_is_read_whole() -> None:
    assert bring(rewritten(b'<dimension ref="[^"]*"', b'<dimension ref="A1"')).unchanged == 4


def test_a_row_beyond_the_end_of_all_sheets_is_not_waited_for() -> None:
    last = b'<row r="6"(?=><c r="A6"[^>]*><is><t>m)'
    result = bring(rewritten(last, b'<row r="4000000000"'))
    assert result.catalog is CATALOG


def test_a_row_at_the_end_of_the_sheet_is_found_soon() -> None:
    data = workbook(fill({"XFD1048576": "far", "D1048000": "away"}))
    assert "back:1048000: The row has no number" in refused(data)
