"""The EU's numbers: offered where a fresh row says that they work."""

from datetime import date

import pytest

from briefkit.contacts import offer_harmonised
from briefkit.errors import UsageError
from briefkit.project import read_harmonised_numbers
from tests.contacts.examples import TODAY

EU = set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
ROWS = read_harmonised_numbers()


def test_every_row_has_a_source_and_the_states_are_all_there() -> None:
    for number in ("116000", "116006"):
        assert {row.country for row in ROWS if row.number == number} == EU
    assert {row.number for row in ROWS} == {"116000", "116006"}
    assert all(row.source and row.verified_by and row.verified_on.year >= 2023 for row in ROWS)
    assert all(row.address.startswith("https://") for row in ROWS)
    works = {row.country for row in ROWS if row.number == "116006" and row.works}
    assert len(works) == 13
    assert not works & {"BG", "GR"}


def offered(numbers: str, country: str, today: date = TODAY, *, dated: bool = False) -> str:
    contacts, refused = offer_harmonised(ROWS, numbers.split(), country, today, dated=dated)
    return "\n".join([*(f"{c.phone} {c.dial}" for c in contacts), *(str(d) for d in refused)])


def test_a_116_number_is_offered_where_a_fresh_row_says_that_it_works() -> None:
    assert offered("116-000", "BG") == "116 000 tel:116000"
    assert "does not work in BG, says Victim Support Europe (2023" in offered("116006", "BG")
    assert "no source of ours" in offered("116111", "DE")
    assert "no source of ours" in offered("116000", "UA")
    with pytest.raises(UsageError, match="none of the EU’s numbers"):
        offered("116112", "DE")


def test_a_row_past_its_shelf_life_is_refused_unless_asked_for_with_its_year() -> None:
    assert "more than 180 days ago" in offered("116006", "DE")
    assert offered("116006", "DE", dated=True) == "116 006 tel:116006"
    assert "does not work" in offered("116006", "GR", dated=True)
    assert offered("116006", "DE", date(2023, 10, 8)) == "116 006 tel:116006"
    assert "more than 180 days" in offered("116006", "DE", date(2023, 10, 9))
    assert "more than 180 days" in offered("116000", "DE", date(2027, 6, 30))
