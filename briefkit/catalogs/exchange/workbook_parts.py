"""A workbook's parts, as openpyxl can read them: no Strict form, words that are struck marked."""

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from briefkit.catalogs.exchange.refusals import refusal
from briefkit.catalogs.exchange.xml_reading import parse_xml_safely
from briefkit.diagnostics import translatable

__all__ = ["UNPACKED_LIMIT", "readable_workbook", "without_struck"]

# The most that a workbook may unpack to, in bytes.
UNPACKED_LIMIT = 64 * 1024 * 1024

# The namespaces of ISO/IEC 29500 Strict, which Excel saves as “Strict Open XML”; openpyxl reads
# those of its Transitional form alone.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/([\w-]+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# Around a run of a cell's text that is struck through, and one that is as its cell is: code points
# that are no characters, and so in no text (Unicode 23.7).
_STRUCK, _AS_CELL = ("\ufdd0", "\ufdd1"), ("\ufdd2", "\ufdd3")
_STRUCK_RUN, _AS_CELL_RUN = "\ufdd0[^\ufdd1]*\ufdd1", "\ufdd2[^\ufdd3]*\ufdd3"
_MARKED = re.compile(f"{_STRUCK_RUN}|{_AS_CELL_RUN}")
_AS_CELL_MARKS = re.compile("[\ufdd2\ufdd3]")
_MARKS = re.compile("[\ufdd0-\ufdd3]")


def readable_workbook(data: bytes, name: str) -> bytes:
    """Return a workbook that openpyxl reads, its struck words marked for `without_struck`.

    Raises CatalogError for one that unpacks to more than UNPACKED_LIMIT, and for XML that nobody
    should parse; what zipfile raises for a broken one.
    """
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as readable:
        if sum(member.file_size for member in archive.infolist()) > UNPACKED_LIMIT:
            raise refusal(
                name,
                translatable(
                    "The file unpacks to more than %(limit)s MB.", limit=UNPACKED_LIMIT // 1024**2
                ),
                translatable("A workbook of briefkit’s does not: ask whoever sent it what it is."),
            )
        parts = {member: archive.read(member) for member in archive.namelist()}
        marks = [mark.encode() for mark in (*_STRUCK, *_AS_CELL)]
        taken = any(mark in part for part in parts.values() for mark in marks)
        for member, part in parts.items():
            if member.endswith((".xml", ".rels")):
                part = _STRICT.sub(_TRANSITIONAL, part)
                root = parse_xml_safely(part, name)
                if not taken and _mark_runs(root):
                    part = bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
            readable.writestr(member, part)
    return out.getvalue()


def _mark_runs(root: Any) -> bool:
    """Mark the runs of texts that have some; say whether there were any."""
    found = False
    for run in root.iter(f"{_MAIN}r"):
        style, text = run.find(f"{_MAIN}rPr"), run.find(f"{_MAIN}t")
        if text is None or not text.text:
            continue
        strike = None if style is None else style.find(f"{_MAIN}strike")
        if style is None:
            before, after = _AS_CELL
        elif strike is not None and strike.get("val", "1") not in ("0", "false", "off"):
            before, after = _STRUCK
        else:
            continue
        text.text, found = f"{before}{text.text}{after}", True
    return found


def without_struck(text: str, *, cell_struck: bool) -> tuple[str, bool]:
    """Return a cell's text without what is struck through, and whether something was.

    A struck word is one that somebody has deleted for a reader to see.
    """
    if cell_struck and not _MARKS.search(text):
        return "", bool(text.strip())
    if not _MARKED.search(text):
        return text, False
    runs = f"(?:{_STRUCK_RUN}|{_AS_CELL_RUN})" if cell_struck else _STRUCK_RUN
    kept = text if cell_struck else _AS_CELL_MARKS.sub("", text)
    # The words around it stay apart by one space.
    kept = _MARKS.sub("", re.sub(f"(?<= ){runs} |{runs}", "", kept))
    return kept, kept != _MARKS.sub("", text)
