"""Units to an Excel workbook, and back."""

import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection

from briefkit.catalogs.exchange.cells import cell_text, reading_order, write_cell
from briefkit.catalogs.exchange.formats import Format, Returned
from briefkit.catalogs.exchange.refusals import SAVE_AS_WORKBOOK, refusal, refuse_duplicates
from briefkit.catalogs.exchange.stamps import parse_stamp, stamp_of
from briefkit.catalogs.exchange.units import Unit, source_digest
from briefkit.catalogs.exchange.workbook_layout import (
    CHOICES,
    DIGEST,
    DOMAIN,
    DONE,
    DRAFT,
    GUIDE,
    HEADINGS,
    INSTRUCTIONS,
    LOCALE,
    REFERENCE,
    SOURCE_COLUMN,
    TO_CHECK,
    TO_TRANSLATE,
    TRANSLATIONS,
    WIDTHS,
)
from briefkit.catalogs.exchange.workbook_parts import (
    UNPACKED_LIMIT,
    readable_workbook,
    without_struck,
)
from briefkit.diagnostics import Diagnostic, Location, Severity, Translatable, translatable
from briefkit.languages import direction, english_name
from briefkit.model import Catalog

__all__ = ["UNPACKED_LIMIT", "parse_xlsx", "serialise_xlsx"]

# “Excel specifications and limits”: rows in a sheet.
_ROW_LIMIT = 1_048_576


def serialise_xlsx(
    catalog: Catalog, units: Iterable[Unit], source_locale: str, reference_locale: str = ""
) -> bytes:
    """Return a workbook of two sheets: how to translate, and a row for each unit.

    What another language has stands after the source, in a column of its own.
    """
    book = Workbook()
    book.security = WorkbookProtection(lockStructure=True)
    _write_guide(book.active, catalog, source_locale)
    sheet = book.create_sheet(TRANSLATIONS)
    _write_translations(sheet, catalog, units, (source_locale, reference_locale))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_guide(guide: Any, catalog: Catalog, source_locale: str) -> None:
    guide.title = GUIDE
    guide.protection = SheetProtection(sheet=True)
    guide.column_dimensions["A"].width = 28
    guide.column_dimensions["B"].width = 90
    names = f"{english_name(source_locale)} into {english_name(catalog.locale)}"
    title = write_cell(guide, 1, 2, f"How to translate from {names}")
    title.font = Font("Calibri", 14, bold=True)
    for number, text in enumerate(INSTRUCTIONS, start=1):
        write_cell(guide, number + 2, 1, f"{number}.").alignment = Alignment(
            "right", vertical="top"
        )
        write_cell(guide, number + 2, 2, text)
    about = {DOMAIN: catalog.domain, LOCALE: catalog.locale, DIGEST: source_digest(catalog)}
    for row, (label, value) in enumerate(about.items(), start=len(INSTRUCTIONS) + 4):
        write_cell(guide, row, 1, label)
        write_cell(guide, row, 2, value)


def _write_translations(
    sheet: Any, catalog: Catalog, units: Iterable[Unit], read: tuple[str, str]
) -> None:
    """Write the rows; `read` are the locales of the source and of what stands after it, if any."""
    sheet.protection = SheetProtection(
        sheet=True, formatCells=False, formatColumns=False, formatRows=False, autoFilter=False
    )
    sheet.sheet_view.rightToLeft = direction(catalog.locale) == "rtl"
    sheet.freeze_panes = "A2"
    grey, free = PatternFill("solid", "EEEEEE"), Protection(locked=False)
    source, reference = read
    orders = map(reading_order, [source] * 3 + [catalog.locale] * 3)
    headings = [*zip(HEADINGS, WIDTHS, orders, strict=True)]
    if reference:
        named = f"{REFERENCE}{english_name(reference)}"
        headings.insert(SOURCE_COLUMN + 1, (named, 60, reading_order(reference)))
    own = len(headings) - 3  # what the translator fills in comes after these columns
    for column, (heading, width, _) in enumerate(headings, start=1):
        cell = write_cell(sheet, 1, column, heading)
        cell.font, cell.fill = Font("Calibri", 11, bold=True), grey
        sheet.column_dimensions[cell.column_letter].width = width
    settled = DONE if catalog.review else DRAFT
    row = 1
    for row, unit in enumerate(units, start=2):
        state = (TO_CHECK if unit.fuzzy else settled) if unit.target else TO_TRANSLATE
        # The stamp is in the cell of the number, so that no sorting or copying parts them.
        stamped = f"{unit.id} {''.join(stamp_of(unit))}"
        beside = (unit.reference,) if reference else ()
        texts = (stamped, unit.comment, unit.source, *beside, unit.target, state, unit.note)
        for column, (text, (_, _, order)) in enumerate(zip(texts, headings, strict=True), start=1):
            cell = write_cell(sheet, row, column, text, order)
            if column > own:
                cell.protection = free
            else:
                cell.fill = grey
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{row}"
    sheet.add_data_validation(_states(get_column_letter(own + 2), row))


def _states(column: str, last_row: int) -> DataValidation:
    """Return the choice of states for the column of states, down to a row."""
    listed = ",".join((TO_TRANSLATE, TO_CHECK, DRAFT, DONE))
    states = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
    states.error = f"Choose {CHOICES}."
    states.showErrorMessage = True
    states.add(f"{column}2:{column}{last_row}")
    return states


def parse_xlsx(data: bytes, name: str) -> Returned:
    """Read a workbook that `serialise_xlsx` made; `name` is the file's.

    Raises CatalogError for what is no such workbook, for one that unpacks to more than
    UNPACKED_LIMIT, and, with its row, for a translation that nobody could take over.
    """
    guide, rows = _sheets(data, name)
    rows = _without_reference(rows)
    about = {cell_text(row[0].value): cell_text(row[1].value) for _, row in guide}
    if [cell_text(cell.value) for cell in rows[0][1]] != list(HEADINGS):
        raise refusal(
            name,
            translatable(
                "The headings of the sheet “%(sheet)s” are not those of an export.",
                sheet=TRANSLATIONS,
            ),
            translatable("They must be: %(headings)s.", headings=", ".join(HEADINGS)),
            1,
        )
    found = [_row_unit(row, name, line) for line, row in rows[1:]]
    units = tuple(unit for unit, _ in found if unit is not None)
    refuse_duplicates(units, name)
    return Returned(
        format=Format.XLSX,
        name=name,
        domain=about.get(DOMAIN, ""),
        locale=about.get(LOCALE, ""),
        digest=about.get(DIGEST, ""),
        units=units,
        warnings=tuple(warning for _, found_here in found for warning in found_here),
    )


class _Cell(NamedTuple):
    """A cell: openpyxl's letter for its type, its value, whether it had words that are struck."""

    kind: str
    value: Any
    struck: bool


# A sheet: its rows that are not empty, with their numbers.
_Rows = list[tuple[int, tuple[_Cell, ...]]]

# What zipfile, zlib, the XML parsers (SyntaxError) and openpyxl raise for a file that is broken.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, OSError, EOFError, RuntimeError, LookupError,
    ValueError, TypeError, AttributeError, ArithmeticError, AssertionError,
)  # fmt: skip


def _sheets(data: bytes, name: str) -> tuple[_Rows, _Rows]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out
            book = load_workbook(BytesIO(readable_workbook(data, name)), read_only=True)
            missing = {GUIDE, TRANSLATIONS} - set(book.sheetnames)
            guide, rows = ([] if missing else _rows(book[t]) for t in (GUIDE, TRANSLATIONS))
    except _BROKEN:
        raise refusal(
            name,
            translatable("The file is not an Excel workbook, or not a whole one."),
            SAVE_AS_WORKBOOK,
        ) from None
    if missing or not rows:
        raise refusal(
            name,
            translatable(
                "The workbook has no sheets “%(guide)s” and “%(sheet)s”.",
                guide=GUIDE,
                sheet=TRANSLATIONS,
            ),
            translatable("Give one that “%(command)s” made.", command="briefkit exchange export"),
        )
    return guide, rows


def _without_reference(rows: _Rows) -> _Rows:
    """Return rows of the translator's sheet without the column that only shows another language."""
    column, most = SOURCE_COLUMN + 1, len(HEADINGS)
    if not cell_text(rows[0][1][column].value).startswith(REFERENCE):
        return [(number, row[:most]) for number, row in rows]
    return [(number, (*row[:column], *row[column + 1 :])) for number, row in rows]


def _rows(sheet: Any) -> _Rows:
    sheet.reset_dimensions()  # some programs write wrong ones
    rows = islice(sheet.iter_rows(max_col=len(HEADINGS) + 1), _ROW_LIMIT)
    return [
        (number, tuple(map(_cell, row)))
        for number, row in enumerate(rows, start=1)
        if any(cell.value is not None for cell in row)
    ]


def _cell(cell: Any) -> _Cell:
    value, struck = cell.value, False
    if value is not None:
        cell_struck = bool(cell.font.strike)
        if isinstance(value, str) or cell_struck:
            text = value if isinstance(value, str) else cell_text(value)
            text, struck = without_struck(text, cell_struck=cell_struck)
            value = text if isinstance(value, str) or not text else value
    return _Cell(cell.data_type, value, struck)


def _row_unit(
    row: Sequence[_Cell], name: str, line: int
) -> tuple[Unit | None, tuple[Diagnostic, ...]]:
    """Return a row's unit (none for an empty row), and what to know about it."""
    number, _, source, target, state, note = row
    kind, value, _ = target
    text, source_text = cell_text(value), cell_text(source.value)
    key, _, stamp = cell_text(number.value).strip().partition(" ")
    if not any((key, source_text, text)):
        return None, ()
    status = cell_text(state.value).strip().casefold()
    if problem := _row_problem(key, kind, text, status):
        raise refusal(name, *problem, line, msgid=source_text)
    converted = bool(text) and not isinstance(value, str)
    fuzzy = status not in (DONE, DRAFT) if status else None
    unit = Unit(
        id=key,
        source=source_text,
        target=text,
        fuzzy=True if converted or (target.struck and text) else fuzzy,
        note=cell_text(note.value),
        line=line,
        exported=parse_stamp(stamp),
    )
    return unit, tuple(
        Diagnostic(
            check="exchange",
            severity=Severity.WARNING,
            message=message,
            hint=hint,
            location=Location(name, line),
            msgid=source_text,
        )
        for message, hint in _row_warnings(text, converted=converted, struck=target.struck)
    )


def _row_warnings(
    text: str, *, converted: bool, struck: bool
) -> Iterator[tuple[Translatable, Translatable]]:
    """Yield what to know about a row's translation, and what to do."""
    if converted:
        yield (
            translatable(
                "The spreadsheet turned the translation into a number or a date: %(text)s",
                text=text,
            ),
            translatable("It came in as fuzzy: see that it says what was typed."),
        )
    if struck:
        yield (
            translatable("The translation has words that are struck through: they were left out."),
            translatable("It came in as fuzzy: see that it is whole.")
            if text
            else translatable("Nothing of it was imported: all of it is struck through."),
        )


def _row_problem(
    key: str, kind: str, text: str, state: str
) -> tuple[Translatable, Translatable] | None:
    """Say why a row cannot be taken over, and what to do next, if anything is wrong."""
    if not key:
        return (
            translatable("The row has no number, so that nobody can tell what it translates."),
            translatable("Copy the number from the file that was exported, or empty the row."),
        )
    if kind in ("f", "e"):
        return (
            translatable("The translation’s cell has a formula or an error: %(text)s", text=text),
            translatable("Type the text again, with an apostrophe before it."),
        )
    if state not in ("", TO_TRANSLATE, TO_CHECK, DRAFT, DONE):
        return (
            translatable("“%(state)s” is not a state.", state=state),
            translatable("Choose one of: %(listed)s.", listed=CHOICES),
        )
    return None
