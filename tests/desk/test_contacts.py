"""Choices and contacts: remembered, read, changed, and never spoilt."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from briefkit.contacts import CONTACT_FIELDS
from briefkit.desk import (
    Choice,
    contact_rows,
    flipped_edge,
    new_contact,
    parse_choice,
    write_contact_rows,
)
from briefkit.errors import ContactError
from briefkit.languages import format_day
from briefkit.leaflet import FORMATS, PRINTED
from briefkit.proof import comparable, read_runs
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import GOOD_CONTACT, ask, expect_saved, query, token

TODAY = date(2026, 11, 24)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(str))
def test_whatever_was_remembered_is_a_choice_or_forgotten(text: str) -> None:
    assert isinstance(parse_choice(text), Choice)


@given(
    st.builds(Choice, brief=st.text(), locale=st.text(), contacts=st.lists(st.text()).map(tuple))
)
def test_a_choice_is_remembered_as_it_was(choice: Choice) -> None:
    assert parse_choice(choice.as_json()) == choice


@settings(deadline=None)  # the first reads the names of all languages
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(CONTACT_FIELDS, st.text(max_size=40)))))
def test_rows_are_the_same_when_they_are_read_again(forms: list[dict[str, str]]) -> None:
    # A row in which nothing stands is a spreadsheet's, and no contact.
    rows = tuple(row for form in forms if any((row := new_contact(form, TODAY)).cells.values()))
    again = contact_rows(write_contact_rows(rows).decode(), TODAY)
    assert [row.cells for row in again] == [row.cells for row in rows]


def test_a_contact_past_its_shelf_life_is_kept_and_not_printed() -> None:
    form = {"name": "A", "kind": "help line", "phone": "+359 2 981 7686", "verified_by": "B",
            "source": "https://example.org/a", "verified_on": "2026-01-01"}  # fmt: skip
    row = new_contact(form, TODAY)
    assert row.contact is None
    assert "more than 90 days ago" in row.problems[0].message
    assert new_contact({**form, "verified_on": "2026-11-01"}, TODAY).contact is not None


def test_what_a_format_has_no_room_for_is_not_on_its_leaflet(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    cells = [{**GOOD_CONTACT, "name": name} for name in ("Animus", "Bilitis", "Centrum")]
    rows = [new_contact(form, date.today()) for form in cells]
    contacts = [row.contact for row in rows if row.contact]
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows(rows))
    for fmt in ("a4", "a5-booklet", "dl-trifold", "large-print", "pocket", "poster", "tear-off"):
        chosen = [("contacts", row.id) for row in rows]
        status, data = ask(address, f"{query(locale='en', format=fmt)}&{urlencode(chosen)}")
        assert status == 200, fmt
        text = comparable("".join(run.text for run in read_runs(data)))
        missing = FORMATS[fmt].left_out(contacts)
        assert [c for c in contacts if comparable(c.name) not in text] == list(missing), fmt
    page.goto(address)
    for row in rows:
        page.get_by_role("checkbox", name=row.cells["name"]).check()
    page.locator("input[name=locale][value=en]").check()
    page.locator("input[name=format][value=pocket]").check()
    page.get_by_role("button", name="Show the leaflet").click()
    told = page.locator("#leaflet")
    expect(told).to_contain_text("Left out, because this format has no room for them:")
    expect(told.locator(".names li")).to_have_text(["Bilitis", "Centrum"])


def test_how_the_paper_is_turned_is_told_of_what_has_two_sides() -> None:
    assert {name: flipped_edge(fmt, 2) for name in PRINTED for fmt in [FORMATS[name]]} == {
        "a4": "long",
        "a5-booklet": "short",
        "dl-trifold": "short",
        "large-print": "long",
        "pocket": "long",
        "poster": "long",
        "tear-off": "long",
    }
    assert flipped_edge(FORMATS["poster"], 1) == ""


def test_columns_that_would_be_lost_are_refused() -> None:
    with pytest.raises(ContactError):
        contact_rows("name;colour\nA;red\n", TODAY)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"name,phone,colour\nA,1,red\n", "not one that the desk can read"),
        (b"name,phone,name\nA,1,B\n", "not one that the desk can read"),
        ("name,phone\nJoséphine,1\n".encode("cp1252"), "save it as “CSV UTF-8”"),
    ],
)
def test_a_file_that_would_be_spoilt_is_left_alone(
    shared: tuple[Workspace, str], data: bytes, told: str
) -> None:
    workspace, address = shared
    file = workspace.root / "contacts.csv"
    file.write_bytes(data)
    fields = {"token": token(address), "id": "x"}
    for path, form in (("", None), ("/add", fields | GOOD_CONTACT), ("/remove", fields)):
        status, answer = ask(address, f"/contacts{path}", form)
        assert status == 422
        assert told in answer.decode()
        assert str(file) in answer.decode()
    assert file.read_bytes() == data


EXCEL = (
    b"\xef\xbb\xbfName;Kind;Phone;Source;Verified by;Verified on;Notes;;\r\n"
    b'"Animus";help line;+359 2 981 7686;https://example.org/a;B;{day};"call ""early""";;\r\n'
    b"Bilitis;help line;+359 800 1 86 76;https://example.org/b;B;{day};\xd0\xb4;;\r\n"
    b";;;;;;;;\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_spreadsheets_file_stays_one(encoding: str, shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    file = workspace.root / "contacts.csv"
    text = EXCEL.decode("utf-8-sig").replace("{day}", date.today().strftime("%d.%m.%Y"))
    before = text.encode(encoding)
    file.write_bytes(before)
    fields = {"token": token(address)}
    assert ask(address, "/contacts/add", fields | GOOD_CONTACT)[0] == 303
    added = file.read_bytes()
    lines, was = added.decode(encoding).split("\r\n"), text.split("\r\n")
    assert added[:2] == before[:2]
    assert lines[0] == was[0]
    assert [*lines[1:3], *lines[4:]] == was[1:]
    assert lines[3].startswith(f"{GOOD_CONTACT['name']};")
    rows = contact_rows(text, date.today())
    form = {**fields, **rows[0].cells, "phone": "+359 2 981 7687", "change": rows[0].id}
    form["verified_on"] = date.today().isoformat()
    assert ask(address, "/contacts/add", form)[0] == 303
    changed = file.read_bytes().decode(encoding).split("\r\n")
    assert changed[1].startswith("Animus;help line;+359 2 981 7687;")
    assert changed[1].endswith(';"call ""early""";;')
    assert [changed[0], *changed[2:]] == [lines[0], *lines[2:]]
    gone = contact_rows(file.read_bytes().decode(encoding), date.today())
    for row in (gone[0], gone[2]):
        assert ask(address, "/contacts/remove", fields | {"id": row.id})[0] == 303
    assert file.read_bytes().decode(encoding).split("\r\n")[1:] == [was[2], was[3], ""]


def test_a_row_says_how_old_its_contact_is() -> None:
    for age, state in (
        (1, "fresh"),
        (75, "fresh"),
        (76, "soon old"),
        (90, "soon old"),
        (91, "old"),
    ):
        day = TODAY - timedelta(days=age)
        row = new_contact(GOOD_CONTACT | {"verified_on": str(day)}, TODAY)
        assert (row.state, row.check_by) == (state, day + timedelta(days=90))
        assert (row.contact is None) == (state == "old")
    assert new_contact(GOOD_CONTACT | {"verified_on": "3/4/2026"}, TODAY).state is None


def test_a_contact_is_changed_in_its_place(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    file, state = workspace.root / "contacts.csv", workspace.root / "state" / "desk.json"
    changes = ({"name": "Animus", "office": "Sofia"}, {"name": "Bilitis"}, {"name": "Centrum"})
    rows = [new_contact(GOOD_CONTACT | cells, date.today()) for cells in changes]
    file.write_bytes(write_contact_rows(rows))
    state.parent.mkdir()
    state.write_text(Choice(contacts=(rows[0].id, rows[2].id)).as_json(), encoding="utf-8")
    last_day = date.today() + timedelta(days=90)
    page.goto(address + "contacts")
    expect(page.locator("#verified_on")).to_have_value("")
    expect(page.locator(".rows > li").first).to_contain_text(
        f"To be checked again by: {format_day(last_day.timetuple()[:3], 'en')}"
    )
    page.get_by_role("link", name="Change the contact: Animus").click()
    expect(page.get_by_role("heading", name="Change the contact")).to_be_visible()
    expect(page.locator("#verified_on")).to_have_value(date.today().isoformat())
    page.locator("#phone").fill("116112")
    page.get_by_role("button", name="Save the contact").click()
    expect(page.get_by_role("alert")).to_contain_text("which no service will ever have")
    assert violations(page, "best-practice") == []
    page.locator("#phone").fill("+359 800 1 86 76")
    page.get_by_role("button", name="Save the contact").click()
    expect_saved(page)
    assert violations(page, "best-practice") == []
    now = contact_rows(file.read_text(encoding="utf-8"), date.today())
    assert [row.cells["name"] for row in now] == ["Animus", "Bilitis", "Centrum"]
    assert now[0].cells == {**rows[0].cells, "phone": "+359 800 1 86 76"}
    page.goto(address)
    ticked = page.locator("input[name=contacts]:checked")
    assert [box.get_attribute("value") for box in ticked.all()] == [now[0].id, now[2].id]
    # Whoever changes one that is no longer there overwrites nothing.
    before = file.read_bytes()
    form = {"token": token(address), **GOOD_CONTACT, "change": rows[0].id}
    status, text = ask(address, "/contacts/add", form)
    assert status == 422
    assert b"changed or taken out meanwhile" in text
    assert ask(address, f"/contacts?change={rows[0].id}")[0] == 404
    assert file.read_bytes() == before


def test_leaflets_are_made_while_the_contacts_cannot_be_read(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    file = workspace.root / "contacts.csv"
    row = new_contact(GOOD_CONTACT, date.today())
    file.write_bytes(write_contact_rows([row]))
    names = {"brief": BRIEF, "audience": "community", "locale": "el", "format": "a4"}
    form = {"token": token(address), **names, "contacts": row.id}
    assert ask(address, "/choose", form)[0] == 303
    file.write_bytes(b"\xff")
    page.goto(address)
    printed = page.locator("fieldset", has_text="Local contacts to print")
    expect(printed).to_contain_text("The contacts cannot be read, so none is printed:")
    expect(printed).to_contain_text(f"The file of contacts, {file}, is not in UTF-8.")
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator(".pages img")).to_have_count(2)
    assert ask(address, query(locale="el", contacts=row.id))[0] == 200
    assert violations(page, "best-practice") == []
    # What was typed for another contact stays, and the file is left as it is.
    page.goto(address + "contacts")
    expect(page.locator("main")).to_contain_text(str(file))
    status, text = ask(address, "/contacts/add", {"token": token(address), **GOOD_CONTACT})
    assert status == 422
    assert b'value="Helper"' in text
    assert file.read_bytes() == b"\xff"
    file.write_bytes(write_contact_rows([row]))
    page.goto(address)
    expect(page.get_by_role("checkbox", name="Helper")).to_be_checked()


def test_of_two_who_remove_the_last_contact_the_second_finds_it_gone(
    shared: tuple[Workspace, str],
) -> None:
    workspace, address = shared
    assert ask(address, "/contacts/add", GOOD_CONTACT | {"token": token(address)})[0] == 303
    (row,) = contact_rows(
        (workspace.root / "contacts.csv").read_text(encoding="utf-8"), date.today()
    )
    for _ in range(2):
        assert ask(address, "/contacts/remove", {"token": token(address), "id": row.id})[0] == 303
