"""A Catalog to the bytes of a PO file, laid out as GNU gettext does."""

import re
import unicodedata
from collections.abc import Sequence

import polib

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry

__all__ = ["serialise_catalog"]

# GNU gettext fills lines up to this many columns (PAGE_WIDTH in its write-po.c). polib and Babel
# fold elsewhere than it does, so a file that they wrote changes when msgcat or Poedit saves it.
_PAGE_WIDTH = 79

# A word with the spaces or the hyphen after which gettext breaks a line.
_BREAKABLE = re.compile(r".+?(?:[ ]+(?=[^ ])|(?<=\w)-(?=\w)|$)", re.DOTALL)


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
        if lines and len(lines[-1]) + 1 + len(word) <= _PAGE_WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{mark} {word}")
    return lines


def _field(name: str, value: str | None, mark: str) -> list[str]:
    if value is None:
        return []
    parts = [polib.escape(part) for part in re.split(r"(?<=\n)", value) if part] or [""]
    if len(parts) == 1 and _columns(f'{mark}{name} "{parts[0]}"') <= _PAGE_WIDTH:
        return [f'{mark}{name} "{parts[0]}"']
    folded = [line for part in parts for line in _fold(part, _PAGE_WIDTH - len(mark) - 2)]
    return [f'{mark}{name} ""', *(f'{mark}"{line}"' for line in folded)]


def _fold(text: str, width: int) -> list[str]:
    """Fold escaped text at the places where GNU gettext would (a part of UAX #14)."""
    lines = [""]
    for word in re.findall(_BREAKABLE, text):
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
