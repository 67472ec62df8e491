"""The first page: a leaflet is chosen and shown, or several languages are made at once."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.contacts import Contact, unanswered
from briefkit.desk.audiences import OfferedAudience, offered_audiences
from briefkit.desk.brief_titles import brief_titles
from briefkit.desk.choices import NAMES, OPTIONS, Choice, asked_choice, completed
from briefkit.desk.contact_table import chosen_contacts, missing_contacts
from briefkit.desk.context import DeskContext
from briefkit.desk.editions import (
    brief_called,
    edition_of,
    finish_of,
    offered_formats,
    wanted_leaflets,
)
from briefkit.desk.first_looks import FirstLook
from briefkit.desk.forms import Form
from briefkit.desk.language_states import LanguageState, States
from briefkit.desk.leaflets import MadeLeaflet
from briefkit.desk.order_making import begin
from briefkit.desk.orders import new_order
from briefkit.desk.permitting import require_worker
from briefkit.desk.seen_leaflets import leaflet_values
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError
from briefkit.leaflet import Finish, find_format
from briefkit.model import Edition
from briefkit.project import Project
from briefkit.serving import unless_ended

__all__ = ["LeafletPage"]


class LeafletPage:
    """The form in which a leaflet is chosen, and the leaflet as it will print."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context
        self._files = context.files
        self._forms = context.forms
        self._leaflets = context.leaflets
        self._looks = context.looks
        self._renderer = context.renderer
        self._states = context.states

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [Route("/", self.home), Route("/choose", self.choose, methods=["POST"])]

    async def home(self, request: Request) -> Response:
        """The page with the choice that the address holds, or the last one, and its leaflet.

        Where the query has `show`, it is made first; otherwise a script on the page asks for it.
        """
        query = request.query_params
        asked = asked_choice(self._files.choice(), query, query.getlist("contacts"))
        project = self._renderer.project(request)
        asked = replace(asked, brief=brief_called(project, asked.brief))
        values = await asyncio.to_thread(self._values, request, asked, project)
        if values["problems"]:
            return self._renderer.page(request, "desk.html.jinja", **values)
        # What an address names must be there; what was chosen last may be gone since.
        choice: Choice = asked if "brief" in query else values["choice"]
        try:
            edition, finish = edition_of(project, choice.names), finish_of(choice.names)
        except BriefkitError as error:
            if "brief" in query or query.get("show"):
                return self._refusal(request, values, problems=error.diagnostics)
            return self._renderer.page(request, "desk.html.jinja", **values)
        contacts = chosen_contacts(values["rows"], choice.contacts)
        values["printed"] = values["printed"].of_edition(edition)
        found = await self._found(request, edition, contacts, finish, values)
        values |= leaflet_values(values["printed"], contacts, found)
        return self._renderer.page(request, "desk.html.jinja", **values)

    async def _found(
        self,
        request: Request,
        edition: Edition,
        contacts: tuple[Contact, ...],
        finish: Finish,
        values: Mapping[str, Any],
    ) -> MadeLeaflet | FirstLook | LanguageState:
        """Return the leaflet, or how it looks, where that is to be shown; or its language's state.

        Without scripts, who has seen how it looks asks for the proofed one herself.
        """
        if not request.query_params.get("show"):
            states: States = values["languages"]
            return next(state for state in states if state.locale == edition.locale)
        self._context.ahead.stop()
        source = self._leaflets if request.query_params.get("proofed") else self._looks
        gaps = bool(values["choice"].gaps)
        making = source.leaflet(edition, contacts, gaps=gaps, finish=finish)
        return await unless_ended(request, making)

    async def choose(self, request: Request) -> Response:
        """Remember a choice, then show its leaflet, begin a job, or go to the contacts."""
        form = await self._forms.read(request)
        choice = await asyncio.to_thread(self._sent, request, form)
        then = form.get("then", [""])[0]
        if "several" in form or then in ("add", "add-several", "contacts"):
            require_worker()
        if then == "contacts":
            self._files.remember(choice)
            return RedirectResponse("/contacts#form", 303)
        if then == "follow":
            # Of another subject, the first of all there is for what there isn't.
            language = self._renderer.language(request)
            choice = await asyncio.to_thread(completed, self._files.project, choice, language)
        try:
            choice = choice.of_edition(edition_of(self._files.project, choice.names))
            finish_of(choice.names)
        except BriefkitError as error:
            # What was chosen stays: it is one choice away from what is possible.
            values = await asyncio.to_thread(self._values, request, choice, self._files.project)
            return self._refusal(request, values, problems=error.diagnostics)
        self._files.remember(choice)
        if "several" in form or then == "add-several":
            return await self._several(request, choice, form, make="several" in form)
        if then == "add":
            # What was added is told at once; the leaflet follows, as with a choice.
            self._context.orders.add([choice])
            return RedirectResponse(f"/?{choice.query}#leaflet-heading", 303)
        if then == "follow":
            return RedirectResponse(f"/?{choice.query}", 303)
        return RedirectResponse(f"/?{choice.query}&show=1#leaflet-heading", 303)

    def _sent(self, request: Request, form: Form) -> Choice:
        """Return the choice that a form describes."""
        last = self._files.choice()
        rows, faults = self._files.readable_rows()
        called = last.ticked | {row.id: row.cells["name"] for row in rows}
        ticked = {c: called.get(c, "") for c in form.get("contacts", [])}
        names: dict[str, Any] = {name: form.get(name, [""])[0] for name in (*NAMES, *OPTIONS)}
        # Those of a file that is mended later are ticked as before.
        choice = replace(
            last.with_ticked(last.ticked if faults else ticked),
            **names,
        )
        if "audience" in form and "locale" in form:
            return choice
        # The page of a brief that cannot be read does not ask for these.
        project, kept = self._files.project, replace(last, brief=choice.brief)
        full = completed(project, kept, self._renderer.language(request))
        return replace(choice, audience=full.audience, locale=full.locale)

    async def _several(
        self, request: Request, choice: Choice, form: Form, *, make: bool
    ) -> Response:
        """Put a choice in many languages and formats in the order, or make an order of it."""
        formats = form.get("formats") or [choice.format]
        choices = [
            replace(choice, locale=locale, format=fmt)
            for fmt in formats
            for locale in form.get("languages", [])
        ]
        project = self._files.project
        try:
            wanted_leaflets(project, (each.names for each in choices))
            choices = [each.of_edition(edition_of(project, each.names)) for each in choices]
        except BriefkitError as error:
            values = await asyncio.to_thread(self._values, request, choice, self._files.project)
            return self._refusal(request, values, problems=error.diagnostics)
        if not choices:
            values = await asyncio.to_thread(self._values, request, choice, self._files.project)
            return self._refusal(request, values, none_ticked=True)
        if make:
            order = new_order().with_lines(choices)
            return RedirectResponse(f"/several/{begin(self._context, order)}", 303)
        self._context.orders.add(choices)
        return RedirectResponse("/orders", 303)

    def _refusal(self, request: Request, values: dict[str, Any], **changes: Any) -> Response:
        return self._renderer.page(request, "desk.html.jinja", 422, **values | changes)

    def _values(self, request: Request, choice: Choice, project: Project) -> dict[str, Any]:
        """Return what the page's template shows of a choice, without a leaflet."""
        language = self._renderer.language(request)
        choice = completed(project, choice, language)
        rows, faults = self._files.readable_rows()
        missing = missing_contacts(rows, choice.ticked, faults)
        left_out = {row.id for row in missing}
        printed = {key: name for key, name in choice.ticked.items() if key not in left_out}
        audiences, languages, problems = self._offered(project, choice.brief, language)
        return {
            "choice": choice,
            "printed": choice.with_ticked(printed),
            "briefs": brief_titles(project, self._context.catalogs, language),
            "audiences": audiences,
            "formats": offered_formats(audiences),
            "languages": languages,
            "rows": rows,
            "missing": missing,
            "contact_faults": faults,
            "unanswered": _unanswered(choice, chosen_contacts(rows, choice.contacts)),
            "none_ticked": False,
            "order": self._context.orders.read().current,
            "leaflet": None,
            "problems": problems,
        }

    def _offered(
        self, project: Project, brief: str, language: str
    ) -> tuple[tuple[OfferedAudience, ...], States, tuple[Diagnostic, ...]]:
        """Return a brief's audiences and languages, or none and why it cannot be read."""
        try:
            catalog = self._context.catalogs.readable(project, brief, language)
            audiences = offered_audiences(project, brief, catalog)
            return audiences, self._states.of(project, brief), ()
        except BriefkitError as error:
            return (), (), tuple(error.diagnostics)


def _unanswered(choice: Choice, contacts: tuple[Contact, ...]) -> bool:
    """Whether none of the contacts on a leaflet is known to answer in its language."""
    printed = find_format(choice.format).has_contacts
    return printed and bool(unanswered(contacts, [choice.locale]))
