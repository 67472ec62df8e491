"""The day of verification: taken when it can be but one, otherwise named."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.errors import ContactError
from tests.contacts.examples import changed, parse, refusal
from tests.contacts.sheets import TODAY, days_of, refusal_of, table

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-20",
        "2026/11/20",
        "2026.11.20.",
        "2026-11-20 00:00:00",
        "2026-11-20T09:30",
        "2026-11-20T00:00:00Z",
        "20.11.2026",
        "20. 11. 2026",
        "20.11.2026 г.",
        "20.11.2026г.",
        "20.11.2026 р.",
        "20.11.2026 00:00",
        "20/11/2026",
        "11/20/2026",
        "20-11-2026",
        "20 Nov 2026",
        "20-Nov-2026",
        "Nov 20, 2026",
        "20th November 2026",
        "20 ноември 2026 г.",
        "20 листопада 2026 р.",
        "20 Νοεμβρίου 2026",
        "20 de noviembre de 2026",
        "20. November 2026",
    ],
)
def test_a_day_that_can_be_but_one_is_taken(typed: str) -> None:
    assert days_of(table(verified_on=typed)) == [DAY]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3/4/2026", "can be read as 2026-04-03 or as 2026-03-04: “3/4/2026”"),
        ("03-04-2026", "can be read as 2026-04-03 or as 2026-03-04: “03-04-2026”"),
        ("20 listopad 2026", "can be read as 2026-10-20 or as 2026-11-20"),
        ("20.11.26", "its year has two digits: “20.11.26”"),
        ("20-Nov-26", "its year has two digits: “20-Nov-26”"),
        ("26/11/20", "its year has two digits: “26/11/20”"),
        ("46346", "a spreadsheet’s count of days as its date: “46346”"),
        ("46346", "It may be 2026-11-20"),
        ("31/02/2026", "a date that can’t be read: “31/02/2026”"),
        ("11.20.2026", "a date that can’t be read: “11.20.2026”"),
        ("20/11-2026", "a date that can’t be read: “20/11-2026”"),
        ("November 2026", "a date that can’t be read: “November 2026”"),
        ("yesterday", "such as 2026-11-20"),
        ("٢٠٢٦-١١-٢٠", "a date that can’t be read"),
        ("2026-11-20\u200b", "“2026-11-20<U+200B ZERO WIDTH SPACE>”"),
    ],
)
def test_a_day_that_cannot_be_read_is_named_with_what_to_write(typed: str, words: str) -> None:
    told = refusal_of(table(verified_on=typed))
    assert told.startswith("contacts.csv:2: The contact “Animus” has a")
    assert words in told


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-11-20T10:00:00", ""),
        ('"20.11.2026"', ""),
        ("20261120", "“20261120”"),
        ('""', "no date of verification"),
    ],
)
def test_toml_has_days_too(value: str, words: str) -> None:
    text = changed(verified_on=value)
    if words:
        assert words in refusal(text)
    else:
        assert [contact.verified_on for contact in parse(text)] == [DAY]


# How people write a day: by year, month and day, as texts of one digit or two.
WRITINGS = (
    "{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{d}.{m}.{y}", "{d:02}.{m:02}.{y} г.", "{d}/{m}/{y}",
    "{m}/{d}/{y}", "{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}T00:00:00", "{d}. {m}. {y}",
)  # fmt: skip


@settings(deadline=None)  # the first reads the data of all languages or numbers
@given(st.integers(0, 90), st.sampled_from(WRITINGS))
def test_no_day_is_taken_for_another(age: int, writing: str) -> None:
    day = TODAY - timedelta(days=age)
    typed = writing.format(y=day.year, m=day.month, d=day.day)
    try:
        taken = days_of(table(verified_on=typed))
    except ContactError as error:
        told = str(error)
        assert "/" in typed or "-" in typed
        assert day.day <= 12
        assert f"“{typed}”" in told
        assert str(day) in told
    else:
        assert taken == [day]


@settings(deadline=None)  # the first reads the data of all languages or numbers
@given(st.text("0123456789./- :TZг", max_size=14))
def test_whatever_is_typed_is_a_day_or_named(typed: str) -> None:
    with suppress(ContactError):
        assert len(days_of(table(verified_on=typed))) == 1
