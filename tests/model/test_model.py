"""What counts as a translation."""

import pytest

from briefkit.catalogs import missing_messages
from briefkit.model import Catalog, Entry, Message

BLANKS = (" ", "\u00a0", "\u202f\u3000", "\n", "\t ", "\u00ad", "\u200b\u2060", "\u200f")


def catalog_of(*translations: str) -> Catalog:
    entry = Entry(message=Message(msgid="Notes"), translations=translations)
    return Catalog(
        locale="de", domain="d", path="d.po", headers=(), header_comment="", entries=(entry,)
    )


@pytest.mark.parametrize("blank", BLANKS, ids=ascii)
def test_a_blank_is_no_translation(blank: str) -> None:
    catalog = catalog_of(blank)
    (entry,) = catalog.entries
    assert not entry.translated
    assert not entry.current
    assert catalog.lookup(entry.message.key) is None
    assert catalog.digest() == catalog_of("").digest()
    (missing,) = missing_messages((), [entry.message], catalog, catalog)
    assert missing.message == "This message is not translated."


def test_a_plural_with_a_blank_form_is_not_translated() -> None:
    assert not catalog_of("Anmerkung", "\u00a0").entries[0].translated
    assert catalog_of("Anmerkung", "Anmerkungen").entries[0].current
