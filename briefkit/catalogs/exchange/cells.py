"""A workbook's cells: text that stays text, and the text of whatever a spreadsheet made of it."""

import datetime
import re
from typing import Any

from openpyxl.styles import Alignment

from briefkit.languages import direction

__all__ = ["CELL_LIMIT", "NOT_XLSX", "cell_text", "reading_order", "write_cell"]

# “Excel specifications and limits”: characters (UTF-16) in a cell.
CELL_LIMIT = 32_767

# What a workbook takes for an escape (ECMA-376 part 1, 22.9.2.19, ST_Xstring), or turns into one.
NOT_XLSX = re.compile(r"\r|_x[0-9A-Fa-f]{4}_|x005F_")


def write_cell(sheet: Any, row: int, column: int, text: str, reading_order: int = 0) -> Any:
    """Write a cell that is text, whatever it begins with, and stays so when it is edited."""
    cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"  # openpyxl takes “=…” for a formula, “#N/A” for an error
    cell.number_format = "@"
    # Or Excel swallows a leading apostrophe, and computes the rest, when somebody edits the cell.
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))
    cell.alignment = Alignment(vertical="top", wrap_text=True, readingOrder=reading_order)
    return cell


def reading_order(locale: str) -> int:
    """Return the code of the direction that a cell of a locale is read in."""
    return 2 if direction(locale) == "rtl" else 1  # ECMA-376 part 1, 18.8.1, readingOrder


def cell_text(value: object) -> str:
    """Return a cell's value as text."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.15g}"
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case _:
            return re.sub("_x000D_\n?", "\n", str(value))
