"""What another program changed in a catalog: messages alone, and the headers that it may."""

import gettext
from collections.abc import Collection

from briefkit.catalogs import parse_catalog
from briefkit.model import Catalog

__all__ = ["catalog_of", "changed_entries", "changed_messages"]


def catalog_of(data: bytes, locale: str) -> Catalog:
    return parse_catalog(data, locale=locale, domain="cyber-trafficking", path="")


def changed_messages(before: Catalog, after: Catalog, headers: Collection[str]) -> set[str]:
    """Return the msgids of the messages whose lines differ.

    Refuse anything else that was changed or lost, but for these headers, and for the rule of the
    plural forms, if it says the same in other words.
    """
    changes = dict(after.headers).items() ^ dict(before.headers).items()
    assert {name for name, _ in changes} - {"Plural-Forms"} <= {*headers}
    assert _plural_numbers(before) == _plural_numbers(after)
    assert before.trailer.strip() == after.trailer.strip()
    assert before.wrapped == after.wrapped
    pairs = [*zip(before.entries, after.entries, strict=True)]
    for old, new in pairs:
        assert old.message.key == new.message.key
        assert {*old.message.flags} ^ {*new.message.flags} <= {"fuzzy"}
        assert old.message.comments == new.message.comments
        assert old.message.places == new.message.places
        assert old.translator_comment == new.translator_comment
        assert old.obsolete == new.obsolete
        assert new.previous == old.previous or (old.fuzzy and not new.fuzzy)
    return {old.message.msgid for old, new in pairs if old.raw != new.raw}


def changed_entries(before: bytes, after: bytes) -> int:
    """Return how many entries of a file differ in a byte, and refuse one more or less.

    Its header is not counted.
    """
    pairs = [*zip(before.split(b"\n\n"), after.split(b"\n\n"), strict=True)]
    return sum(old != new for old, new in pairs[1:])


def _plural_numbers(catalog: Catalog) -> list[int]:
    rule = catalog.header("Plural-Forms").split("plural=")[1].rstrip("; ")
    return [*map(gettext.c2py(rule), range(200))]
