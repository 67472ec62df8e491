"""An order for the printer, in TOML or CSV: its lines, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefkit.brief import did_you_mean, parse_toml
from briefkit.contacts import parse_table
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError

__all__ = ["OrderLine", "order_fault", "parse_order"]

_REQUIRED = ("count", "locale")
_KEYS = (*_REQUIRED, "format", "brief", "audience", "place", "discreet")
_EXAMPLE = "See docs/print-runs.md."
_MOST = 100_000
# What a spreadsheet has for a yes and a no.
_TRUTHS = {"": False, "no": False, "false": False, "0": False, "yes": True, "true": True, "1": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """A line of an order: how many copies of what; empty for what it leaves to the project."""

    count: int
    locale: str
    location: Location
    format: str = "a4"
    brief: str = ""
    audience: str = ""
    place: str = ""
    discreet: bool = False


class _Row(NamedTuple):
    """A line as it is written: its settings, where it begins, and where each setting stands."""

    settings: Mapping[str, object]
    location: Location
    places: Mapping[str, Location]


def parse_order(text: str, path: str) -> tuple[tuple[OrderLine, ...], tuple[Diagnostic, ...]]:
    """Return the lines of an order, and all that is wrong with others, each with its line.

    It is CSV where `path` ends in “.csv”, else TOML with a table [[line]] for each. Raises
    SourceError for what cannot be read at all.
    """
    rows = _csv_rows(text, path) if path.lower().endswith(".csv") else _toml_rows(text, path)
    lines: list[OrderLine] = []
    faults: list[Diagnostic] = []
    for row in rows:
        found = list(_row_faults(row))
        faults += found
        if not found:
            lines.append(_line(row))
    if not lines and not faults:
        raise SourceError(order_fault("The order has no line.", _EXAMPLE, Location(path)))
    return tuple(lines), tuple(faults)


def order_fault(message: str, hint: str, location: Location) -> Diagnostic:
    """Return what is wrong with an order, as a finding."""
    return Diagnostic(check="order", message=message, hint=hint, location=location)


def _toml_rows(text: str, path: str) -> Iterator[_Row]:
    data = parse_toml(
        text, lambda message, line: SourceError(order_fault(message, "", Location(path, line)))
    )
    tables = data.pop("line", [])
    if data or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        message = "There is something here that is no [[line]] table."
        where = _place_of(next(iter(data), "line"), text.split("\n"), 0)
        raise SourceError(order_fault(message, _EXAMPLE, Location(path, where)))
    lines = text.split("\n")
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*line\s*\]\]", line)]
    if len(heads) != len(tables):
        heads = [0] * len(tables)
    ends = [*heads[1:], len(lines)]
    for head, end, table in zip(heads, ends, tables, strict=False):
        own = {key: _place_of(key, lines[: end or len(lines)], head) for key in table}
        places = {key: Location(path, number or head + 1) for key, number in own.items()}
        yield _Row(table, Location(path, head + 1), places)


def _place_of(key: str, lines: list[str], first: int) -> int:
    """Return the line (from 1) that sets a key, at or after `first` (from 0); 0 for none."""
    setting = re.compile(rf"[\s\[]*[\"']?{re.escape(key)}[\"']?\s*[=\].]")
    return next((n + 1 for n in range(first, len(lines)) if setting.match(lines[n])), 0)


def _csv_rows(text: str, path: str) -> Iterator[_Row]:
    sheet = parse_table(
        text, path, _KEYS, lambda message, place: order_fault(message, _EXAMPLE, place)
    )
    columns = sheet.columns
    if missing := [name for name in _REQUIRED if name not in columns]:
        message = f"The header row has no column {' and no column '.join(missing)}."
        raise SourceError(order_fault(message, _EXAMPLE, Location(path, sheet.header.line)))
    for record in (record for record in sheet.records if not record.is_blank):
        location = Location(path, record.line)
        cells: dict[str, object] = {}
        for name, cell in zip((*columns, *("",) * len(record.cells)), record.cells, strict=False):
            if cell.strip():
                cells[name] = _cell(name, cell.strip())
        yield _Row(cells, location, {})


def _cell(name: str, cell: str) -> object:
    if name == "count" and re.fullmatch(r"[0-9]{1,9}", cell):
        return int(cell)
    return _TRUTHS.get(cell.casefold(), cell) if name == "discreet" else cell


def _row_faults(row: _Row) -> Iterator[Diagnostic]:
    """Yield all that is wrong with a line, whatever there is in the project."""
    for key in _REQUIRED:
        if key not in row.settings:
            yield order_fault(f"The line has no {key}.", _EXAMPLE, row.location)
    for key, value in row.settings.items():
        location = row.places.get(key, row.location)
        if key not in _KEYS:
            mean = did_you_mean(key, _KEYS)
            message = f"“{key}” is nothing that a line has." if key else "A cell has no column."
            yield order_fault(message, f"{mean} A line has: {', '.join(_KEYS)}.".lstrip(), location)
        elif key == "count":
            if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST:
                hint = f"Write a number from 1 to {_MOST}."
                yield order_fault(f"“{value}” is no count.", hint, location)
        elif key == "discreet":
            if not isinstance(value, bool):
                yield order_fault(f"discreet is “{value}”.", "Write true or false.", location)
        elif not isinstance(value, str) or not value.strip():
            yield order_fault(
                f"{key} is no text: “{value}”.", 'Write it in quotes: "bg".', location
            )


def _line(row: _Row) -> OrderLine:
    settings = {k: v.strip() if isinstance(v, str) else v for k, v in row.settings.items()}
    return OrderLine(location=row.location, **settings)  # type: ignore[arg-type]
