"""The page of the local contacts: they are listed, added, changed and taken out."""

import asyncio
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.contacts import CONTACT_FIELDS
from briefkit.desk.contact_faults import form_faults
from briefkit.desk.contact_table import (
    ContactRow,
    contacts_form,
    new_contact,
    with_contact,
)
from briefkit.desk.context import DeskContext
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, ContactError, UsageError

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
        # Within this desk, who saves waits here; other desks by the lock of the file.
        self._saving = asyncio.Lock()

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
            faults=(),
            changed=changed,
            saved=bool(request.query_params.get("saved")),
        )

    async def add(self, request: Request) -> Response:
        """Write a contact, a new one or a changed one, or say why it is refused."""
        form = await self._forms.read(request, CONTACT_FIELDS)
        sent = {name: values[0] for name, values in form.items()}
        try:
            async with self._saving:
                row = await asyncio.to_thread(self._save, sent)
        except BriefkitError as error:
            return self._refusal(request, sent, error.diagnostics)
        except OSError as error:
            return self._refusal(request, sent, (_unwritable(error),))
        self._tick(row, sent.get("change", ""))
        return RedirectResponse("/contacts?saved=yes", 303)

    def _save(self, sent: Mapping[str, str]) -> ContactRow:
        """Write the contact that a form describes, and return it. Raises BriefkitError."""
        changed, written = sent.get("change", ""), []

        def change(rows: tuple[ContactRow, ...]) -> tuple[ContactRow, ...]:
            if changed and not any(row.id == changed for row in rows):
                raise UsageError(_GONE)
            row = self._row(rows, sent)
            if row.problems:
                raise ContactError(*row.problems)
            written.append(row)
            return with_contact(rows, row, changed)

        self._files.change_rows(change)
        return written[-1]

    def _row(self, rows: Iterable[ContactRow], sent: Mapping[str, str]) -> ContactRow:
        # The form does not ask for all that a file of contacts may have.
        known = next((row.cells for row in rows if row.id == sent.get("change")), {})
        return new_contact({**known, **sent}, self._files.day())

    def _refusal(
        self, request: Request, sent: Mapping[str, str], problems: Iterable[Diagnostic]
    ) -> Response:
        """Show the form as it was sent, and all that is wrong. Nothing was written."""
        rows, _ = self._files.readable_rows()
        found, changed = list(problems), sent.get("change", "")
        try:
            # What stopped it first may hide what is wrong with the contact itself.
            found += self._row(rows, sent).problems
        except UsageError as error:
            found += error.diagnostics
        return self._renderer.page(
            request,
            "contacts.html.jinja",
            422,
            rows=rows,
            # As it was typed: what is too long, or strange, is hers to mend.
            cells={name: sent.get(name, "") for name in CONTACT_FIELDS},
            faults=form_faults(sent, dict.fromkeys(found)),
            # One that has gone can only be added anew.
            changed=changed if any(other.id == changed for other in rows) else "",
            saved=False,
        )

    async def remove(self, request: Request) -> Response:
        """Take contacts out of the file, and no longer choose them."""
        gone = frozenset((await self._forms.read(request)).get("id", []))
        async with self._saving:
            await asyncio.to_thread(
                self._files.change_rows,
                lambda rows: tuple(row for row in rows if row.id not in gone),
            )
        choice = self._files.choice()
        kept = {row_id: name for row_id, name in choice.ticked.items() if row_id not in gone}
        self._files.remember(choice.with_ticked(kept))
        return RedirectResponse("/contacts", 303)

    def _tick(self, row: ContactRow, changed: str) -> None:
        """Choose a contact that is new; one that was `changed`, if it was chosen before."""
        choice = self._files.choice()
        ticked = {
            row.id if row_id == changed else row_id: name for row_id, name in choice.ticked.items()
        }
        if not changed or row.id in ticked:
            ticked[row.id] = row.cells["name"]
        self._files.remember(choice.with_ticked(ticked))


def _unwritable(error: OSError) -> Diagnostic:
    return Diagnostic(
        check="contacts",
        message=f"The file of contacts cannot be written: {error.strerror or error}.",
        hint="Check that there is room, and that you may write there; then save it again.",
    )


def _row_of(rows: Iterable[ContactRow], wanted: str) -> ContactRow:
    """Return the row of an id from outside. Raises UsageError for one that isn't there."""
    if row := next((row for row in rows if row.id == wanted), None):
        return row
    raise UsageError(_GONE)
