"""The entries of a file of contacts, in TOML or CSV, each with the line where it stands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefkit.brief import did_you_mean, parse_toml
from briefkit.contacts.entries import CONTACT_FIELDS, LISTS, REQUIRED, WAYS
from briefkit.contacts.refusals import EXAMPLE, contact_fault, shown
from briefkit.contacts.sheets import Record, Sheet, parse_sheet
from briefkit.contacts.spoken import parted_languages
from briefkit.diagnostics import Diagnostic, Location, quoted, translatable
from briefkit.errors import ContactError

__all__ = ["Row", "csv_rows", "sheet_faults", "toml_rows"]

# Columns of whoever keeps the file: they are left alone, and nothing of them is printed.
_OWN_COLUMNS = frozenset(
    "id internal note notes comment comments remark remarks notiz notizen bemerkung bemerkungen "
    "anmerkung anmerkungen remarque remarques nota notas note_interne бележка бележки σημείωση "
    "σημειώσεις".split()
)


class Row(NamedTuple):
    """Where an entry stands, its settings, and what is wrong with its form."""

    location: Location
    settings: Mapping[str, object]
    problems: tuple[Diagnostic, ...] = ()


def toml_rows(text: str, path: str) -> Iterator[Row]:
    """Yield the [[contact]] tables. Raises ContactError for what is no TOML, or anything else."""
    data = parse_toml(
        text, lambda message, line: _unreadable(message, EXAMPLE, Location(path, line))
    )
    tables = data.pop("contact", [])
    if data or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        message = translatable(
            "There is something here that is no %(table)s table.", table="[[contact]]"
        )
        raise _unreadable(message, EXAMPLE, Location(path, _foreign_line(text, data)))
    header = re.compile(r"\s*\[\[\s*contact\s*\]\]")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if header.match(line)]
    if len(lines) != len(tables):
        lines = [0] * len(tables)
    for line, table in zip(lines, tables, strict=True):
        yield Row(Location(path, line), table)


def _foreign_line(text: str, keys: Iterable[str]) -> int:
    """Return the line on which one of `keys` stands first, 0 where none is found."""
    names = "|".join(re.escape(key) for key in keys) or "contact"
    found = re.search(rf"^[ \t\[]*[\"']?(?:{names})\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def csv_rows(text: str, path: str) -> Iterator[Row]:
    """Yield the rows below a header row. Raises ContactError for what is no such table."""
    sheet = parse_sheet(text, path)
    if faults := _header_faults(sheet, path):
        raise ContactError(*faults)
    columns = sheet.columns
    faults = [fault for r in sheet.records if (fault := _row_fault(sheet, columns, r, path))]
    filled = [record for record in sheet.records if not record.is_blank]
    if filled and (missing := [name for name in REQUIRED if name not in columns]):
        faults.insert(0, _missing_columns(missing, Location(path, sheet.header.line)))
    elif filled and not set(WAYS) & set(columns):
        message = translatable(
            "The header row has no column by which anybody is reached: %(columns)s.",
            columns=", ".join(WAYS),
        )
        faults.insert(0, contact_fault(message, EXAMPLE, Location(path, sheet.header.line)))
    if faults:
        # What stands in the wrong column is not judged as what it is not.
        bad = {fault.location.line for fault in faults if fault.location}
        filled = [] if sheet.header.line in bad else [r for r in filled if r.line not in bad]
        yield Row(Location(path), {}, tuple(faults))
    for record in filled:
        named = zip(columns, record.cells, strict=False)
        cells = {key: _cell(key, c) for key, c in named if c.strip() and key in CONTACT_FIELDS}
        yield Row(Location(path, record.line), cells)


def sheet_faults(sheet: Sheet, path: str) -> list[Diagnostic]:
    """Return what is wrong with the form of a table, or nothing."""
    columns = sheet.columns
    rows = (_row_fault(sheet, columns, record, path) for record in sheet.records)
    return [*_header_faults(sheet, path), *filter(None, rows)]


def _header_faults(sheet: Sheet, path: str) -> list[Diagnostic]:
    location = Location(path, sheet.header.line)
    faults = []
    seen: set[str] = set()
    for heading, name in zip(sheet.header.cells, sheet.columns, strict=True):
        if name in seen:
            message = translatable("The header row has a column twice: %(name)s.", name=shown(name))
            hint = translatable("Keep one of the two.")
            faults.append(contact_fault(message, hint, location))
        elif name and name not in CONTACT_FIELDS and name.split("_")[0] not in _OWN_COLUMNS:
            message = translatable(
                "The header row has what is no column: %(name)s.", name=shown(heading.strip())
            )
            faults.append(contact_fault(message, _column_hint(name), location))
        if name:
            seen.add(name)
    return faults


def _column_hint(name: str) -> str:
    known = translatable("There is: %(names)s.", names=", ".join(CONTACT_FIELDS))
    return translatable(
        "%(hint)s One that is for yourselves begins with “note”: “%(own)s”; nothing of it is "
        "printed.",
        hint=did_you_mean(name, CONTACT_FIELDS) or known,
        own=f"Note {shown(name)}",
    )


def _row_fault(
    sheet: Sheet, columns: Sequence[str], record: Record, path: str
) -> Diagnostic | None:
    """Return what is wrong with the form of a row, or None; `columns` are its sheet's."""
    cells = record.cells
    location = Location(path, record.line)
    if record.is_blank:
        return None
    if len(cells) > len(columns):
        message = translatable(
            "The row has %(count)s cells where the header has %(wanted)s.",
            count=len(cells),
            wanted=len(columns),
        )
        spare = len(cells) - len(columns)
        quotes = _quotes(sheet)
        if not any(cell.strip() for cell in cells[-spare:]):
            quotes = translatable(
                "%(hint)s If none is missing, take the last %(count)s out, which are empty.",
                hint=quotes,
                count=spare,
            )
        return contact_fault(message, quotes, location)
    stray = [c for c, name in zip(cells, columns, strict=False) if not name and c.strip()]
    if stray:
        message = translatable(
            "The row has a cell in a column without a heading: %(cells)s.",
            cells=quoted(shown(cell.strip()) for cell in stray),
        )
        hint = translatable("%(hint)s Or give the column a heading.", hint=_quotes(sheet))
        return contact_fault(message, hint, location)
    return None


def _quotes(sheet: Sheet) -> str:
    """Return what keeps the cells of a row apart."""
    if sheet.delimiter == "\t":
        return EXAMPLE
    return translatable("Put cells with “%(mark)s” in quotes.", mark=sheet.delimiter)


def _missing_columns(names: list[str], location: Location) -> Diagnostic:
    message = translatable(
        "The header row lacks columns that every contact needs: %(columns)s.",
        columns=", ".join(names),
    )
    return contact_fault(message, EXAMPLE, location)


def _cell(key: str, text: str) -> object:
    if key == "languages":
        return parted_languages(text)
    if key in LISTS:
        return [item.strip() for item in re.split(r"[,\r\n]", text) if item.strip()]
    return text.strip()


def _unreadable(message: str, hint: str, location: Location) -> ContactError:
    return ContactError(contact_fault(message, hint, location))
