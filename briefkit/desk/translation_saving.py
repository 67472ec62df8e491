"""Translations are saved as an editor of catalogs saves them, and taken back."""

import asyncio
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.catalogs import record_note, record_translation, with_entry
from briefkit.desk.forms import Form
from briefkit.desk.passages import digest, findings_of, findings_of_text, folded, stored
from briefkit.desk.translation_places import Place, place_of
from briefkit.desk.translation_view import LONGEST_TRANSLATION, Attempt, TranslationView
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import CatalogError
from briefkit.model import Catalog, gettext_time
from briefkit.preview import ShownMessage
from briefkit.project import Project

__all__ = ["Sent", "TranslationSaving", "read_sent"]

# As long as a note to the author may be, in characters.
_LONGEST_NOTE = 2_000

_EMPTY = Diagnostic(
    check="empty",
    message=translatable(
        "The translation is empty. Nothing was written: it stands in the file as before."
    ),
    hint=translatable("Type the new translation over the old one, and save it."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a form sends about a message: its translation as a paragraph, and what to do `then`.

    A form without a note leaves the one that is there.
    """

    place: Place
    shown: ShownMessage
    text: str
    note: str
    translator: str
    seen: str
    then: str
    format: str


async def read_sent(view: TranslationView, request: Request) -> tuple[Project, Sent]:
    """Return what the form of the page sends. Raises HTTPException and BriefkitError."""
    form = await view.context.forms.read(request, ("text", "note"))
    project = await view.previews.project()
    place = place_of(project, {name: values[0] for name, values in form.items()})
    messages = await view.previews.messages(place.edition)
    shown = next((m for m in messages if m.id == _first(form, "message")), None)
    if shown is None:
        raise HTTPException(404, translatable("The leaflet has no such message any more."))
    if shown.is_source:
        raise HTTPException(
            404,
            translatable(
                "This was written in this language: there is nothing to translate or to review."
            ),
        )
    if shown.entry is None:
        raise CatalogError(*findings_of(shown))
    kept, text = stored(shown), folded(_first(form, "text"))
    note = _first(form, "note") if "note" in form else shown.entry.note
    for typed, most in ((text, LONGEST_TRANSLATION), (note, _LONGEST_NOTE)):
        if len(typed) > most:
            raise HTTPException(
                413, translatable("At most %(most)s characters are taken.", most=most)
            )
    return project, Sent(
        place=place,
        shown=shown,
        text=kept if text == folded(kept) else text,
        note=note,
        translator=" ".join(_first(form, "translator").split())[:200] or "briefkit desk",
        seen=_first(form, "seen"),
        then=_first(form, "then"),
        format=_first(form, "format"),
    )


def _first(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


class TranslationSaving:
    """Saves a translation, takes it back, and tells what the checks find before."""

    def __init__(self, view: TranslationView) -> None:
        self._view = view
        self._files = view.context.files
        self._saving = view.context.writing

    def routes(self) -> list[Route]:
        """Return the routes of the forms."""
        return [
            Route("/translate/check", self.check, methods=["POST"]),
            Route("/translate/save", self.save, methods=["POST"]),
            Route("/translate/undo", self.undo, methods=["POST"]),
        ]

    async def check(self, request: Request) -> Response:
        """What the checks find in a translation that is not saved yet, as a list."""
        project, sent = await read_sent(self._view, request)
        found = await asyncio.to_thread(
            findings_of_text,
            project,
            sent.place.edition,
            sent.shown,
            sent.text,
            self._files.dictionaries,
        )
        return self._view.context.renderer.page(request, "findings.html.jinja", problems=found)

    async def save(self, request: Request) -> Response:
        """Save a translation; where it was changed meanwhile, show both, and write nothing."""
        # One at a time: what is compared with what was seen must be what is written over.
        async with self._saving:
            project, sent = await read_sent(self._view, request)
            shown = sent.shown
            attempt = Attempt(text=sent.text, note=sent.note, changed=sent.seen != digest(shown))
            # A message that was skipped stays without a translation.
            emptied = bool(stored(shown)) and not sent.text and sent.then != "note"
            if attempt.changed or emptied:
                if emptied and not attempt.changed:
                    attempt = Attempt(note=sent.note, refused=(_EMPTY,))
                return await self._view.answer(request, sent.place, shown.id, attempt)
            after = self._recorded(sent)
            await self._write(project, after, shown)
        outcome = "same" if after is shown.catalog else "saved"
        return await self._go_on(sent.place, shown, outcome, to_next=sent.then == "next")

    async def undo(self, request: Request) -> Response:
        """Take back what was saved of a message, where nobody has changed it since."""
        async with self._saving:
            project, sent = await read_sent(self._view, request)
            shown = sent.shown
            before = self._view.saved.before(shown.catalog, shown.message.key)
            if before is None:
                attempt = Attempt(text=sent.text or None, changed=True)
                return await self._view.answer(request, sent.place, shown.id, attempt)
            after = with_entry(
                shown.catalog,
                before,
                translator=sent.translator,
                revised=gettext_time(self._files.clock()),
            )
            await asyncio.to_thread(project.catalogs.write, after, shown.catalog)
            self._view.saved.forget(shown.catalog, shown.message.key)
        return await self._go_on(sent.place, shown, "undone", to_next=False)

    def _recorded(self, sent: Sent) -> Catalog:
        """Return the catalog with what was sent."""
        key, catalog = sent.shown.message.key, sent.shown.catalog
        by, revised = sent.translator, gettext_time(self._files.clock())
        if sent.then != "note" and (sent.text or stored(sent.shown)):
            catalog = record_translation(catalog, key, sent.text, translator=by, revised=revised)
        return record_note(catalog, key, sent.note, translator=by, revised=revised)

    async def _write(self, project: Project, after: Catalog, shown: ShownMessage) -> None:
        await asyncio.to_thread(project.catalogs.write, after, shown.catalog)
        self._view.saved.remember(shown.catalog, after, shown.message.key)

    async def _go_on(
        self, place: Place, shown: ShownMessage, outcome: str, *, to_next: bool
    ) -> Response:
        """Lead to the message, or to the next one that is listed, and say what was done."""
        message = shown.id
        if to_next:
            messages = await self._view.previews.messages(place.edition)
            ours = [m for m in messages if not m.is_source]
            message = place.beside(ours, shown.id, 1) or shown.id
        query = place.query(message=message, outcome=outcome, about=shown.id)
        return RedirectResponse(f"/translate?{query}#edit", 303)
