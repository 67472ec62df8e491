"""Phone numbers: how they are printed and dialled, and what is none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.contacts.examples import CONTACT, changed, parse, refusal

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
