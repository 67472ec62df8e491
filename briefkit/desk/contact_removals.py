"""Contacts are deleted, and brought back; sheets that have old ones are said to be out of use."""

import asyncio
import secrets
from collections import OrderedDict
from itertools import zip_longest

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.desk.contact_table import ContactRow
from briefkit.desk.contacts_view import RemovedContact
from briefkit.desk.context import DeskContext
from briefkit.diagnostics import translatable

__all__ = ["ContactRemovals"]

# Contacts that were deleted and can be brought back while the desk runs.
_KEPT_REMOVED = 30


class ContactRemovals:
    """Takes contacts out of the file and puts them back where they stood, ticked as they were."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._handed_out = context.handed_out
        self._saving = context.saving
        self._removed: OrderedDict[str, RemovedContact] = OrderedDict()

    def routes(self) -> list[Route]:
        """Return the routes of what is done to contacts that are there."""
        return [
            Route("/contacts/remove", self.remove, methods=["POST"]),
            Route("/contacts/restore", self.restore, methods=["POST"]),
            Route("/contacts/settle", self.settle, methods=["POST"]),
        ]

    def find(self, name: str) -> tuple[str, RemovedContact] | None:
        """Return what was removed under a name, with the name; nothing where it isn't kept."""
        removed = self._removed.get(name)
        return (name, removed) if removed else None

    async def remove(self, request: Request) -> Response:
        """Take a contact out of the file, and no longer choose it; it can be brought back."""
        gone = (await self._forms.read(request)).get("id", [""])[0]
        found: list[RemovedContact] = []
        ticked = self._files.choice().ticked

        def change(rows: tuple[ContactRow, ...]) -> tuple[ContactRow, ...]:
            found.clear()
            for row, after in zip_longest(rows, rows[1:]):
                if row.id == gone:
                    found.append(RemovedContact(row, after.id if after else "", gone in ticked))
            return tuple(row for row in rows if row.id != gone)

        async with self._saving:
            await asyncio.to_thread(self._files.change_rows, change)
        choice = self._files.choice()
        kept = {row_id: name for row_id, name in choice.ticked.items() if row_id != gone}
        self._files.remember(choice.with_ticked(kept))
        if not found:
            return RedirectResponse("/contacts", 303)
        name = secrets.token_urlsafe(9)
        self._removed[name] = found[0]
        while len(self._removed) > _KEPT_REMOVED:
            self._removed.popitem(last=False)
        return RedirectResponse(f"/contacts?removed={name}", 303)

    async def restore(self, request: Request) -> Response:
        """Put a contact back at its place in the file, and choose it if it was chosen."""
        name = (await self._forms.read(request)).get("removed", [""])[0]
        if (removed := self._removed.get(name)) is None:
            raise HTTPException(
                404, translatable("This contact can no longer be brought back: add it anew.")
            )
        row, before, ticked = removed

        def change(rows: tuple[ContactRow, ...]) -> tuple[ContactRow, ...]:
            others = [other for other in rows if other.id != row.id]
            place = next((n for n, other in enumerate(others) if other.id == before), len(others))
            return (*others[:place], row, *others[place:])

        async with self._saving:
            await asyncio.to_thread(self._files.change_rows, change)
        # What could not be written stays to be brought back.
        self._removed.pop(name, None)
        if ticked:
            choice = self._files.choice()
            self._files.remember(choice.with_ticked({**choice.ticked, row.id: row.cells["name"]}))
        return RedirectResponse("/contacts", 303)

    async def settle(self, request: Request) -> Response:
        """Note that the sheets of a code are not in use any more."""
        code = (await self._forms.read(request)).get("code", [""])[0]
        rows, _ = await asyncio.to_thread(self._files.readable_rows)
        known = [row.known for row in rows if row.known]
        await asyncio.to_thread(self._handed_out.settle, code, known, self._files.clock())
        return RedirectResponse("/contacts", 303)
