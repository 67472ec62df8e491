"""A calendar of the days by which contacts must be checked again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from briefkit.contacts import known_contacts, write_check_calendar
from tests.conftest import Workspace
from tests.contacts.examples import CONTACT, TWO, changed


def events(data: bytes) -> list[Any]:
    return Calendar.from_ical(data).events


def test_each_contact_is_to_be_checked_on_its_last_day() -> None:
    first, second = events(write_check_calendar(known_contacts(CONTACT + TWO, "c.toml")))
    assert {str(e["summary"]) for e in (first, second)} == {
        "Check again: Animus",
        "Check again: Ξενώνας",
    }
    for event in (first, second):
        assert event["dtstart"].dt == date(2027, 1, 30)
        assert event["dtstart"].params["value"] == "DATE"
        assert event["dtstamp"].dt == datetime(2026, 11, 1, tzinfo=UTC)
        (alarm,) = event.walk("VALARM")
        assert alarm["trigger"].dt == timedelta(days=-14)
    assert first["uid"] != second["uid"]


def test_nothing_but_the_name_and_the_day_leaves_the_file() -> None:
    text = write_check_calendar(known_contacts(CONTACT, "c.toml")).decode()
    for private in ("359", "example.org", "animus.01", "Petrova", "Signal", "bg"):
        assert private not in text


def test_a_contact_that_was_checked_again_moves_its_event() -> None:
    later = changed(verified_on="2026-11-20", phone='"+359 2 981 7686"')
    (before,) = events(write_check_calendar(known_contacts(CONTACT, "c.toml")))
    (after,) = events(write_check_calendar(known_contacts(later, "c.toml")))
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert (before["dtstart"].dt, after["dtstart"].dt) == (date(2027, 1, 30), date(2027, 2, 18))


@given(st.permutations([CONTACT, TWO, changed(region='"Sofia"'), CONTACT]))
def test_the_same_contacts_give_the_same_bytes_in_any_order(tables: list[str]) -> None:
    data = write_check_calendar(known_contacts("".join(tables), "c.toml"))
    assert data == write_check_calendar(known_contacts("".join(sorted(tables)), "c.toml"))
    uids = [str(event["uid"]) for event in events(data)]
    assert len(set(uids)) == 4


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_name_is_read_back(name: str) -> None:
    (contact,) = known_contacts(CONTACT, "c.toml")
    (event,) = events(write_check_calendar([replace(contact, name=name)]))
    assert str(event["summary"]) == f"Check again: {name}"


def test_the_calendar_is_written_and_nobody_s_file_lost(workspace: Workspace) -> None:
    file = workspace.root / "c.toml"
    file.write_text(CONTACT.replace("2026-11-01", "2024-11-01") + TWO, encoding="utf-8")
    ask = ("contacts", "c.toml", "--calendar", "checks.ics")
    told = workspace.run(*ask).stdout
    assert "checks.ics: 2 contacts, the first to be checked by 2025-01-30" in told
    assert "Past their day, and not printed until they are checked: Animus" in told
    data = (workspace.root / "checks.ics").read_bytes()
    workspace.run(*ask)
    assert (workspace.root / "checks.ics").read_bytes() == data

    (workspace.root / "checks.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert "no such calendar" in workspace.run(*ask, code=2).stderr
    file.write_text(CONTACT + changed(verified_on='"soon"'), encoding="utf-8")
    assert "c.toml:15" in workspace.run("contacts", "c.toml", "--calendar", "n.ics", code=1).stderr
    assert not Path(workspace.root / "n.ics").exists()


def test_contacts_of_one_name_keep_their_events() -> None:
    """A calendar leaves an event as it is where its new SEQUENCE is lower."""
    line = changed(phone='"+359 2 981 7687"', verified_on="2026-11-10")
    office = changed(kind='"organisation"', verified_on="2026-10-01")
    before = events(write_check_calendar(known_contacts(line + office, "c.toml")))
    again = line.replace("2026-11-10", "2027-02-01")
    after = events(write_check_calendar(known_contacts(again + office, "c.toml")))
    last = {str(event["uid"]): event["sequence"] for event in before}
    assert {str(event["uid"]) for event in after} == set(last)
    assert all(event["sequence"] >= last[str(event["uid"])] for event in after)


def test_no_calendar_is_made_of_nothing_or_of_days_to_come(workspace: Workspace) -> None:
    file = workspace.root / "c.toml"
    ask = ("contacts", "c.toml", "--calendar", "n.ics")
    file.write_text("", encoding="utf-8")
    assert "There is no contact in this file." in workspace.run(*ask, code=1).stderr
    for day in ("2126-11-20", "9999-12-31"):
        file.write_text(CONTACT + changed(verified_on=day, name='"Later"'), encoding="utf-8")
        told = workspace.run(*ask, code=1).stderr
        assert f"“Later” was verified on {day}, a day that is still to come." in told
        assert "Animus" not in told
    assert not (workspace.root / "n.ics").exists()


def test_the_last_day_of_all_is_no_error() -> None:
    (event,) = events(write_check_calendar(known_contacts(changed(verified_on="9999-12-31"), "c")))
    assert event["dtstart"].dt == date.max
