"""contacts."""

from briefkit.contacts.contact import (
    HARMONISED,
    Contact,
    HarmonisedNumber,
    by_office,
    offer_harmonised,
    parse_harmonised,
)
from briefkit.contacts.files import (
    CONTACT_FIELDS,
    column_name,
    country_code,
    csv_delimiter,
    parse_contacts,
)

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
]
