"""A pile of printed sheets: the codes that were typed, listed in a file or read off a scan."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from briefkit.contacts import parse_table
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError

__all__ = ["PiledCode", "piled_codes"]

_CODE_COLUMNS = ("code", "edition code")
_COUNT_COLUMNS = ("count", "copies", "sheets")
# What parts the cells of a table; a code has none of them.
_TABLE = re.compile(r"[;,\t|]")
_COUNT = r"[0-9]{1,6}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PiledCode:
    """A code as it was typed or scanned, on how many sheets, and where it stands."""

    typed: str
    count: int = 1
    location: Location | None = None


def piled_codes(text: str, path: str, is_code: Callable[[str], bool]) -> tuple[PiledCode, ...]:
    """Return the codes in a text: one or more a line, or a table with a column “code”.

    A table may have a column “count” too. Empty lines are left out, and those that begin with “#”.
    `is_code` tells of a word whether it is a code, however it is typed. Raises SourceError naming
    each count that is none.
    """
    head = next((line for line in text.splitlines() if line.strip()), "")
    first = _TABLE.split(head)[0]
    is_headed = " ".join(first.strip('\ufeff" ').casefold().split("_")) in _CODE_COLUMNS
    if is_headed or (_TABLE.search(head) and not is_code(first)):
        return _of_table(text, path)
    return tuple(_of_lines(text, path, is_code))


def _of_lines(text: str, path: str, is_code: Callable[[str], bool]) -> Iterator[PiledCode]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.lstrip().startswith("#"):
            location = Location(path, number)
            yield from (replace(each, location=location) for each in _of_line(line, is_code))


def _of_line(line: str, is_code: Callable[[str], bool]) -> list[PiledCode]:
    """Return the codes of a line: blanks part them, unless they stand within one.

    A number in the next cell is how many sheets there are of the code before it.
    """
    found: list[PiledCode] = []
    for cell in filter(None, (cell.strip('\ufeff" ') for cell in _TABLE.split(line))):
        words = cell.split()
        if found and re.fullmatch(_COUNT, cell):
            found[-1] = replace(found[-1], count=int(cell))
        elif not is_code(cell) and any(map(is_code, words)):
            found += [PiledCode(typed=word) for word in words]
        else:
            found.append(PiledCode(typed=cell))
    return found


def _of_table(text: str, path: str) -> tuple[PiledCode, ...]:
    fields = (name.replace(" ", "_") for name in (*_CODE_COLUMNS, *_COUNT_COLUMNS))
    sheet = parse_table(text, path, fields, lambda message, place: _fault(message, "", place))
    columns = [name.replace("_", " ") for name in sheet.columns]
    code = next((name for name in _CODE_COLUMNS if name in columns), "")
    if not code:
        message = "This table has no column “code”."
        hint = (
            "Give its columns headings, “code” and, if you like, “count”; or write a code a line."
        )
        raise SourceError(_fault(message, hint, Location(path, sheet.header.line)))
    count = next((name for name in _COUNT_COLUMNS if name in columns), "")
    found: list[PiledCode] = []
    faults: list[Diagnostic] = []
    for record in sheet.records:
        cells = dict(zip(columns, map(str.strip, record.cells), strict=False))
        location = Location(path, record.line)
        number = cells.get(count) or "1"
        if record.is_blank:
            continue
        if not cells.get(code):
            faults.append(
                _fault("This row has no code.", "Type it, or take the row out.", location)
            )
        elif not re.fullmatch(_COUNT, number):
            hint = "Write how many sheets there are, such as 12."
            faults.append(_fault(f"“{number}” is no count.", hint, location))
        elif int(number):
            found.append(PiledCode(typed=cells[code], count=int(number), location=location))
    if faults:
        raise SourceError(*faults)
    return tuple(found)


def _fault(message: str, hint: str, location: Location) -> Diagnostic:
    return Diagnostic(check="pile", message=message, hint=hint, location=location)
