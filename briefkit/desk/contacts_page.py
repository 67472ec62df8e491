"""The page of the local contacts: they are listed, added, changed and taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.contacts import CONTACT_FIELDS
from briefkit.desk.contact_table import (
    ContactRow,
    contacts_form,
    new_contact,
    with_contact,
    write_contact_rows,
)
from briefkit.desk.context import DeskContext
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.project import write_atomically

__all__ = ["ContactsPage"]

_GONE = Diagnostic(
    check="contacts",
    message="This contact was changed or taken out meanwhile. Nothing was written.",
    hint="Look for it in the list: change it there, or add it anew here.",
)


class ContactsPage:
    """The list of contacts, and the form for one of them."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/contacts", self.show),
            Route("/contacts/add", self.add, methods=["POST"]),
            Route("/contacts/remove", self.remove, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The contacts, and the form: empty, or with the one that the query wants to `change`."""
        rows, changed = self._files.rows(), request.query_params.get("change", "")
        # Nobody shall say by oversight that she called today: the day is empty too.
        empty = dict.fromkeys(CONTACT_FIELDS, "")
        return self._renderer.page(
            request,
            "contacts.html.jinja",
            rows=rows,
            cells=contacts_form(_row_of(rows, changed)) if changed else empty,
            problems=(),
            changed=changed,
            saved=bool(request.query_params.get("saved")),
        )

    async def add(self, request: Request) -> Response:
        """Write a contact, a new one or a changed one, or say why it is refused."""
        form = await self._forms.read(request)
        sent = {name: values[0] for name, values in form.items()}
        rows, faults = self._files.readable_rows()
        changed = sent.get("change", "")
        # The form does not ask for all that a file of contacts may have.
        known = next((other.cells for other in rows if other.id == changed), {})
        row = new_contact({**known, **sent}, self._files.day())
        if changed and not known:
            faults, changed = (*faults, _GONE), ""
        if problems := (*faults, *row.problems):
            return self._renderer.page(
                request,
                "contacts.html.jinja",
                422,
                rows=rows,
                cells=row.cells,
                problems=problems,
                changed=changed,
                saved=False,
            )
        self._write(with_contact(rows, row, changed))
        self._tick(row, changed)
        return RedirectResponse("/contacts?saved=yes", 303)

    async def remove(self, request: Request) -> Response:
        """Take contacts out of the file."""
        gone = frozenset((await self._forms.read(request)).get("id", []))
        self._write([row for row in self._files.rows() if row.id not in gone])
        return RedirectResponse("/contacts", 303)

    def _write(self, rows: Sequence[ContactRow]) -> None:
        file = self._files.contacts_file
        like = file.read_bytes() if file.exists() else b""
        write_atomically(file, write_contact_rows(rows, like))

    def _tick(self, row: ContactRow, changed: str) -> None:
        """Choose a contact that is new; one that was `changed`, if it was chosen before."""
        choice = self._files.choice()
        ticked = [row.id if ticked == changed else ticked for ticked in choice.contacts]
        ticked += [] if changed else [row.id]
        self._files.remember(replace(choice, contacts=tuple(dict.fromkeys(ticked))))


def _row_of(rows: Iterable[ContactRow], wanted: str) -> ContactRow:
    """Return the row of an id from outside. Raises UsageError for one that isn't there."""
    if row := next((row for row in rows if row.id == wanted), None):
        return row
    raise UsageError(_GONE)
