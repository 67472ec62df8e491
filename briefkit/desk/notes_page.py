"""What translators have written to the author of a text, passage by passage."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.brief import brief_messages
from briefkit.desk.brief_titles import brief_titles
from briefkit.desk.catalog_cache import CatalogCache
from briefkit.desk.context import DeskContext
from briefkit.desk.editions import brief_called
from briefkit.desk.translation_places import Place
from briefkit.diagnostics import translatable
from briefkit.model import Edition, Message, MessageKey, wanted_in
from briefkit.preview import message_id
from briefkit.project import LEAFLET_DOMAIN, Project, brief_locales, is_source, require_choice

__all__ = ["NotesPage"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """What the translator of a locale says; `address` leads to the passage there."""

    locale: str
    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _NotedPassage:
    """A passage that has notes, and the locale that it was written in."""

    message: Message
    written_in: str
    notes: tuple[_Note, ...]


class NotesPage:
    """The notes on a brief, of all languages."""

    def __init__(self, context: DeskContext) -> None:
        self._renderer = context.renderer
        self._catalogs = context.catalogs

    def routes(self) -> list[Route]:
        """Return the route of the page."""
        return [Route("/notes", self.show)]

    async def show(self, request: Request) -> Response:
        """The passages of a brief that have notes, in reading order."""
        project = self._renderer.project(request)
        brief = brief_called(project, request.query_params.get("brief", ""))
        require_choice(
            brief, project.brief_names, "brief", translatable("Choose it on the desk’s first page")
        )
        noted = await asyncio.to_thread(lambda: tuple(_noted(project, brief, self._catalogs)))
        speaks = self._renderer.language(request)
        titles = await asyncio.to_thread(brief_titles, project, self._catalogs, speaks)
        return self._renderer.page(
            request,
            "notes.html.jinja",
            title=titles[brief],
            passages=noted,
        )


def _noted(project: Project, brief: str, catalogs: CatalogCache) -> Iterator[_NotedPassage]:
    texts = project.brief(brief).texts
    own = [(brief, audience, m) for audience, text in texts.items() for m in brief_messages([text])]
    # What all leaflets share is found with whichever audience.
    shared = [(LEAFLET_DOMAIN, next(iter(texts)), m) for m in project.leaflet_messages]
    seen = set[tuple[str, MessageKey]]()
    for domain, audience, message in (*own, *shared):
        if (domain, message.key) in seen:
            continue
        seen.add((domain, message.key))
        place = Edition(brief=brief, audience=audience, locale="")
        if notes := tuple(_notes(project, domain, place, message, catalogs)):
            written_in = project.source_locale(domain)
            yield _NotedPassage(message=message, written_in=written_in, notes=notes)


def _notes(
    project: Project, domain: str, edition: Edition, message: Message, catalogs: CatalogCache
) -> Iterator[_Note]:
    for locale in brief_locales(project, edition.brief):
        if is_source(project, domain, locale) or not wanted_in([message], locale):
            continue
        catalog = catalogs.readable(project, domain, locale)
        entry = catalog.entry(message.key) if catalog else None
        if entry is not None and entry.note:
            place = Place(edition=replace(edition, locale=locale), brief=edition.brief)
            query = place.query(message=message_id(domain, message.key))
            yield _Note(locale=locale, text=entry.note, address=f"/translate?{query}#edit")
