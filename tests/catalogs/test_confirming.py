"""Messages that a reviewer confirms one by one: only what changes is asked for again."""

from dataclasses import replace
from datetime import date

import pytest

from briefkit.catalogs import (
    Reading,
    confirmation,
    merge,
    parse_catalog,
    reading_of,
    record_confirmations,
    record_reading,
    record_review,
    record_translation,
    rename,
    serialise_catalog,
    unconfirmed_messages,
    withdraw_confirmations,
)
from briefkit.catalogs.exchange import (
    Format,
    export_catalog,
    import_translations,
    parse_exchange,
)
from briefkit.model import Catalog, Entry, Message, Review

DAY = date(2026, 11, 29)
EVA, ANA = Review("Eva Muster", DAY), Review("Ana", date(2026, 12, 1))
HEADERS = (("Language", "de"), ("Content-Type", "text/plain; charset=UTF-8"))
MESSAGES = tuple(Message(msgid=msgid) for msgid in ("One", "Two", "Three"))
ONE, TWO, THREE = (message.key for message in MESSAGES)


def catalog() -> Catalog:
    texts = ("Eins", "Zwei", "Drei")
    return Catalog(
        locale="de", domain="d", path="locales/de/LC_MESSAGES/d.po", headers=HEADERS,
        header_comment="",
        entries=tuple(
            Entry(message=m, translations=(t,)) for m, t in zip(MESSAGES, texts, strict=True)
        ),
    )  # fmt: skip


def waiting(of: Catalog) -> list[str]:
    return [message.msgid for message in unconfirmed_messages(of, MESSAGES)]


def saved(of: Catalog) -> Catalog:
    """Return a catalog as it is read from its file."""
    data = serialise_catalog(of)
    return parse_catalog(data, locale=of.locale, domain=of.domain, path=of.path)


def translated(of: Catalog, text: str) -> Catalog:
    return record_translation(of, TWO, text, translator="Ina", revised="2026-12-02 10:00+0000")


def test_part_of_a_review_is_kept_in_the_file() -> None:
    part = saved(record_confirmations(catalog(), {ONE, TWO}, EVA))
    assert waiting(part) == ["Three"]
    assert part.review is None
    assert [confirmation(entry) for entry in part.entries] == [EVA, EVA, None]
    rest = record_confirmations(part, {ONE, THREE}, ANA)
    assert [confirmation(entry) for entry in rest.entries] == [EVA, EVA, ANA]


def test_after_a_change_that_message_alone_is_asked_for() -> None:
    reviewed = saved(record_review(catalog(), "Eva Muster", DAY))
    assert waiting(reviewed) == []
    after = translated(reviewed, "Zwo")
    assert after.review is None
    assert waiting(after) == ["Two"]
    assert "reviewed" not in after.entries[1].translator_comment
    again = record_review(after, "Ana", ANA.day)
    assert again.review == ANA
    assert [confirmation(entry) for entry in again.entries] == [EVA, ANA, EVA]


def test_an_editor_that_knows_nothing_of_reviews_takes_none_over() -> None:
    data = serialise_catalog(record_review(catalog(), "Eva Muster", DAY)).decode()
    spoilt = data.replace('"Zwei"', '"Zwo"').encode()
    after = parse_catalog(spoilt, locale="de", domain="d", path="d.po")
    assert waiting(after) == ["Two"]


@pytest.mark.parametrize(
    "record", ["reviewed: Eva, 2026-11-29, 000000000000", "reviewed: Eva", "Please: reviewed: x"]
)
def test_a_record_of_other_words_is_none(record: str) -> None:
    entry = replace(catalog().entries[0], translator_comment=record)
    assert confirmation(entry) is None


def test_what_does_not_print_is_confirmed_by_nobody() -> None:
    fuzzy = replace(MESSAGES[0], flags=("fuzzy",))
    entries = (replace(catalog().entries[0], message=fuzzy), *catalog().entries[1:])
    part = record_confirmations(replace(catalog(), entries=entries), {ONE, TWO}, EVA)
    assert waiting(part) == ["One", "Three"]


def test_a_confirmation_is_withdrawn_alone() -> None:
    reviewed = record_review(catalog(), "Eva Muster", DAY)
    after = saved(withdraw_confirmations(reviewed, {TWO}))
    assert after.review is None
    assert waiting(after) == ["Two"]
    # Of a review that was recorded for the whole alone, too.
    old = replace(reviewed, entries=catalog().entries)
    assert old.review == EVA
    assert waiting(withdraw_confirmations(old, {TWO})) == ["Two"]


def test_a_changed_source_keeps_the_others_confirmed() -> None:
    reviewed = record_review(catalog(), "Eva Muster", DAY)
    changed = (MESSAGES[0], Message(msgid="Two!"), MESSAGES[2])
    after = saved(merge(changed, reviewed))
    assert [m.msgid for m in unconfirmed_messages(after, changed)] == ["Two!"]


def test_a_corrected_source_keeps_all_confirmed() -> None:
    reviewed = record_review(catalog(), "Eva Muster", DAY)
    after = rename(reviewed, {TWO: "Two."})
    assert after.review == EVA
    assert [confirmation(entry) for entry in after.entries] == [EVA, EVA, EVA]


def test_the_record_goes_out_to_no_translator_and_comes_back_from_none() -> None:
    noted = replace(
        catalog(),
        entries=(
            replace(catalog().entries[0], translator_comment="Careful."),
            *catalog().entries[1:],
        ),
    )
    reviewed = record_confirmations(noted, {ONE, TWO}, EVA)
    data = export_catalog(reviewed, Format.XLIFF, "en").decode()
    assert "Careful." in data
    assert "Eva Muster" not in data
    forged = next(
        line for line in reviewed.entries[0].translator_comment.split("\n") if "reviewed" in line
    )
    unread = withdraw_confirmations(reviewed, {ONE})
    (returned,) = parse_exchange(data.replace("Careful.", f"Careful!\n{forged}").encode(), "x.xlf")
    after = import_translations(returned, unread).catalog
    assert after.entries[0].remarks == "Careful!"
    assert waiting(after) == ["One", "Three"]


def test_a_reading_with_readers_stands_beside_the_review() -> None:
    reviewed = record_review(catalog(), "Eva Muster", DAY)
    reading = Reading(5, DAY, "The word\n for “exploitation”: nobody.")
    after = saved(record_reading(reviewed, reading))
    assert after.review == EVA
    assert reading_of(after) == replace(
        reading, not_understood="The word for “exploitation”: nobody."
    )
    assert reading_of(catalog()) is None
