"""A Catalog to bytes that have been read back: what is saved can be opened again."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise, zip_longest

from briefkit.catalogs.po_reading import parse_catalog
from briefkit.catalogs.po_soundness import MESSAGE_LIMIT
from briefkit.catalogs.po_writing import write_po
from briefkit.diagnostics import Diagnostic, Location, Translatable, named, translatable
from briefkit.errors import CatalogError
from briefkit.garbage import without_collecting
from briefkit.model import Catalog, Entry

__all__ = ["is_written_as", "serialise_catalog", "unfit_messages"]

# NUL ends a text for gettext's tools; U+0004 stands between msgctxt and msgid in their MO files,
# and they refuse a PO file with it; half of a surrogate pair is no text.
_UNFIT = re.compile("[\0\x04\ud800-\udfff]")

# How an entry begins, but for some of those that only gettext writes so.
_BEGINS = re.compile(r'\s*(?:#[^~|]|(?:#[~|] )?msg(?:ctxt|id) ")')

# Names that Unicode's data lack (they are in the standard's chart of C0 controls).
_CONTROLS = {"\0": "NULL", "\x04": "END OF TRANSMISSION"}


@without_collecting()
def serialise_catalog(catalog: Catalog) -> bytes:
    """Return the bytes of a PO file, which `parse_catalog` reads as the same messages.

    Raises CatalogError, with the messages, for characters that make a file unreadable for gettext's
    tools, where they were not in the file already; for what cannot be read back; and where the
    charset that the header names cannot hold the translations.
    """
    fresh = [entry for entry in catalog.entries if not entry.raw]
    found = [*_unfit(catalog, fresh)]
    if not catalog.header_raw:
        texts = (catalog.header_comment, *(text for pair in catalog.headers for text in pair))
        if characters := _unfit_in(texts):
            found.insert(0, _refused(catalog, _has(translatable("the header"), characters)))
    if found:
        raise CatalogError(*found)
    data = write_po(catalog)
    part = _may_be_read_otherwise(catalog)
    again = parse_catalog(
        data if part is catalog else write_po(part),
        locale=catalog.locale,
        domain=catalog.domain,
        path=catalog.path,
    )
    pairs = zip_longest(part.entries, again.entries)
    lost = [one or other for one, other in pairs if not _is_whole(one, other)]
    kept = dict(again.headers)
    if lost or any(kept.get(k) != v for k, v in catalog.headers):
        raise CatalogError(
            *(
                _refused(catalog, translatable("The message can't be read back as it is."), entry)
                for entry in lost
            ),
            *(
                []
                if lost
                else [_refused(catalog, translatable("The header can't be read back as it is."))]
            ),
        )
    return data


def _may_be_read_otherwise(catalog: Catalog) -> Catalog:
    """Return a catalog without those messages that can't but be read back as they were.

    These are texts from a file whose header is kept, each between the two that it stood
    between there: what is wrong with a text shows where it meets another. A file of thousands of
    messages of which few have changed is saved in a third of the time.
    """
    entries = catalog.entries
    if not entries or not catalog.header_raw:
        return catalog
    keys = [entry.message.key for entry in entries if not entry.obsolete]
    # What is refused for what it has in all is read as a whole.
    if len(set(keys)) < len(keys) or len(entries) > MESSAGE_LIMIT:
        return catalog
    follows = [False, *(_followed(one, other) for one, other in pairwise(entries)), False]
    chosen = [e for e, links in zip(entries, pairwise(follows), strict=True) if not all(links)]
    return catalog if len(chosen) == len(entries) else replace(catalog, entries=tuple(chosen))


def _followed(one: Entry, other: Entry) -> bool:
    """Whether the text of the other followed in the file that both were read from.

    No line there is of both, which gettext lets messages share.
    """
    if not (one.raw.rstrip().endswith('"') and _BEGINS.match(other.raw)):
        return False
    return one.line + one.raw.count("\n") + 1 == other.line


def is_written_as(catalog: Catalog, data: bytes) -> bool:
    """Whether these are the very bytes that a catalog is written as: it was read from such."""
    try:
        return write_po(catalog) == data
    except CatalogError:
        return False


def unfit_messages(catalog: Catalog) -> tuple[Diagnostic, ...]:
    """Return an error for every message with a character that gettext's tools cannot read."""
    return tuple(_unfit(catalog, catalog.entries))


def _unfit(catalog: Catalog, entries: Iterable[Entry]) -> Iterable[Diagnostic]:
    for entry in entries:
        message = entry.message
        texts = {
            translatable("the context"): (message.context or "",),
            translatable("the source text"): (
                message.msgid,
                message.plural or "",
                *map(_text, entry.previous),
            ),
            translatable("the translation"): entry.translations,
            translatable("a comment"): (entry.translator_comment, *message.comments),
            translatable("a place"): tuple(place.path for place in message.places),
        }
        for part, found in texts.items():
            if characters := _unfit_in(found):
                yield _refused(catalog, _has(part, characters), entry)


def _has(part: Translatable, characters: str) -> Translatable:
    # TRANSLATORS: %(part)s is “the header”, “the translation” or the like
    return translatable(
        "This has %(characters)s in it: %(part)s.", characters=characters, part=part
    )


def _text(text: str | None) -> str:
    return text or ""


def _unfit_in(texts: Iterable[str]) -> str:
    found = sorted({c for text in texts for c in _UNFIT.findall(text)})
    return ", ".join(named(c, _CONTROLS.get(c, "SURROGATE")) for c in found)


def _refused(catalog: Catalog, problem: Translatable, entry: Entry | None = None) -> Diagnostic:
    return Diagnostic(
        check="characters",
        message=problem,
        hint=translatable(
            "No tool could read the file with it. Type the passage again without it."
        ),
        location=Location(catalog.path, entry.line if entry else 0),
        locale=catalog.locale,
        msgid=entry.message.msgid if entry else "",
    )


def _is_whole(written: Entry | None, read: Entry | None) -> bool:
    """Whether an entry was read back as it was written; what is the same text is the same entry."""
    if written is None or read is None:
        return False
    return bool(read.raw and written.raw == read.raw) or _essence(written) == _essence(read)


def _essence(entry: Entry) -> object:
    """Return what must not be lost of an entry; white space in comments may."""
    message = entry.message
    comments = " ".join((entry.translator_comment, *message.comments)).split()
    return (
        message.key, message.plural, entry.obsolete, entry.fuzzy, entry.previous, comments,
        entry.translations or ("",),
    )  # fmt: skip
