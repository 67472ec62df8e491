"""What makes a PO file unfit to read, refused with its line."""

import re
from collections.abc import Sequence

import polib

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.model import Entry

__all__ = ["refuse_duplicates", "require_plurals", "require_strings", "syntax_error"]

# The most that is read: some fifty times what our largest brief asks for.
_MESSAGE_LIMIT = 100_000

# CLDR has six plural forms at most (Arabic’s).
_PLURAL_LIMIT = 10

# A line of an entry: a keyword, a string, or both. polib lets an unclosed string pass.
_STRING_LINE = re.compile(
    r"(?:#~\|?\s*|#\|\s*)?(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"
    r'"(?:[^"\\]++|\\.)*+"\s*'  # possessive: a line of megabytes leaves nothing to go back to
)


def require_strings(lines: Sequence[str], path: str, locale: str) -> None:
    """Raise CatalogError for a line with an unclosed string, and for too many messages."""
    messages = 0
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare or (bare[0] == "#" and not bare.startswith(("#~ msg", '#~ "'))):
            continue
        if not _STRING_LINE.fullmatch(bare):
            raise syntax_error(ValueError(f"(line {number}): “{bare[:50]}”"), path, locale)
        messages += bare.removeprefix("#~").lstrip().startswith(("msgid ", 'msgid"'))
        if messages > _MESSAGE_LIMIT:
            raise CatalogError(
                Diagnostic(
                    check="syntax",
                    message=f"The catalog has more than {_MESSAGE_LIMIT} messages.",
                    hint="Take it from its last good copy, or make it anew with “briefkit update”.",
                    location=Location(path, number),
                    locale=locale,
                )
            )


def require_plurals(po: polib.POFile, text: str, path: str, locale: str) -> None:
    """Refuse a number of plural forms that no language has, and forms with gaps between them."""
    found = re.search(r"nplurals=\s*(\d+)", str(po.metadata.get("Plural-Forms", "")))
    if found and not (len(found[1]) <= 2 and 1 <= int(found[1]) <= _PLURAL_LIMIT):
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


def refuse_duplicates(entries: Sequence[Entry], path: str, locale: str) -> None:
    """Raise CatalogError for a message that stands twice."""
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


def syntax_error(error: Exception, path: str, locale: str) -> CatalogError:
    """Return the error for what polib cannot parse; its own message names the line."""
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
