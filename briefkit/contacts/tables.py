"""The entries of a file of contacts, in TOML or CSV, each with the line where it stands."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from briefkit.brief import parse_toml
from briefkit.contacts.entries import CONTACT_FIELDS, LISTS
from briefkit.contacts.refusals import EXAMPLE, contact_fault
from briefkit.diagnostics import Location
from briefkit.errors import ContactError

__all__ = ["Row", "column_name", "csv_delimiter", "csv_rows", "toml_rows"]

Row = tuple[Location, Mapping[str, object]]
"""Where an entry stands, and its settings"""


def toml_rows(text: str, path: str) -> Iterator[Row]:
    """Yield the [[contact]] tables. Raises ContactError for what is no TOML, or anything else."""
    data = parse_toml(
        text, lambda message, line: _unreadable(message, EXAMPLE, Location(path, line))
    )
    tables = data.pop("contact", [])
    if data or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        message = "There is something here that is no [[contact]] table."
        raise _unreadable(message, EXAMPLE, Location(path, _foreign_line(text, data)))
    header = re.compile(r"\s*\[\[\s*contact\s*\]\]")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if header.match(line)]
    if len(lines) != len(tables):
        lines = [0] * len(tables)
    for line, table in zip(lines, tables, strict=True):
        yield Location(path, line), table


def _foreign_line(text: str, keys: Iterable[str]) -> int:
    """Return the line on which one of `keys` stands first, 0 where none is found."""
    names = "|".join(re.escape(key) for key in keys) or "contact"
    found = re.search(rf"^[ \t\[]*[\"']?(?:{names})\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def csv_delimiter(text: str) -> str:
    """Return what parts the cells of a file of contacts: spreadsheets use commas or semicolons."""
    return ";" if ";" in text.partition("\n")[0] else ","


def column_name(heading: str) -> str:
    """Return the field that a column’s heading names, such as “Verified on”."""
    return heading.strip().lower().replace(" ", "_")


def csv_rows(text: str, path: str) -> Iterator[Row]:
    """Yield the rows below a header row. Raises ContactError for what is no such table."""
    reader = csv.reader(io.StringIO(text), delimiter=csv_delimiter(text), strict=True)
    header: list[str] = []
    start = 1
    try:
        for number, cells in enumerate(reader):
            location, start = Location(path, start), reader.line_num + 1
            if number == 0:
                header = [column_name(cell) for cell in cells]
                if wrong := [h for h in header if h not in CONTACT_FIELDS or header.count(h) > 1]:
                    message = f"The header row has what is no column, or twice: {wrong[0]}."
                    hint = f"The columns are: {', '.join(CONTACT_FIELDS)}."
                    raise _unreadable(message, hint, location)
            elif len(cells) > len(header):
                message = f"The row has {len(cells)} cells where the header has {len(header)}."
                raise _unreadable(message, "Put cells with commas in quotes.", location)
            elif any(cell.strip() for cell in cells):
                named = zip(header, cells, strict=False)
                yield location, {key: _cell(key, c.strip()) for key, c in named if c.strip()}
    except csv.Error as error:
        message = f"This is not CSV: {error}."
        raise _unreadable(message, EXAMPLE, Location(path, reader.line_num)) from None


def _cell(key: str, text: str) -> object:
    if key in LISTS:
        return [item.strip() for item in text.split(",") if item.strip()]
    if key == "verified_on":
        # A spreadsheet may rewrite 2026-01-31 as 31.01.2026; other orders cannot be told apart.
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
    return text


def _unreadable(message: str, hint: str, location: Location) -> ContactError:
    return ContactError(contact_fault(message, hint, location))
