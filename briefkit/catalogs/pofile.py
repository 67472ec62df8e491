"""PO text to a Catalog and back; the only importer of polib.

A file read and written again is the same bytes where nothing changed: an entry keeps the text that
it was read from until something in it changes.
"""

import codecs
import gc
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import polib

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry, Message

__all__ = ["parse_catalog", "serialise_catalog"]

# GNU gettext fills lines up to this many columns (PAGE_WIDTH in its write-po.c). polib and Babel
# fold elsewhere than it does, so a file that they wrote changes when msgcat or Poedit saves it.
PAGE_WIDTH = 79

# The most that is read: some fifty times what our largest brief asks for.
MESSAGE_LIMIT = 100_000

# CLDR has six plural forms at most (Arabic’s).
PLURAL_LIMIT = 10

# The charsets that GNU gettext knows (its manual, “Header Entry”), by Python’s names.
CHARSETS = re.compile(
    r"utf-8(?:-sig)?|ascii|iso8859-\d+|koi8-[rut]|cp\d+|gb\w+|euc_\w+|big5\w*|shift_jis|johab|tis-620"
)

# A word with the spaces or the hyphen after which gettext breaks a line.
BREAKABLE = re.compile(r".+?(?:[ ]+(?=[^ ])|(?<=\w)-(?=\w)|$)", re.DOTALL)


def parse_catalog(data: bytes, *, locale: str, domain: str, path: str) -> Catalog:
    """Read a PO file's bytes.

    Raises CatalogError, with the line, for what polib cannot parse, for a charset that is not the
    one declared or none of gettext’s, for more than MESSAGE_LIMIT messages, for plural forms that
    there cannot be, and for a message that stands twice.
    """
    with _without_collecting():
        return _parse(data, locale=locale, domain=domain, path=path)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python look for no garbage: there is none, and each look takes longer than the last."""
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
    _require_strings(lines.split("\n"), path, locale)
    try:
        # A text that ends with a newline cannot be taken for the name of a file.
        po = polib.pofile(_Lines(lines + "\n"), encoding="utf-8")
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise _syntax_error(error, path, locale) from None
    _require_plurals(po, lines, path, locale)
    items = sorted(po, key=lambda item: item.linenum)
    header_raw, raws = _raw_texts([item.linenum for item in items], lines.split("\n"))
    entries = tuple(
        replace(_entry(item), raw=raw, previous=_previous(item, raw))
        for item, raw in zip(items, raws, strict=True)
    )
    _refuse_duplicates(entries, path, locale)
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
        if not CHARSETS.fullmatch(codecs.lookup(name).name):
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


# A line of an entry: a keyword, a string, or both. polib lets an unclosed string pass.
_STRING_LINE = re.compile(
    r"(?:#~\|?\s*|#\|\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"
    r'"(?:[^"\\]++|\\.)*+"\s*'  # possessive: a line of megabytes leaves nothing to go back to
)


def _require_strings(lines: Sequence[str], path: str, locale: str) -> None:
    messages = 0
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare or (bare[0] == "#" and not bare.startswith(("#~ msg", '#~ "'))):
            continue
        if not _STRING_LINE.fullmatch(bare):
            raise _syntax_error(ValueError(f"(line {number}): “{bare[:50]}”"), path, locale)
        messages += bare.removeprefix("#~").lstrip().startswith(("msgid ", 'msgid"'))
        if messages > MESSAGE_LIMIT:
            raise CatalogError(
                Diagnostic(
                    check="syntax",
                    message=f"The catalog has more than {MESSAGE_LIMIT} messages.",
                    hint="Take it from its last good copy, or make it anew with “briefkit update”.",
                    location=Location(path, number),
                    locale=locale,
                )
            )


def _require_plurals(po: polib.POFile, text: str, path: str, locale: str) -> None:
    """Refuse a number of plural forms that no language has, and forms with gaps between them."""
    found = re.search(r"nplurals=\s*(\d+)", str(po.metadata.get("Plural-Forms", "")))
    if found and not (len(found[1]) <= 2 and 1 <= int(found[1]) <= PLURAL_LIMIT):
        line = text.count("\n", 0, max(0, text.find("nplurals="))) + 1
        message = f"The header asks for {found[1][:12]} plural forms, which no language has."
    else:
        gaps = (
            e for e in po if sorted(map(int, e.msgstr_plural)) != [*range(len(e.msgstr_plural))]
        )
        entry = next(gaps, None)
        if entry is None:
            return
        line, message = entry.linenum, "The plural forms are not numbered 0, 1, 2 …"
    raise CatalogError(
        Diagnostic(
            check="plurals",
            message=message,
            hint="Copy the header “Plural-Forms” from a sound catalog of the language.",
            location=Location(path, line),
            locale=locale,
        )
    )


def _syntax_error(error: Exception, path: str, locale: str) -> CatalogError:
    found = re.search(r"\(line (\d+)\)(?:: (.*))?", str(error), re.DOTALL)
    return CatalogError(
        Diagnostic(
            check="syntax",
            message=f"This is not PO syntax{': ' + found[2] if found and found[2] else ''}.",
            hint="Open the file in Poedit, or run “msgfmt --check” on it, and mend the line.",
            location=Location(path, int(found[1]) if found else 0),
            locale=locale,
        )
    )


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


def _refuse_duplicates(entries: Sequence[Entry], path: str, locale: str) -> None:
    seen: dict[object, Entry] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        first = seen.setdefault(entry.message.key, entry)
        if first is not entry:
            raise CatalogError(
                Diagnostic(
                    check="syntax",
                    message=f"This message stands twice; first at line {first.line}.",
                    hint="Keep one of the two (“msguniq” finds them all).",
                    location=Location(path, entry.line),
                    locale=locale,
                    msgid=entry.message.msgid,
                )
            )


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


def serialise_catalog(catalog: Catalog) -> bytes:
    """Return the bytes of a PO file: UTF-8 unless its header names another charset.

    Raises CatalogError where that charset cannot hold the translations.
    """
    parts = [catalog.header_raw or _header_text(catalog)]
    parts += [entry.raw or _entry_text(entry) for entry in catalog.entries]
    text = "\n".join(part for part in parts if part)
    if catalog.entries and not catalog.entries[-1].raw:
        text = text.rstrip("\n") + "\n"
    if catalog.bom:
        text = "\ufeff" + text
    charset = re.search(r"charset=([\w.:-]+)", catalog.header("Content-Type"))
    name = charset[1] if charset and charset[1].upper() != "CHARSET" else "utf-8"
    try:
        return text.replace("\n", catalog.newline).encode(name)
    except (LookupError, UnicodeEncodeError) as error:
        unfit = error.object[error.start] if isinstance(error, UnicodeEncodeError) else ""
        raise CatalogError(
            Diagnostic(
                check="charset",
                message=f"The charset {name} has no “{unfit}”."
                if unfit
                else f"There is no charset {name}.",
                hint="Convert the file with “msgconv --to-code=UTF-8”.",
                location=Location(catalog.path),
                locale=catalog.locale,
            )
        ) from None


def _header_text(catalog: Catalog) -> str:
    if not catalog.headers:
        return ""
    comment = [f"# {line}".rstrip() for line in catalog.header_comment.split("\n")]
    flags = [f"#, {', '.join(catalog.header_flags)}"] if catalog.header_flags else []
    value = "".join(f"{key}: {value}\n" for key, value in catalog.headers)
    return "\n".join([*comment, *flags, 'msgid ""', *_field("msgstr", value, ""), ""])


def _entry_text(entry: Entry) -> str:
    """Return an entry as gettext's tools write it, its fields in their order."""
    message = entry.message
    comment = entry.translator_comment
    lines = [f"# {line}".rstrip() for line in comment.split("\n")] if comment else []
    lines += [f"#. {line}".rstrip() for line in message.comments]
    lines += _filled("#:", [str(place) for place in message.places])
    if message.flags:
        lines.append(f"#, {', '.join(message.flags)}")
    previous = zip(("msgctxt", "msgid", "msgid_plural"), entry.previous, strict=True)
    mark = "#~| " if entry.obsolete else "#| "
    for name, value in previous:
        lines += _field(name, value, mark)
    mark = "#~ " if entry.obsolete else ""
    lines += _field("msgctxt", message.context, mark)
    lines += _field("msgid", message.msgid, mark)
    lines += _field("msgid_plural", message.plural, mark)
    if message.plural:
        for number, form in enumerate(entry.translations):
            lines += _field(f"msgstr[{number}]", form, mark)
    else:
        lines += _field("msgstr", entry.translations[0] if entry.translations else "", mark)
    return "\n".join([*lines, ""])


def _filled(mark: str, words: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= PAGE_WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{mark} {word}")
    return lines


def _field(name: str, value: str | None, mark: str) -> list[str]:
    if value is None:
        return []
    parts = [polib.escape(part) for part in re.split(r"(?<=\n)", value) if part] or [""]
    if len(parts) == 1 and _columns(f'{mark}{name} "{parts[0]}"') <= PAGE_WIDTH:
        return [f'{mark}{name} "{parts[0]}"']
    folded = [line for part in parts for line in _fold(part, PAGE_WIDTH - len(mark) - 2)]
    return [f'{mark}{name} ""', *(f'{mark}"{line}"' for line in folded)]


def _fold(text: str, width: int) -> list[str]:
    """Fold escaped text at the places where GNU gettext would (a part of UAX #14)."""
    lines = [""]
    for word in re.findall(BREAKABLE, text):
        if lines[-1] and _columns(lines[-1]) + _columns(word) > width:
            lines.append(word)
        else:
            lines[-1] += word
    return lines


def _columns(text: str) -> int:
    """Return the columns that a text takes on a screen (marks none, wide characters two)."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in text
    )
