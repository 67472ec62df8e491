"""What makes a PO file unfit to read, refused with its line."""

import re
from collections.abc import Sequence

import polib

from briefkit.diagnostics import Diagnostic, InEnglish, Location, Translatable, translatable
from briefkit.errors import CatalogError
from briefkit.model import Entry

__all__ = [
    "MESSAGE_LIMIT",
    "refuse_duplicates",
    "require_plurals",
    "syntax_error",
    "too_many_messages",
    "unreadable_syntax",
]

# The most that is read: some fifty times what our largest brief asks for.
MESSAGE_LIMIT = 100_000

# CLDR has six plural forms at most (Arabic’s).
_PLURAL_LIMIT = 10


def too_many_messages(path: str, locale: str, line: int) -> CatalogError:
    """Return the error for more messages than MESSAGE_LIMIT."""
    return CatalogError(
        Diagnostic(
            check="syntax",
            message=translatable(
                "The catalog has more than %(most)s messages.", most=MESSAGE_LIMIT
            ),
            hint=translatable(
                "Take it from its last good copy, or make it anew with “%(command)s”.",
                command="briefkit update",
            ),
            location=Location(path, line),
            locale=locale,
        )
    )


def require_plurals(
    items: Sequence[polib.POEntry], header: str, text: str, path: str, locale: str
) -> None:
    """Refuse a number of plural forms that no language has, and forms with gaps between them.

    `header` is the value of “Plural-Forms”, `text` the file's.
    """
    found = re.search(r"nplurals=\s*(\d+)", header)
    if found and not (len(found[1]) <= 2 and 1 <= int(found[1]) <= _PLURAL_LIMIT):
        line = text.count("\n", 0, max(0, text.find("nplurals="))) + 1
        message = translatable(
            "The header asks for %(count)s plural forms, which no language has.",
            count=found[1][:12],
        )
    else:
        gaps = (
            e
            for e in items
            if sorted(map(int, e.msgstr_plural)) != [*range(len(e.msgstr_plural))]
            or (e.msgid_plural and not e.msgstr_plural)
        )
        entry = next(gaps, None)
        if entry is None:
            return
        line = entry.linenum
        message = translatable("The plural forms are not numbered 0, 1, 2 …")
    raise CatalogError(
        Diagnostic(
            check="plurals",
            message=message,
            hint=translatable("Take it from another catalog of the language."),
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
                    message=translatable(
                        "This message stands twice; first at line %(line)s.", line=first.line
                    ),
                    hint=translatable("Keep one of the two (“msguniq” finds them all)."),
                    location=Location(path, entry.line),
                    locale=locale,
                    msgid=entry.message.msgid,
                )
            )


def syntax_error(error: Exception, path: str, locale: str) -> CatalogError:
    """Return the error for what polib cannot parse; its own message names the line."""
    found = re.search(r"\(line (\d+)\)(?:: (.*))?", str(error), re.DOTALL)
    why = InEnglish(found[2]) if found and found[2] else None
    return unreadable_syntax(why, path, locale, int(found[1]) if found else 0)


def unreadable_syntax(
    why: Translatable | InEnglish | None, path: str, locale: str, line: int
) -> CatalogError:
    """Return the error for what is no PO syntax; `why`, where it is known, has no full stop."""
    return CatalogError(
        Diagnostic(
            check="syntax",
            message=translatable("This is not PO syntax: %(why)s.", why=why)
            if why
            else translatable("This is not PO syntax."),
            hint=translatable(
                "Open the file in Poedit, or run “msgfmt --check” on it, and mend the line."
            ),
            location=Location(path, line),
            locale=locale,
        )
    )
