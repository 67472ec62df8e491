"""A catalog goes out to other tools and comes back: XLIFF 1.2, TMX 1.4, an Excel workbook.

Pure, and in need of the extra “exchange” (Translate Toolkit, openpyxl). A message travels as one
unit a plural form. Its id is a digest of its source, so what comes back is matched by the words
that were translated, and a translation of words that have changed since is told from the others. A
stamp of what was exported goes with it, so what was changed in the file is told from what was
changed in the catalog meanwhile.
"""

import datetime
import hashlib
import json
import re
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from io import BytesIO
from itertools import islice
from pathlib import PureWindowsPath
from typing import Any
from xml.sax.saxutils import quoteattr

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.protection import SheetProtection
from translate.misc.xml_helpers import XML_NS, parse_xml
from translate.storage.tmx import tmxfile
from translate.storage.xliff import Xliff1File, Xliff1Unit

from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import CatalogError
from briefkit.languages import direction, english_name, language_tag
from briefkit.model import Catalog, Entry, Message, MessageKey

__all__ = [
    "FILE_LIMIT",
    "Format",
    "Imported",
    "Returned",
    "Unit",
    "catalog_units",
    "export_catalog",
    "import_translations",
    "match_locale",
    "parse_exchange",
    "source_digest",
]

# The largest file that is read, and the most that a workbook may unpack to, in bytes. A catalog of
# 10,000 messages makes an XLIFF file of some 9 MB.
FILE_LIMIT = 32 * 1024 * 1024
UNPACKED_LIMIT = 64 * 1024 * 1024

# The most tags in an XML file, or a part of a workbook: 10,000 messages make some 140,000. A tree
# of them takes 100 to 200 bytes a tag, and what reads a workbook 4 microseconds.
TAG_LIMIT = 500_000

# “Excel specifications and limits”: characters (UTF-16) in a cell, rows in a sheet.
CELL_LIMIT = 32_767
ROW_LIMIT = 1_048_576

# What is no Char of XML 1.0 (production 2), so that no XML file can hold it.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What a workbook takes for an escape (ECMA-376 part 1, 22.9.2.19, ST_Xstring), or turns into one.
NOT_XLSX = re.compile(r"\r|_x[0-9A-Fa-f]{4}_|x005F_")


class Format(StrEnum):
    """A kind of file that catalogs are exchanged in."""

    XLIFF = "xliff"
    TMX = "tmx"
    XLSX = "xlsx"

    @property
    def suffix(self) -> str:
        """The ending of such a file's name."""
        return ".xlf" if self is Format.XLIFF else f".{self}"


# Digests of a unit's words and state, and of its note.
Stamp = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One form of a message as it travels; `line` is its line (or row) in the file it came in.

    `comment` is for the translator and goes one way; her own `note` travels both ways. `fuzzy` is
    None where the file does not say; `exported` is the stamp of the unit as it went out, where it
    does.
    """

    id: str
    source: str
    target: str
    context: str | None = None
    fuzzy: bool | None = False
    note: str = ""
    comment: str = ""
    line: int = 0
    exported: Stamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a file brings for a catalog; what it doesn't say is empty."""

    format: Format
    name: str
    domain: str
    locale: str
    digest: str
    units: tuple[Unit, ...]
    warnings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A catalog with what came back, and how many of its messages are what.

    Every message is one of `translated` (it was not before), `changed` (its words, its state or
    its note), `unchanged`, one of the `conflicts`, `skipped` (its source in the file is another) or
    `absent` from the file; `emptied` ones came back without the words that they have, and keep
    them. A conflict is a message that was changed both in the file and in the catalog: it stays as
    it is in the catalog.
    """

    catalog: Catalog
    translated: int
    changed: int
    unchanged: int
    skipped: int
    absent: int
    emptied: int
    warnings: tuple[Diagnostic, ...]
    conflicts: tuple[Diagnostic, ...] = ()


def _refusal(name: str, message: str, hint: str, line: int = 0, msgid: str = "") -> CatalogError:
    return CatalogError(
        Diagnostic(
            check="exchange", message=message, hint=hint, location=Location(name, line), msgid=msgid
        )
    )


# --- a catalog as units ---


def _message_id(message: Message) -> str:
    key = json.dumps([message.context, message.msgid, message.plural]).encode()
    # A letter first, so that no spreadsheet takes it for a number.
    return f"m{hashlib.sha256(key).hexdigest()[:12]}"


def _unit_ids(entry: Entry) -> tuple[str, ...]:
    name = _message_id(entry.message)
    if entry.message.plural is None:
        return (name,)
    return tuple(f"{name}[{form}]" for form in range(max(1, len(entry.translations))))


def _entries(catalog: Catalog) -> Iterator[Entry]:
    return (entry for entry in catalog.entries if not entry.obsolete)


def source_digest(catalog: Catalog) -> str:
    """Return a SHA-256 (hexadecimal) of the messages that a catalog asks for, in any order."""
    ids = sorted(_message_id(entry.message) for entry in _entries(catalog))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def catalog_units(catalog: Catalog) -> Iterator[Unit]:
    """Yield the units of a catalog's messages, in their order; obsolete ones stay at home."""
    for entry in _entries(catalog):
        message = entry.message
        ids = _unit_ids(entry)
        for form, (name, text) in enumerate(zip(ids, entry.translations or ("",), strict=True)):
            about = [*message.comments]
            if message.context is not None:
                about.append(f"context: {message.context}")
            if message.plural is not None:
                about.append(f"plural form {form + 1} of {len(ids)}")
            if entry.fuzzy and entry.previous[1] is not None:
                about.append(f"translated when the source was: {entry.previous[1]}")
            yield Unit(
                id=name,
                source=message.plural if form and message.plural is not None else message.msgid,
                target=text,
                context=message.context,
                fuzzy=entry.fuzzy,
                note="" if form else entry.translator_comment,
                comment="\n".join(about),
            )


def _stamp(unit: Unit) -> Stamp:
    words = unit.target if unit.target.strip() else ""
    state = "~" if unit.fuzzy and words else "-"
    return _short_digest(_line_ends(words)) + state, _short_digest(_lines(unit.note))


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


STAMP = re.compile("([0-9a-f]{8}[-~])([0-9a-f]{8})")


def _parse_stamp(text: str) -> Stamp | None:
    found = STAMP.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


# What silences a check in a translator's comment: see briefkit.checks.
SILENCING = re.compile(r"\bignore-+(?=[a-z])")


# --- out ---


def export_catalog(catalog: Catalog, format: Format, source_locale: str) -> bytes:
    """Return a file of `format` with a catalog's messages and their translations.

    A TMX holds what may be printed alone. Raises CatalogError where the catalog has no messages,
    or characters that the format cannot hold.
    """
    units = tuple(catalog_units(catalog))
    if not units:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message="The catalog has no messages.",
                hint="Fill it from the source with “briefkit update”.",
                location=Location(catalog.path),
                locale=catalog.locale,
            )
        )
    _require_fit(units, format, catalog)
    writers = {Format.XLIFF: _write_xliff, Format.TMX: _write_tmx, Format.XLSX: _write_xlsx}
    return writers[format](catalog, units, source_locale)


def _require_fit(units: Iterable[Unit], format: Format, catalog: Catalog) -> None:
    unfit = [
        Diagnostic(
            check="exchange",
            message=f"The message, or a comment on it, {problem}.",
            hint="Take it out of the catalog, or choose another format.",
            location=Location(catalog.path),
            locale=catalog.locale,
            msgid=unit.source,
        )
        for unit in units
        if (problem := _unfit((unit.source, unit.target, unit.note, unit.comment), format))
    ]
    if unfit:
        raise CatalogError(*unfit)


def _unfit(texts: Sequence[str], format: Format) -> str:
    if found := next(filter(None, map(NOT_XML.search, texts)), None):
        return f"has the character U+{ord(found[0]):04X}, which {format.upper()} cannot hold"
    if format is Format.XLSX:
        if found := next(filter(None, map(NOT_XLSX.search, texts)), None):
            return f"has {found[0]!r}, which a workbook reads as something else"
        if any(len(text.encode("utf-16-le")) // 2 > CELL_LIMIT for text in texts):
            return f"is longer than the {CELL_LIMIT} characters of a workbook’s cell"
    return ""


# --- XLIFF 1.2 (OASIS standard of 1 February 2008) ---

XLIFF_NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"

# The states of section 2.4 (attribute “state”) that need nobody's look any more.
SETTLED_STATES = ("translated", "signed-off", "final")

DEVELOPER = "developer"


class _XliffUnit(Xliff1Unit):
    namespace = XLIFF_NAMESPACE


def _write_xliff(catalog: Catalog, units: Iterable[Unit], source_locale: str) -> bytes:
    file = {
        "original": catalog.path,
        "source-language": language_tag(source_locale),
        "target-language": language_tag(catalog.locale),
        "datatype": "plaintext",
        "build-num": source_digest(catalog),
    }
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in file.items())
    store: Any = Xliff1File.parsestring(  # type: ignore[no-untyped-call]
        f'<xliff version="1.2" xmlns="{XLIFF_NAMESPACE}">'
        f"<file {attributes}><body/></file></xliff>".encode()
    )
    for unit in units:
        item: Any = _XliffUnit(unit.source)
        store.addunit(item)
        item.setid(unit.id)
        item.xmlelement.set("extradata", "".join(_stamp(unit)))
        if unit.target:
            item.target = unit.target
            if unit.fuzzy:
                item.markreviewneeded()
        item.addnote(unit.comment, origin=DEVELOPER)
        item.addnote(unit.note, origin="translator")
        if unit.context is not None:
            item.createcontextgroup("po-entry", [("x-po-msgctxt", unit.context)], "information")
    return bytes(store)


def _read_xliff(root: Any, name: str) -> Iterator[Returned]:
    if not root.get("version", "").startswith("1."):
        raise _refusal(
            name,
            f"This is XLIFF {root.get('version', 'of no version')}; briefkit reads XLIFF 1.2.",
            "Have your tool save the file in the format that it was given.",
        )
    for file in root.iter("{*}file"):
        units = tuple(_xliff_unit(node, name) for node in file.iter("{*}trans-unit"))
        _refuse_duplicates(units, name)
        yield Returned(
            format=Format.XLIFF,
            name=name,
            domain=PureWindowsPath(file.get("original", "")).stem,  # parts both / and \
            locale=file.get("target-language", ""),
            digest=file.get("build-num", ""),
            units=units,
        )


def _xliff_unit(node: Any, name: str) -> Unit:
    source, target = node.find("{*}source"), node.find("{*}target")
    if source is None or not node.get("id"):
        raise _refusal(
            name,
            "A translation unit has no id, or no source.",
            "Take the file as your tool exported it.",
            node.sourceline,
        )
    text, fuzzy = "", None
    if target is not None:
        _refuse_inline_elements(target, name)
        text = _text(target)
        state, approved = target.get("state"), node.get("approved")
        if state or approved:
            fuzzy = state not in SETTLED_STATES if state else approved != "yes"
    notes = (n for n in node.findall("{*}note") if n.get("from") != DEVELOPER)
    return Unit(
        id=node.get("id"),
        source=_text(source),
        target=text,
        fuzzy=fuzzy,
        note="\n".join(_text(note).strip() for note in notes),
        line=node.sourceline,
        exported=_parse_stamp(node.get("extradata", "")),
    )


def _refuse_inline_elements(target: Any, name: str) -> None:
    """Refuse what was not exported and would be lost; a marked segment is but its words."""
    for child in target.iterdescendants("{*}*"):
        tag = child.tag.rpartition("}")[2]
        if (tag, child.get("mtype")) != ("mrk", "seg"):
            raise _refusal(
                name,
                f"The translation has a tag <{tag}> that is not in the source.",
                "Write markup as the source has it (**bold**), and accept tracked changes.",
                child.sourceline,
                msgid=_text(target),
            )


# --- TMX 1.4b (LISA, 26 April 2005) ---


def _write_tmx(catalog: Catalog, units: Iterable[Unit], source_locale: str) -> bytes:
    store: Any = tmxfile(
        sourcelanguage=language_tag(source_locale), targetlanguage=language_tag(catalog.locale)
    )
    header = store.document.getroot().find("header")
    header.set("segtype", "block")
    values = {"domain": catalog.domain, "source-digest": source_digest(catalog)}
    for kind, value in values.items():
        prop = header.makeelement("prop", type=f"x-briefkit-{kind}")
        prop.text = value
        header.append(prop)
    current = {name for e in _entries(catalog) if e.current for name in _unit_ids(e)}
    for unit in units:
        if unit.id in current:
            item = store.addsourceunit(unit.source)
            item.xmlelement.set("tuid", unit.id)
            item.settarget(unit.target)
            if unit.context is not None:
                item.setcontext(unit.context)
    return bytes(store)


def _read_tmx(root: Any, name: str) -> Iterator[Returned]:
    header = root.find("{*}header")
    props = {p.get("type"): p.text or "" for p in root.iterfind("{*}header/{*}prop")}
    memories: dict[str, list[Unit]] = {}
    for node in root.iter("{*}tu"):
        texts = {
            tuv.get(f"{{{XML_NS}}}lang") or tuv.get("lang", ""): _text(seg)
            for tuv in node.iterfind("{*}tuv")
            if (seg := tuv.find("{*}seg")) is not None
        }
        spoken = node.get("srclang") or (header.get("srclang", "") if header is not None else "")
        source = next((tag for tag in texts if match_locale(tag, [spoken])), next(iter(texts), ""))
        context = node.findtext("{*}prop[@type='x-context']")
        for tag, text in texts.items():
            if tag != source:
                unit = Unit(
                    id=node.get("tuid", ""), source=texts[source], target=text, context=context
                )
                memories.setdefault(tag, []).append(unit)
    for tag in sorted(memories, key=len):  # “de” goes before “de-AT”
        yield Returned(
            format=Format.TMX,
            name=name,
            domain=props.get("x-briefkit-domain", ""),
            locale=tag,
            digest=props.get("x-briefkit-source-digest", ""),
            units=tuple(memories[tag]),
        )


# --- an Excel workbook ---

GUIDE, TRANSLATIONS = "Read me", "Translations"
HEADINGS = ("Number", "Where it stands", "Source", "Translation", "State", "Your note")
WIDTHS = (19, 28, 60, 60, 15, 30)
TO_TRANSLATE, TO_CHECK, DONE = "to translate", "please check", "done"
DOMAIN, LOCALE, DIGEST = "Text", "Language code", "Fingerprint of the source"

INSTRUCTIONS = (
    f"Go to the sheet “{TRANSLATIONS}”: its tab is at the bottom of the window.",
    "Write your translation in the white column “Translation”, beside each source text. The grey "
    "columns are locked: leave them as they are.",
    "**Two asterisks** make bold type, *one* makes emphasis: put them round the words that carry "
    "the weight in your language. In [words](address) translate the words, keep the address.",
    "Copy [@name2020], %(date)s and the like letter by letter, to where they belong in your "
    "language.",
    "For a new line within a cell press Alt+Enter (in LibreOffice Ctrl+Enter).",
    f"In the column “State” choose “{DONE}”, or “{TO_CHECK}” where somebody should look again. "
    f"What does not say “{DONE}” is not printed before somebody has.",
    "Anything that you want to tell us goes into the column “Your note”.",
    "You may stop half-way: rows that stay empty are left as they are. Emptying a translation does "
    "not delete it; write the better one, or a note.",
    "Save the file as an Excel workbook (.xlsx), not as CSV, and send it back.",
)


def _write_xlsx(catalog: Catalog, units: Iterable[Unit], source_locale: str) -> bytes:
    book = Workbook()
    book.security = WorkbookProtection(lockStructure=True)
    guide = book.active
    guide.title = GUIDE
    guide.protection = SheetProtection(sheet=True)
    guide.column_dimensions["A"].width = 28
    guide.column_dimensions["B"].width = 90
    title = _put(guide, 1, 2, f"How to translate into {english_name(catalog.locale)}")
    title.font = Font("Calibri", 14, bold=True)
    for number, text in enumerate(INSTRUCTIONS, start=1):
        _put(guide, number + 2, 1, f"{number}.").alignment = Alignment("right", vertical="top")
        _put(guide, number + 2, 2, text)
    said = {DOMAIN: catalog.domain, LOCALE: catalog.locale, DIGEST: source_digest(catalog)}
    for row, (label, value) in enumerate(said.items(), start=len(INSTRUCTIONS) + 4):
        _put(guide, row, 1, label)
        _put(guide, row, 2, value)

    sheet = book.create_sheet(TRANSLATIONS)
    sheet.protection = SheetProtection(
        sheet=True, formatCells=False, formatColumns=False, formatRows=False, autoFilter=False
    )
    sheet.sheet_view.rightToLeft = direction(catalog.locale) == "rtl"
    sheet.freeze_panes = "A2"
    grey, free = PatternFill("solid", "EEEEEE"), Protection(locked=False)
    orders = [_reading_order(source_locale), _reading_order(catalog.locale)]
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        cell = _put(sheet, 1, column, heading)
        cell.font, cell.fill = Font("Calibri", 11, bold=True), grey
        sheet.column_dimensions[cell.column_letter].width = width
    row = 1
    for row, unit in enumerate(units, start=2):
        state = (TO_CHECK if unit.fuzzy else DONE) if unit.target else TO_TRANSLATE
        # The stamp is in the cell of the number, so that no sorting or copying parts them.
        stamped = f"{unit.id} {''.join(_stamp(unit))}"
        texts = (stamped, unit.comment, unit.source, unit.target, state, unit.note)
        for column, text in enumerate(texts, start=1):
            cell = _put(sheet, row, column, text, orders[column > 3])
            if column > 3:
                cell.protection = free
            else:
                cell.fill = grey
    sheet.auto_filter.ref = f"A1:F{row}"
    states = DataValidation(
        "list", formula1=f'"{TO_TRANSLATE},{TO_CHECK},{DONE}"', allow_blank=True
    )
    states.error = f"Choose “{TO_TRANSLATE}”, “{TO_CHECK}” or “{DONE}”."
    states.showErrorMessage = True
    states.add(f"E2:E{row}")
    sheet.add_data_validation(states)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, text: str, reading_order: int = 0) -> Any:
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


def _reading_order(locale: str) -> int:
    return 2 if direction(locale) == "rtl" else 1  # ECMA-376 part 1, 18.8.1, readingOrder


def _read_xlsx(data: bytes, name: str) -> Returned:
    guide, rows = _sheets(data, name)
    said = {_plain(row[0][1]): _plain(row[1][1]) for _, row in guide}
    if [_plain(value) for _, value in rows[0][1]] != list(HEADINGS):
        raise _refusal(
            name,
            f"The headings of the sheet “{TRANSLATIONS}” are not those of an export.",
            f"They must be: {', '.join(HEADINGS)}.",
            1,
        )
    found = [_row_unit(row, name, line) for line, row in rows[1:]]
    units = tuple(unit for unit, _ in found if unit is not None)
    _refuse_duplicates(units, name)
    return Returned(
        format=Format.XLSX,
        name=name,
        domain=said.get(DOMAIN, ""),
        locale=said.get(LOCALE, ""),
        digest=said.get(DIGEST, ""),
        units=units,
        warnings=tuple(warning for _, found_here in found for warning in found_here),
    )


# A cell: openpyxl's letter for its type, and its value. A sheet: its rows that are not empty, with
# their numbers.
Cell = tuple[str, Any]
Rows = list[tuple[int, tuple[Cell, ...]]]

# What zipfile, zlib, the XML parsers (SyntaxError) and openpyxl raise for a file that is broken.
BROKEN = (
    zipfile.BadZipFile, zlib.error, SyntaxError, OSError, EOFError, RuntimeError, LookupError,
    ValueError, TypeError, AttributeError, ArithmeticError, AssertionError,
)  # fmt: skip


def _sheets(data: bytes, name: str) -> tuple[Rows, Rows]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
                raise _refusal(
                    name,
                    f"The file unpacks to more than {UNPACKED_LIMIT // 1024**2} MB.",
                    "A workbook of briefkit’s does not: ask whoever sent it what it is.",
                )
            for member in archive.namelist():
                if member.endswith((".xml", ".rels")):
                    _parse_xml(archive.read(member), name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it leaves out
            book = load_workbook(BytesIO(data), read_only=True)
            missing = {GUIDE, TRANSLATIONS} - set(book.sheetnames)
            guide, rows = ([] if missing else _rows(book[t]) for t in (GUIDE, TRANSLATIONS))
    except BROKEN:
        raise _refusal(
            name, "The file is not an Excel workbook, or not a whole one.", WORKBOOK
        ) from None
    if missing or not rows:
        raise _refusal(
            name,
            f"The workbook has no sheets “{GUIDE}” and “{TRANSLATIONS}”.",
            "Give one that “briefkit exchange export” made.",
        )
    return guide, rows


def _rows(sheet: Any) -> Rows:
    sheet.reset_dimensions()  # some programs write wrong ones
    rows = islice(sheet.iter_rows(max_col=len(HEADINGS)), ROW_LIMIT)
    return [
        (number, tuple((cell.data_type, cell.value) for cell in row))
        for number, row in enumerate(rows, start=1)
        if any(cell.value is not None for cell in row)
    ]


def _row_unit(
    row: Sequence[Cell], name: str, line: int
) -> tuple[Unit | None, tuple[Diagnostic, ...]]:
    """Return a row's unit (none for an empty row), and what to know about it."""
    number, _, source, (kind, value), state, note = row
    text, source_text = _plain(value), _plain(source[1])
    key, _, stamp = _plain(number[1]).strip().partition(" ")
    if not any((key, source_text, text)):
        return None, ()
    if not key:
        raise _refusal(
            name,
            "The row has no number, so that nobody can tell what it translates.",
            "Copy the number from the file that was exported, or empty the row.",
            line,
            msgid=source_text,
        )
    if kind in ("f", "e"):
        raise _refusal(
            name,
            f"The translation’s cell has a formula or an error: {text}",
            "Type the text again, with an apostrophe before it.",
            line,
            msgid=source_text,
        )
    said = _plain(state[1]).strip().casefold()
    if said not in ("", TO_TRANSLATE, TO_CHECK, DONE):
        raise _refusal(
            name,
            f"“{said}” is not a state.",
            f"Choose “{TO_TRANSLATE}”, “{TO_CHECK}” or “{DONE}”.",
            line,
            msgid=source_text,
        )
    converted = bool(text) and not isinstance(value, str)
    unit = Unit(
        id=key,
        source=source_text,
        target=text,
        fuzzy=converted or (said != DONE if said else None),
        note=_plain(note[1]),
        line=line,
        exported=_parse_stamp(stamp),
    )
    if not converted:
        return unit, ()
    return unit, (
        Diagnostic(
            check="exchange",
            severity=Severity.WARNING,
            message=f"The spreadsheet turned the translation into a number or a date: {text}",
            hint="It came in as fuzzy: see that it says what was typed.",
            location=Location(name, line),
            msgid=source_text,
        ),
    )


def _plain(value: object) -> str:
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


# --- in ---


def parse_exchange(data: bytes, name: str) -> tuple[Returned, ...]:
    """Read a file that `export_catalog` made, or any translation memory; `name` is the file's.

    Returns a part for every catalog that it speaks of, or every language of a memory. Raises
    CatalogError for a file that is larger than FILE_LIMIT or a workbook that unpacks to more than
    UNPACKED_LIMIT bytes, for one that is of none of the formats, broken, or declares entities, for
    a message that stands twice, and for formulas or tags in a translation.
    """
    if len(data) > FILE_LIMIT:
        raise _refusal(
            name,
            f"The file is larger than {FILE_LIMIT // 1024**2} MB.",
            "Export a domain at a time, or split the translation memory.",
        )
    if data.startswith(b"PK"):
        return (_read_xlsx(data, name),)
    if name.casefold().endswith(Format.XLSX.suffix):
        raise _refusal(name, "This is not a workbook (xlsx).", WORKBOOK)
    root = _parse_xml(data, name)
    match root.tag.rpartition("}")[2]:
        case "xliff":
            return tuple(_read_xliff(root, name))
        case "tmx":
            return tuple(_read_tmx(root, name))
        case tag:
            raise _refusal(name, f"This is XML, but <{tag}> is neither XLIFF nor TMX.", KNOWN)


WORKBOOK = "Open it in a spreadsheet program, and save it as an Excel workbook (.xlsx)."
KNOWN = "Give an XLIFF (.xlf), a TMX or an Excel workbook (.xlsx)."


def _parse_xml(data: bytes, name: str) -> Any:
    """Parse XML that nobody vouches for: no entities of its own, nothing loaded from elsewhere."""
    if data.count(b"<") > TAG_LIMIT:
        raise _refusal(
            name,
            f"The file has more than {TAG_LIMIT} tags.",
            "A file of briefkit’s does not: export a domain at a time, or split the memory.",
        )
    try:
        root: Any = parse_xml(data)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise _refusal(name, f"The file cannot be read as XML: {error}.", KNOWN, line) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise _refusal(
            name,
            "The file declares XML entities, which can hide what it says.",
            "Have the program that made it save it without.",
        )
    return root


def _text(node: Any) -> str:
    # With all its spaces, whatever the file says of them: they are the translation's own.
    return str(node.xpath("string()"))


def _refuse_duplicates(units: Iterable[Unit], name: str) -> None:
    counts = Counter(unit.id for unit in units)
    twice = [unit for unit in units if counts[unit.id] > 1]
    if twice:
        raise _refusal(
            name,
            f"The message {twice[-1].id} stands {counts[twice[-1].id]} times in the file.",
            "Keep one of them.",
            twice[-1].line,
            msgid=twice[-1].source,
        )


def match_locale(tag: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that a language tag means: its own, or its language's.

    Tools write BG-BG for bg; but pt does not mean pt_BR.
    """
    names = {language_tag(name).casefold(): name for name in known}
    tag = language_tag(tag).casefold()
    return names.get(tag) or names.get(tag.partition("-")[0])


def import_translations(
    returned: Returned, catalog: Catalog, *, skip_changed: bool = False
) -> Imported:
    """Return `catalog` with the translations that came back; entries that say the same stay.

    What is missing from the file, or empty there, is left alone, and so is what came back as it was
    exported, and what was changed both there and in the catalog. A translation memory fills empty
    messages whose source it has word by word, as fuzzy, and changes no others. Raises CatalogError
    for a file of another domain or locale, and for one made from another source, which names the
    messages that differ; `skip_changed` leaves these alone and takes over the others.
    """
    _require_same_catalog(returned, catalog)
    if returned.format is Format.TMX:
        return _imported(catalog, tuple(_filled_from_memory(catalog, returned.units)))
    known = {unit.id: unit for unit in catalog_units(catalog)}
    changed = {unit.id: unit for unit in returned.units if not _same_source(unit, known)}
    new = set(known) - {unit.id for unit in returned.units}
    if not returned.digest or returned.digest == source_digest(catalog):
        new = set()
    told = [*(_changed(unit, unit.id in known, returned) for unit in changed.values())]
    told += [_new(unit, catalog) for unit in known.values() if unit.id in new]
    if told and not skip_changed:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message=f"The file was made from another source: {len(changed)} of its messages "
                f"have changed since, and {len(new)} of the catalog’s are not in it.",
                hint="Nothing was imported. Give “--skip-changed” to take over the others, then "
                "export these again.",
                location=Location(returned.name),
                locale=catalog.locale,
            ),
            *told,
        )
    units = {
        unit.id: _merged(unit, known[unit.id]) for unit in returned.units if unit.id not in changed
    }
    left = [e for e in _entries(catalog) if units.keys().isdisjoint(_unit_ids(e))]
    conflicts = dict(_conflicts(catalog, units, known, returned.name))
    return _imported(
        catalog,
        [
            entry if entry.message.key in conflicts else _with_units(entry, units)
            for entry in catalog.entries
        ],
        skipped=sum(_skipped(entry, changed) for entry in left),
        absent=sum(not _skipped(entry, changed) for entry in left),
        emptied=sum(_emptied(unit, known[unit.id]) for unit in units.values()),
        warnings=(
            *returned.warnings,
            *(replace(item, severity=Severity.WARNING) for item in told),
        ),
        conflicts=tuple(conflicts.values()),
    )


def _require_same_catalog(returned: Returned, catalog: Catalog) -> None:
    if returned.domain not in (catalog.domain, "" if returned.format is Format.TMX else None):
        raise _refusal(
            returned.name,
            f"The file is for the text “{returned.domain}”, not for “{catalog.domain}”.",
            "Import it into the catalog that it was exported from.",
        )
    if match_locale(returned.locale, [catalog.locale]) is None:
        raise _refusal(
            returned.name,
            f"The file is for the language “{returned.locale}”, not for “{catalog.locale}”.",
            "Import it into the catalog that it was exported from.",
        )


def _same_source(unit: Unit, known: Mapping[str, Unit]) -> bool:
    # The id stands for the very words; tools may fold the spaces of what they show.
    return unit.id in known and unit.source.split() == known[unit.id].source.split()


def _changed(unit: Unit, known: bool, returned: Returned) -> Diagnostic:
    return Diagnostic(
        check="exchange",
        message="Its source text was altered in the file."
        if known
        else "Its source has changed since the file was made, or it is gone.",
        location=Location(returned.name, unit.line),
        msgid=unit.source,
    )


def _skipped(entry: Entry, changed: Iterable[str]) -> bool:
    """Whether an entry stands in the file, with another source or as what it was made from."""
    context, msgid, plural = entry.previous
    names = {_message_id(entry.message)}
    if msgid is not None:
        names.add(_message_id(Message(msgid=msgid, context=context, plural=plural)))
    return not names.isdisjoint(name.partition("[")[0] for name in changed)


def _new(unit: Unit, catalog: Catalog) -> Diagnostic:
    return Diagnostic(
        check="exchange",
        message="It is new since the file was made, or its source has changed.",
        location=Location(catalog.path),
        locale=catalog.locale,
        msgid=unit.source,
    )


def _merged(unit: Unit, today: Unit) -> Unit:
    """Return a unit that came back, with today's words and state, or note, where it has no new."""
    words, note = unit.exported or _stamp(today)
    if unit.fuzzy is None:
        # As it was, if the words are; nobody has confirmed others.
        unit = replace(unit, fuzzy=_stamp(replace(unit, fuzzy=False))[0] != words)
    came_words, came_note = _stamp(unit)
    if came_words == words:
        unit = replace(unit, target=today.target, fuzzy=today.fuzzy)
    elif unit.target != today.target:
        unit = replace(unit, target=_broken_as(today.source, unit.target))
    new_note = today.note if came_note == note else _as_words(unit.note, today.note)
    return replace(unit, note=new_note)


def _as_words(note: str, today: str) -> str:
    """Return a note without any “ignore-NAME” that is not in today's: it would silence a check."""
    kept = set(_lines(today).split("\n"))
    return "\n".join(
        line if line in kept else SILENCING.sub("note: ignore ", line)
        for line in _lines(note).split("\n")
    )


def _broken_as(source: str, text: str) -> str:
    """Return a text whose line ends are LF, and begin and end it as its source: msgfmt insists."""
    words = _line_ends(text).strip("\n")
    if not words.strip():
        return words
    start, end = len(source) - len(source.lstrip("\n")), len(source.rstrip("\n"))
    return f"{source[:start]}{words}{source[end:]}"


def _conflicts(
    catalog: Catalog, units: Mapping[str, Unit], known: Mapping[str, Unit], name: str
) -> Iterator[tuple[MessageKey, Diagnostic]]:
    """Yield the messages that were changed in the file and, otherwise, in the catalog as well."""
    for entry in _entries(catalog):
        pairs = [(units[id], known[id]) for id in _unit_ids(entry) if id in units]
        found = [(unit, today) for unit, today in pairs if _conflicting(unit, today)]
        if found:
            texts = [
                f"\n    in the file:    {_told(unit)}\n    in the catalog: {_told(today)}"
                for unit, today in found
            ]
            yield (
                entry.message.key,
                Diagnostic(
                    check="exchange",
                    message="It was changed in the file, and in the catalog since the export."
                    + "".join(texts),
                    hint="Nothing of it was imported. Where the file has the better one, write it "
                    "into the catalog.",
                    location=Location(name, found[0][0].line),
                    locale=catalog.locale,
                    msgid=entry.message.msgid,
                ),
            )


def _conflicting(unit: Unit, today: Unit) -> bool:
    words, note = unit.exported or _stamp(today)
    words_now, note_now = _stamp(today)
    differ = (unit.target, unit.fuzzy) != (today.target, today.fuzzy)
    both = bool(unit.target.strip() and today.target.strip())
    notes = _lines(unit.note), _lines(today.note)
    return (words_now != words and differ and both) or (
        note_now != note and notes[0] != notes[1] and all(notes)
    )


def _told(unit: Unit) -> str:
    state = " (fuzzy)" if unit.fuzzy else ""
    return f"“{unit.target}”{state}" + (f", note: “{unit.note}”" if unit.note else "")


def _emptied(unit: Unit, known: Unit) -> bool:
    return bool(known.target.strip()) and not unit.target.strip()


def _with_units(entry: Entry, units: Mapping[str, Unit]) -> Entry:
    """Return an entry with the words, the state and the note that came back for it."""
    if entry.obsolete:
        return entry
    came = [units.get(name) for name in _unit_ids(entry)]
    old = entry.translations or ("",)
    filled = [unit if unit and unit.target.strip() else None for unit in came]
    new = tuple(unit.target if unit else text for unit, text in zip(filled, old, strict=True))
    states = [
        bool(unit.fuzzy) if unit else entry.fuzzy
        for unit, text in zip(filled, new, strict=True)
        if unit or text
    ]
    notes = "\n".join(filter(None, (_lines(unit.note) for unit in came if unit)))
    return _with_state(
        entry.change(
            translations=entry.translations if new == old else new,
            translator_comment=notes
            if notes and notes != _lines(entry.translator_comment)
            else entry.translator_comment,
        ),
        fuzzy=any(states) if states else entry.fuzzy,
    )


def _lines(note: str) -> str:
    return _line_ends(note).strip()


def _line_ends(text: str) -> str:
    # A carriage return would end a comment's line in the PO file.
    return re.sub("\r\n?", "\n", text)


def _with_state(entry: Entry, *, fuzzy: bool) -> Entry:
    if fuzzy == entry.fuzzy:
        return entry
    flags = tuple(flag for flag in entry.message.flags if flag != "fuzzy")
    message = replace(entry.message, flags=("fuzzy", *flags) if fuzzy else flags)
    return entry.change(message=message, previous=entry.previous if fuzzy else (None, None, None))


def _filled_from_memory(catalog: Catalog, memory: Iterable[Unit]) -> Iterator[Entry]:
    """Yield the catalog's entries, the empty ones as the memory has them."""
    found: dict[tuple[str | None, ...], str] = {}
    for unit in memory:
        # By the message itself, its words and context, its words alone: the first of each counts.
        for key in ((unit.id, unit.source), (None, unit.source, unit.context), (None, unit.source)):
            if unit.target.strip():
                found.setdefault(key, unit.target)
    exported = {unit.id: unit for unit in catalog_units(catalog)}
    for entry in catalog.entries:
        if entry.obsolete or any(entry.translations):
            yield entry
            continue
        texts = []
        for unit in (exported[name] for name in _unit_ids(entry)):
            text = found.get((unit.id, unit.source))
            if text is None and entry.message.plural is None:
                text = found.get((None, unit.source, unit.context))
                text = found.get((None, unit.source)) if text is None else text
            texts.append(text or "")
        if all(texts):
            entry = _with_state(entry.change(translations=tuple(texts)), fuzzy=True)
        yield entry


def _imported(
    catalog: Catalog,
    entries: Sequence[Entry],
    *,
    skipped: int = 0,
    absent: int = 0,
    emptied: int = 0,
    warnings: tuple[Diagnostic, ...] = (),
    conflicts: tuple[Diagnostic, ...] = (),
) -> Imported:
    pairs = [
        (old, new) for old, new in zip(catalog.entries, entries, strict=True) if not old.obsolete
    ]
    differ = [(old, new) for old, new in pairs if old != new]
    translated = sum(new.translated and not old.translated for old, new in differ)
    return Imported(
        catalog=replace(catalog, entries=tuple(entries)) if differ else catalog,
        translated=translated,
        changed=len(differ) - translated,
        unchanged=len(pairs) - len(differ) - skipped - absent - len(conflicts),
        skipped=skipped,
        absent=absent,
        emptied=emptied,
        warnings=warnings,
        conflicts=conflicts,
    )
