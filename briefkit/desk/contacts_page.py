"""The page of the local contacts: they are listed, added, changed and taken out."""

import asyncio
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.contacts import CONTACT_FIELDS, WAYS
from briefkit.desk.contact_faults import form_faults
from briefkit.desk.contact_form import kept_wording, read_number, sent_cells
from briefkit.desk.contact_removals import ContactRemovals
from briefkit.desk.contact_table import (
    ContactRow,
    contacts_form,
    new_contact,
    with_contact,
)
from briefkit.desk.contacts_view import EMPTY, ContactsView
from briefkit.desk.context import DeskContext
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError, ContactError, UsageError
from briefkit.languages import country_list

__all__ = ["ContactsPage"]

_GONE = Diagnostic(
    check="contacts",
    message=translatable("This contact was changed or taken out meanwhile. Nothing was written."),
    hint=translatable("Look for it in the list: change it there, or add it anew here."),
)


class ContactsPage:
    """The list of contacts, and the form for one of them."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._orders = context.orders
        self._saving = context.saving
        self._view = ContactsView(context)
        self._removals = ContactRemovals(context)

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/contacts", self.show),
            Route("/contacts/add", self.add, methods=["POST"]),
            Route("/contacts/check", self.check, methods=["POST"]),
            *self._removals.routes(),
        ]

    async def show(self, request: Request) -> Response:
        """The contacts, and the form: empty, or with the one that the query wants to `change`."""
        rows, query = self._files.rows(), request.query_params
        # Nobody shall say by oversight that she called today: the day is empty too.
        changed = query.get("change", "")
        cells = contacts_form(_row_of(rows, changed)) if changed else EMPTY
        saved, removed = bool(query.get("saved")), self._removals.find(query.get("removed", ""))
        return await self._view.page(
            request, rows, cells, changed=changed, saved=saved, removed=removed
        )

    async def check(self, request: Request) -> Response:
        """What is wrong with one way to be reached as it is typed, or how it will be printed."""
        form = await self._forms.read(request)
        sent, field = sent_cells(form), form.get("field", [""])[0]
        found: Iterable[Diagnostic]
        try:
            found = new_contact(sent, self._files.day()).problems
        except UsageError as error:
            found = error.diagnostics
        faults = [f for f in form_faults(sent, found) if f.found and f.field == field in WAYS]
        number = read_number(sent) if field == "phone" and not faults else None
        return self._renderer.page(
            request,
            "contact_told.html.jinja",
            faults=faults if sent.get(field, "").strip() else (),
            number=number,
            country=self._country(request, number.country) if number else "",
        )

    def _country(self, request: Request, code: str) -> str:
        return country_list((code,), self._renderer.language(request))[0][1] if code else ""

    async def add(self, request: Request) -> Response:
        """Write a contact, a new one or a changed one, or say why it is refused."""
        form = await self._forms.read(request, CONTACT_FIELDS)
        sent = sent_cells(form)
        try:
            async with self._saving:
                row = await asyncio.to_thread(self._save, sent)
        except BriefkitError as error:
            return await self._refusal(request, sent, error.diagnostics)
        except OSError as error:
            return await self._refusal(request, sent, (_unwritable(error),))
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
        return new_contact({**known, **kept_wording(sent, known)}, self._files.day())

    async def _refusal(
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
        return await self._view.page(
            request,
            rows,
            # As it was typed: what is too long, or strange, is hers to mend.
            {name: sent.get(name, "") for name in CONTACT_FIELDS},
            422,
            faults=form_faults(sent, dict.fromkeys(found)),
            # One that has gone can only be added anew.
            changed=changed if any(other.id == changed for other in rows) else "",
        )

    def _tick(self, row: ContactRow, changed: str) -> None:
        """Choose a contact that is new; one that was `changed`, if it was chosen before."""
        choice = self._files.choice()
        ticked = {
            row.id if row_id == changed else row_id: name for row_id, name in choice.ticked.items()
        }
        if not changed or row.id in ticked:
            ticked[row.id] = row.cells["name"]
        self._files.remember(choice.with_ticked(ticked))
        if changed:
            self._orders.write(self._orders.read().with_contact(changed, row.id, row.cells["name"]))


def _unwritable(error: OSError) -> Diagnostic:
    return Diagnostic(
        check="contacts",
        message=translatable(
            "The file of contacts cannot be written: %(reason)s.", reason=error.strerror or error
        ),
        hint=translatable(
            "Check that there is room, and that you may write there; then save it again."
        ),
    )


def _row_of(rows: Iterable[ContactRow], wanted: str) -> ContactRow:
    """Return the row of an id from outside. Raises UsageError for one that isn't there."""
    if row := next((row for row in rows if row.id == wanted), None):
        return row
    raise UsageError(_GONE)
