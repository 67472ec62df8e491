"""How much room a translation leaves, or how much it is too long, told while it is typed."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.choices import edition_of
from briefkit.desk.translation_saving import read_sent
from briefkit.desk.translation_view import TranslationView
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError
from briefkit.preview import MOST_LINES, Subject, Typed, room_of_typed
from briefkit.serving import unless_ended
from briefkit.typeset import Room

__all__ = ["FitGauge"]


class FitGauge:
    """Measures one format after another, in a process that typesets."""

    def __init__(self, view: TranslationView) -> None:
        self._view = view
        # One at a time: others wait for their leaflets meanwhile.
        self._measuring = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the route of what the page asks for."""
        return [Route("/translate/fit", self.fit, methods=["POST"])]

    async def fit(self, request: Request) -> Response:
        """The room that is left in the format that the form names, as a line."""
        project, sent = await read_sent(self._view, request)
        names = sent.place.edition
        fields = {"brief": names.brief, "audience": names.audience, "locale": names.locale}
        edition = edition_of(project, {**fields, "format": sent.format})
        files, shown = self._view.context.files, sent.shown
        subject = Subject(edition=edition, order=files.order, today=files.day())
        typed = Typed(domain=shown.catalog.domain, key=shown.message.key, text=sent.text)
        room: Room | None = None
        problems: tuple[Diagnostic, ...] = ()
        try:
            room = await unless_ended(request, self._measured(request, subject, typed))
        except BriefkitError as error:
            problems = tuple(error.diagnostics)
        return self._view.context.renderer.page(
            request, "room.html.jinja", room=room, problems=problems, most_lines=MOST_LINES
        )

    async def _measured(self, request: Request, subject: Subject, typed: Typed) -> Room | None:
        """Return the room that is left; nothing for whoever types on, and has asked anew."""
        async with self._measuring:
            if await request.is_disconnected():
                return None
            return await self._view.context.workers.run(room_of_typed, subject, typed)
