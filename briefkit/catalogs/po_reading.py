"""The bytes of a PO file to a Catalog.

An entry keeps the text that it was read from until something in it changes, so that a file read
and written again is the same bytes where nothing changed.
"""

import codecs
import gc
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import polib

from briefkit.catalogs.po_soundness import (
    refuse_duplicates,
    require_plurals,
    require_strings,
    syntax_error,
)
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
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
    with _without_collecting():
        return _parse(data, locale=locale, domain=domain, path=path)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Turn garbage collection off: parsing makes no garbage, and each run takes longer."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _parse(data: bytes, *, locale: str, domain: str, path: str) -> Catalog:
    text = _decode(data, path)
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    require_strings(lines.split("\n"), path, locale)
    try:
        # A text that ends with a newline cannot be taken for the name of a file.
        po = polib.pofile(_Lines(lines + "\n"), encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise syntax_error(error, path, locale) from None
    require_plurals(po, lines, path, locale)
    items = sorted(po, key=lambda item: item.linenum)
    header_raw, raws = _raw_texts([item.linenum for item in items], lines.split("\n"))
    entries = tuple(
        replace(_entry(item), raw=raw, previous=_previous(item, raw))
        for item, raw in zip(items, raws, strict=True)
    )
    refuse_duplicates(entries, path, locale)
    return Catalog(
        locale=locale,
        domain=domain,
        path=path,
        headers=tuple((str(k), str(v)) for k, v in po.metadata.items()),
        header_comment=po.header,
        header_flags=("fuzzy",) if po.metadata_is_fuzzy else (),
        entries=entries,
        header_raw=header_raw,
        newline=newline,
        bom=text.startswith("\ufeff"),
    )


class _Lines(str):
    """A text whose lines end at newlines alone; polib would end them at U+2028 and others too."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def _decode(data: bytes, path: str) -> str:
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
                message=f"The file says that it is in {name}, but it cannot be read as such.",
                hint="Save it again as UTF-8, with “charset=UTF-8” in its header.",
                location=Location(path, line),
            )
        ) from None
    if "\0" in text:
        raise CatalogError(
            Diagnostic(
                check="charset",
                message="The file has null characters: it is not a PO file.",
                hint="Take it from its last good copy.",
                location=Location(path, text.count("\n", 0, text.index("\0")) + 1),
            )
        )
    return text


def _raw_texts(positions: Sequence[int], lines: Sequence[str]) -> tuple[str, list[str]]:
    """Cut a file at its entries, whose msgid lines (1-based) are `positions`.

    Returns the header's text and each entry's, which joined by newlines are the file again. Where
    two entries cannot be told apart, theirs are empty.
    """
    starts = list(_starts(lines))
    owners = [bisect_right(starts, position - 1) - 1 for position in positions]
    owned = sorted(set(owners))
    if not owned:
        return "\n".join(lines), []
    ends = dict(zip(owned, [starts[i] for i in owned[1:]] + [len(lines)], strict=True))
    header = "\n".join(lines[: starts[owned[0]]])
    shared = {owner for owner, count in Counter(owners).items() if count > 1}
    return header, [
        "" if owner in shared else "\n".join(lines[starts[owner] : ends[owner]]) for owner in owners
    ]


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """Yield the 0-based lines at which an entry, or comments that belong to none, begin."""
    yield 0
    seen_msgstr, blank = False, False
    for number, line in enumerate(lines[1:], start=1):
        bare = line.strip()
        body = bare.removeprefix("#~").lstrip()
        opens = bool(bare) and not body.startswith(('"', "msgstr", "msgid_plural"))
        if opens and (blank or seen_msgstr):
            yield number
            seen_msgstr = False
        seen_msgstr = seen_msgstr or body.startswith("msgstr")
        blank = not bare


def _entry(item: polib.POEntry) -> Entry:
    if item.msgid_plural:
        forms = sorted(item.msgstr_plural.items(), key=lambda pair: int(pair[0]))
        translations = tuple(value for _, value in forms)
    else:
        translations = (item.msgstr,)
    return Entry(
        message=Message(
            msgid=item.msgid,
            context=item.msgctxt,
            plural=item.msgid_plural or None,
            comments=tuple(item.comment.split("\n")) if item.comment else (),
            places=tuple(
                Location(path, int(line) if line.isdigit() else 0)
                for path, line in item.occurrences
            ),
            flags=tuple(item.flags),
        ),
        translations=translations,
        translator_comment=item.tcomment,
        obsolete=bool(item.obsolete),
        line=item.linenum,
    )


def _previous(item: polib.POEntry, raw: str) -> tuple[str | None, str | None, str | None]:
    if item.obsolete and "#~|" in raw:
        # polib passes over the previous message of an obsolete one.
        lines = (re.sub(r"^#~(?:(?=\|)| )", lambda m: "#" if m[0] == "#~" else "", line)
                 for line in raw.split("\n"))  # fmt: skip
        (item,) = polib.pofile(_Lines("\n".join(lines) + "\n"))
    return item.previous_msgctxt, item.previous_msgid, item.previous_msgid_plural
