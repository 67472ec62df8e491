"""Translating on the page: message after message, beside the leaflet in which they stand."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from briefkit.desk.context import DeskContext
from briefkit.desk.fit_gauge import FitGauge
from briefkit.desk.preview_cache import PreviewCache
from briefkit.desk.seen_leaflets import seen_pages
from briefkit.desk.translation_aids import past_states
from briefkit.desk.translation_places import Place, place_of
from briefkit.desk.translation_saving import TranslationSaving
from briefkit.desk.translation_view import TranslationView
from briefkit.diagnostics import translatable
from briefkit.errors import BriefkitError
from briefkit.leaflet import browser_html
from briefkit.serving import SeenPages, unless_ended

__all__ = ["TranslationPage"]


class TranslationPage:
    """The list of messages, the form for the one that is chosen, and the leaflet to click."""

    def __init__(self, context: DeskContext) -> None:
        self._leaflets = context.leaflets
        self._looks = context.looks
        self._renderer = context.renderer
        self._previews = PreviewCache(context.files)
        self._view = TranslationView(context, self._previews)
        self._saving = TranslationSaving(self._view)
        self._gauge = FitGauge(self._view)

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/translate", self.show),
            Route("/translate/sheet", self.sheet),
            Route("/translate/sheet.css", self.style),
            Route("/translate/pages", self.pages),
            Route("/translate/history", self.history),
            *self._saving.routes(),
            *self._gauge.routes(),
        ]

    async def show(self, request: Request) -> Response:
        """The messages that are listed, and the form for the one that was chosen.

        A list that is asked for alone begins with its first message.
        """
        place = await self._place(request)
        chosen = request.query_params.get("message", "")
        if not chosen and "show" in request.query_params:
            messages = await self._previews.messages(place.edition, self._renderer.stamp(request))
            chosen = place.beside([m for m in messages if not m.is_source], "", 1)
        return await self._view.answer(request, place, chosen)

    async def sheet(self, request: Request) -> Response:
        """The leaflet as a page that can be clicked."""
        place = await self._place(request)
        preview = await self._previews.preview(place.edition, self._renderer.stamp(request))
        links = (
            f'<link rel="stylesheet" href="/translate/sheet.css?{place.query()}">'
            '<link rel="stylesheet" href="/assets/sheet.css"></head>'
        )
        shown = browser_html(preview.html)
        return HTMLResponse(shown.replace("</head>", links.replace("&", "&amp;"), 1))

    async def style(self, request: Request) -> Response:
        """The stylesheet of that page."""
        place = await self._place(request)
        preview = await self._previews.preview(place.edition, self._renderer.stamp(request))
        return Response(preview.css, media_type="text/css")

    async def pages(self, request: Request) -> Response:
        """The leaflet’s pages as they would print, with what is not translated in the original.

        First as they look, if they were made before; where the query has `proofed`, when they are.
        """
        place = await self._place(request)
        source = self._leaflets if request.query_params.get("proofed") else self._looks
        after = f"/translate/pages?{place.query(proofed='yes')}"
        try:
            found = await unless_ended(request, source.leaflet(place.edition, (), gaps=True))
        except BriefkitError as error:
            seen = SeenPages(problems=tuple(error.diagnostics))
        else:
            query = Place(edition=place.edition, brief=place.brief).query(format="a4", gaps="yes")
            seen = seen_pages(query, found, after)
        return self._renderer.page(request, "seen_section.html.jinja", leaflet=seen)

    async def history(self, request: Request) -> Response:
        """What a message's translation was before, as Git knows it."""
        place = await self._place(request)
        messages = await self._previews.messages(place.edition, self._renderer.stamp(request))
        wanted = request.query_params.get("message", "")
        shown = next((m for m in messages if m.id == wanted and not m.is_source), None)
        if shown is None:
            raise HTTPException(404, translatable("The leaflet has no such message any more."))
        project = await self._previews.project(self._renderer.stamp(request))
        states = await asyncio.to_thread(past_states, project, shown)
        return self._renderer.page(
            request, "history.html.jinja", place=place, shown=shown, states=states
        )

    async def _place(self, request: Request) -> Place:
        project = await self._previews.project(self._renderer.stamp(request))
        return place_of(project, request.query_params)
