"""The desk's file of contacts, row by row: read, changed and written again without a loss."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefkit.contacts import CONTACT_FIELDS, Contact, column_name, csv_delimiter, parse_contacts
from briefkit.diagnostics import Diagnostic
from briefkit.errors import ContactError, UsageError

__all__ = [
    "ContactRow",
    "chosen_contacts",
    "contact_rows",
    "contacts_form",
    "new_contact",
    "read_contacts",
    "with_contact",
    "write_contact_rows",
]

# A field longer than this is no name, number or address; a file with more rows no help box.
_LONGEST_FIELD = 300
_MOST_CONTACTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A row of the contacts' file: the contact, or why it must not be printed."""

    id: str
    cells: Mapping[str, str]
    contact: Contact | None
    problems: tuple[Diagnostic, ...] = ()


def read_contacts(path: Path, today: date) -> tuple[ContactRow, ...]:
    """Return the rows of a contacts' file; it has none where it is not there.

    Raises ContactError for a file that could not be written again without a loss.
    """
    try:
        return contact_rows(path.read_bytes().decode("utf-8-sig"), today, str(path))
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        message = f"The file of contacts, {path}, is not in UTF-8."
        hint = "Open it in the spreadsheet that wrote it, and save it as “CSV UTF-8”."
    except OSError as error:
        message = f"The file of contacts, {path}, cannot be read: {error.strerror or error}."
        hint = "Check that it is a file, and that you may open it."
    raise ContactError(Diagnostic(check="contacts", message=message, hint=hint))


def contact_rows(text: str, today: date, path: str = "contacts.csv") -> tuple[ContactRow, ...]:
    """Return the rows of a contacts' file: CSV, with commas or semicolons.

    Raises ContactError for a file that could not be written again without a loss.
    """
    reader = csv.DictReader(
        io.StringIO(text, newline=None), delimiter=csv_delimiter(text), strict=True
    )
    try:
        columns = [column_name(name) for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        known = len(set(columns) & set(CONTACT_FIELDS)) == len(columns)
        rows = [dict(cells) for cells in reader]
    except csv.Error:
        known, rows = False, []
    if not known or any(None in cells for cells in rows):
        raise ContactError(
            Diagnostic(
                check="contacts",
                message=f"The file of contacts, {path}, is not one that the desk can read.",
                hint="Its first row names columns, each once, among: "
                f"{', '.join(CONTACT_FIELDS)}. Mend it, or start the "
                "desk with another file: briefkit desk --contacts FILE.",
            )
        )
    return tuple(_row(cells, today) for cells in rows)


def _row(cells: Mapping[str, str], today: date) -> ContactRow:
    known = {name: cells.get(name) or "" for name in CONTACT_FIELDS}
    text = _as_csv([known])
    row_id = hashlib.sha256(text.encode()).hexdigest()[:16]
    try:
        (contact,) = parse_contacts(text, "contacts.csv", today)
    except ContactError as error:
        return ContactRow(id=row_id, cells=known, contact=None, problems=tuple(error.diagnostics))
    return ContactRow(id=row_id, cells=known, contact=contact)


def chosen_contacts(rows: Iterable[ContactRow], ids: Iterable[str]) -> tuple[Contact, ...]:
    """Return the contacts of the rows with these ids that may be printed."""
    wanted = frozenset(ids)
    return tuple(row.contact for row in rows if row.contact and row.id in wanted)


def contacts_form(row: ContactRow) -> dict[str, str]:
    """Return what the form has when a contact is changed: a day is as browsers write it."""
    day = {"verified_on": row.contact.verified_on.isoformat()} if row.contact else {}
    return {**row.cells, **day}


def with_contact(
    rows: Sequence[ContactRow], row: ContactRow, changed: str = ""
) -> tuple[ContactRow, ...]:
    """Return the rows with another one, at the place of the one that was `changed` or as the last.

    Of two that are the same, one stays.
    """
    place = next((n for n, other in enumerate(rows) if other.id == changed), len(rows))
    before, after = rows[:place], rows[place + 1 :]
    return (
        *(other for other in before if other.id != row.id),
        row,
        *(other for other in after if other.id != row.id),
    )


def new_contact(form: Mapping[str, str], today: date) -> ContactRow:
    """Return the contact that a form describes, as a row; see its `problems`.

    Raises UsageError for a field of more than 300 characters.
    """
    cells = {name: " ".join(form.get(name, "").split()) for name in CONTACT_FIELDS}
    for name, cell in cells.items():
        if len(cell) > _LONGEST_FIELD:
            raise UsageError(
                Diagnostic(
                    check="contacts",
                    message=f"“{name}” has {len(cell)} characters.",
                    hint=f"At most {_LONGEST_FIELD} are taken.",
                )
            )
    return _row(cells, today)


def write_contact_rows(rows: Sequence[ContactRow]) -> bytes:
    """Return a contacts' file, which “briefkit build --contacts” reads too.

    Raises UsageError for more than 200 rows.
    """
    if len(rows) > _MOST_CONTACTS:
        raise UsageError(
            Diagnostic(
                check="contacts",
                message=f"There are {_MOST_CONTACTS} contacts already.",
                hint="Take out those that you don’t need any more.",
            )
        )
    return _as_csv(row.cells for row in rows).encode()


def _as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    output = io.StringIO()
    writer = csv.DictWriter(output, CONTACT_FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue()
