"""Ways to get help: none is printed without a source, a verifier and a date that is still fresh.

In: a file of contacts (TOML or CSV), the EU's harmonised numbers, the day, a country and a region.
Out: contacts to print, or why each of them must not be; when to check them again, as a calendar; a
web address as a QR code.
"""

from briefkit.contacts.addresses import in_one_line, site_address
from briefkit.contacts.calendars import is_check_calendar, write_check_calendar
from briefkit.contacts.contact import (
    Chat,
    Contact,
    State,
    Way,
    by_office,
    in_their_order,
    unanswered,
)
from briefkit.contacts.entries import CONTACT_FIELDS, REQUIRED, WAYS
from briefkit.contacts.files import known_contacts, parse_contacts, read_entries
from briefkit.contacts.harmonised import (
    HARMONISED,
    HarmonisedNumber,
    offer_harmonised,
    parse_harmonised,
)
from briefkit.contacts.phones import Phone, countries, country_code, read_phone
from briefkit.contacts.qr import code_picture, qr_code
from briefkit.contacts.refusals import Refused
from briefkit.contacts.sheets import decode_contacts, parse_sheet, parse_table, rewrite_sheet
from briefkit.contacts.spoken import parted_languages
from briefkit.contacts.tables import sheet_faults

__all__ = [
    "CONTACT_FIELDS",
    "HARMONISED",
    "REQUIRED",
    "WAYS",
    "Chat",
    "Contact",
    "HarmonisedNumber",
    "Phone",
    "Refused",
    "State",
    "Way",
    "by_office",
    "code_picture",
    "countries",
    "country_code",
    "decode_contacts",
    "in_one_line",
    "in_their_order",
    "is_check_calendar",
    "known_contacts",
    "offer_harmonised",
    "parse_contacts",
    "parse_harmonised",
    "parse_sheet",
    "parse_table",
    "parted_languages",
    "qr_code",
    "read_entries",
    "read_phone",
    "rewrite_sheet",
    "sheet_faults",
    "site_address",
    "unanswered",
    "write_check_calendar",
]
