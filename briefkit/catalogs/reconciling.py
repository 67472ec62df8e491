"""Two copies of a catalog that were changed apart become one, message by message."""

from collections.abc import Mapping
from dataclasses import replace

from briefkit.model import Catalog, Entry, MessageKey

__all__ = ["reconcile"]


def reconcile(
    base: Catalog | None, ours: Catalog, theirs: Catalog
) -> tuple[Catalog, tuple[MessageKey, ...]]:
    """Return what becomes of a catalog of which there are two copies; and what both have changed.

    `base` is what both were. What one side alone has changed is taken from it, in either; of what
    both have changed otherwise, our words stay, and the message is named. No comment is lost where
    the words are the same.
    """
    before = _by_key(base) if base else {}
    others = _by_key(theirs)
    entries: list[Entry] = []
    both: list[MessageKey] = []
    seen = set[MessageKey]()
    for own in ours.entries:
        key = own.message.key
        if own is not _by_key_of(ours, key):
            entries.append(own)  # an obsolete one, of a message that is there again
            continue
        seen.add(key)
        other, old = others.get(key), before.get(key)
        if other in (own, old):
            entries.append(own)
        elif own == old:
            entries += [other] if other else []
        elif other is None:
            entries.append(own)
        elif _words(own) == _words(other):
            entries.append(_with_comments(own, other))
        else:
            entries.append(own)
            both.append(key)
    _add_missing(entries, theirs, before, seen)
    headers = _headers(base, ours, theirs)
    merged = replace(
        ours,
        entries=tuple(entries),
        headers=headers,
        header_raw=ours.header_raw if headers == ours.headers else "",
    )
    return merged, tuple(both)


def _by_key(catalog: Catalog) -> dict[MessageKey, Entry]:
    """Return the entries by their messages: the one in use, where an obsolete one is left too."""
    obsolete = {e.message.key: e for e in catalog.entries if e.obsolete}
    return obsolete | {e.message.key: e for e in catalog.entries if not e.obsolete}


def _by_key_of(catalog: Catalog, key: MessageKey) -> Entry:
    current = catalog.entry(key)
    return current or next(e for e in catalog.entries if e.message.key == key)


def _words(entry: Entry) -> tuple[object, ...]:
    return entry.translations, entry.fuzzy, entry.obsolete


def _with_comments(own: Entry, other: Entry) -> Entry:
    lines = [*own.translator_comment.split("\n"), *other.translator_comment.split("\n")]
    return own.change(translator_comment="\n".join(dict.fromkeys(filter(None, lines))))


def _add_missing(
    entries: list[Entry],
    theirs: Catalog,
    before: Mapping[MessageKey, Entry],
    seen: set[MessageKey],
) -> None:
    """Put what only the other copy has behind what it stands behind there."""
    last: MessageKey | None = None
    for other in theirs.entries:
        key = other.message.key
        if key not in seen and other != before.get(key):
            seen.add(key)
            after = [n for n, e in enumerate(entries) if e.message.key == last and not e.obsolete]
            place = after[-1] + 1 if after and not other.obsolete else len(entries)
            if not other.obsolete and not after:
                place = sum(not e.obsolete for e in entries)
            entries.insert(place, other)
        last = key


def _headers(base: Catalog | None, ours: Catalog, theirs: Catalog) -> tuple[tuple[str, str], ...]:
    """Return the headers: of what both have changed, those of whoever saved last say who it was."""
    theirs_is_later = theirs.header("PO-Revision-Date") > ours.header("PO-Revision-Date")
    found = dict(ours.headers)
    for name, other in theirs.headers:
        own, old = found.get(name), base.header(name) if base else ""
        later = theirs_is_later and name in ("PO-Revision-Date", "Last-Translator", "X-Generator")
        if other != old and (own == old or not own or later):
            found[name] = other
    return tuple(found.items())
