"""Phone numbers as they are printed and dialled, and the countries that they are of.

The only importer of phonenumbers: within functions, for a leaflet with 112 alone needs no data.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from briefkit.contacts.refusals import Refused, contact_fault
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["Phone", "country_code", "iso_country", "read_phone"]

# Decision 2007/116/EC, article 3(c): neither assigned nor used, lest it be dialled for 112.
_NEVER_ASSIGNED = "116112"

# As many digits as national short numbers have (ITU-T E.164 leaves them to each country).
_SHORT = re.compile(r"[0-9]{3,6}")

# The EU's own codes for two countries (Interinstitutional Style Guide, 7.1), and ISO 3166-1's.
_ALIASES = {"EL": "GR", "UK": "GB"}


class Phone(NamedTuple):
    """A number as it is printed, its “tel:” address (RFC 3966), its country (ISO 3166-1)."""

    phone: str
    dial: str
    country: str


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code of a country; raise UsageError for what is none."""
    try:
        return iso_country(text)
    except Refused as refusal:
        raise UsageError(contact_fault(f"The option --country {refusal}.", refusal.hint)) from None


def iso_country(text: str) -> str:
    """Return the ISO 3166-1 code of a contact's country; raise Refused for what is none."""
    from phonenumbers import SUPPORTED_REGIONS

    code = _ALIASES.get(text.upper(), text.upper())
    if code not in SUPPORTED_REGIONS:
        raise Refused(
            f"names a country that there isn’t: {text}",
            "Give its two letters (ISO 3166), such as BG.",
        )
    return code


def read_phone(phone: str, country: str, cost: str, dialled: str) -> Phone:
    """Return a number of `country` (a code, or nothing) in the way to print and to dial it.

    Numbers are printed internationally; short ones, those that cannot be dialled from abroad, and
    free ones that were written without the country's code, as they are dialled in the country.
    `cost` is what a call costs. `dialled` is a short number once more, by whoever reached the
    service by it: phonenumbers does not know all that there are. Raises Refused.
    """
    import phonenumbers

    dialled = phonenumbers.normalize_digits_only(dialled)
    digits = phonenumbers.normalize_digits_only(phone)
    number = _parse(phone, country, digits)
    local = not phone.startswith("+") and bool(country)
    if local and phonenumbers.is_valid_short_number_for_region(number, country):
        rate = phonenumbers.expected_cost_for_region(number, country)
        _require_cost(rate == phonenumbers.ShortNumberCost.PREMIUM_RATE, phone, cost)
        # RFC 3966 asks for a phone-context with a local number; not every phone dials that right.
        return Phone(phone, f"tel:{digits}", country)
    where = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    if country and country not in where and where != ("001",):
        raise Refused(f"has a phone number of {where[0]}, not of {country}: {phone}")
    if local and _SHORT.fullmatch(digits) and not phonenumbers.is_valid_number(number):
        _require_dialled(phone, country, digits, dialled)
        return Phone(phone, f"tel:{digits}", country)
    if dialled:
        raise Refused(
            f"has a number that was “dialled” and is no short one: {phone}",
            "Leave “dialled” out: it is for short numbers that are not known otherwise.",
        )
    _require_valid(number, phone, country or where[0])
    found = country or phonenumbers.region_code_for_number(number) or ""
    if found in ("", "001"):
        raise Refused(f"has a phone number of no one country: {phone}", "Set country, such as BG.")
    _require_cost(_is_premium(number), phone, cost)
    return _formatted(number, found, local=local)


def _parse(phone: str, country: str, digits: str) -> "PhoneNumber":
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, country or None)
    except phonenumbers.NumberParseException:
        number = phonenumbers.PhoneNumber()
    if _NEVER_ASSIGNED in (digits, str(number.national_number)):
        raise Refused(
            "has the number 116112, which no service will ever have: 112 may be meant",
            "112 stands on every leaflet. Take this number out (Decision 2007/116/EC).",
        )
    if not re.fullmatch(r"\+?[0-9 ()/.\u2010-\u2013-]{2,30}", phone):
        raise Refused(f"has a phone number that is not one: {phone}")
    if not number.country_code:
        raise Refused(
            f"has a phone number of no country: {phone}",
            "Begin it with + and the country’s code, or set country, such as BG.",
        )
    return number


def _require_dialled(phone: str, country: str, digits: str, dialled: str) -> None:
    if dialled != digits:
        raise Refused(
            f"has a short number that is not known there ({country}): {phone}",
            f"If it was dialled and the service answered, write it once more: dialled = {phone}"
            if not dialled
            else f"It was dialled as {dialled}: one of the two is wrong.",
        )


def _require_valid(number: "PhoneNumber", phone: str, country: str) -> None:
    import phonenumbers
    from phonenumbers import ValidationResult as Length

    if phonenumbers.is_valid_number(number):
        return
    if phonenumbers.is_valid_short_number_for_region(number, country):
        raise Refused(
            f"has a short number with a country’s code, which cannot be dialled: {phone}",
            f"Write the short number alone, and set country = {country}.",
        )
    reasons = {
        Length.TOO_SHORT: "is too short, and no short number that is known there",
        Length.TOO_LONG: "is too long",
        Length.INVALID_LENGTH: "has a length that no number there has",
        Length.INVALID_COUNTRY_CODE: "has a country’s code that is no country’s",
        Length.IS_POSSIBLE_LOCAL_ONLY: "lacks its area code",
    }
    length = phonenumbers.is_possible_number_with_reason(number)
    why = reasons.get(length, "is in no range that is in use there")
    raise Refused(f"has a phone number that {why} ({country}): {phone}")


def _is_premium(number: "PhoneNumber") -> bool:
    from phonenumbers import PhoneNumberType, number_type

    return number_type(number) == PhoneNumberType.PREMIUM_RATE


def _require_cost(premium: bool, phone: str, cost: str) -> None:
    if premium and cost in ("", "free"):
        raise Refused(
            f"has a premium-rate number without what a call costs: {phone}",
            "Find out what a call costs and write it as cost, or give another number.",
        )


def _formatted(number: "PhoneNumber", country: str, *, local: bool) -> Phone:
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    # Many networks connect a free number without the country's code alone.
    free = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST)
    national = local and phonenumbers.number_type(number) in free
    if national or not phonenumbers.can_be_internationally_dialled(number):
        printed = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        return Phone(printed, f"tel:{phonenumbers.normalize_digits_only(printed)}", country)
    return Phone(
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        country,
    )
