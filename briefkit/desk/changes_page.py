"""Catalogs are begun, updated and brought back: what changes is shown, then written as shown."""

import asyncio
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.desk.audiences import brief_title
from briefkit.desk.catalog_states import CatalogStates
from briefkit.desk.context import DeskContext
from briefkit.desk.languages_page import language_values
from briefkit.desk.pending import Pending, PendingChanges
from briefkit.desk.uploads import Upload
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, UsageError
from briefkit.extras import needing_extra
from briefkit.languages import is_known, languages_meant, same_as
from briefkit.maintaining import (
    CatalogChange,
    Kind,
    Skipped,
    font_faults,
    plan_start,
    plan_update,
    write_changes,
)
from briefkit.project import DESK_DOMAIN, LEAFLET_DOMAIN, Project

__all__ = ["ChangesPage"]

# So many languages are offered for one name.
_MOST_MEANT = 12


class ChangesPage:
    """What would change, before it does; and the word that it shall."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._states = CatalogStates(context.files)
        self._pending = PendingChanges(context.files.clock)
        # One at a time: an import takes memory, and what is compared must be what is written over.
        self._working = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the pages."""
        return [
            Route("/begin-language", self.choose),
            Route("/begin-language", self.begin, methods=["POST"]),
            Route("/languages/{locale}/update", self.update, methods=["POST"]),
            Route("/import-translations", self.bring, methods=["POST"]),
            Route("/confirm-changes", self.confirm, methods=["POST"]),
        ]

    async def choose(self, request: Request) -> Response:
        """The languages that a name may mean, to begin one of them."""
        name = request.query_params.get("name", "")
        project = self._files.project
        found, problems = await asyncio.to_thread(_languages_named, project, name)
        return self._renderer.page(
            request,
            "begin.html.jinja",
            404 if problems else 200,
            name=name,
            found=found,
            problems=problems,
        )

    async def begin(self, request: Request) -> Response:
        """What is begun with a language, and what it lacks to be printed."""
        form = await self._forms.read(request, ("translator",))
        locale = form.get("locale", [""])[0]
        translator = " ".join(form.get("translator", [""])[0].split())[:200]
        project, created = self._files.project, self._files.revised()
        try:
            start = await asyncio.to_thread(
                lambda: plan_start(project, locale, created=created, translator=translator)
            )
        except UsageError as error:
            return self._renderer.page(
                request,
                "begin.html.jinja",
                422,
                name=locale,
                found=(),
                problems=error.diagnostics,
            )
        fonts = await asyncio.to_thread(lambda: tuple(font_faults(locale)))
        unwanted = [domain for domain, each in start.domains if each is Skipped.UNWANTED]
        return self._shown(
            request,
            Pending(
                kind="begin",
                changes=start.changes,
                back=f"/languages/{locale}",
                told=(*fonts, *start.faults),
            ),
            locale=locale,
            unwanted=unwanted,
        )

    async def update(self, request: Request) -> Response:
        """What a changed source changes in a language's catalogs."""
        await self._forms.read(request)
        project, locale = self._files.project, request.path_params["locale"]
        project.catalogs.require_locale(locale)
        faults: list[Diagnostic] = []
        changes = await asyncio.to_thread(
            lambda: plan_update(project, locale, now=self._files.revised(), faults=faults)
        )
        back = f"/languages/{locale}"
        pending = Pending(kind="update", changes=changes, back=back, told=faults)
        return self._shown(request, pending, locale=locale)

    async def bring(self, request: Request) -> Response:
        """What a file that came back changes; or why it can't be taken over."""
        async with self._working:
            upload = await self._forms.read_upload(request)
            locale = upload.fields.get("locale", "")
            project = self._files.project
            if locale:
                project.catalogs.require_locale(locale)
            try:
                pending = await asyncio.to_thread(_import_of, project, upload, locale)
            except BriefkitError as error:
                return self._refused(request, project, locale, error.diagnostics)
        return self._shown(request, pending, locale=locale)

    def _refused(
        self, request: Request, project: Project, locale: str, problems: Sequence[Diagnostic]
    ) -> Response:
        """The page that the file was given on, with what is wrong with it."""
        if not locale:
            raise BriefkitError(*problems)
        values = language_values(project, self._states, locale) | {"problems": problems}
        return self._renderer.page(request, "language.html.jinja", 422, **values)

    def _shown(
        self, request: Request, pending: Pending, *, locale: str, unwanted: Sequence[str] = ()
    ) -> Response:
        project = self._files.project
        return self._renderer.page(
            request,
            "changes.html.jinja",
            kind=pending.kind,
            name=self._pending.keep(pending) if pending.changes else "",
            catalogs=[_shown_catalog(project, change) for change in pending.changes],
            told=pending.told,
            unwanted=unwanted,
            locale=locale,
            back=pending.back,
        )

    async def confirm(self, request: Request) -> Response:
        """Write what was shown, as it was shown; or nothing, where a catalog has changed since."""
        form = await self._forms.read(request)
        async with self._working:
            pending = self._pending.take(form.get("changes", [""])[0])
            if pending is None:
                raise HTTPException(
                    404, "This was shown too long ago, or is done already: look at it anew."
                )
            await asyncio.to_thread(write_changes, self._files.project, pending.changes)
        return RedirectResponse(f"{pending.back}?done={pending.kind}", 303)


def _shown_catalog(project: Project, change: CatalogChange) -> dict[str, Any]:
    """Return what the page shows of a catalog that changes."""
    domain, locale = change.after.domain, change.after.locale
    messages = change.messages()
    counts = {kind: sum(message.kind is kind for message in messages) for kind in Kind}
    return {
        "domain": domain,
        "title": "" if domain in (LEAFLET_DOMAIN, DESK_DOMAIN) else brief_title(project, domain),
        "locale": locale,
        "source": project.source_locale(domain),
        "path": change.after.path,
        "messages": messages,
        "counts": {kind: count for kind, count in counts.items() if count},
    }


def _import_of(project: Project, upload: Upload, locale: str) -> Pending:
    """Return what a file changes. Raises BriefkitError for one that can't be taken over."""
    with needing_extra("The exchange", "exchange"):
        from briefkit.maintaining.exchange import imported_findings, plan_import

    if not upload.name:
        raise UsageError(
            Diagnostic(check="exchange", message="No file is chosen.", hint="Choose one first.")
        )
    skip = upload.fields.get("skip") == "yes"
    plan = plan_import(project, upload.data, upload.name, skip_changed=skip)
    told: list[Diagnostic] = []
    for _, result in plan.results:
        told += (*result.conflicts, *result.warnings)
    for change in plan.changes:
        told += imported_findings(project, change.before, change.after)
    target = locale or next(domain_locale[1] for domain_locale, _ in plan.results)
    return Pending(
        kind="import", changes=plan.changes, back=f"/languages/{target}", told=tuple(told)
    )


def _languages_named(
    project: Project, name: str
) -> tuple[tuple[tuple[str, str], ...], tuple[Diagnostic, ...]]:
    """Return the languages that a name may mean, each with the locale that it is there as, or "".

    Or what to say where it means none.
    """
    if not name.strip():
        return (), ()
    known = project.catalogs.locales
    codes = [code for code in languages_meant(name) if is_known(code)]
    if not codes:
        try:
            plan_start(project, name.strip(), created="")
        except UsageError as error:
            return (), tuple(error.diagnostics)
    return tuple(
        (code, code if code in known else same_as(code, known)) for code in codes[:_MOST_MEANT]
    ), ()
