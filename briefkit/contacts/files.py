"""Files of contacts: nothing without a source, a verifier and a date still fresh.

The only importer of phonenumbers, whose data say which numbers there are in a country.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType
from phonenumbers import ValidationResult as Length
from phonenumbers import shortnumberinfo as short_numbers

from briefkit.brief import hidden_characters, parse_toml
from briefkit.contacts.contact import SHELF_LIFE, Contact
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import ContactError, UsageError
from briefkit.languages import is_known
from briefkit.model import office_slug

__all__ = ["CONTACT_FIELDS", "column_name", "country_code", "csv_delimiter", "parse_contacts"]

KINDS = ("help line", "organisation")

# Decision 2007/116/EC, article 3(c): neither assigned nor used, lest it be dialled for 112.
NEVER_ASSIGNED = "116112"

REQUIRED = ("name", "kind", "phone", "source", "verified_by")
LISTS = ("messengers", "languages")
# All there are, in the order in which a form asks for them.
CONTACT_FIELDS = (
    "name", "kind", "phone", "dialled", "country", "region", "office", "hours", "cost", "languages",
    "messengers", "web", "source", "verified_by", "verified_on",
)  # fmt: skip
OPTIONAL = tuple(f for f in CONTACT_FIELDS if f not in (*REQUIRED, *LISTS, "verified_on"))

# As many digits as national short numbers have (ITU-T E.164 leaves them to each country).
SHORT = re.compile(r"[0-9]{3,6}")

# The EU's own codes for two countries (Interinstitutional Style Guide, 7.1), and ISO 3166-1's.
ALIASES = {"EL": "GR", "UK": "GB"}

WHY_IMPOSSIBLE = {
    Length.TOO_SHORT: "is too short, and no short number that is known there",
    Length.TOO_LONG: "is too long",
    Length.INVALID_LENGTH: "has a length that no number there has",
    Length.INVALID_COUNTRY_CODE: "has a country’s code that is no country’s",
    Length.IS_POSSIBLE_LOCAL_ONLY: "lacks its area code",
}

# RFC 3986: the characters that an address may have.
ADDRESS = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)")
# What fits a QR code that a telephone reads at its size on paper, and a hand that types it.
LONGEST_ADDRESS = 120
# Parameters by which mailers, advertisers and social networks follow a reader.
TRACKING = re.compile(
    r"utm_\w*|mtm_\w*|pk_(?:campaign|kwd|source|medium|content)|mc_[ce]id|[a-z]*clid|msclkid|"
    r"[gw]braid|igsh(?:id)?|mkt_tok|li_fat_id|_hsenc|_hsmi|vero_id|oly_(?:enc|anon)_id",
    re.IGNORECASE,
)
# Sites whose addresses hide where they lead, and tell somebody that one went there.
SHORTENERS = frozenset(
    "bit.ly bitly.com buff.ly cutt.ly fb.me goo.gl is.gd l.facebook.com l.instagram.com "
    "lm.facebook.com lnkd.in ow.ly qrco.de rb.gy rebrand.ly s.id safelinks.protection.outlook.com "
    "shorturl.at t.co t.ly tiny.cc tinyurl.com trib.al urlz.fr v.gd".split()
)

EXAMPLE = "See the examples in docs/contacts.md."
MEND = "Mend the entry, or take it out: a leaflet with 112 alone is safer than a wrong number."


class _Refused(Exception):
    """Why a contact must not be printed, to follow its name in a sentence; what to do about it."""

    def __init__(self, reason: str, hint: str = MEND) -> None:
        super().__init__(reason)
        self.hint = hint


_Row = tuple[Location, Mapping[str, object]]


def parse_contacts(
    text: str, path: str, today: date, *, country: str = "", region: str = ""
) -> tuple[Contact, ...]:
    """Return the contacts of a file, in its order: TOML, or CSV where `path` ends in “.csv”.

    `country` (ISO 3166-1) and `region` choose those of a country, and of a region or all regions.
    Raises ContactError naming every contact that lacks a source, a verifier or a date, or has a
    number or an address that is bad; every chosen one that was verified longer ago than its kind's
    shelf life (SHELF_LIFE), or after `today`; and when none is left.
    """
    rows = _csv_rows(text, path) if path.lower().endswith(".csv") else _toml_rows(text, path)
    contacts: list[Contact] = []
    problems: list[Diagnostic] = []
    elsewhere: set[str] = set()
    for location, row in rows:
        try:
            contact = _contact(row)
            if _serves(contact, country, region):
                _require_fresh(contact, today)
                contacts.append(contact)
            else:
                elsewhere.add(f"{contact.country} {contact.region}".strip())
        except _Refused as refusal:
            name = " ".join(str(row.get("name", "")).split())
            label = f"The contact “{name}”" if name else "A contact"
            problems.append(_fault(f"{label} {refusal}.", refusal.hint, location))
    if not contacts and not problems:
        message = (
            f"No contact here is for {' '.join(filter(None, (country, region)))}."
            if elsewhere
            else "There is no contact in this file."
        )
        hint = f"It has contacts for: {', '.join(sorted(elsewhere))}." if elsewhere else EXAMPLE
        problems.append(_fault(message, hint, Location(path)))
    if not problems:
        problems = list(_same_file_names(contacts, path))
    if problems:
        raise ContactError(*problems)
    return tuple(contacts)


def _fault(message: str, hint: str, location: Location | None = None) -> Diagnostic:
    return Diagnostic(check="contacts", message=message, hint=hint, location=location)


def country_code(text: str) -> str:
    """Return the ISO 3166-1 code of a country; raise UsageError for what is none."""
    try:
        return _country(text)
    except _Refused as refusal:
        raise UsageError(_fault(f"The option --country {refusal}.", refusal.hint)) from None


def _country(text: str) -> str:
    code = ALIASES.get(text.upper(), text.upper())
    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise _Refused(
            f"names a country that there isn’t: {text}",
            "Give its two letters (ISO 3166), such as BG.",
        )
    return code


def _same_file_names(contacts: Iterable[Contact], path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with offices whose leaflets would have the same file names, or none."""
    seen: dict[str, str] = {}
    for office in dict.fromkeys(contact.office for contact in contacts if contact.office):
        slug = office_slug(office)
        if not slug or seen.setdefault(slug, office) != office:
            message = (
                f"The offices “{seen[slug]}” and “{office}” cannot be told apart in file names."
                if slug
                else f"The office “{office}” has no letters."
            )
            yield _fault(message, "Give it another name.", Location(path))


def _serves(contact: Contact, country: str, region: str) -> bool:
    return country in ("", contact.country) and (
        not region or not contact.region or contact.region.casefold() == region.strip().casefold()
    )


def _require_fresh(contact: Contact, today: date) -> None:
    if contact.verified_on > today:
        raise _Refused("was verified on a day that is still to come")
    if today > contact.check_by:
        days = SHELF_LIFE[contact.kind].days
        raise _Refused(
            f"was last verified on {contact.verified_on}: more than {days} days ago",
            "Call the number, check the source, then set verified_on and verified_by anew.",
        )


# --- files ---


def _foreign_line(text: str, keys: Iterable[str]) -> int:
    """Return the line on which one of `keys` stands first, 0 where none is found."""
    names = "|".join(re.escape(key) for key in keys) or "contact"
    found = re.search(rf"^[ \t\[]*[\"']?(?:{names})\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _toml_rows(text: str, path: str) -> Iterator[_Row]:
    data = parse_toml(
        text, lambda message, line: ContactError(_fault(message, EXAMPLE, Location(path, line)))
    )
    tables = data.pop("contact", [])
    if data or not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
        message = "There is something here that is no [[contact]] table."
        raise ContactError(_fault(message, EXAMPLE, Location(path, _foreign_line(text, data))))
    header = re.compile(r"\s*\[\[\s*contact\s*\]\]")
    lines = [n for n, line in enumerate(text.split("\n"), 1) if header.match(line)]
    if len(lines) != len(tables):
        lines = [0] * len(tables)
    for line, table in zip(lines, tables, strict=True):
        yield Location(path, line), table


def csv_delimiter(text: str) -> str:
    """Return what parts the cells of a file of contacts: spreadsheets use commas or semicolons."""
    return ";" if ";" in text.partition("\n")[0] else ","


def column_name(heading: str) -> str:
    """Return the field that a column’s heading names, such as “Verified on”."""
    return heading.strip().lower().replace(" ", "_")


def _csv_rows(text: str, path: str) -> Iterator[_Row]:
    """Yield the rows below a header row."""
    reader = csv.reader(io.StringIO(text), delimiter=csv_delimiter(text), strict=True)
    header: list[str] = []
    start = 1
    try:
        for number, cells in enumerate(reader):
            location, start = Location(path, start), reader.line_num + 1
            if number == 0:
                header = [column_name(cell) for cell in cells]
                if wrong := [h for h in header if h not in CONTACT_FIELDS or header.count(h) > 1]:
                    message = f"The header row has what is no column, or twice: {wrong[0]}."
                    hint = f"The columns are: {', '.join(CONTACT_FIELDS)}."
                    raise ContactError(_fault(message, hint, location))
            elif len(cells) > len(header):
                message = f"The row has {len(cells)} cells where the header has {len(header)}."
                raise ContactError(_fault(message, "Put cells with commas in quotes.", location))
            elif any(cell.strip() for cell in cells):
                named = zip(header, cells, strict=False)
                yield location, {key: _cell(key, c.strip()) for key, c in named if c.strip()}
    except csv.Error as error:
        location = Location(path, reader.line_num)
        raise ContactError(_fault(f"This is not CSV: {error}.", EXAMPLE, location)) from None


def _cell(key: str, text: str) -> object:
    if key in LISTS:
        return [item.strip() for item in text.split(",") if item.strip()]
    if key == "verified_on":
        # A spreadsheet may rewrite 2026-01-31 as 31.01.2026; other orders cannot be told apart.
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
    return text


# --- one contact ---


def _contact(row: Mapping[str, object]) -> Contact:
    if unknown := sorted(set(row) - set(CONTACT_FIELDS)):
        raise _Refused(f"has an unknown setting: {', '.join(unknown)}")
    texts = {key: _text(row, key) for key in REQUIRED + OPTIONAL}
    lists = {key: _list(row, key) for key in LISTS}
    settings: dict[str, Any] = {**texts, **lists}
    for key in REQUIRED:
        if not texts[key]:
            raise _Refused(f"has no {key.replace('_', ' ')}")
    verified_on = row.get("verified_on")
    if type(verified_on) is not date:
        raise _Refused("has no date of verification (verified_on: 2026-01-31)")
    if hidden := hidden_characters("".join((*texts.values(), *sum(lists.values(), ())))):
        raise _Refused(f"has characters that hide text: {', '.join(hidden)}")
    if texts["kind"] not in KINDS:
        raise _Refused(f"is of an unknown kind: use {' or '.join(KINDS)}")
    if not all(map(is_known, lists["languages"])):
        raise _Refused("has languages that are no codes, such as bg or en")
    _require_source(texts["source"])
    if texts["web"]:
        _require_address(texts["web"])
    country = _country(texts["country"]) if texts["country"] else ""
    dialled = phonenumbers.normalize_digits_only(settings.pop("dialled"))
    phone, dial, country = _number(texts["phone"], country, texts["cost"], dialled)
    return Contact(**settings | {"phone": phone, "dial": dial, "country": country,
                                 "verified_on": verified_on})  # fmt: skip


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise _Refused(f"has a {key.replace('_', ' ')} that is no text")
    return " ".join(value.split())


def _list(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise _Refused(f'has {key} that are no list, such as ["one", "two"]')
    return tuple(values)


def _number(phone: str, country: str, cost: str, dialled: str) -> tuple[str, str, str]:
    """Return a number as it is printed, its “tel:” address, and its country.

    Numbers are printed internationally; short ones, those that cannot be dialled from abroad, and
    free ones that were written without the country's code, as they are dialled in the country.
    `dialled` is a short number once more, by whoever reached the service by it: phonenumbers does
    not know all that there are.
    """
    try:
        number = phonenumbers.parse(phone, country or None)
    except NumberParseException:
        number = PhoneNumber()
    digits = phonenumbers.normalize_digits_only(phone)
    if NEVER_ASSIGNED in (digits, str(number.national_number)):
        raise _Refused(
            "has the number 116112, which no service will ever have: 112 may be meant",
            "112 stands on every leaflet. Take this number out (Decision 2007/116/EC).",
        )
    if not re.fullmatch(r"\+?[0-9 ()/.\u2010-\u2013-]{2,30}", phone):
        raise _Refused(f"has a phone number that is not one: {phone}")
    if not number.country_code:
        raise _Refused(
            f"has a phone number of no country: {phone}",
            "Begin it with + and the country’s code, or set country, such as BG.",
        )
    local = not phone.startswith("+") and bool(country)
    if local and short_numbers.is_valid_short_number_for_region(number, country):
        rate = short_numbers.expected_cost_for_region(number, country)
        _require_cost(rate == short_numbers.ShortNumberCost.PREMIUM_RATE, phone, cost)
        # RFC 3966 asks for a phone-context with a local number; not every phone dials that right.
        return phone, f"tel:{digits}", country
    where = phonenumbers.region_codes_for_country_code(number.country_code)
    if country and country not in where and where != ("001",):
        raise _Refused(f"has a phone number of {where[0]}, not of {country}: {phone}")
    if local and SHORT.fullmatch(digits) and not phonenumbers.is_valid_number(number):
        if dialled != digits:
            raise _Refused(
                f"has a short number that is not known there ({country}): {phone}",
                f"If it was dialled and the service answered, write it once more: dialled = {phone}"
                if not dialled
                else f"It was dialled as {dialled}: one of the two is wrong.",
            )
        return phone, f"tel:{digits}", country
    if dialled:
        raise _Refused(
            f"has a number that was “dialled” and is no short one: {phone}",
            "Leave “dialled” out: it is for short numbers that are not known otherwise.",
        )
    _require_valid(number, phone, country or where[0])
    found = country or phonenumbers.region_code_for_number(number) or ""
    if found in ("", "001"):
        raise _Refused(f"has a phone number of no one country: {phone}", "Set country, such as BG.")
    kind = phonenumbers.number_type(number)
    _require_cost(kind == PhoneNumberType.PREMIUM_RATE, phone, cost)
    # Many networks connect a free number without the country's code alone.
    national = local and kind in (PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST)
    if national or not phonenumbers.can_be_internationally_dialled(number):
        printed = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        return printed, f"tel:{phonenumbers.normalize_digits_only(printed)}", found
    return (
        phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, PhoneNumberFormat.RFC3966),
        found,
    )


def _require_valid(number: PhoneNumber, phone: str, country: str) -> None:
    if phonenumbers.is_valid_number(number):
        return
    if short_numbers.is_valid_short_number_for_region(number, country):
        raise _Refused(
            f"has a short number with a country’s code, which cannot be dialled: {phone}",
            f"Write the short number alone, and set country = {country}.",
        )
    length = phonenumbers.is_possible_number_with_reason(number)
    why = WHY_IMPOSSIBLE.get(length, "is in no range that is in use there")
    raise _Refused(f"has a phone number that {why} ({country}): {phone}")


def _require_cost(premium: bool, phone: str, cost: str) -> None:
    if premium and cost in ("", "free"):
        raise _Refused(
            f"has a premium-rate number without what a call costs: {phone}",
            "Find out what a call costs and write it as cost, or give another number.",
        )


def _require_source(source: str) -> None:
    if re.match(r"\w+:/*|www\.", source):
        if fault := _address_fault(source):
            raise _Refused(f"has a source {fault}: {source}")
    elif len(re.findall(r"[^\W\d_]{2,}", source)) < 2:
        raise _Refused(
            f"has a source that nobody could find: {source}",
            "Give the address of the page that has the number, or the document’s name and day.",
        )


def _require_address(address: str) -> None:
    if fault := _address_fault(address):
        raise _Refused(f"has a web address {fault}: {address}")
    parts = urlsplit(address)
    host = parts.hostname or ""
    if any(host == site or host.endswith(f".{site}") for site in SHORTENERS):
        raise _Refused(
            f"has a web address that hides where it leads ({host}): {address}",
            "Open it, and give the address that it leads to.",
        )
    for part in re.split(r"[?&;#]", unquote(f"{parts.query}#{parts.fragment}")):
        key = part.partition("=")[0]
        if TRACKING.fullmatch(key):
            raise _Refused(
                f"has a web address that follows its reader ({key}): {address}",
                f"Take “{part}” out of it, and look whether it still leads there.",
            )
    if len(address) > LONGEST_ADDRESS:
        raise _Refused(
            f"has a web address of {len(address)} characters; {LONGEST_ADDRESS} can be typed and "
            "read from a code",
            "Give a shorter one of the same site, such as its front page.",
        )


def _address_fault(address: str) -> str:
    """Return what is wrong with an http(s) address, or nothing."""
    if not address.isascii():
        # One letter of another alphabet leads elsewhere, and paper cannot show the difference.
        return "with letters that may be taken for others; copy it as the browser gives it (xn--…)"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "that is not one"
    if parts.scheme not in ("http", "https"):
        return "that does not begin with https://"
    if "@" in parts.netloc:
        return "with a user’s name in it"
    if port is not None or parts.netloc.endswith(":"):
        return "with a port in it"
    if not HOST.fullmatch(parts.hostname or "") or not ADDRESS.fullmatch(address):
        return "that is not one"
    return ""
