"""A spreadsheet's CSV: read with all that it is written in, and written again without a loss."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefkit.contacts.entries import CONTACT_FIELDS
from briefkit.contacts.refusals import EXAMPLE, contact_fault
from briefkit.diagnostics import Diagnostic, InEnglish, Location, translatable
from briefkit.errors import ContactError, SourceError

__all__ = [
    "Record",
    "Sheet",
    "column_name",
    "decode_contacts",
    "parse_sheet",
    "parse_table",
    "rewrite_sheet",
]

# The marks by which a file says how its letters are written (Unicode, section 23.8).
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_SAVE_AS = translatable(
    "Open it in the spreadsheet that wrote it, and save it as “%(format)s” (Excel: “%(excel)s”; "
    "LibreOffice: character set “%(charset)s”).",
    format="CSV UTF-8",
    excel="CSV UTF-8 (comma delimited)",
    charset="Unicode (UTF-8)",
)
# What spreadsheets put between cells; of those that part a heading equally well, the first.
_DELIMITERS = ";,\t|"
# The line in which Excel says what parts the cells.
_SEP_LINE = re.compile(r'"?sep=(.)"?[;,\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)

_QUOTE = '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row: its line in the file (from 1), its cells, and its text with the end of its line."""

    line: int
    cells: tuple[str, ...]
    raw: str

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in any of its cells."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of CSV: what precedes its header, what parts its cells, its header and its rows."""

    preface: str
    delimiter: str
    header: Record
    records: tuple[Record, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns; empty for those without a heading."""
        return tuple(map(column_name, self.header.cells))

    @property
    def newline(self) -> str:
        """What ends its lines."""
        return re.findall(r"\r\n|\r|\n|$", self.header.raw)[-2:][0] or "\n"


def decode_contacts(data: bytes, path: str) -> str:
    """Return the text of a file of contacts, without its mark.

    It is UTF-8, or has the mark of UTF-16, as Excel's “Unicode text”. Raises ContactError for all
    else: which letters are meant in another encoding can only be guessed.
    """
    mark, encoding = _encoding(data)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        message = translatable(
            "The file of contacts, %(path)s, is not in %(encoding)s.",
            path=path,
            encoding="UTF-8" if encoding == "utf-8" else "UTF-16",
        )
        line = data.count(b"\n", 0, len(mark) + error.start) + 1
    else:
        if "\0" not in text:
            return text
        message = translatable(
            "The file of contacts, %(path)s, is not in %(encoding)s.", path=path, encoding="UTF-8"
        )
        line = text.count("\n", 0, text.index("\0")) + 1
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        message, line = (
            translatable("The file of contacts, %(path)s, is a workbook, and no CSV.", path=path),
            0,
        )
    raise ContactError(contact_fault(message, _SAVE_AS, Location(path, line)))


def _encoding(data: bytes) -> tuple[bytes, str]:
    """Return the mark with which a file begins, or none, and the encoding of the rest."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return b"", "utf-8"
    found = (pair for pair in _MARKS.items() if data.startswith(pair[0]))
    return next(found, (b"", "utf-8"))


def column_name(heading: str) -> str:
    """Return the field that a column’s heading names, such as “Verified on”."""
    return "_".join(re.findall(r"[^\s_:*\ufeff-]+", heading.casefold()))


def parse_sheet(text: str, path: str, fields: Iterable[str] = CONTACT_FIELDS) -> Sheet:
    """Return the table of a text, which has `fields`. Raises ContactError for what is no CSV."""
    sep_line = _SEP_LINE.match(text)
    preface = sep_line[0] if sep_line else ""
    body = text[len(preface) :]
    first = 1 + len(re.findall(r"\r\n|\r|\n", preface))
    delimiter = sep_line[1] if sep_line else _delimiter(body, frozenset(fields))
    records: list[Record] = []
    lines = _Lines(body)
    try:
        for cells in csv.reader(lines, delimiter=delimiter, strict=True):
            line = first + lines.taken
            records.append(Record(line=line, cells=tuple(cells), raw=lines.take()))
    except (csv.Error, TypeError, ValueError) as error:
        message = translatable("This is not CSV: %(why)s.", why=InEnglish(error))
        location = Location(path, first + lines.taken)
        raise ContactError(contact_fault(message, EXAMPLE, location)) from None
    while records and records[0].is_blank:  # above the header stands nothing
        blank = records.pop(0)
        preface += blank.raw
    header = records.pop(0) if records else Record(line=first, cells=(), raw="")
    return Sheet(preface=preface, delimiter=delimiter, header=header, records=tuple(records))


def parse_table(
    text: str,
    path: str,
    fields: Iterable[str],
    fault: Callable[[str, Location], Diagnostic],
) -> Sheet:
    """Return the table of a text that holds no contacts, as `parse_sheet` does.

    Raises SourceError for what is no CSV, with what `fault` makes of a message and its place.
    """
    try:
        return parse_sheet(text, path, fields)
    except ContactError as error:
        found = ((d.message, d.location or Location(path)) for d in error.diagnostics)
        raise SourceError(*(fault(message, place) for message, place in found)) from None


class _Lines:
    """The lines of a text, one by one, and those that were read since they were last taken."""

    def __init__(self, text: str) -> None:
        self._lines = iter(io.StringIO(text, newline=""))
        self._read: list[str] = []
        self.taken = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._read.append(line)
            yield line

    def take(self) -> str:
        """Return the lines that were read, as one text."""
        text = "".join(self._read)
        self.taken += len(self._read)
        self._read.clear()
        return text


def _delimiter(text: str, fields: frozenset[str]) -> str:
    """Return what parts the cells: by it, most headings are `fields`."""
    text = text.lstrip(f"\r\n {_DELIMITERS}")  # blank rows above the header

    def known(delimiter: str) -> int:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            return 0
        return len({column_name(cell) for cell in header} & fields)

    most = max(map(known, _DELIMITERS))
    usual = ";" if ";" in text.partition("\n")[0] else ","
    return usual if most == known(usual) else next(d for d in _DELIMITERS if known(d) == most)


def rewrite_sheet(like: bytes, rows: Sequence[Mapping[str, str]], path: str) -> bytes:
    """Return a file with these rows (cells by names of columns), in the form of the file `like`.

    Encoding, mark, delimiter, line ends, columns and their order stay; so does the text of each
    row that is as it was. A field that has no column yet gets one. Raises ContactError for a `like`
    that is no CSV. From nothing comes a new file: UTF-8, commas, all fields.
    """
    sheet = parse_sheet(decode_contacts(like, path), path)
    headings = _headings(
        sheet.header.cells or CONTACT_FIELDS,
        {name for row in rows for name, cell in row.items() if cell},
    )
    columns = tuple(map(column_name, headings))
    write = _Writer(sheet)
    header = sheet.header.raw if headings == sheet.header.cells else write.line(headings)
    first, groups, last = _groups(sheet.records)
    old: dict[tuple[str, ...], list[str]] = {}
    for cells, raw in groups:
        old.setdefault(_cells(_named(sheet.columns, cells), columns), []).append(raw)
    lines = [header, first]
    for row in rows:
        typed = _cells(row, columns)
        lines.append(old[typed].pop(0) if old.get(typed) else write.line(typed))
    lines.append(last)
    text = sheet.preface + write.joined(lines)
    mark, encoding = _encoding(like)
    return mark + text.encode(encoding)


class _Writer:
    """Writes rows as those of a sheet are written."""

    def __init__(self, sheet: Sheet) -> None:
        self._newline = sheet.newline
        self._delimiter = sheet.delimiter if sheet.header.cells else ","
        # Some programs put quotes around every cell.
        self._every = bool(sheet.header.cells) and (
            self._text(sheet.header.cells, every=True) == sheet.header.raw
        )
        raws = [r.raw for r in (sheet.header, *sheet.records) if r.raw]
        self._ended = not raws or raws[-1].endswith(("\n", "\r"))

    def _text(self, cells: Iterable[str], *, every: bool) -> str:
        # csv.writer leaves a carriage return without quotes where lines end in newlines.
        special = re.compile(f'[\r\n"{re.escape(self._delimiter)}]')
        written = (
            f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if every or special.search(cell) else cell
            for cell in cells
        )
        return self._delimiter.join(written) + self._newline

    def line(self, cells: Iterable[str]) -> str:
        """Return a row as text, with the end of its line."""
        return self._text(cells, every=self._every)

    def joined(self, lines: Sequence[str]) -> str:
        """Return lines as one text; the last has an end if that of the sheet has."""
        ended = [
            line if line.endswith(("\n", "\r")) else line + self._newline for line in lines if line
        ]
        text = "".join(ended)
        return text if self._ended else text.removesuffix(self._newline)


def _headings(cells: Sequence[str], filled: set[str]) -> tuple[str, ...]:
    """Return the headings, with those of fields that are `filled` and have none yet."""
    found = list(cells)
    columns = set(map(column_name, cells))
    for name in (field for field in CONTACT_FIELDS if field in filled - columns):
        empty = next((n for n, heading in enumerate(found) if not column_name(heading)), -1)
        if empty < 0:
            found.append(name)
        else:
            found[empty] = name
    return tuple(found)


def _named(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name}


def _cells(row: Mapping[str, str], columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.get(name, "") if name else "" for name in columns)


def _groups(records: Sequence[Record]) -> tuple[str, list[tuple[tuple[str, ...], str]], str]:
    """Return the blank rows before all others, each row with those behind it, and the last ones."""
    first, last = "", ""
    groups: list[tuple[tuple[str, ...], str]] = []
    for record in records:
        if record.is_blank:
            last += record.raw
        elif groups:
            groups[-1] = (groups[-1][0], groups[-1][1] + last)
            groups.append((record.cells, record.raw))
            last = ""
        else:
            first, last = last, ""
            groups.append((record.cells, record.raw))
    return first, groups, last
