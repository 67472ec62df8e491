"""The desk's file of contacts, row by row: read, changed and written again without a loss."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from briefkit.contacts import (
    CONTACT_FIELDS,
    Contact,
    State,
    in_one_line,
    parse_contacts,
    parse_sheet,
    read_entries,
    rewrite_sheet,
    sheet_faults,
)
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import ContactError, UsageError

__all__ = [
    "ContactRow",
    "chosen_contacts",
    "contact_rows",
    "contacts_form",
    "missing_contacts",
    "new_contact",
    "with_contact",
    "write_contact_rows",
]

# A field longer than this is no name, number or address; a file with more rows no help box.
_LONGEST_FIELD = 300
_MOST_CONTACTS = 200

_GONE = Diagnostic(
    check="contacts",
    message=translatable("A contact that was ticked was changed or taken out meanwhile."),
    hint=translatable("Look for it in the list, and tick it there."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A row of the contacts' file: the contact, or why it must not be printed.

    `own` are the cells of columns that are the file's keeper's own. `known` is the contact, however
    old it is; `state` is how old, and `check_by` its last day: None for a row that makes none.
    """

    id: str
    cells: Mapping[str, str]
    contact: Contact | None
    problems: tuple[Diagnostic, ...] = ()
    own: Mapping[str, str] = field(default_factory=dict)
    known: Contact | None = None
    state: State | None = None
    check_by: date | None = None


def contact_rows(text: str, today: date, path: str = "contacts.csv") -> tuple[ContactRow, ...]:
    """Return the rows of a contacts' file: CSV, as spreadsheets write it.

    Raises ContactError for a file that could not be written again without a loss.
    """
    try:
        sheet = parse_sheet(text, path)
        faults = sheet_faults(sheet, path)
    except ContactError as error:
        faults = list(error.diagnostics)
    if faults:
        unreadable = Diagnostic(
            check="contacts",
            message=translatable(
                "The file of contacts, %(path)s, is not one that the desk can read.", path=path
            ),
            hint=translatable(
                "Mend it, or start the desk with another file: %(command)s.",
                command="briefkit desk --contacts FILE",
            ),
        )
        raise ContactError(unreadable, *faults)
    rows = []
    for record in (record for record in sheet.records if not record.is_blank):
        cells = dict(zip(sheet.columns, record.cells, strict=False))
        own = {name: cells[name] for name in cells if name and name not in CONTACT_FIELDS}
        rows.append(replace(_row(cells, today, Location(path, record.line)), own=own))
    return tuple(rows)


def _row(cells: Mapping[str, str], today: date, location: Location | None = None) -> ContactRow:
    known = {name: cells.get(name) or "" for name in CONTACT_FIELDS}
    text = _as_csv([known])
    row_id = hashlib.sha256(text.encode()).hexdigest()[:16]
    row = ContactRow(id=row_id, cells=known, contact=None)
    made = next((entry.contact for entry in read_entries(text, "contacts.csv")), None)
    if made is not None:
        row = replace(row, known=made, state=made.state(today), check_by=made.check_by)
    try:
        (contact,) = parse_contacts(text, "contacts.csv", today)
    except ContactError as error:
        problems = tuple(replace(found, location=location) for found in error.diagnostics)
        return replace(row, problems=problems)
    return replace(row, contact=contact)


def chosen_contacts(rows: Iterable[ContactRow], ids: Iterable[str]) -> tuple[Contact, ...]:
    """Return the contacts of the rows with these ids that may be printed."""
    wanted = frozenset(ids)
    return tuple(row.contact for row in rows if row.contact and row.id in wanted)


def missing_contacts(
    rows: Iterable[ContactRow], ticked: Mapping[str, str], faults: tuple[Diagnostic, ...] = ()
) -> tuple[ContactRow, ...]:
    """Return the contacts that are ticked, and not on the leaflet: as rows, each with why.

    `ticked` are ids with names, `faults` what is wrong with the file where it has no rows for that.
    """
    known = {row.id: row for row in rows}
    empty = dict.fromkeys(CONTACT_FIELDS, "")
    found = (
        known.get(row_id)
        or ContactRow(
            id=row_id,
            cells={**empty, "name": name or "…"},
            contact=None,
            problems=faults or (_GONE,),
        )
        for row_id, name in ticked.items()
    )
    return tuple(row for row in found if row.contact is None)


def contacts_form(row: ContactRow) -> dict[str, str]:
    """Return what the form has when a contact is changed: a day is as browsers write it.

    A browser takes line ends out of a field.
    """
    cells = {name: in_one_line(cell) for name, cell in row.cells.items()}
    day = {"verified_on": row.contact.verified_on.isoformat()} if row.contact else {}
    return {**cells, **day}


def with_contact(
    rows: Sequence[ContactRow], row: ContactRow, changed: str = ""
) -> tuple[ContactRow, ...]:
    """Return the rows with another one, at the place of the one that was `changed` or as the last.

    Of two that are the same, one stays. What its keeper noted beside a contact stays with it.
    """
    place = next((n for n, other in enumerate(rows) if other.id == changed), len(rows))
    if place < len(rows):
        row = replace(row, own=rows[place].own)
    before, after = rows[:place], rows[place + 1 :]
    return (
        *(other for other in before if other.id != row.id),
        row,
        *(other for other in after if other.id != row.id),
    )


def new_contact(form: Mapping[str, str], today: date) -> ContactRow:
    """Return the contact that a form describes, as a row; see its `problems`.

    Raises UsageError for fields of more than 300 characters.
    """
    cells = {name: " ".join(form.get(name, "").split()) for name in CONTACT_FIELDS}
    too_long = [
        Diagnostic(
            check="contacts",
            message=translatable(
                "“%(name)s” has %(count)s characters.", name=name, count=len(cell)
            ),
            hint=translatable("At most %(most)s are taken.", most=_LONGEST_FIELD),
            fields=(name,),
        )
        for name, cell in cells.items()
        if len(cell) > _LONGEST_FIELD
    ]
    if too_long:
        raise UsageError(*too_long)
    return _row(cells, today)


def write_contact_rows(rows: Sequence[ContactRow], like: bytes = b"") -> bytes:
    """Return a contacts' file, which “briefkit build --contacts” reads too.

    It is in the form of the file `like`: its encoding and mark, line ends, delimiter and columns
    stay, as do rows that are as they were, to the byte. Raises UsageError for more than 200 rows.
    """
    if len(rows) > _MOST_CONTACTS:
        raise UsageError(
            Diagnostic(
                check="contacts",
                message=translatable("There are %(most)s contacts already.", most=_MOST_CONTACTS),
                hint=translatable("Take out those that you don’t need any more."),
            )
        )
    return rewrite_sheet(like, [{**row.cells, **row.own} for row in rows], "contacts.csv")


def _as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    return rewrite_sheet(b"", [dict(row) for row in rows], "contacts.csv").decode()
