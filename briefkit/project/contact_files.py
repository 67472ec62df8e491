"""Files of contacts: a project's own, and the EU's numbers that come with the program."""

from datetime import date
from pathlib import Path

from briefkit.contacts import Contact, HarmonisedNumber, parse_harmonised
from briefkit.errors import SourceError
from briefkit.project.files import CONTACTS_LIMIT, read_bytes
from briefkit.project.folders import PACKAGE

__all__ = ["read_contact_file", "read_harmonised_numbers", "read_known_contacts"]


def read_contact_file(
    path: Path, today: date, *, country: str = "", region: str = ""
) -> tuple[Contact, ...]:
    """Read a file of contacts, all of them or those of a country (ISO 3166) and region.

    Raises ContactError where one must not be printed on that day.
    """
    # Its telephone data take 100 ms to load, which no other command needs.
    from briefkit.contacts import parse_contacts

    return parse_contacts(_text_of(path), str(path), today, country=country, region=region)


def read_known_contacts(path: Path, *, country: str = "", region: str = "") -> tuple[Contact, ...]:
    """Read a file of contacts likewise, however old they are: to look at, not to print.

    Raises ContactError for what is wrong with its entries.
    """
    from briefkit.contacts import known_contacts

    return known_contacts(_text_of(path), str(path), country=country, region=region)


def _text_of(path: Path) -> str:
    from briefkit.contacts import decode_contacts

    data = read_bytes(path, f"{path.parent}/{path.name}", CONTACTS_LIMIT, SourceError)
    return decode_contacts(data, str(path))


def read_harmonised_numbers() -> tuple[HarmonisedNumber, ...]:
    """Read what is known of the EU's harmonised numbers."""
    file = PACKAGE / "contacts" / "harmonised_numbers.csv"
    return parse_harmonised(file.read_text(encoding="utf-8"))
