"""The page on which an author writes a text: with its pages beside it, and what a change does."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.authoring import (
    SourceText,
    read_source_text,
    write_pictures,
    write_source_text,
)
from briefkit.desk.context import DeskContext
from briefkit.desk.drafts import Draft
from briefkit.desk.refused_requests import TOO_OLD
from briefkit.desk.text_view import TextView, Told, pages_address
from briefkit.desk.written_texts import typed_text
from briefkit.diagnostics import translatable
from briefkit.errors import ChangedError
from briefkit.project import TEXT_LIMIT
from briefkit.serving import unless_ended

__all__ = ["LARGEST_TEXT_FORMS", "TextPage"]

# A byte of a text is three in a form, and its lines end in two characters.
LARGEST_TEXT_FORMS = dict.fromkeys(
    ("/author/correct", "/author/look", "/author/save"), 4 * TEXT_LIMIT
)


class TextPage:
    """The text of an audience, to be written; looking at it changes no file of the project."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._drafts = context.drafts
        self._view = TextView(context)
        self._saving = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/author/text", self.show),
            Route("/author/pages", self.pages),
            Route("/author/look", self.look, methods=["POST"]),
            Route("/author/save", self.save, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The text as its file has it."""
        seen = await self._read(request.query_params)
        told = Told(saved=bool(request.query_params.get("saved")))
        return await self._view.page(request, self._drafts.of("", seen), seen, seen.text, told=told)

    async def pages(self, request: Request) -> Response:
        """The pages of what a window holds: first as they look, then when they are proofed."""
        draft = self._drafts.known(request.query_params.get("window", ""))
        if draft is None:
            raise HTTPException(404, TOO_OLD)
        proofed = bool(request.query_params.get("proofed"))
        seen = await unless_ended(request, draft.pages(proofed=proofed))
        if seen.pictures and not seen.proofed and not seen.problems:
            seen = replace(seen, next=pages_address(draft, proofed=True))
        return self._renderer.page(request, "seen_section.html.jinja", leaflet=seen)

    async def look(self, request: Request) -> Response:
        """What is found in a text that is not saved, with its pages where no script asks."""
        seen, draft, text, sent = await self._sent(request)
        if sent.get("then") == "follow":
            return await self._view.found(request, draft, seen, text)
        await draft.lay_out(seen, text)
        pages = await unless_ended(request, draft.pages(proofed=True))
        # What the file held when it was opened is what a save is compared with.
        seen = replace(seen, digest=sent.get("seen", ""))
        return await self._view.page(request, draft, seen, text, pages=pages)

    async def save(self, request: Request) -> Response:
        """Save a text; where its file was changed meanwhile, show both, and write nothing."""
        # One at a time: what is compared with what was seen must be what is written over.
        async with self._saving:
            seen, draft, text, sent = await self._sent(request)
            changed = sent.get("seen", "") != seen.digest and text != seen.text
            try:
                if not changed:
                    await asyncio.to_thread(self._write, draft, seen, text)
            except ChangedError:
                before, seen, changed = seen, await self._read(sent), True
                if seen.digest == before.digest:
                    raise  # a picture's file is in the way, not another text
        if changed:
            told = Told(theirs=seen.text)
            return await self._view.page(request, draft, seen, text, status=409, told=told)
        self._drafts.end(draft.window)
        names = {"brief": seen.brief, "audience": seen.audience, "saved": "yes"}
        return RedirectResponse(f"/author/text?{urlencode(names)}", 303)

    def _write(self, draft: Draft, seen: SourceText, text: str) -> None:
        write_pictures(self._files.project, seen, draft.pictures)
        if text != seen.text or not seen.digest:
            write_source_text(self._files.project, seen, text)

    async def _read(self, names: Mapping[str, str]) -> SourceText:
        brief, audience = names.get("brief", ""), names.get("audience", "")
        return await asyncio.to_thread(read_source_text, self._files.project, brief, audience)

    async def _sent(self, request: Request) -> tuple[SourceText, Draft, str, dict[str, str]]:
        """Return a form's text, its file as it is now, and the draft of the window.

        Raises HTTPException where the pictures that it had are no longer kept.
        """
        form = await self._forms.read(request, ("text",))
        sent = {name: values[0] for name, values in form.items()}
        seen = await self._read(sent)
        draft = self._drafts.of(sent.get("window", ""), seen)
        if sent.get("pictures") and not draft.pictures:
            raise HTTPException(
                409,
                translatable(
                    "The pictures of the document are kept no more, and nothing was written: take "
                    "the document over again."
                ),
            )
        return seen, draft, typed_text(sent.get("text", "")), sent
