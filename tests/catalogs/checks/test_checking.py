"""Which entries are checked, how severe a finding is, and how a translator silences a check."""

from dataclasses import replace

import pytest

from briefkit.catalogs import BANDS, DISCLAIMER
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Location, Severity
from briefkit.model import Entry, Message
from tests.catalogs.checks.findings import catalogs, found_in
from tests.conftest import BRIEF


def test_errors_stop_a_build_and_warnings_do_not() -> None:
    message = Message(msgid="Call 112.")
    entry = Entry(message=message, translations=("Rufen Sie  122 an.",), line=12)
    catalog = replace(catalogs()[BRIEF, "de"], entries=(entry,))
    number, space = check_catalog(catalog, [message], source_locale="en")
    assert (number.check, number.severity) == ("numbers", Severity.ERROR)
    assert (space.check, space.severity) == ("spacing", Severity.WARNING)
    assert number.location == Location(catalog.path, 12)
    assert (number.locale, number.msgid) == ("de", "Call 112.")
    assert "122 instead of 112" in number.message
    assert number.hint


def test_a_flag_or_a_comment_silences_its_own_check() -> None:
    wrong = "Rufen Sie  122 an."
    assert found_in(wrong, "Call 112.", "de") == {"numbers", "spacing"}
    assert found_in(wrong, "Call 112.", "de", flags=("ignore-numbers",)) == {"spacing"}
    comment = "ignore-spacing: the name is written so"
    assert found_in(wrong, "Call 112.", "de", comment=comment) == {"numbers"}
    flags = ("ignore-numbers", "ignore-spacing", "no-wrap")
    assert found_in(wrong, "Call 112.", "de", flags=flags) == set()


@pytest.mark.parametrize("notice", [DISCLAIMER, *BANDS])
def test_nobody_silences_what_a_leaflet_must_say(notice: Message) -> None:
    entry = Entry(
        message=replace(notice, flags=("ignore-too-short", "ignore-placeholders")),
        translations=("x",),
        translator_comment="ignore-too-short",
    )
    catalog = replace(catalogs()["leaflet", "de"], entries=(entry,))
    found = check_catalog(catalog, [notice], source_locale="en")
    assert "too-short" in {finding.check for finding in found}


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("Please don't ignore-numbers; the number is right.", set()),
        ("Please don't\nignore-numbers; the number is right.", set()),
        ("ignore-numbers is not what I want here", set()),
        ("Why ignore-numbers: because", set()),
        ("don't-ignore-numbers", set()),
        ("A note.\n  ignore-numbers\nAnother.", {"numbers"}),
        ("ignore-numbers : the number is the country's", {"numbers"}),
        ("ignore-numbers, ignore-spacing: both", {"numbers", "spacing"}),
        ("ignore-numbers\nignore-spacing", {"numbers", "spacing"}),
    ],
)
def test_a_comment_silences_on_a_line_of_its_own_alone(comment: str, silenced: set[str]) -> None:
    found = found_in("Rufen Sie  122 an.", "Call 112.", "de", comment=comment)
    assert found == {"numbers", "spacing"} - silenced


def test_what_is_not_printed_is_not_checked() -> None:
    message = Message(msgid="Call 112.")
    fuzzy = Entry(message=replace(message, flags=("fuzzy",)), translations=("  122",))
    for entry in (
        fuzzy,
        Entry(message=message, translations=("",)),
        Entry(message=message, translations=("  122",), obsolete=True),
    ):
        catalog = replace(catalogs()[BRIEF, "de"], entries=(entry,))
        assert check_catalog(catalog, [message], source_locale="en") == ()


def test_each_form_of_a_plural_is_checked() -> None:
    message = Message(msgid="One note", plural="Many **notes**")
    catalog = replace(catalogs()[BRIEF, "de"], entries=())
    for forms, expected in (
        (("Eine Anmerkung", "Viele **Anmerkungen**"), []),
        (("Eine Anmerkung", "Viele Anmerkungen"), ["markup"]),
        (("Eine  Anmerkung", "Viele **Anmerkungen**"), ["spacing"]),
    ):
        entry = Entry(message=message, translations=forms)
        found = check_catalog(replace(catalog, entries=(entry,)), [message], source_locale="en")
        assert [finding.check for finding in found] == expected


def test_a_mark_within_the_stars_is_told_of_where_no_space_follows() -> None:
    message = Message(msgid="**They hide.** On the internet.")
    entry = Entry(message=message, translations=("**他们隐藏自己。**在互联网上。",))
    catalog = replace(catalogs()["leaflet", "de"], locale="zh_Hans", entries=(entry,))
    found = check_catalog(catalog, [message], source_locale="en")
    assert "Put 。 after the **, not before it." in {finding.hint for finding in found}
