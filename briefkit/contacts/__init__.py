"""Ways to get help: none is printed without a source, a verifier and a date that is still fresh.

In: a file of contacts (TOML or CSV), the EU's harmonised numbers, the day, a country and a region.
Out: contacts to print, or why each of them must not be; a web address as a QR code.
"""

from briefkit.contacts.contact import Contact, by_office
from briefkit.contacts.entries import CONTACT_FIELDS
from briefkit.contacts.files import parse_contacts
from briefkit.contacts.harmonised import (
    HARMONISED,
    HarmonisedNumber,
    offer_harmonised,
    parse_harmonised,
)
from briefkit.contacts.phones import country_code
from briefkit.contacts.qr import qr_code
from briefkit.contacts.tables import column_name, csv_delimiter

__all__ = [
    "CONTACT_FIELDS",
    "HARMONISED",
    "Contact",
    "HarmonisedNumber",
    "by_office",
    "column_name",
    "country_code",
    "csv_delimiter",
    "offer_harmonised",
    "parse_contacts",
    "parse_harmonised",
    "qr_code",
]
