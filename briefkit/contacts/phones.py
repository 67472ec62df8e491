"""Phone numbers as they are printed and dialled, and the countries that they are of.

The only importer of phonenumbers: within functions, for a leaflet with 112 alone needs no data.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from briefkit.contacts.contact import Chat
from briefkit.contacts.refusals import Refused, contact_fault, shown
from briefkit.diagnostics import named
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["Phone", "countries", "country_code", "iso_country", "read_chat", "read_phone"]

# Decision 2007/116/EC, article 3(c): neither assigned nor used, lest it be dialled for 112.
_NEVER_ASSIGNED = "116112"

# As many digits as national short numbers have (ITU-T E.164 leaves them to each country).
_SHORT = re.compile(r"[0-9]{3,6}")

_NUMBER = re.compile(r"\+?[0-9 ()/.\u2010-\u2013-]{2,30}")
# Between two numbers in one cell.
_BETWEEN = re.compile(r"[/,;|]|\s(?:or|and|или|и|oder|und|ou|et|y|o|e|ή|και)\s", re.IGNORECASE)

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
            f"has a phone number of {where[0]}, not of {country}: {phone}",
            "Mend the number, or set the country that it is of.",
        )
    if dialled:
        raise Refused(
            f"has a number that was “dialled” and is no short one: {phone}",
            "Leave “dialled” out: it is for short numbers that are not known otherwise.",
        )
    _require_valid(number, phone, country or (where or ("",))[0])
    found = country or phonenumbers.region_code_for_number(number) or ""
    if found in ("", "001"):
        raise Refused(f"has a phone number of no one country: {phone}", "Set country, such as BG.")
    if _is_premium(number) and cost in ("", "free"):
        raise _premium(phone)
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
            f"has a number for {messenger} that may be reached from its country alone: {account}",
            f"Give the number that {messenger} itself shows for the account, with + before it.",
        )
    if _is_premium(number):
        raise Refused(f"has a premium-rate number for {messenger}: {account}")
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
            raise _slip(phone, country, dialled)
        # Some that are called premium-rate are free (3919 in France): the entry vouches for it.
        rate = phonenumbers.expected_cost_for_region(number, country)
        if rate == phonenumbers.ShortNumberCost.PREMIUM_RATE and not cost:
            raise _premium(phone)
        return short
    if not _SHORT.fullmatch(digits) or phonenumbers.is_valid_number(number):
        return None
    if dialled == digits:
        return short
    if not whole and not dialled:
        _require_valid(number, phone, country)
    raise _slip(phone, country, dialled)


def _parse(phone: str, country: str, digits: str) -> "PhoneNumber":
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, country or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        number = phonenumbers.PhoneNumber()
    if _NEVER_ASSIGNED in (digits, str(number.national_number)):
        raise Refused(
            "has the number 116112, which no service will ever have: 112 may be meant",
            "112 stands on every leaflet. Take this number out (Decision 2007/116/EC).",
        )
    if len(numbers := _several(phone, country)) > 1:
        listed = " and ".join(f"“{shown(one)}”" for one in numbers)
        raise Refused(
            f"has a phone number that is not one but {len(numbers)}: {listed}",
            "Give the one to call first, or an entry to each.",
        )
    if not _NUMBER.fullmatch(phone):
        raise _not_a_number(phone, number.extension)
    if _goes_on(number, phone):
        raise Refused(
            f"has a phone number whose “/” may begin another: {phone}",
            "Give the one to call first, in full, or part its digits with spaces.",
        )
    if not number.country_code:
        raise Refused(
            f"has a country’s code that is no country’s: {phone}"
            if phone.startswith("+")
            else f"has a phone number of no country: {phone}",
            "Begin it with + and the country’s code, or set country, such as BG.",
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

    parts = [part.strip() for part in _BETWEEN.split(phone)]
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


def _not_a_number(phone: str, extension: str | None) -> Refused:
    fault = f"has a phone number that is not one: {shown(phone)}"
    if extension:
        return Refused(
            f"{fault} (it has the extension {extension})",
            "A telephone cannot be told to dial an extension in print: give a number that reaches "
            "the service, and write the extension to the hours.",
        )
    if re.fullmatch(r"\+?[0-9]+([.,][0-9]+)?E\+?[0-9]+", phone, re.IGNORECASE):
        return Refused(
            f"{fault} (a spreadsheet has rounded it)",
            "Give the column the format “text”, and type the number again.",
        )
    if letters := re.findall(r"[^\W\d_]+", phone):
        return Refused(
            f"{fault} (it has letters: {' '.join(letters)})",
            "Give the digits alone; what else is to be said fits the name or the hours.",
        )
    strange = dict.fromkeys(c for c in phone if not _NUMBER.fullmatch(f"{c}00"))
    if strange:
        what = ", ".join(named(c, "CONTROL") for c in strange)
        return Refused(
            f"{fault} (it has {what})", "Type it anew: digits from 0 to 9, spaces and hyphens."
        )
    return Refused(fault)


def _slip(phone: str, country: str, dialled: str) -> Refused:
    return Refused(
        f"has a short number that is not known there ({country}): {phone}"
        if not dialled
        else f"has a short number that was not dialled as it is written ({country}): {phone}",
        f"If it was dialled and the service answered, write it once more: dialled = {phone}"
        if not dialled
        else f"It was dialled as {dialled}: one of the two is wrong.",
    )


def _premium(phone: str) -> Refused:
    return Refused(
        f"has a premium-rate number without what a call costs: {phone}",
        "Find out what a call costs and write it as cost, or give another number.",
    )


def _require_valid(number: "PhoneNumber", phone: str, country: str) -> None:
    import phonenumbers
    from phonenumbers import ValidationResult as Length

    if phonenumbers.is_valid_number(number):
        return
    if phonenumbers.is_valid_short_number_for_region(number, country):
        raise Refused(
            f"has a short number with a country’s code, which cannot be dialled: {phone}"
            if phone.startswith("+")
            else f"has a short number that is dialled without what stands before it: {phone}",
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
    if parted := _BETWEEN.search(phone):
        what = f"If “{parted[0].strip()}” parts two numbers, give the one to call first alone."
        raise Refused(f"has a phone number that {why} ({country}): {phone}", what)
    raise Refused(f"has a phone number that {why} ({country}): {phone}")


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
