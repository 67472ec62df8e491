"""Catalogs are begun, updated and brought back: what changes is shown, then written as shown."""

import asyncio
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.desk.brief_titles import brief_titles
from briefkit.desk.catalog_states import CatalogStates
from briefkit.desk.context import DeskContext
from briefkit.desk.languages_page import language_values
from briefkit.desk.pending import Pending, PendingChanges
from briefkit.desk.permitting import require_languages
from briefkit.desk.plans import Plan, plan_upload, shown_catalog
from briefkit.desk.refused_requests import TOO_OLD
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, UsageError
from briefkit.languages import is_known, languages_meant, languages_named, same_as
from briefkit.maintaining import Skipped, font_faults, plan_start, plan_update
from briefkit.model import gettext_time
from briefkit.project import Project, require_own_folder

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
        self._read = context.catalogs
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
        project = self._renderer.project(request)
        language = self._renderer.language(request)
        found, problems = await asyncio.to_thread(_languages_named, project, name, language)
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
        project, created = self._files.project, gettext_time(self._files.clock())
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
        fonts = await asyncio.to_thread(lambda: tuple(font_faults(project, locale)))
        return await self._shown(
            request,
            Plan("begin", locale, start.changes, (*fonts, *start.faults)),
            unwanted=[domain for domain, each in start.domains if each is Skipped.UNWANTED],
        )

    async def update(self, request: Request) -> Response:
        """What a changed source changes in a language's catalogs."""
        await self._forms.read(request)
        project, locale = self._files.project, request.path_params["locale"]
        project.catalogs.require_locale(locale)
        faults, now = list[Diagnostic](), gettext_time(self._files.clock())
        changes = await asyncio.to_thread(
            lambda: plan_update(project, locale, now=now, faults=faults)
        )
        return await self._shown(request, Plan("update", locale, changes, tuple(faults)))

    async def bring(self, request: Request) -> Response:
        """What a file that came back changes; or why it can't be taken over."""
        async with self._working:
            upload = await self._forms.read_upload(request)
            locale = upload.fields.get("locale", "")
            project = self._files.project
            if locale:
                project.catalogs.require_locale(locale)
            try:
                plan = await asyncio.to_thread(plan_upload, project, upload, locale)
            except BriefkitError as error:
                return await self._refused(request, locale, error.diagnostics)
        return await self._shown(request, plan)

    async def _titles(self, request: Request) -> dict[str, str]:
        """What briefs are called in the desk's language."""
        project, speaks = self._files.project, self._renderer.language(request)
        return await asyncio.to_thread(brief_titles, project, self._read, speaks)

    async def _refused(
        self, request: Request, locale: str, problems: Sequence[Diagnostic]
    ) -> Response:
        """The page that the file was given on, with what is wrong with it."""
        if not locale:
            raise BriefkitError(*problems)
        titles = await self._titles(request)
        values = language_values(self._files.project, self._states, locale, titles)
        values["problems"] = problems
        return self._renderer.page(request, "language.html.jinja", 422, **values)

    async def _shown(
        self, request: Request, plan: Plan, *, unwanted: Sequence[str] = ()
    ) -> Response:
        project = self._files.project
        changed = [change.after.locale for change in plan.changes]
        if changed or plan.terms:
            require_languages(changed + [term.after.locale for term in plan.terms])
        if plan.changes or plan.terms:
            # Told now, and not when it is confirmed.
            require_own_folder(project.root, "locales")
        back = f"/languages/{plan.locale}" if plan.locale else "/languages"
        titles = await self._titles(request)
        pending = Pending(kind=plan.kind, back=back, write=plan.write)
        return self._renderer.page(
            request,
            "changes.html.jinja",
            kind=plan.kind,
            name=self._pending.keep(pending) if plan.changes or plan.terms else "",
            catalogs=[shown_catalog(project, change, titles) for change in plan.changes],
            terms=plan.terms,
            left=plan.left,
            told=plan.told,
            unwanted=unwanted,
            locale=plan.locale,
            back="/languages" if plan.kind == "begin" else back,
        )

    async def confirm(self, request: Request) -> Response:
        """Write what was shown, as it was shown; or nothing, where a catalog has changed since."""
        form = await self._forms.read(request)
        async with self._working:
            pending = self._pending.take(form.get("changes", [""])[0])
            if pending is None:
                raise HTTPException(404, TOO_OLD)
            await asyncio.to_thread(pending.write, self._files.project)
        return RedirectResponse(f"{pending.back}?done={pending.kind}", 303)


def _languages_named(
    project: Project, name: str, reader: str
) -> tuple[tuple[tuple[str, str], ...], tuple[Diagnostic, ...]]:
    """Return the languages that a name may mean, each with the locale that it is there as, or "".

    It may be a part of a name in the language of the `reader`.

    Or what to say where it means none.
    """
    if not name.strip():
        return (), ()
    known = project.catalogs.locales
    meant = dict.fromkeys((*languages_meant(name), *languages_named(name, reader)))
    codes = [code for code in meant if is_known(code)]
    if not codes:
        try:
            plan_start(project, name.strip(), created="")
        except UsageError as error:
            return (), tuple(error.diagnostics)
    return tuple(
        (code, code if code in known else same_as(code, known)) for code in codes[:_MOST_MEANT]
    ), ()
