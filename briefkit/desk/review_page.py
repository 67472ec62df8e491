"""The page of a review: the leaflet is read, confirmed passage by passage, and signed."""

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.catalogs import Reading, reading_of, record_reading
from briefkit.desk.audiences import OfferedAudience, offered_audiences
from briefkit.desk.catalog_cache import CatalogCache
from briefkit.desk.choices import edition_of
from briefkit.desk.context import DeskContext
from briefkit.desk.forms import Form
from briefkit.desk.reviewing import ReviewOf, confirm, review_of, withdraw
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError, UsageError
from briefkit.maintaining import plan_review, reviewer_name, write_changes
from briefkit.model import Edition, Review
from briefkit.project import Project
from briefkit.serving import SeenPages

__all__ = ["ReviewPage"]

# So many passages are on the page at once: a form has 500 fields at most.
_MOST_PASSAGES = 300

_LONGEST_NAME = 200
_LONGEST_NOTE = 2_000
_MOST_READERS = 10_000


class ReviewPage:
    """The leaflet’s pages beside its passages, each with a tick, and the signature below them."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._catalogs = context.catalogs
        # One at a time: what a reviewer has seen is compared with what is written over.
        self._writing = context.writing

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/review", self.show),
            Route("/review/confirm", self.confirm, methods=["POST"]),
            Route("/review/withdraw", self.withdraw, methods=["POST"]),
            Route("/review/sign", self.sign, methods=["POST"]),
            Route("/review/reading", self.reading, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """What is to be read and confirmed, and what is."""
        edition = _edition_of(self._renderer.project(request), request.query_params)
        return await self._answer(request, edition, request.query_params.get("reviewer", ""))

    async def _answer(
        self,
        request: Request,
        edition: Edition,
        reviewer: str,
        problems: tuple[Diagnostic, ...] = (),
        changed: int = 0,
    ) -> Response:
        project = self._renderer.current_project(request)
        found = await asyncio.to_thread(_review_of, project, edition)
        left = found.left
        return self._renderer.page(
            request,
            "review.html.jinja",
            422 if problems else 409 if changed else 200,
            edition=edition,
            query=_query(edition),
            audiences=_audiences(
                project, edition, self._catalogs, self._renderer.language(request)
            ),
            written_in=project.source_locale,
            shown=left[:_MOST_PASSAGES],
            more=len(left[_MOST_PASSAGES:]),
            left=len(left),
            confirmed=[p for p in found.passages if p.review],
            reviews=[c.review for c in found.catalogs] if not found.unsigned else [],
            reading=reading_of(found.catalogs[0]),
            reviewer=reviewer[:_LONGEST_NAME],
            today=self._files.day(),
            problems=problems,
            changed=changed,
            longest_name=_LONGEST_NAME,
            longest_note=_LONGEST_NOTE,
            most_readers=_MOST_READERS,
            leaflet=SeenPages(next=f"/translate/pages?{_query(edition)}"),
        )

    async def confirm(self, request: Request) -> Response:
        """Record the passages that are ticked; those that have changed meanwhile are shown again.

        A script, which sends one at a time, has no need of a page.
        """
        form, edition = await self._sent(request)
        name = form.get("reviewer", [""])[0]
        try:
            review = Review(reviewer_name(name[:_LONGEST_NAME]), self._files.day())
        except UsageError as error:
            return await self._answer(request, edition, "", tuple(error.diagnostics))
        ticked = [
            (passage.partition(".")[0], passage.partition(".")[2])
            for passage in form.get("passage", [])
        ]
        async with self._writing:
            project = self._files.project
            found = await asyncio.to_thread(_review_of, project, edition)
            changed = await asyncio.to_thread(confirm, project, found, ticked, review)
        if form.get("alone"):
            return Response(status_code=409 if changed else 204)
        if changed:
            return await self._answer(request, edition, review.reviewer, changed=changed)
        return _back(edition, review.reviewer, "passages")

    async def withdraw(self, request: Request) -> Response:
        """Record that a passage is to be read again."""
        form, edition = await self._sent(request)
        async with self._writing:
            project = self._files.project
            found = await asyncio.to_thread(_review_of, project, edition)
            await asyncio.to_thread(withdraw, project, found, form.get("passage", []))
        if form.get("alone"):
            return Response(status_code=204)
        return _back(edition, form.get("reviewer", [""])[0], "passages")

    async def sign(self, request: Request) -> Response:
        """Record the review of all of it, as “briefkit review” does; refused where some is left."""
        form, edition = await self._sent(request)
        name = form.get("reviewer", [""])[0][:_LONGEST_NAME]
        async with self._writing:
            try:
                await asyncio.to_thread(self._sign, edition, name)
            except BriefkitError as error:
                return await self._answer(request, edition, name, tuple(error.diagnostics))
        return _back(edition, name, "sign")

    def _sign(self, edition: Edition, name: str) -> None:
        project = self._files.project
        reviewer_name(name)
        found = _review_of(project, edition)
        if found.left:
            raise UsageError(
                Diagnostic(
                    check="review",
                    message=translatable(
                        "Passages that are not confirmed yet: %(count)s.", count=len(found.left)
                    ),
                    hint=translatable(
                        "Read them, and tick each: a review vouches for all of them."
                    ),
                )
            )
        faults: list[Diagnostic] = []
        changes = plan_review(
            project,
            edition.locale,
            name,
            self._files.day(),
            domains=found.unsigned or [catalog.domain for catalog in found.catalogs],
            faults=faults,
        )
        if faults:
            raise UsageError(*faults)
        if any(change.before not in found.catalogs for change in changes):
            # What nobody has read would be signed with the rest.
            raise UsageError(
                Diagnostic(
                    check="review",
                    message=translatable(
                        "Somebody has changed the translation at this very moment."
                    ),
                    hint=translatable("Look at what is left to be read, then sign."),
                )
            )
        write_changes(project, changes)

    async def reading(self, request: Request) -> Response:
        """Record a reading with readers in the header of the brief's catalog."""
        form, edition = await self._sent(request)
        number = form.get("readers", [""])[0].strip()
        if not (number.isascii() and number.isdigit() and 0 < int(number) <= _MOST_READERS):
            raise UsageError(
                Diagnostic(
                    check="review",
                    message=translatable("How many readers there were is no number."),
                )
            )
        note = form.get("not_understood", [""])[0][:_LONGEST_NOTE]
        reading = Reading(int(number), self._files.day(), note)
        async with self._writing:
            project = self._files.project
            found = await asyncio.to_thread(_review_of, project, edition)
            await asyncio.to_thread(
                lambda: project.catalogs.revise(
                    found.catalogs[0].domain,
                    edition.locale,
                    lambda catalog: record_reading(catalog, reading),
                )
            )
        return _back(edition, form.get("reviewer", [""])[0], "reading")

    async def _sent(self, request: Request) -> tuple[Form, Edition]:
        form = await self._forms.read(request, ("reviewer", "not_understood"))
        named = {name: values[0] for name, values in form.items()}
        return form, _edition_of(self._files.project, named)


def _review_of(project: Project, edition: Edition) -> ReviewOf:
    found = review_of(project, edition.brief, edition.audience, edition.locale)
    if not found.catalogs:
        raise HTTPException(
            404,
            translatable(
                "This was written in this language: there is nothing to translate or to review."
            ),
        )
    return found


def _edition_of(project: Project, fields: Mapping[str, str]) -> Edition:
    return edition_of(project, {**fields, "format": "a4"})


def _audiences(
    project: Project, edition: Edition, catalogs: CatalogCache, language: str
) -> tuple[OfferedAudience, ...]:
    """Return whom a brief has leaflets for in the language that is reviewed."""
    catalog = catalogs.readable(project, edition.brief, language)
    offered = offered_audiences(project, edition.brief, catalog)
    return tuple(audience for audience in offered if edition.locale in audience.languages)


def _query(edition: Edition) -> str:
    return urlencode(
        {"brief": edition.brief, "audience": edition.audience, "locale": edition.locale}
    )


def _back(edition: Edition, reviewer: str, place: str) -> Response:
    query = urlencode({"reviewer": reviewer}) if reviewer else ""
    return RedirectResponse(f"/review?{_query(edition)}&{query}".rstrip("&") + f"#{place}", 303)
