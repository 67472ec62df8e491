"""A catalog, and the files that other tools might make of it."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from lxml import etree

from briefkit.catalogs import parse_catalog, serialise_catalog
from briefkit.catalogs.exchange import (
    Format,
    Imported,
    catalog_units,
    export_catalog,
    import_translations,
    parse_exchange,
)
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XLIFF2 = "{urn:oasis:names:tc:xliff:document:2.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"

PO = """# Somebody's header comment.
msgid ""
msgstr ""
"Language: bg\\n"
"X-Odd-Header: kept: as it is\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

# to the reviewer:
#   is this the term?
#. paragraph, under ‘Online’
#: briefs/x/community.md:3
#, fuzzy, my-own-flag, ignore-quotes
#| msgid "Olde"
msgid "Old **words** [@garcia2019]"
msgstr "Стари **думи** [@garcia2019]"

msgctxt "menu"
msgid "Open"
msgstr " =Отвори\\t\\n'край' "

msgctxt "shop"
msgid "Open"
msgstr ""

msgid "%(n)d file"
msgid_plural "%(n)d files"
msgstr[0] "%(n)d файл"
msgstr[1] "%(n)d файла"

#~ msgid "gone"
#~ msgstr "няма го"
"""


def parse(data: bytes, locale: str = "bg") -> Catalog:
    return parse_catalog(data, locale=locale, domain="d", path=f"locales/{locale}/d.po")


CATALOG = parse(PO.encode())
OLD, MENU, SHOP, PLURAL, GONE = CATALOG.entries
IDS = [unit.id for unit in catalog_units(CATALOG)]


def name_of(data: bytes) -> str:
    """Return what a file that came back is called: a PO file is told by its name."""
    return "back" if data[:1] in (b"P", b"<") or b"\nmsgid " not in data else "back.po"


def bring(data: bytes, catalog: Catalog = CATALOG, **options: bool) -> Imported:
    (returned,) = parse_exchange(data, name_of(data))
    return import_translations(returned, catalog, **options)


def xliff(edit: Callable[[Any], None], catalog: Catalog = CATALOG) -> bytes:
    root = etree.fromstring(export_catalog(catalog, Format.XLIFF, "en"))
    edit(root)
    return bytes(etree.tostring(root))


def unit(root: Any, number: int) -> Any:
    return list(root.iter(f"{XLIFF}trans-unit"))[number]


def translate(root: Any, number: int, text: str, **attributes: str) -> None:
    node = unit(root, number)
    for old in node.findall(f"{XLIFF}target"):
        node.remove(old)
    target = etree.Element(f"{XLIFF}target", attributes)
    target.text = text
    node.insert(1, target)


def xliff2(texts: dict[int, str]) -> bytes:
    """Return an export of CATALOG as XLIFF 2.0 with other words in some units, as if final."""
    root = etree.fromstring(export_catalog(CATALOG, Format.XLIFF2, "en"))
    segments = list(root.iter(f"{XLIFF2}segment"))
    for number, text in texts.items():
        found = segments[number].find(f"{XLIFF2}target")
        target = etree.SubElement(segments[number], f"{XLIFF2}target") if found is None else found
        target.text = text
        segments[number].set("state", "final")
    return bytes(etree.tostring(root))


def po(texts: dict[int, str]) -> bytes:
    """Return an export of CATALOG as PO with other words in some units, as an editor saves them."""
    exported = parse(export_catalog(CATALOG, Format.PO, "en"))
    places = [(e, form) for e in exported.entries for form in range(len(e.translations))]
    changed = {e.message.key: list(e.translations) for e in exported.entries}
    for number, text in texts.items():
        entry, form = places[number]
        changed[entry.message.key][form] = text
    entries = tuple(e.change(translations=tuple(changed[e.message.key])) for e in exported.entries)
    return serialise_catalog(replace(exported, entries=entries))


def workbook(edit: Callable[[Any], None], catalog: Catalog = CATALOG) -> bytes:
    book = openpyxl.load_workbook(BytesIO(export_catalog(catalog, Format.XLSX, "en")))
    edit(book["Translations"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(cells: dict[str, object]) -> Callable[[Any], None]:
    def edit(sheet: Any) -> None:
        for place, value in cells.items():
            sheet[place] = value

    return edit


def unstamped(data: bytes) -> bytes:
    """Return an exported file as it was made before there were stamps."""
    if not data.startswith(b"PK"):
        stamps = (
            rb' extradata="[^"]*"',
            rb'(?<=<mda:meta type="stamp">)[^<]*',
            rb"#. exported: .*\n",
        )
        return re.sub(b"|".join(stamps), b"", data)
    return rewritten(rb"(<t[^>]*>m[0-9a-f]{12}(\[\d\])?) [0-9a-f]{8}[-~][0-9a-f]{8}", rb"\1", data)


def refused(data: bytes, catalog: Catalog = CATALOG) -> str:
    with pytest.raises(CatalogError) as caught:
        bring(data, catalog)
    assert caught.value.diagnostics[0].hint
    return str(caught.value)


def worked(texts: dict[int, str], format: Format) -> bytes:
    """Return an export of CATALOG with other words in some units, and these said to be done."""

    def edit(root: Any) -> None:
        for number, text in texts.items():
            translate(root, number, text, state="final")

    if format is Format.XLIFF:
        return xliff(edit)
    if format is Format.XLIFF2:
        return xliff2(texts)
    if format is Format.PO:
        return po(texts)
    cells: dict[str, object] = {f"D{number + 2}": text for number, text in texts.items()}
    return workbook(fill(cells | {f"E{number + 2}": "done" for number in texts}))


def now(*changed: Entry) -> Catalog:
    """Return CATALOG with other entries for the same messages."""
    by_key = {entry.message.key: entry for entry in changed}
    return replace(CATALOG, entries=tuple(by_key.get(e.message.key, e) for e in CATALOG.entries))


def memory(*units: str, srclang: str = "EN-US") -> bytes:
    return (
        '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4">'
        f'<header srclang="{srclang}"/><body>{"".join(units)}</body></tmx>'
    ).encode()


def tu(text: str, context: str = "", **words: str) -> str:
    tuvs = {"en-US": text} | {tag.replace("_", "-"): word for tag, word in words.items()}
    spoken = [f'<tuv xml:lang="{t}"><seg>{w}</seg></tuv>' for t, w in reversed(tuvs.items())]
    prop = f"<prop type='x-context'>{context}</prop>" if context else ""
    return f"<tu>{prop}{''.join(spoken)}</tu>"


EXPORTS = {format: export_catalog(CATALOG, format, "en") for format in Format}


def rewritten(old: bytes, new: bytes, data: bytes = b"") -> bytes:
    """Return an exported workbook with all that matches `old` replaced in its parts."""
    written = BytesIO()
    whole = zipfile.ZipFile(BytesIO(data or EXPORTS[Format.XLSX]))
    with whole, zipfile.ZipFile(written, "w") as archive:
        for name in whole.namelist():
            archive.writestr(name, re.sub(old, new, whole.read(name)))
    return written.getvalue()
