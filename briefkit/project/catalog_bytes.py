"""A catalog's bytes, let out only where they can be read back as that catalog."""

import unicodedata
from collections.abc import Iterable

from briefkit.catalogs import parse_catalog, serialise_catalog
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry

__all__ = ["readable_bytes"]

# Controls, halves of surrogate pairs, and line ends that no editor of PO files expects.
_UNFIT = ("Cc", "Cs", "Zl", "Zp")


def readable_bytes(catalog: Catalog) -> bytes:
    """Return the bytes of a PO file that says the very same when it is read.

    Raises CatalogError, with the message and the character that stand against it.
    """
    try:
        data = serialise_catalog(catalog)
    except CatalogError:
        if not any(map(_unfit, catalog.entries)):
            raise  # its charset has no such letter
        raise _unreadable(catalog, catalog.entries, "") from None
    try:
        back = parse_catalog(data, locale=catalog.locale, domain=catalog.domain, path=catalog.path)
    except CatalogError as error:
        raise _unreadable(catalog, catalog.entries, error.diagnostics[0].message) from None
    if len(back.entries) != len(catalog.entries) or dict(back.headers) != dict(catalog.headers):
        raise _unreadable(catalog, catalog.entries, "It would not have the same messages.")
    pairs = zip(catalog.entries, back.entries, strict=True)
    if altered := [entry for entry, other in pairs if _words(entry) != _words(other)]:
        raise _unreadable(catalog, altered, "A message would be read as another.")
    return data


def _words(entry: Entry) -> tuple[object, ...]:
    message = entry.message
    return (
        (message.context, message.msgid, message.plural, entry.translations),
        (entry.fuzzy, entry.obsolete, entry.previous),
    )


def _unreadable(catalog: Catalog, suspects: Iterable[Entry], reason: str) -> CatalogError:
    entries = tuple(suspects)
    entry = next((entry for entry in entries if _unfit(entry)), entries[0] if entries else None)
    character = _unfit(entry) if entry else ""
    return CatalogError(
        Diagnostic(
            check="unreadable",
            message=f"The catalog could not be read again with {character} in it."
            if character
            else f"The catalog could not be read again as it would be written: {reason}",
            hint="Nothing was written. Take the character out of the message, and save it again."
            if character
            else "Nothing was written. Look at the message below.",
            location=Location(catalog.path),
            locale=catalog.locale,
            msgid=entry.message.msgid if entry else "",
        )
    )


def _unfit(entry: Entry) -> str:
    """Return the first character of an entry that has no place in a PO file, by its code."""
    message = entry.message
    texts = (message.msgid, message.context, message.plural, *entry.translations)
    texts += (entry.translator_comment, *entry.previous)
    found = (
        character
        for text in texts
        for character in text or ""
        if character not in "\n\t" and unicodedata.category(character) in _UNFIT
    )
    character = next(found, "")
    return f"U+{ord(character):04X}" if character else ""
