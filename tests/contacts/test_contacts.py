"""Contacts: what is read from a file, what is refused and why, and which are chosen."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefkit.errors import ContactError
from briefkit.project import read_contact_file
from tests.conftest import ROOT, Workspace
from tests.contacts.examples import CONTACT, TODAY, changed, parse, refusal

# --- files ---


def test_a_contact_is_read_and_its_number_kept_in_its_groups() -> None:
    (contact,) = parse(CONTACT)
    assert contact.phone == "+359 800 1 86 76"
    assert contact.dial == "tel:+359-800-18-676"
    assert contact.country == "BG"
    assert contact.languages == ("bg", "en")


def test_the_examples_of_the_documentation_are_valid_and_csv_says_the_same() -> None:
    page = (ROOT / "docs" / "contacts.md").read_text(encoding="utf-8")
    toml, table = (re.findall(rf"```{kind}\n(.*?)```", page, re.S)[0] for kind in ("toml", "csv"))
    (one,), (other,) = parse(toml), parse(table, "contacts.CSV")
    for key in ("name", "phone", "dial", "country", "web", "languages", "verified_on"):
        assert getattr(one, key) == getattr(other, key)


@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("day", ["2026-11-01", "01.11.2026"])
def test_csv_as_spreadsheets_write_it(delimiter: str, day: str, workspace: Workspace) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["Name", "kind", "phone", "web", "messengers", "hours", "cost", "languages",
                     "source", "Verified by", "Verified on"])  # fmt: skip
    writer.writerow(["Animus", "help line", "+359 800 1 86 76", "https://example.org/help",
                     "Signal @animus.01", "0–24", "free", "bg, en", "https://example.org/",
                     "M. Petrova", day])  # fmt: skip
    path = workspace.root / "contacts.csv"
    path.write_bytes(b"\xef\xbb\xbf" + file.getvalue().encode() + delimiter.encode() * 4 + b"\r\n")
    assert read_contact_file(path, TODAY) == parse(CONTACT)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "Nd", "P"]), min_size=1),
            st.sampled_from(["help line", "organisation"]),
            st.sampled_from(["+43 1 71719", "+30 210 998 9000", "+359 2 981 7686"]),
            st.lists(st.sampled_from(["bg", "el", "ar", "de"]), max_size=3),
            st.integers(0, 90),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_contact_is_the_same_from_csv_and_from_toml(
    rows: list[tuple[str, str, str, list[str], int]],
) -> None:
    header = ["name", "kind", "phone", "languages", "verified_on", "source", "verified_by"]
    toml, file = "", io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerow(header)
    for name, kind, phone, languages, age in rows:
        day = TODAY - timedelta(days=age)
        toml += (
            f"[[contact]] # one\nname = {json.dumps(name, ensure_ascii=False)}\n"
            f"kind = '{kind}'\nphone = '{phone}'\n"
            f"languages = {languages}\nverified_on = {day}\nsource = 'A letter of 1 May'\n"
            "verified_by = 'M. Petrova'\n"
        )
        writer.writerow(
            [name, kind, phone, ", ".join(languages), day, "A letter of 1 May", "M. Petrova"]
        )
    expected = parse(toml)
    found = parse(file.getvalue(), "contacts.csv")
    assert found == expected
    assert repr(found) == repr(expected)


@given(st.text() | st.binary().map(lambda b: b.decode("latin-1")), st.sampled_from(["toml", "csv"]))
@example('name;phone\n"a;b\n', "csv")
@example("name,phone\na\rb\n", "csv")
@example("contact = [1]", "toml")
@example("[[contact]]\nphone = 112\n", "toml")
@example("[contact]\n", "toml")
def test_no_text_is_a_traceback(text: str, kind: str) -> None:
    with pytest.raises(ContactError):
        parse(text, f"contacts.{kind}")


def test_errors_name_the_file_the_line_and_the_contact() -> None:
    told = refusal(CONTACT + changed(name='"Nadja"', phone='"12"'))
    assert told.startswith("contacts.toml:15: The contact “Nadja” has a phone number")
    row = "One,help line,+43 1 71719,A letter of May,M. Petrova,2026-11-01\n"
    table = "name,kind,phone,source,verified_by,verified_on\n" + '"O\nne"' + row[3:] + "\n" + row
    told = refusal(table + row.replace("help line", "friend"), "contacts.csv")
    assert told.startswith("contacts.csv:6: The contact “One” is of an unknown kind")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("name,telephone\n", "contacts.csv:1: The header row"),
        ("name,name\n", "twice: name"),
        ("name,kind\na,b,c\n", "contacts.csv:2: The row has 3 cells"),
        ('name,kind\n"a,b\n', "not CSV"),
        ("name,kind\n,\n", "no contact"),
        ("", "no contact"),
    ],
)
def test_a_table_that_is_none_is_refused(table: str, words: str) -> None:
    assert words in refusal(table, "contacts.csv")


# --- what is refused ---


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("source", '" "', "no source"),
        ("source", '"internet"', "nobody could find"),
        ("source", '"https://"', "a source that is not one"),
        ("source", '"ftp://example.org/list"', "does not begin with https://"),
        ("verified_by", '""', "no verified by"),
        ("verified_on", '"yesterday"', "a date that can’t be read: “yesterday”"),
        ("verified_on", '""', "no date of verification"),
        ("verified_on", "2026-11-25", "still to come"),
        ("verified_on", "2026-08-25", "more than 90 days"),
        ("kind", '"friend"', "unknown kind"),
        ("name", '"Ani\\u202emus"', "hide"),
        ("messengers", '["@a\\u202eb"]', "hide"),
        ("messengers", '"@a"', "no list"),
        ("languages", '["xx"]', "languages"),
        ("hours", "9", "no text"),
        ("country", '"ZZ"', "country that there isn’t"),
        ("shoe_size", "42", "unknown setting"),
        ("phone", '"call me"', "phone number that is not one"),
        ("phone", '"+359 800 HELP"', "phone number that is not one"),
        ("phone", '"02 981 7686"', "of no country"),
        ("phone", '"+359 2 98"', "too short"),
        ("phone", '"+359 2 981 7686 12345"', "too long"),
        ("phone", '"+359 1 2345678"', "no range that is in use"),
        ("phone", '"+800 1234 5678"', "no one country"),
        ("phone", '"+49 900 1234567"', "premium-rate"),
        ("phone", '"+49 116006"', "cannot be dialled"),
        ("web", '"javascript:1"', "begin with https://"),
        ("web", '"https://bit.ly/3abc"', "hides where it leads"),
        ("web", '"https://www.tinyurl.com/x"', "hides where it leads"),
        ("web", '"https://example.org/?utm_source=leaflet"', "follows its reader (utm_source)"),
        ("web", '"https://example.org/?a=1&FBCLID=2"', "follows its reader"),
        ("web", '"https://example.org/?utm%5Fmedium=x"', "follows its reader"),
        ("web", '"https://example.org/#gclid=x"', "follows its reader"),
        ("web", '"https://example.org/?mc_eid=x"', "follows its reader"),
        ("web", '"https://me:secret@example.org/"', "user’s name"),
        ("web", '"https://example.org:8443/"', "a port"),
        ("web", '"https://ехample.org/"', "taken for others"),
        ("web", '"https://example.org/помощ"', "taken for others"),
        ("web", '"https://192.0.2.1/"', "that is not one"),
        ("web", '"https://example.org/a b"', "that is not one"),
        ("web", '"https://localhost/"', "that is not one"),
        ("web", '"https://[::1"', "that is not one"),
        ("web", f'"https://example.org/{"a" * 120}"', "140 characters"),
    ],
)
def test_a_contact_that_must_not_be_printed_is_refused(
    setting: str, value: str, words: str
) -> None:
    told = refusal(changed(**{setting: value}))
    assert told.startswith("contacts.toml:2: ")
    assert words in told


def test_an_organisation_keeps_longer_than_a_help_line() -> None:
    old = f"{TODAY - timedelta(days=180)}"
    assert parse(changed(kind='"organisation"', verified_on=old))
    older = f"{TODAY - timedelta(days=181)}"
    assert "more than 180 days" in refusal(changed(kind='"organisation"', verified_on=older))


# --- which of them ---


def test_country_and_region_choose_and_only_what_is_chosen_must_be_fresh() -> None:
    text = (
        changed(name='"All Bulgaria"')
        + changed(name='"Sofia"', region='"Sofia"')
        + changed(name='"Varna"', region='"Varna"')
        + changed(name='"Vienna"', phone='"+43 1 71719"', verified_on="2020-01-01")
    )

    def names(**choice: str) -> list[str]:
        return [contact.name for contact in parse(text, **choice)]

    assert names(country="BG") == ["All Bulgaria", "Sofia", "Varna"]
    assert names(country="BG", region="sofia") == ["All Bulgaria", "Sofia"]
    assert "Vienna" in refusal(text)
    assert "It has contacts for: AT, BG, BG Sofia, BG Varna" in refusal(text, country="FI")


@pytest.mark.parametrize(
    ("one", "other", "words"), [("Sofia 1", "Sofia-1", "told apart"), ("Sofia", "—", "no letters")]
)
def test_offices_that_file_names_cannot_tell_apart_are_refused(
    one: str, other: str, words: str
) -> None:
    text = CONTACT + f'office = "{one}"\n' + CONTACT + f'office = "{other}"\n'
    assert words in refusal(text)
