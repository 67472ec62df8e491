"""Phone numbers as they are printed and dialled, and the countries that they are of.

The only importer of phonenumbers: within functions, for a leaflet with 112 alone needs no data.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from briefkit.contacts.contact import Chat
from briefkit.contacts.phone_refusals import (
    BETWEEN,
    NUMBER,
    invalid_number,
    not_a_number,
    premium_number,
    short_number_in_full,
    slip,
)
from briefkit.contacts.refusals import Refused, contact_fault, shown
from briefkit.diagnostics import translatable
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["Phone", "countries", "country_code", "iso_country", "read_chat", "read_phone"]

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


def countries() -> tuple[str, ...]:
    """Return the ISO 3166-1 codes of the countries whose telephone numbers are known."""
    from phonenumbers import SUPPORTED_REGIONS

    return tuple(sorted(SUPPORTED_REGIONS))


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code of a country; raise UsageError for what is none."""
    try:
        return iso_country(text)
    except Refused as refusal:
        said = translatable("%(setting)s %(must)s.", setting="--country", must=refusal.reason)
        raise UsageError(contact_fault(said, refusal.hint)) from None


def iso_country(text: str) -> str:
    """Return the ISO 3166-1 code of a contact's country; raise Refused for what is none."""
    from phonenumbers import SUPPORTED_REGIONS

    code = _ALIASES.get(text.upper(), text.upper())
    if code not in SUPPORTED_REGIONS:
        raise Refused(
            translatable("names a country that there isn’t: %(text)s", text=text),
            translatable("Give its two letters (ISO 3166), such as BG."),
        )
    return code


def read_phone(phone: str, country: str, cost: str, dialled: str) -> Phone:
    """Return a number of `country` (a code, or nothing) in the way to print and to dial it.

    Numbers are printed internationally; short ones, those that cannot be dialled from abroad, and
    free ones that were written without the country's code, as they are dialled in the country. A
    number keeps the groups in which it was written: whoever verified it vouches for them.
    `cost` is what a call costs. `dialled` is a short number once more, by whoever reached the
    service by it: phonenumbers does not know all that there are. Raises Refused.
    """
    import phonenumbers

    phone = phone.rstrip(" -./\u2010\u2011\u2012\u2013")
    dialled = phonenumbers.normalize_digits_only(dialled)
    number = _parse(phone, country, phonenumbers.normalize_digits_only(phone))
    local = number.country_code_source == phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY
    if local and (short := _short(number, phone, country, cost, dialled)):
        return short
    where = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    if country and country not in where and where not in (("001",), ()):
        raise Refused(
            translatable(
                "has a phone number of %(where)s, not of %(country)s: %(phone)s",
                where=where[0],
                country=country,
                phone=phone,
            ),
            translatable("Mend the number, or set the country that it is of."),
        )
    if dialled:
        raise Refused(
            translatable(
                "has a number that was “dialled” and is no short one: %(phone)s", phone=phone
            ),
            translatable(
                "Leave “dialled” out: it is for short numbers that are not known otherwise."
            ),
        )
    _require_valid(number, phone, country or (where or ("",))[0])
    found = country or phonenumbers.region_code_for_number(number) or ""
    if found in ("", "001"):
        raise Refused(
            translatable("has a phone number of no one country: %(phone)s", phone=phone),
            translatable("Set country, such as BG."),
        )
    if _is_premium(number) and cost in ("", "free"):
        raise premium_number(phone)
    return _formatted(number, found, phone, local=local)


def read_chat(account: str, messenger: str, link: str, country: str) -> Chat:
    """Return the account of a messenger that goes by telephone numbers.

    `link` is what opens a chat, before the number's digits (E.164, without its “+”). One that is
    written as in the country is of `country` (a code, or nothing). Raises Refused for a number that
    is unsound, and where it can't be told how it is called from abroad: the messenger's server
    knows it by that form alone.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    number = _parse(account, country, phonenumbers.normalize_digits_only(account))
    _require_valid(number, account, country or phonenumbers.region_code_for_number(number) or "")
    local = number.country_code_source == phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY
    free = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST)
    only_there = not phonenumbers.can_be_internationally_dialled(number)
    if only_there or (local and phonenumbers.number_type(number) in free):
        raise Refused(
            translatable(
                "has a number for %(messenger)s that may be reached from its country alone: "
                "%(account)s",
                messenger=messenger,
                account=account,
            ),
            translatable(
                "Give the number that %(messenger)s itself shows for the account, with + before "
                "it.",
                messenger=messenger,
            ),
        )
    if _is_premium(number):
        raise Refused(
            translatable(
                "has a premium-rate number for %(messenger)s: %(account)s",
                messenger=messenger,
                account=account,
            )
        )
    printed = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    digits = phonenumbers.format_number(number, PhoneNumberFormat.E164).removeprefix("+")
    significant = phonenumbers.national_significant_number(number)
    return Chat(_with_groups(printed, account, significant), f"{link}{digits}")


def _short(
    number: "PhoneNumber", phone: str, country: str, cost: str, dialled: str
) -> Phone | None:
    """Return a short number of a country, known or dialled, as it is typed; None for others."""
    import phonenumbers

    digits = phonenumbers.normalize_digits_only(phone)
    # What parsing takes off, such as a 0, is no part of a short number.
    whole = phonenumbers.national_significant_number(number) == digits
    # RFC 3966 asks for a phone-context with a local number; not every phone dials that right.
    short = Phone(phone, f"tel:{digits}", country)
    if whole and phonenumbers.is_valid_short_number_for_region(number, country):
        if dialled not in ("", digits):
            raise slip(phone, country, dialled)
        # Some that are called premium-rate are free (3919 in France): the entry vouches for it.
        rate = phonenumbers.expected_cost_for_region(number, country)
        if rate == phonenumbers.ShortNumberCost.PREMIUM_RATE and not cost:
            raise premium_number(phone)
        return short
    if not _SHORT.fullmatch(digits) or phonenumbers.is_valid_number(number):
        return None
    if dialled == digits:
        return short
    if not whole and not dialled:
        _require_valid(number, phone, country)
    raise slip(phone, country, dialled)


def _parse(phone: str, country: str, digits: str) -> "PhoneNumber":
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, country or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        number = phonenumbers.PhoneNumber()
    if _NEVER_ASSIGNED in (digits, str(number.national_number)):
        raise Refused(
            translatable(
                "has the number 116112, which no service will ever have: 112 may be meant"
            ),
            translatable(
                "112 stands on every leaflet. Take this number out (Decision 2007/116/EC)."
            ),
        )
    if len(numbers := _several(phone, country)) > 1:
        first, *others = (translatable("“%(words)s”", words=shown(one)) for one in numbers)
        for other in others:
            first = translatable("%(one)s and %(other)s", one=first, other=other)
        raise Refused(
            translatable(
                "has a phone number that is not one but %(count)s: %(listed)s",
                count=len(numbers),
                listed=first,
            ),
            translatable("Give the one to call first, or an entry to each."),
        )
    if not NUMBER.fullmatch(phone):
        raise not_a_number(phone, number.extension)
    if _goes_on(number, phone):
        raise Refused(
            translatable("has a phone number whose “/” may begin another: %(phone)s", phone=phone),
            translatable("Give the one to call first, in full, or part its digits with spaces."),
        )
    if not number.country_code:
        raise Refused(
            (
                translatable("has a country’s code that is no country’s: %(phone)s", phone=phone)
                if phone.startswith("+")
                else translatable("has a phone number of no country: %(phone)s", phone=phone)
            ),
            translatable("Begin it with + and the country’s code, or set country, such as BG."),
        )
    return number


def _goes_on(number: "PhoneNumber", phone: str) -> bool:
    """Whether the last “/” doesn't part an area's code from what follows, but may stand between a
    number and the last digits of the next (“12345678/79”)."""
    import phonenumbers

    before, slash, after = phone.rpartition("/")
    last = len(re.findall("[0-9]", after))
    first = len(phonenumbers.national_significant_number(number)) - last
    area = min(first, len(re.findall("[0-9]", before)))
    return bool(slash) and (last < 3 or area > (3 if last == 3 else 5))


def _several(phone: str, country: str) -> list[str]:
    """Return the numbers that one cell lists, or the whole of it where they are not each one."""
    import phonenumbers

    parts = [part.strip() for part in BETWEEN.split(phone)]
    for part in parts:
        try:
            number = phonenumbers.parse(part, country or None)
        except phonenumbers.NumberParseException:
            return [phone]
        known = phonenumbers.is_valid_number(number) or (
            phonenumbers.is_valid_short_number_for_region(number, country)
        )
        if not known or number.extension:
            return [phone]
    return parts


def _require_valid(number: "PhoneNumber", phone: str, country: str) -> None:
    import phonenumbers
    from phonenumbers import ValidationResult as Length

    if phonenumbers.is_valid_number(number):
        return
    if phonenumbers.is_valid_short_number_for_region(number, country):
        raise short_number_in_full(phone, country)
    # TRANSLATORS: each follows “has a phone number that”.
    reasons = {
        Length.TOO_SHORT: translatable("is too short, and no short number that is known there"),
        Length.TOO_LONG: translatable("is too long"),
        Length.INVALID_LENGTH: translatable("has a length that no number there has"),
        Length.INVALID_COUNTRY_CODE: translatable("has a country’s code that is no country’s"),
        Length.IS_POSSIBLE_LOCAL_ONLY: translatable("lacks its area code"),
    }
    length = phonenumbers.is_possible_number_with_reason(number)
    why = reasons.get(length, translatable("is in no range that is in use there"))
    raise invalid_number(phone, country, why)


def _is_premium(number: "PhoneNumber") -> bool:
    from phonenumbers import PhoneNumberType, number_type

    return number_type(number) == PhoneNumberType.PREMIUM_RATE


def _formatted(number: "PhoneNumber", country: str, phone: str, *, local: bool) -> Phone:
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, PhoneNumberType

    # Many networks connect a free number without the country's code alone.
    free = (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST)
    national = local and phonenumbers.number_type(number) in free
    significant = phonenumbers.national_significant_number(number)
    if national or not phonenumbers.can_be_internationally_dialled(number):
        printed = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        digits, typed = map(phonenumbers.normalize_digits_only, (printed, phone))
        # Without the 0 that a spreadsheet takes off, a number is not as it is dialled.
        as_dialled = typed == digits or (local and typed != significant)
        if as_dialled and (typed != digits or _is_grouped(phone)):
            printed = phone
        else:
            printed = _with_groups(printed, phone, significant)
        return Phone(printed, f"tel:{phonenumbers.normalize_digits_only(printed)}", country)
    printed = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return Phone(
        _with_groups(printed, phone, significant),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        country,
    )


def _is_grouped(phone: str) -> bool:
    return phone.count("(") == phone.count(")") and bool(re.search(r"[0-9][^0-9]+[0-9]", phone))


def _with_groups(printed: str, phone: str, significant: str) -> str:
    """Return a number as it is `printed`, its `significant` digits in the groups of `phone`."""
    begin, typed = (_where(text, len(significant)) for text in (printed, phone))
    groups = re.sub(r"[ ()/.]+", " ", phone[typed:]).strip(" -–")
    ends = (re.sub("[^0-9]", "", text) for text in (printed[begin:], groups))
    if any(end != significant for end in ends) or not _is_grouped(groups):
        return printed
    return printed[:begin] + groups


def _where(phone: str, count: int) -> int:
    """Return where the last `count` digits of a number begin, 0 where it has fewer."""
    places = [n for n, c in enumerate(phone) if c in "0123456789"]
    return places[-count] if 0 < count <= len(places) else 0
