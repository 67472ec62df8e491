"""Ways to reach a contact other than a call: read strictly, for a wrong one harms a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, format_number, is_valid_number
from phonenumbers import parse as parsed

from briefkit.contacts import Contact, Way, in_their_order
from briefkit.errors import ContactError
from tests.contacts.examples import changed, parse, refusal
from tests.contacts.sheets import contacts_of, refusal_of, table

WAYS = {
    "address": '"ul. Rakovski 5, 1000 Sofia"',
    "email": '"help@example.org"',
    "whatsapp": '"+359 88 123 4567"',
    "signal": '"0 88 123 45 67"',
    "country": '"BG"',
}


def without(*fields: str, **settings: str) -> str:
    text = changed(**settings)
    return "".join(line for line in text.splitlines(True) if line.split(" = ")[0] not in fields)


def test_each_way_is_read_and_its_link_built_from_it() -> None:
    (contact,) = parse(changed(**WAYS))
    assert contact.ways == (
        Way("phone", "+359 800 1 86 76", "tel:+359-800-18-676"),
        Way("whatsapp", "+359 88 123 4567", "https://wa.me/359881234567", True),
        Way("signal", "+359 88 123 45 67", "https://signal.me/#p/+359881234567", True),
        Way("email", "help@example.org", "mailto:help@example.org", True),
        Way("web", "https://example.org/help", "https://example.org/help", True),
        Way("messenger", "Signal @animus.01"),
        Way("address", "ul. Rakovski 5, 1000 Sofia"),
    )


def test_a_spreadsheet_says_the_same() -> None:
    cells = {key: value.strip('"') for key, value in WAYS.items()}
    (contact,) = contacts_of(table(**cells, phone="02 981 7686"))
    (other,) = parse(changed(**WAYS))
    for field in ("address", "email", "whatsapp", "signal"):
        assert getattr(contact, field) == getattr(other, field)


@pytest.mark.parametrize("way", ["address", "email", "whatsapp", "signal"])
def test_no_phone_is_needed_where_there_is_another_way(way: str) -> None:
    text = without("phone", "web", "messengers", country='"BG"', **{way: WAYS[way]})
    (contact,) = parse(text)
    assert contact.phone == contact.dial == ""
    assert [each.kind for each in contact.ways] == [way]
    assert contact.country == "BG"


def test_one_way_is_needed_at_least_and_the_country_where_no_phone_tells_it() -> None:
    told = refusal(without("phone", "web", "messengers"))
    assert "has no phone, address, email, whatsapp, signal, messengers or web" in told
    assert "no country" in refusal(without("phone"))
    assert "“dialled”, and no phone" in refusal(without("phone", dialled='"15900"', country='"GR"'))
    assert "no column by which anybody is reached: phone, address" in refusal_of(
        "name;kind;source;verified_by;verified_on\nA;help line;A letter;B;2026-11-20\n"
    )


@pytest.mark.parametrize("field", ["whatsapp", "signal"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("088 123 4567", "of no country"),
        ("+359 88 123", "lacks its area code"),
        ("+359 88 123 4567 89", "has a length that no number there has"),
        ("+359 1 2345678", "no range that is in use"),
        ("+359 88 123 4567 / +359 88 123 4568", "not one but 2"),
        ("@animus.01", "that is not one"),
        ("https://wa.me/359881234567", "that is not one"),
        ("+49 900 1234567", "premium-rate"),
        ("116112", "116112, which no service will ever have"),
    ],
)
def test_a_number_of_a_messenger_is_checked_as_a_phone_is(
    field: str, number: str, words: str
) -> None:
    told = refusal(without("phone", "country", **{field: f'"{number}"'}))
    assert words in told
    messenger = {"whatsapp": "WhatsApp", "signal": "Signal"}[field]
    assert messenger in told or number == "116112"


@pytest.mark.parametrize("number", ["112", "0800 18 676", "15900"])
def test_a_number_whose_international_form_cannot_be_told_is_refused(number: str) -> None:
    assert refusal(changed(whatsapp=f'"{number}"', country='"BG"'))


@given(st.from_regex(r"\+(359|30|43|49|44|39|52|54|225)[0-9]{6,11}", fullmatch=True))
def test_a_link_to_a_chat_holds_the_number_as_it_is_called_from_everywhere(number: str) -> None:
    try:
        (contact,) = parse(changed(whatsapp=f'"{number}"', signal=f'"{number}"'))
    except ContactError:
        return
    known = parsed(number)
    assert is_valid_number(known)
    digits = format_number(known, PhoneNumberFormat.E164)
    assert contact.whatsapp is not None
    assert contact.signal is not None
    assert contact.whatsapp.link == f"https://wa.me/{digits[1:]}"
    assert contact.signal.link == f"https://signal.me/#p/{digits}"
    assert "".join(filter(str.isdecimal, contact.whatsapp.number)) == digits[1:]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "help@", "that is not one"),
        ("email", "example.org", "that is not one"),
        ("email", "help@example", "that is not one"),
        ("email", "a@b@example.org", "that is not one"),
        ("email", "help..line@example.org", "that is not one"),
        ("email", ".help@example.org", "that is not one"),
        ("email", "help@example..org", "that is not one"),
        ("email", "help@-example.org", "that is not one"),
        ("email", "help@example.con", "no address ends in “.con”"),
        ("email", "hеlp@example.org", "taken for others"),
        ("email", "mailto:help@example.org", "Leave “mailto:” out"),
        ("email", "Help <help@example.org>", "one address alone"),
        ("email", "a@example.org, b@example.org", "one address alone"),
        ("email", "a@example.org?cc=b@example.org", "that is not one"),
        ("email", f"{'a' * 65}@example.org", "that is not one"),
        ("web", "https://example.ogr/help", "no address ends in “.ogr”"),
        ("address", "https://example.org", "page or a mailbox"),
        ("address", "help@example.org", "page or a mailbox"),
        ("address", "1000", "without a street"),
        ("address", "x" * 121, "121 characters"),
        ("address", "ul.\\u202e Rakovski 5", "hide"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_or_elsewhere_is_refused(
    field: str, value: str, words: str
) -> None:
    assert words in refusal(changed(**{field: f'"{value}"'}))


def test_the_lines_of_an_address_do_not_run_together() -> None:
    (contact,) = contacts_of(table(address="ul. Rakovski 5\n1000 Sofia,\r\nBulgaria"))
    assert contact.address == "ul. Rakovski 5, 1000 Sofia, Bulgaria"


def test_all_that_is_wrong_with_the_ways_is_told_at_once() -> None:
    told = refusal(changed(email='"x"', whatsapp='"12"', signal='"+359 1 2345678"', address='"5"'))
    assert told.count("The contact “Animus”") == 4
    told = refusal(changed(country='"ZZ"', phone='"02 981 7686"', whatsapp='"088 123 4567"'))
    assert told.count("The contact “Animus”") == 1


def test_those_who_answer_in_the_language_of_a_leaflet_come_first() -> None:
    def contact(name: str, *languages: str) -> Contact:
        (found,) = parse(changed(name=f'"{name}"', languages=str(list(languages))))
        return found

    contacts = [
        contact("A", "bg"),
        contact("B", "pt", "uk"),
        contact("C"),
        contact("D", "uk", "pt_BR"),
        contact("E", "fa_AF"),
    ]

    def names(locale: str) -> str:
        return "".join(c.name for c in in_their_order(contacts, locale))

    assert names("bg") == "ABCDE"
    assert names("uk") == names("pt_BR") == names("pt") == "BDACE"
    assert names("fa") == "EABCD"
    assert names("de") == "ABCDE"
