"""The pages around the texts: which there are, a new brief, a typo that is corrected everywhere."""

import asyncio
from collections.abc import Iterable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.authoring import (
    make_brief,
    name_faults,
    plan_correction,
    text_names,
    wish_faults,
    write_correction,
)
from briefkit.desk.brief_form import OFFERED_LEVELS, BriefForm, form_languages, parse_brief_form
from briefkit.desk.context import DeskContext
from briefkit.desk.listed_briefs import listed_briefs
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError
from briefkit.model import gettext_time
from briefkit.project import require_own_folder

__all__ = ["AuthoringPage"]


class AuthoringPage:
    """The list of texts, the form for a new brief, and that for a typo."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._writing = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the pages."""
        return [
            Route("/author", self.show),
            Route("/author/new", self.ask),
            Route("/author/new", self.make, methods=["POST"]),
            Route("/author/correct", self.ask_correction),
            Route("/author/correct", self.correct, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The briefs with their texts, those that need work too."""
        briefs = await asyncio.to_thread(listed_briefs, self._renderer.project(request))
        return self._renderer.page(request, "author.html.jinja", briefs=briefs)

    async def ask(self, request: Request) -> Response:
        """The form for a new brief."""
        form = BriefForm(source=self._renderer.language(request), levels=OFFERED_LEVELS[:1])
        return self._form(request, form)

    def _form(
        self, request: Request, form: BriefForm, faults: Iterable[Diagnostic] = ()
    ) -> Response:
        found = tuple(faults)
        return self._renderer.page(
            request,
            "author_new.html.jinja",
            422 if found else 200,
            form=form,
            faults=found,
            levels=OFFERED_LEVELS,
            languages=form_languages(self._renderer.current_project(request)),
        )

    async def make(self, request: Request) -> Response:
        """Make a brief, or say all that is wrong with what is said of it."""
        form = parse_brief_form(await self._forms.read(request, ("title", "name", "notice")))
        try:
            async with self._writing:
                audience = await asyncio.to_thread(self._make, form)
        except BriefkitError as error:
            return self._form(request, form, error.diagnostics)
        names = {"brief": form.folder, "audience": audience}
        return RedirectResponse(f"/author/text?{urlencode(names)}", 303)

    def _make(self, form: BriefForm) -> str:
        """Make a brief, and return the name of its first audience. Raises BriefkitError."""
        project, wishes = self._files.project, form.wishes
        require_own_folder(project.root, "briefs")
        # Without a title, that is what is missing: the folder's name is made of it.
        named = name_faults(project, form.folder) if form.folder or form.title.strip() else ()
        faults = [*named, *wish_faults(wishes)]
        if faults:
            raise BriefkitError(*faults)
        make_brief(project, form.folder, wishes, gettext_time(self._files.clock()))
        return text_names(wishes)[0]

    async def ask_correction(self, request: Request) -> Response:
        """The form for a typo, and what was done with the one before."""
        query = request.query_params
        done = (query.get("messages", ""), query.get("catalogs", ""))
        return self._correction(request, done=done if all(map(str.isdecimal, done)) else None)

    def _correction(self, request: Request, status: int = 200, **values: object) -> Response:
        told = {"old": "", "new": "", "planned": None, "problems": (), "done": None} | values
        return self._renderer.page(request, "author_correct.html.jinja", status, **told)

    async def correct(self, request: Request) -> Response:
        """Show what a correction changes, then make it; or say why it is none."""
        form = await self._forms.read(request, ("old", "new"))
        old, new, then = (form.get(name, [""])[0] for name in ("old", "new", "then"))
        try:
            async with self._writing:
                planned = await asyncio.to_thread(plan_correction, self._files.project, old, new)
                if then != "write":
                    return self._correction(request, old=old, new=new, planned=planned)
                changed = await asyncio.to_thread(
                    write_correction, planned, gettext_time(self._files.clock())
                )
        except BriefkitError as error:
            problems = error.diagnostics
            return self._correction(request, 422, old=old, new=new, problems=problems)
        messages = sum(map(len, planned.renamed.values()))
        done = urlencode({"messages": messages, "catalogs": changed})
        return RedirectResponse(f"/author/correct?{done}", 303)
