"""The bytes of a PO file to a Catalog.

An entry keeps the text that it was read from until something in it changes, so that a file read
and written again is the same bytes where nothing changed.
"""

import codecs
import re
from collections.abc import Sequence
from itertools import pairwise

import polib

from briefkit.catalogs.folding import is_wrapped
from briefkit.catalogs.po_lexing import HIDDEN_SPACE, plain_lines
from briefkit.catalogs.po_soundness import (
    refuse_duplicates,
    require_plurals,
    syntax_error,
)
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError
from briefkit.garbage import without_collecting
from briefkit.model import Catalog, Entry, Message

__all__ = ["parse_catalog"]

# The charsets that GNU gettext knows (its manual, “Header Entry”), by Python’s names.
_CHARSETS = re.compile(
    r"utf-8(?:-sig)?|ascii|iso8859-\d+|koi8-[rut]|cp\d+|gb\w+|euc_\w+|big5\w*|shift_jis|johab|tis-620"
)


def parse_catalog(data: bytes, *, locale: str, domain: str, path: str) -> Catalog:
    """Read a PO file's bytes.

    Raises CatalogError, with the line, for what polib cannot parse, for a charset that is not the
    one declared or none of gettext’s, for more than 100,000 messages, for plural forms that
    there cannot be, and for a message that stands twice.
    """
    with without_collecting():
        return _parse(data, locale=locale, domain=domain, path=path)


def _parse(data: bytes, *, locale: str, domain: str, path: str) -> Catalog:
    text, charset = _decode(data, path)
    bare = text.removeprefix("\ufeff")
    newline = _newline(bare)
    lines = bare.replace(newline, "\n").split("\n")
    plain, origins = _plain(lines, path, locale, charset)
    items = _items(plain, path, locale)
    ends = [origins[item.linenum - 2] for item in items[1:]]
    for item in items:
        item.linenum = origins[max(item.linenum, 1) - 1]
    raws, trailer = _raw_texts([item.linenum for item in items], ends, lines, origins, plain)
    found = list(zip(items, raws, strict=True))
    header, header_raw = next(
        ((i, r) for i, r in found if i.msgid == "" and i.msgctxt is None and not i.obsolete),
        (polib.POEntry(), ""),
    )
    headers = _headers(header.msgstr)
    require_plurals(items, headers.get("Plural-Forms", ""), "\n".join(lines), path, locale)
    read = [(item, _entry(item, raw)) for item, raw in found]
    refuse_duplicates([entry for _, entry in read], path, locale)
    return Catalog(
        locale=locale,
        domain=domain,
        path=path,
        headers=tuple(headers.items()),
        header_comment=header.tcomment,
        header_flags=("fuzzy",) if "fuzzy" in header.flags else (),
        entries=tuple(entry for item, entry in read if item is not header),
        header_raw=header_raw,
        trailer=trailer,
        newline=newline,
        bom=text != bare,
        wrapped=is_wrapped(lines),
    )


def _newline(text: str) -> str:
    """Return how a text's lines end; carriage returns of a few lines are space at their ends."""
    feeds = text.count("\n")
    if feeds == text.count("\r\n"):
        return "\r\n" if feeds else "\r" if "\r" in text else "\n"
    return "\n"


def _plain(
    lines: Sequence[str], path: str, locale: str, charset: str
) -> tuple[list[str], list[int]]:
    """Return the lines for polib, and the numbers of those that they come from."""
    found: list[str] = []
    numbers: list[int] = []
    for line, number in plain_lines(lines, path, locale, charset):
        found.append(line)
        numbers.append(number)
    return found, numbers


def _items(lines: Sequence[str], path: str, locale: str) -> list[polib.POEntry]:
    """Return polib's entries, the header among them."""
    try:
        # A text that ends with a newline cannot be taken for the name of a file.
        po = polib.pofile(_Lines("\n".join(lines) + "\n"), encoding="utf-8", klass=_File)
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise syntax_error(error, path, locale) from None
    items = sorted(po, key=lambda item: item.linenum)
    po.clear()  # polib's parser, which has it, is in a circle that only the collector frees
    if items and po.header:
        # The comment that a file begins with is its first entry's, as any other.
        items[0].tcomment = "\n".join(filter(None, (po.header, items[0].tcomment)))
    return items


class _File(polib.POFile):  # type: ignore[misc]
    """A file in which polib looks for no header: it takes any message without words for it."""

    def find(self, *_: object, **__: object) -> None:
        """Find nothing."""


def _headers(text: str) -> dict[str, str]:
    """Return a header's fields; a line that is none goes on with the one before."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        key, colon, value = line.partition(":")
        if colon:
            name, fields[key] = key, value.strip()
        elif name and line:
            fields[name] += f"\n{line.strip()}"
    return fields


class _Lines(str):
    """A text whose lines end at newlines alone; polib would end them at U+2028 and others too."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def _decode(data: bytes, path: str) -> tuple[str, str]:
    """Return the text, and the charset that it was in."""
    declared = re.search(rb"charset=([\w.:-]+)", data[:4096])
    name = declared[1].decode("ascii") if declared else "utf-8"
    if name.upper() == "CHARSET":  # gettext's placeholder in a template
        name = "utf-8"
    try:
        if not _CHARSETS.fullmatch(codecs.lookup(name).name):
            raise LookupError
        text = data.decode(name)
    except (LookupError, UnicodeError) as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0) or 0) + 1
        raise CatalogError(
            Diagnostic(
                check="charset",
                message=translatable(
                    "The file says that it is in %(name)s, but it can't be read as such.", name=name
                ),
                hint=translatable("Save it again as UTF-8, with “charset=UTF-8” in its header."),
                location=Location(path, line),
            )
        ) from None
    return text, name


def _raw_texts(
    starts: Sequence[int],
    ends: Sequence[int],
    lines: Sequence[str],
    origins: Sequence[int],
    plain: Sequence[str],
) -> tuple[list[str], str]:
    """Cut a file at its entries, which begin in the lines `starts`; all but the last end in `ends`.

    Returns each entry's text, and what follows the last one's; joined by newlines they are the file
    again. Where two entries share a line, theirs are empty. All line numbers are 1-based.
    """
    if not starts:
        return [], "\n".join(lines)
    last = max(n for n, line in enumerate(plain) if line.startswith(("msg", '"', "#~ ")))
    # What nobody's message follows stands for itself, or it would go with the last message.
    comments = last + 1 < len(plain) and origins[last + 1] > origins[last]
    end = origins[last + 1] - 1 if comments else len(lines)
    bounds = [0, *(start - 1 for start in starts[1:]), end]
    shared = {
        n for n, (end, start) in enumerate(zip(ends, starts[1:], strict=True)) if end == start
    }
    raws = [
        "" if {n, n - 1} & shared else "\n".join(lines[first:past])
        for n, (first, past) in enumerate(pairwise(bounds))
    ]
    return raws, "\n".join(lines[end:])


def _entry(item: polib.POEntry, raw: str) -> Entry:
    if item.msgstr_plural:
        forms = sorted(item.msgstr_plural.items(), key=lambda pair: int(pair[0]))
        translations = tuple(value for _, value in forms)
    else:
        translations = (item.msgstr,)
    return Entry(
        message=Message(
            msgid=item.msgid,
            context=item.msgctxt,
            plural=item.msgid_plural if item.msgstr_plural else None,
            comments=tuple(item.comment.split("\n")) if item.comment else (),
            places=tuple(_place(path, line) for path, line in item.occurrences),
            flags=tuple(item.flags),
        ),
        translations=translations,
        translator_comment=item.tcomment,
        previous=(item.previous_msgctxt, item.previous_msgid, item.previous_msgid_plural),
        obsolete=bool(item.obsolete),
        line=item.linenum,
        raw=raw,
    )


def _place(path: str, line: str) -> Location:
    if path.startswith("\u2068"):
        path = path.strip("\u2068\u2069").replace(HIDDEN_SPACE, " ")
    return Location(path, int(line) if line.isascii() and line.isdigit() else 0)
