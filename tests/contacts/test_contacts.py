"""Contacts: what is refused and why, how numbers are written, and what stands on the sheet."""

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno
from hypothesis import example, given
from hypothesis import strategies as st
from PIL.Image import Image

from briefkit.build import build, plan
from briefkit.contacts import Contact, offer_harmonised, parse_contacts
from briefkit.errors import ContactError, UsageError
from briefkit.project import Project, read_contact_file, read_harmonised_numbers
from briefkit.proof import comparable, read_runs, read_structure
from tests.conftest import BRIEF, ROOT, Workspace

TODAY = date(2026, 11, 24)
PT_PER_MM = 72 / 25.4
CONTACT = """
[[contact]]
name = "Animus"
kind = "help line"
phone = "+359 800 1 86 76"
web = "https://example.org/help"
messengers = ["Signal @animus.01"]
hours = "0–24"
cost = "free"
languages = ["bg", "en"]
source = "https://example.org/"
verified_by = "M. Petrova"
verified_on = 2026-11-01
"""
EU = set("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())


def parse(text: str, path: str = "contacts.toml", **choice: str) -> tuple[Contact, ...]:
    return parse_contacts(text, path, TODAY, **choice)


def changed(**settings: str) -> str:
    """Return CONTACT with settings changed, or added, to a TOML value."""
    text = CONTACT
    for key, value in settings.items():
        text = re.sub(f"(?m)^{key} = .*\n", "", text) + f"{key} = {value}\n"
    return text


def refusal(text: str, path: str = "contacts.toml", **choice: str) -> str:
    with pytest.raises(ContactError) as caught:
        parse(text, path, **choice)
    return str(caught.value)


# --- files ---


def test_a_contact_is_read_and_its_number_written_as_one_dials_it() -> None:
    (contact,) = parse(CONTACT)
    assert contact.phone == "+359 800 18 676"
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


GREEK = CONTACT.replace('"+359 800 1 86 76"', '"15900"') + 'country = "GR"\n'


def test_a_short_number_that_is_not_known_is_printed_when_it_was_dialled() -> None:
    (contact,) = parse(GREEK + 'dialled = "15 900"\n')
    assert (contact.phone, contact.dial, contact.country) == ("15900", "tel:15900", "GR")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GREEK, "dialled = 15900"),
        (GREEK + 'dialled = "19500"\n', "one of the two is wrong"),
        (CONTACT + 'dialled = "80018676"\n', "no short one"),
        (GREEK.replace("15900", "116112") + 'dialled = "116112"\n', "no service will ever have"),
    ],
)
def test_a_short_number_that_was_not_dialled_is_refused(text: str, words: str) -> None:
    assert words in refusal(text)


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
        ("verified_on", '"yesterday"', "no date of verification"),
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


def test_a_number_of_another_country_is_refused() -> None:
    assert "of AT, not of BG" in refusal(changed(phone='"+43 1 71719"', country='"BG"'))


@given(st.sampled_from(["", "+359 ", "00359 ", "0", "tel. "]), st.text(" -/.()", max_size=8))
@example("", "--------")
@example("+359 ", "")
def test_116112_is_refused_in_any_spelling(prefix: str, separators: str) -> None:
    spread = separators.ljust(8)
    phone = prefix + "".join(d + s for d, s in zip("116112", spread, strict=False))
    for country in ('"BG"', '"CZ"'):
        told = refusal(changed(phone=f'"{phone}"', country=country))
        assert "116112, which no service will ever have" in told or prefix not in ("", "+359 ")


@pytest.mark.parametrize(
    ("phone", "country", "printed", "dialled"),
    [
        ("02 981 7686", "BG", "+359 2 981 7686", "tel:+359-2-981-7686"),
        ("00359 2 981 7686", "BG", "+359 2 981 7686", "tel:+359-2-981-7686"),
        ("210 998 9000", "EL", "+30 21 0998 9000", "tel:+30-21-0998-9000"),
        ("+39 06 698 12345", "IT", "+39 06 6981 2345", "tel:+39-06-6981-2345"),
        ("116 000", "BG", "116 000", "tel:116000"),
        ("147", "AT", "147", "tel:147"),
        ("+800 1234 5678", "AT", "+800 1234 5678", "tel:+800-1234-5678"),
        ("0800 0116016", "DE", "0800 0116016", "tel:08000116016"),
        ("+49 800 0116016", "DE", "+49 800 0116016", "tel:+49-800-0116016"),
        ("06 80 123 456", "HU", "06 80 123 456", "tel:0680123456"),
    ],
)
def test_numbers_are_printed_and_dialled_as_their_country_does(
    phone: str, country: str, printed: str, dialled: str
) -> None:
    (contact,) = parse(changed(phone=f'"{phone}"', country=f'"{country}"'))
    assert (contact.phone, contact.dial) == (printed, dialled)


def test_a_premium_rate_number_that_tells_its_cost_is_printed() -> None:
    (contact,) = parse(changed(phone='"+49 900 1234567"', cost='"1 € a minute"'))
    assert contact.cost == "1 € a minute"


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


# --- the EU's numbers ---

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


# --- on the sheet ---

TWO = changed(name='"Ξενώνας"', phone='"+30 210 998 9000"', web='"https://example.org/el"')
URLS = ("https://example.org/help", "https://example.org/el")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> dict[str, bytes]:
    """The community leaflet in two languages, with 116 000 and two contacts."""
    shop = Workspace(tmp_path_factory.mktemp("contacts"), font_cache)
    numbers, _ = offer_harmonised(ROWS, ["116000"], "BG", TODAY)
    order = shop.order(contacts=(*numbers, *parse(CONTACT + TWO)))
    editions = plan(Project(ROOT, ROOT), locales=["en", "ar"], audiences=["community"])
    built = build(editions, order)
    assert [item.diagnostics for item in built] == [(), ()]
    return {item.edition.locale: item.path.read_bytes() for item in built if item.path}


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_numbers_are_links_that_dial_and_addresses_are_printed(
    locale: str, sheets: dict[str, bytes]
) -> None:
    with pikepdf.open(io.BytesIO(sheets[locale])) as pdf:
        links = [str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a]
        structure = read_structure(pdf)
    assert [link for link in links if link.startswith("tel:")] == [
        "tel:116000", "tel:+359-800-18-676", "tel:+30-21-0998-9000",
    ]  # fmt: skip
    assert set(URLS) <= set(links)
    assert structure is not None
    assert set(URLS) <= {element.alt for element in structure.walk() if element.role == "Figure"}


def test_a_number_is_large_and_on_one_line(sheets: dict[str, bytes]) -> None:
    runs = read_runs(sheets["en"])
    (name,) = (run for run in runs if run.text.strip() == "Animus")
    (phone,) = (run for run in runs if comparable(run.text) == comparable("+359 800 18 676"))
    # The digits of Source Sans 3 are 0.65 em high: 14 pt are 9.1.
    assert phone.box[3] - phone.box[1] >= 9
    assert name.box[1] > phone.box[3] - 2


def drawn_codes(data: bytes) -> list[tuple[float, Image]]:
    """Return the QR codes of a leaflet, their quiet zones included: width in mm, picture."""
    document = pypdfium2.PdfDocument(data)
    page, scale = document[1], 300 / 72
    picture = page.render(scale=scale).to_pil().convert("L")
    codes = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, page.get_height()
        if abs(width - (top - bottom)) < 0.1 and width > 50:
            box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
            codes.append((width / PT_PER_MM, picture.crop([round(edge) for edge in box])))
    document.close()
    return codes


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_codes_on_paper_hold_the_addresses_beside_them(
    locale: str, sheets: dict[str, bytes]
) -> None:
    codes = drawn_codes(sheets[locale])
    assert len(codes) == 2
    for (width, picture), url in zip(codes, URLS, strict=True):
        wanted = segno.make_qr(url, error="m", boost_error=False)
        modules = [list(map(bool, row)) for row in wanted.matrix_iter(border=4)]
        step = picture.width / len(modules)
        drawn = [
            [
                picture.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))
                for x in range(len(r))
            ]
            for y, r in enumerate(modules)
        ]
        assert {value for row in drawn for value in row} == {0, 255}
        assert [[value == 0 for value in row] for row in drawn] == modules
        assert wanted.error == "M"
        assert width * (len(modules) - 8) / len(modules) >= 15
        assert width / len(modules) >= 0.4


def test_contacts_that_do_not_fit_are_named_as_the_cause(workspace: Workspace) -> None:
    many = "".join(changed(name=f'"Number {n}"') for n in range(8))
    editions = plan(workspace.project, locales=["en"], audiences=["community"])
    (built,) = build(editions, workspace.order(contacts=parse(many)))
    told = "\n".join(map(str, built.diagnostics))
    found = re.search(r"Its 8 contacts are the cause: at most (\d) would fit", told)
    assert found
    assert "--country" in told
    enough = parse(many)[: int(found[1])]
    assert len(enough) >= 4
    (fitted,) = build(editions, workspace.order(contacts=enough))
    assert fitted.diagnostics == ()


def test_a_contact_without_letters_for_a_language_is_named_there(workspace: Workspace) -> None:
    (arabic,) = parse(changed(name='"بيت"'))
    editions = plan(workspace.project, locales=["ar", "de"], audiences=["community"])
    there, here = build(editions, workspace.order(contacts=(arabic,)))
    assert there.path is not None
    assert "The contact “بيت” has letters that the fonts" in here.diagnostics[0].message


def test_a_card_hides_its_subject_on_both_faces(workspace: Workspace) -> None:
    telling = parse(changed(name='"Human trafficking help line"'))
    editions = plan(workspace.project, locales=["en"], formats=["pocket"])
    (built,) = build(editions, workspace.order(contacts=telling))
    assert built.path is None
    assert "page 2, which shows outside, says “trafficking”" in built.diagnostics[0].message


@pytest.mark.parametrize("count", [2, 3, 5])
def test_the_help_box_of_a_booklet_is_whole_or_refused(workspace: Workspace, count: int) -> None:
    many = "".join(changed(name=f'"Number {n}"') for n in range(count))
    editions = plan(
        workspace.project, locales=["de"], audiences=["community"], formats=["a5-booklet"]
    )
    (built,) = build(editions, workspace.order(contacts=parse(many)))
    if built.path is None:
        assert "contacts are the cause" in str(built.diagnostics[0])
        return
    runs = read_runs(built.path.read_bytes())
    first, last = (
        next(run.page for run in runs if comparable(word) in comparable(run.text))
        for word in ("Number 0", f"Number {count - 1}")
    )
    assert first == last


# --- the commands ---


def test_contacts_that_a_format_has_no_room_for_are_named(workspace: Workspace) -> None:
    second = changed(name='"Second line"', phone='"+359 2 981 7686"')
    (workspace.root / "contacts.toml").write_text(fresh(CONTACT + second), encoding="utf-8")
    ask = ("build", "--locale", "en", "--contacts", "contacts.toml", "--format")
    told = workspace.run(*ask, "poster").stderr
    assert "The poster has no room for Animus, Second line." in told
    assert "The pocket has no room for Second line." in workspace.run(*ask, "pocket").stderr
    assert "no room" not in workspace.run(*ask, "a4", "--audience", "community").stderr


def fresh(text: str) -> str:
    return text.replace("2026-11-01", f"{date.today() - timedelta(days=30)}")


def test_a_verified_contact_is_printed_with_its_day(workspace: Workspace) -> None:
    day = date.today() - timedelta(days=30)
    (workspace.root / "contacts.toml").write_text(fresh(CONTACT + TWO), encoding="utf-8")
    options = ("--contacts", "contacts.toml", "--country", "BG")
    workspace.run("build", "--locale", "bg", "--audience", "community", *options)
    leaflet = workspace.output / f"{BRIEF}.bg.community.a4.pdf"
    text = comparable("".join(run.text for run in read_runs(leaflet.read_bytes())))
    for word in ("+359 800 18 676", "https://example.org/help", str(day.year), "български"):
        assert comparable(word) in text
    assert "Ξενώνας" not in text
    workspace.run("proof", str(leaflet), *options)
    told = workspace.run("proof", str(leaflet), "--contacts", "contacts.toml", code=1).stderr
    assert "another state" in told


def test_a_contact_that_must_not_be_printed_stops_the_build(workspace: Workspace) -> None:
    (workspace.root / "contacts.toml").write_text(CONTACT.replace("2026", "2024"), encoding="utf-8")
    ask = ("build", "--locale", "en", "--audience", "community", "--contacts", "contacts.toml")
    done = workspace.run(*ask, code=1)
    assert "more than 90 days" in done.stderr
    assert "contacts.toml:2" in done.stderr
    assert not workspace.output.exists()
    told = workspace.run(*ask, "--without-stale-contacts")
    assert "more than 90 days" in told.stderr
    assert "112 alone" in told.stderr


def test_116_numbers_are_asked_for_with_a_country(workspace: Workspace) -> None:
    ask = ("build", "--locale", "en", "--audience", "community")
    told = workspace.run(*ask, "--country", "EL", "--with-116", "116006", code=1).stderr
    assert "116 006 does not work in GR" in told
    assert not workspace.output.exists()
    done = workspace.run(*ask, "--country", "DE", "--with-116", "all", "--allow-dated")
    assert "warning: 116 111: no source of ours" in done.stderr
    text = "".join(r.text for r in read_runs(next(workspace.output.iterdir()).read_bytes()))
    for word in ("116 006", "Helpline for victims of crime", "Victim Support Europe, 2023"):
        assert comparable(word) in comparable(text)


@pytest.mark.parametrize(
    "options",
    [
        ("--with-116", "116000"),
        ("--country", "BG"),
        ("--region", "Sofia"),
        ("--country", "ZZ", "--with-116", "116000"),
        ("--country", "BG", "--with-116", "116112"),
    ],
)
def test_options_that_say_nothing_together_are_wrong_usage(
    options: tuple[str, ...], workspace: Workspace
) -> None:
    workspace.run("build", *options, code=2)


def test_what_prints_no_contacts_loads_no_telephone_data() -> None:
    check = "import sys, briefkit.cli, briefkit.project, briefkit.leaflet"
    check += "; sys.exit(bool({'phonenumbers', 'segno'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


# --- offices ---

OFFICES = """name;kind;phone;office;source;verified_by;verified_on
Shelter Sofia;organisation;+359 2 981 7686;Sofia;https://example.org/;M. Petrova;{day}
Shelter Varna;organisation;+359 52 612 345;Варна (centre);https://example.org/;M. Petrova;{day}
National line;help line;+359 800 1 86 76;;https://example.org/;M. Petrova;{day}
"""


def test_each_office_gets_leaflets_with_its_own_contacts(workspace: Workspace) -> None:
    file = workspace.root / "offices.csv"
    file.write_text(OFFICES.format(day=date.today().isoformat()), encoding="utf-8")
    ask = ("--locale", "en", "--audience", "community", "--contacts", "offices.csv")
    rows = json.loads(workspace.run("build", *ask, "--json").stdout)
    stem = f"{BRIEF}.en.community.a4"
    names = [f"{stem}.sofia.pdf", f"{stem}.варна-centre.pdf"]
    assert [Path(row["file"]).name for row in rows] == names
    assert [row["office"] for row in rows] == ["Sofia", "Варна (centre)"]
    for name, own, other in zip(names, ("Sofia", "Varna"), ("Varna", "Sofia"), strict=True):
        text = comparable(read_text_of(workspace.output / name))
        assert comparable(f"Shelter {own}") in text
        assert comparable("National line") in text
        assert comparable(f"Shelter {other}") not in text
        workspace.run("proof", str(workspace.output / name), "--contacts", "offices.csv")
    traced = workspace.run("trace", rows[1]["code"], "--contacts", "offices.csv").stdout
    assert "It is current" in traced
    # An office may be called as a language is.
    file.write_text(file.read_text(encoding="utf-8").replace(";Sofia;", ";EN;"), encoding="utf-8")
    rows = json.loads(workspace.run("build", *ask, "--json").stdout)
    for row in rows:
        workspace.run("proof", row["file"], "--contacts", "offices.csv")
        traced = workspace.run("trace", row["code"], "--contacts", "offices.csv").stdout
        assert "It is current" in traced
    # One office's number changes: its leaflet alone is made anew.
    workspace.replace(file, "+359 52 612 345", "+359 52 612 346")
    rows = json.loads(workspace.run("build", *ask, "--json").stdout)
    assert [row["made"] for row in rows] == [False, True]


def read_text_of(path: Path) -> str:
    return "".join(run.text for run in read_runs(path.read_bytes()))


@pytest.mark.parametrize(
    ("one", "other", "words"), [("Sofia 1", "Sofia-1", "told apart"), ("Sofia", "—", "no letters")]
)
def test_offices_that_file_names_cannot_tell_apart_are_refused(
    one: str, other: str, words: str
) -> None:
    text = CONTACT + f'office = "{one}"\n' + CONTACT + f'office = "{other}"\n'
    assert words in refusal(text)
