"""Orders for the printer: read as they are meant, or all that is wrong with them told at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.errors import SourceError
from briefkit.print_runs import OrderLine, parse_order, plan_lines
from tests.conftest import ROOT, Workspace
from tests.contacts.examples import CONTACT, changed, parse

TOML = """
[[line]]
count = 40
locale = "bg"
format = "dl-trifold"

[[line]]
count = 25
locale = "uk"

[[line]]
count = 10
locale = "ar"
format = "pocket"
place = "Sofia"
"""

CSV = """\
Count;Locale;Format;Place
40;bg;dl-trifold;
25;uk;;
;;;
10;ar;pocket;Sofia
"""


def read(text: str, path: str = "order.toml") -> list[tuple[int, str, str, str, int]]:
    lines, faults = parse_order(text, path)
    assert not faults
    return [(x.count, x.locale, x.format, x.place, x.location.line) for x in lines]


def test_toml_and_csv_say_the_same() -> None:
    assert read(TOML) == [
        (40, "bg", "dl-trifold", "", 2), (25, "uk", "a4", "", 7), (10, "ar", "pocket", "Sofia", 11),
    ]  # fmt: skip
    assert read(CSV, "order.csv") == [
        (40, "bg", "dl-trifold", "", 2), (25, "uk", "a4", "", 3), (10, "ar", "pocket", "Sofia", 5),
    ]  # fmt: skip


WRONG = """
[[line]]
count = 0
locale = "bg"

[[line]]
locale = "xx"
formt = "a4"

[[line]]
count = 3
locale = "xx"

[[line]]
count = 3
locale = "de"
format = "a9"

[[line]]
count = 3
locale = "de"
audience = "professional"
format = "pocket"
"""


def refusal(text: str, path: str = "order.toml", contacts: str = "") -> str:
    project, known = Workspace(ROOT, ROOT).project, parse(contacts) if contacts else ()

    def plan() -> None:
        plan_lines(*parse_order(text, path), project, known)

    with pytest.raises(SourceError) as caught:
        plan()
    return str(caught.value)


def test_all_that_is_wrong_is_told_at_once_with_its_line() -> None:
    told = refusal(WRONG)
    for said in (
        "order.toml:3: “0” is no count.",
        "order.toml:6: The line has no count.",
        "order.toml:8: “formt” is nothing that a line has.\n    Did you mean format?",
        "order.toml:10: ",
        "order.toml:14: There is no format “a9” to print.",
        "order.toml:19: There is no pocket for the audience “professional”.",
    ):
        assert said in told
    assert told.index("order.toml:3") < told.index("order.toml:10") < told.index("order.toml:19")


def test_what_is_no_order_is_refused_with_its_line() -> None:
    assert "order.toml:2: This is not TOML" in refusal("\n[[line]\n")
    assert "order.toml:1: There is something here that is no [[line]]" in refusal("lines = 3\n")
    assert "The order has no line." in refusal("")
    assert "order.csv:1: The header row has no column locale." in refusal("count\n3\n", "order.csv")
    assert "order.csv:2: “many” is no count." in refusal("count,locale\nmany,bg\n", "order.csv")


def test_a_place_is_an_office_where_the_contacts_have_offices() -> None:
    offices = changed(office='"Sofia"') + changed(office='"Varna"')
    project = Workspace(ROOT, ROOT).project
    lines, faults = parse_order(TOML.replace('"Sofia"', '"sofia"'), "order.toml")
    planned = plan_lines(lines, faults, project, parse(offices))
    assert [p.edition.office for p in planned] == ["", "", "Sofia"]
    told = refusal(TOML.replace('"Sofia"', '"Sophia"'), contacts=offices)
    assert "order.toml:11: None of the contacts is of the office “Sophia”." in told
    assert "Did you mean Sofia?" in told
    planned = plan_lines(lines, faults, project, parse(CONTACT))
    assert [p.edition.office for p in planned] == ["", "", ""]


def test_the_first_audience_that_has_the_format_is_meant() -> None:
    lines = parse_order('[[line]]\ncount = 1\nlocale = "bg"\n', "order.toml")
    (planned,) = plan_lines(*lines, Workspace(ROOT, ROOT).project, ())
    assert (planned.edition.audience, planned.edition.format) == ("community", "a4")


@given(st.text(), st.sampled_from(["order.toml", "order.csv"]))
def test_any_text_is_an_order_or_refused(text: str, path: str) -> None:
    try:
        lines, faults = parse_order(text, path)
    except SourceError:
        return
    assert lines or faults
    assert all(isinstance(line, OrderLine) for line in lines)
