"""A Catalog to the bytes of a PO file, laid out as GNU gettext does."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import polib

from briefkit.catalogs.folding import PAGE_WIDTH, fold
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError
from briefkit.languages import columns, plural_forms
from briefkit.model import Catalog, Entry

__all__ = ["write_po"]

# Without these fields gettext's tools and Poedit take a file's letters for ASCII.
_NEEDED = (
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
)


def write_po(catalog: Catalog) -> bytes:
    """Return the bytes of a PO file: UTF-8 unless its header names another charset.

    A catalog without a header gets one when something in it has changed. Raises CatalogError where
    the charset cannot hold the translations.
    """
    entries = catalog.entries
    parts = [catalog.header_raw]
    if not catalog.header_raw and (catalog.headers or not all(e.raw for e in entries)):
        parts = [_header_text(catalog)]
    parts += [entry.raw or _entry_text(entry, wrapped=catalog.wrapped) for entry in entries]
    text = "\n".join(part for part in parts if part)
    if entries and not entries[-1].raw:
        text = text.rstrip("\n") + "\n"
    if catalog.trailer:
        # A blank line, or the comment would go with the entry before.
        text = f"{text}\n{catalog.trailer}" if text else catalog.trailer
    if catalog.bom:
        text = "\ufeff" + text
    name = catalog.charset
    try:
        return text.replace("\n", catalog.newline).encode(name)
    except (LookupError, UnicodeEncodeError) as error:
        unfit = error.object[error.start] if isinstance(error, UnicodeEncodeError) else ""
        raise CatalogError(
            Diagnostic(
                check="charset",
                message=translatable(
                    "The charset %(name)s has no “%(character)s”.", name=name, character=unfit
                )
                if unfit
                else translatable("There is no charset %(name)s.", name=name),
                hint=translatable(
                    "Convert the file with “%(command)s”.", command="msgconv --to-code=UTF-8"
                ),
                location=Location(catalog.path),
                locale=catalog.locale,
            )
        ) from None


def _header_text(catalog: Catalog) -> str:
    headers = dict(catalog.headers)
    if catalog.locale and "Content-Type" not in headers:
        headers = {"Language": catalog.locale} | headers
        headers |= dict(_NEEDED) | {"Plural-Forms": plural_forms(catalog.locale)}
        headers |= dict(catalog.headers)
    if not headers:
        return ""
    comment = _comment("#", catalog.header_comment)
    flags = [f"#, {', '.join(catalog.header_flags)}"] if catalog.header_flags else []
    value = "".join(f"{key}: {value}\n" for key, value in headers.items())
    field = _field("msgstr", value, "", wrapped=catalog.wrapped)
    return "\n".join([*comment, *flags, 'msgid ""', *field, ""])


def _comment(mark: str, text: str) -> list[str]:
    # A carriage return would end the comment's line.
    lines = re.split("\r\n?|\n", text) if text else []
    return [f"{mark} {line}".rstrip() for line in lines]


def _entry_text(entry: Entry, *, wrapped: bool) -> str:
    """Return an entry as gettext's tools write it, its fields in their order."""
    message = entry.message
    lines = _comment("#", entry.translator_comment)
    lines += [line for comment in message.comments for line in _comment("#.", comment)]
    lines += _filled("#:", [_place(place) for place in message.places])
    if message.flags:
        lines.append(f"#, {', '.join(message.flags)}")
    field = partial(_field, wrapped=wrapped)
    previous = zip(("msgctxt", "msgid", "msgid_plural"), entry.previous, strict=True)
    mark = "#~| " if entry.obsolete else "#| "
    for name, value in previous:
        lines += field(name, value, mark)
    mark = "#~ " if entry.obsolete else ""
    lines += field("msgctxt", message.context, mark)
    lines += field("msgid", message.msgid, mark)
    lines += field("msgid_plural", message.plural, mark)
    if message.plural is not None:
        for number, form in enumerate(entry.translations):
            lines += field(f"msgstr[{number}]", form, mark)
    else:
        lines += field("msgstr", entry.translations[0] if entry.translations else "", mark)
    return "\n".join([*lines, ""])


def _place(place: Location) -> str:
    if not re.search(r"\s", place.path):
        return str(place)
    return str(replace(place, path=f"\u2068{place.path}\u2069"))  # as gettext 0.22 does


def _filled(mark: str, words: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= PAGE_WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{mark} {word}")
    return lines


def _field(name: str, value: str | None, mark: str, *, wrapped: bool) -> list[str]:
    if value is None:
        return []
    parts = [_escaped(part) for part in re.split(r"(?<=\n)", value) if part] or [""]
    width = PAGE_WIDTH if wrapped else None
    if len(parts) == 1 and (width is None or columns(f'{mark}{name} "{parts[0]}"') <= width):
        return [f'{mark}{name} "{parts[0]}"']
    if width is not None:
        parts = [line for part in parts for line in fold(part, width - len(mark) - 2)]
    return [f'{mark}{name} ""', *(f'{mark}"{line}"' for line in parts)]


def _escaped(text: str) -> str:
    return str(polib.escape(text)).replace("\a", "\\a")
