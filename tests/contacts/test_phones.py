"""Phone numbers: how they are printed and dialled, and what is none."""

import phonenumbers
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.contacts.examples import CONTACT, changed, parse, refusal
from tests.contacts.sheets import contacts_of, refusal_of, table

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


def test_a_number_of_another_country_is_refused() -> None:
    assert "of AT, not of BG" in refusal(changed(phone='"+43 1 71719"', country='"BG"'))


@settings(deadline=None)  # the first reads the data of all languages or numbers
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
        ("210 998 9000", "EL", "+30 210 998 9000", "tel:+30-21-0998-9000"),
        ("+39 06 698 12345", "IT", "+39 06 698 12345", "tel:+39-06-6981-2345"),
        ("029817686", "BG", "+359 2 981 7686", "tel:+359-2-981-7686"),
        ("+39 0669812345", "IT", "+39 06 6981 2345", "tel:+39-06-6981-2345"),
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


# Public help lines, as their services write them, most of them free.
HELP_LINES = (
    """
FR 3919|FR 119|FR 115|FR 3114|FR 116 006|FR 0 800 05 95 95|IT 1522|IT 114|IT 800 290 290|ES 016
ES 900 10 50 90|BE 1712|BE 0800 30 030|NL 0800-2000|AT 0800 222 555|AT 147|AT 0800 112 112
HU 06 80 205 520|PT 144|PT 116 006|PT 800 202 148|SE 020-50 50 50|FI 080 005 005|DK 1888
IE 1800 341 900|HR 116 006|HR 0800 77 99|LT 8 800 66366|LT 0 800 66366|EE 1492|SI 080 11 55
SK 0800 212 212|CZ 116 006|PL 800 12 00 02|RO 0800 500 333|BG 0800 1 86 76|BG 0800 20 100
BG 116 111|DE 08000 116 016|DE 116 006|DE 0800 111 0 111|DE 116117|LU 12321|UA 116 123
UA 0 800 505 501|MD 0 800 77777|GB 0808 2000 247|GB 08000 121 700|CH 0800 20 80 20|CH 143|TR 183
RS 0800 222 003|BG 112|DE 0800/111 0 111
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("line", HELP_LINES)
def test_a_short_or_free_number_is_printed_and_dialled_as_it_was_typed(line: str) -> None:
    country, phone = line.split(" ", 1)
    (contact,) = contacts_of(table(phone=phone, country=country, cost="free"))
    assert contact.phone == phone
    assert contact.dial == f"tel:{phonenumbers.normalize_digits_only(phone)}"
    assert contact.cost == "free"


@pytest.mark.parametrize(
    ("phone", "country", "printed"),
    [
        ("222 71 71 71", "CZ", "+420 222 71 71 71"),
        ("2060 1060", "LU", "+352 2060 1060"),
        ("02 981 76 86", "BG", "+359 2 981 76 86"),
        ("(02) 981-76-86", "BG", "+359 2 981-76-86"),
        ("02/981.76.86", "BG", "+359 2 981 76 86"),
        ("+359 (0)2 981 76 86", "BG", "+359 2 981 76 86"),
        ("00359 800 1 86 76", "BG", "+359 800 1 86 76"),
        ("359 800 1 86 76", "BG", "+359 800 1 86 76"),
        ("+49 800 111 0 111", "DE", "+49 800 111 0 111"),
        ("080018676", "BG", "0800 18 676"),
        ("80018676", "BG", "0800 18 676"),
        ("800 1 86 76", "BG", "0800 1 86 76"),
        ("80205520", "HU", "06 80 205 520"),
        ("29817686", "BG", "+359 2 981 7686"),
        ("+35980018676", "BG", "+359 800 18 676"),
        ("01/71719-20", "AT", "+43 1 71719-20"),
        ("06-80/505-101", "HU", "06-80/505-101"),
        ("+49(0)30/12345678", "DE", "+49 30 12345678"),
        ("05574/123456", "AT", "+43 5574 123456"),
        ("0800 1 86 76.", "BG", "0800 1 86 76"),
    ],
)
def test_a_number_keeps_the_groups_that_somebody_vouched_for(
    phone: str, country: str, printed: str
) -> None:
    (contact,) = contacts_of(table(phone=phone, country=country))
    assert contact.phone == printed


@settings(deadline=None)  # the first reads the data of all languages or numbers
@given(st.sampled_from(["29817686", "80018676", "888123456"]), st.data())
def test_no_writing_of_a_number_changes_its_digits(significant: str, data: st.DataObject) -> None:
    spaces = data.draw(st.lists(st.sampled_from(["", " ", "-", ".", " - "]),
                                min_size=9, max_size=9))  # fmt: skip
    prefix = data.draw(st.sampled_from(["+359", "00359", "0", "+359 (0)"]))
    typed = prefix + "".join(d + s for d, s in zip(significant, spaces, strict=False))
    assume(len(typed) <= 30)
    (contact,) = contacts_of(table(phone=typed))
    for number in (contact.phone, contact.dial):
        digits = phonenumbers.normalize_digits_only(number)
        assert digits in (f"359{significant}", f"0{significant}")
        assert number.startswith(("+359", "tel:+359", "0", "tel:0"))


@pytest.mark.parametrize(
    ("phone", "country", "words"),
    [
        ("02 981 76 86 / 02 981 76 87", "BG", "not one but 2: “02 981 76 86” and “02 981 76 87”"),
        ("116 000 / 116 111", "BG", "not one but 2"),
        ("110/112", "DE", "not one but 2"),
        ("+359 2 981 76 86; +359 2 981 76 87", "BG", "not one but 2"),
        ("02 981 76 86 или 0800 1 86 76", "BG", "not one but 2"),
        ("02 981 76 86\n02 981 76 87", "BG", "not one but 2"),
        ("3.59298E+11", "BG", "a spreadsheet has rounded it"),
        ("02 981 76 86/87", "BG", "whose “/” may begin another"),
        ("030 12345678/79", "DE", "whose “/” may begin another: 030 12345678/79"),
        ("+49 30 123456/7", "DE", "whose “/” may begin another"),
        ("+49 30 12345/12346", "DE", "whose “/” may begin another"),
        ("01 717 19/20", "AT", "whose “/” may begin another"),
        ("0221 888 999-0/-10", "DE", "whose “/” may begin another"),
        ("02 981 7686 ext. 5", "BG", "has the extension 5"),
        ("02 981 7686 x5", "BG", "has the extension 5"),
        ("02 981 7686 вътр. 5", "BG", "it has letters: вътр"),
        ("+359 800 HELP", "BG", "it has letters: HELP"),
        ("02 981 7686", "", "of no country: 02 981 7686"),
        ("+43 1 71719", "BG", "of AT, not of BG: +43 1 71719"),
        ("+999 12345", "", "a country’s code that is no country’s: +999 12345"),
        ("+359 1 2345678", "BG", "in no range that is in use there (BG): +359 1 2345678"),
        ("٠٢ ٩٨١ ٧٦٨٦", "BG", "U+0660 ARABIC-INDIC DIGIT ZERO"),
        ("0112", "BG", "short number"),
        ("0116006", "DE", "dialled without what stands before it: 0116006"),
        ("3919", "FR", "premium-rate number without what a call costs: 3919"),
    ],
)
def test_what_is_no_one_number_is_named_with_what_to_do(
    phone: str, country: str, words: str
) -> None:
    told = refusal_of(table(phone=phone, country=country))
    assert told.startswith("contacts.csv:2: The contact “Animus” ")
    assert words in told


def test_a_known_short_number_that_was_dialled_otherwise_is_refused() -> None:
    assert "one of the two is wrong" in refusal_of(table(phone="147", country="AT", dialled="148"))
    assert contacts_of(table(phone="147", country="AT", dialled="147"))
