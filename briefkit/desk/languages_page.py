"""The pages of languages: how far each is, who did what, and what can be done with one."""

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.brief_titles import brief_titles
from briefkit.desk.catalog_states import CatalogStates, Tally
from briefkit.desk.context import DeskContext
from briefkit.desk.language_states import LanguageState
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError
from briefkit.languages import endonyms
from briefkit.project import Project, brief_locales

__all__ = ["LanguagesPage", "language_values"]


class BriefOverview(NamedTuple):
    """A brief, with how far each of its languages is; or with why it can't be read."""

    name: str
    title: str
    languages: tuple[tuple[LanguageState, Tally], ...]
    problems: tuple[Diagnostic, ...] = ()


class LanguagesPage:
    """All languages of all briefs, and one language with its catalogs."""

    def __init__(self, context: DeskContext) -> None:
        self._renderer = context.renderer
        self._states = context.states
        self._catalogs = CatalogStates(context.files)
        self._read = context.catalogs
        self._checking: asyncio.Task[None] | None = None

    def routes(self) -> list[Route]:
        """Return the routes of the pages."""
        return [Route("/languages", self.overview), Route("/languages/{locale}", self.language)]

    async def overview(self, request: Request) -> Response:
        """How far each language is, brief by brief; what the checks find follows."""
        done = request.query_params.get("done", "")
        project = self._renderer.project(request)
        speaks = self._renderer.language(request)
        briefs = await asyncio.to_thread(lambda: tuple(self._overviews(project, speaks)))
        pending = any(t.findings is None for brief in briefs for _, t in brief.languages)
        if pending and (self._checking is None or self._checking.done()):
            self._checking = asyncio.create_task(asyncio.to_thread(self._check, project))
        return self._renderer.page(request, "languages.html.jinja", briefs=briefs, done=done)

    def _check(self, project: Project) -> None:
        """Look for findings in all catalogs, so that whoever asks again is told them."""
        stamps = self._catalogs.stamps(project)
        for name in project.brief_names:
            with contextlib.suppress(BriefkitError):
                for locale in brief_locales(project, name):
                    self._catalogs.of(project, locale, stamps, name)

    def _overviews(self, project: Project, speaks: str) -> Iterator[BriefOverview]:
        stamps = self._catalogs.stamps(project)
        for name, title in brief_titles(project, self._read, speaks).items():
            try:
                states = self._states.of(project, name)
            except BriefkitError as error:
                yield BriefOverview(name, name, (), tuple(error.diagnostics))
                continue
            languages = [
                (each, self._catalogs.tally(project, each.locale, stamps, name)) for each in states
            ]
            yield BriefOverview(name, title, tuple(languages))

    async def language(self, request: Request) -> Response:
        """One language: its catalogs, and the forms to bring it further."""
        project, locale = self._renderer.project(request), request.path_params["locale"]
        speaks = self._renderer.language(request)
        values = await asyncio.to_thread(
            lambda: language_values(
                project, self._catalogs, locale, brief_titles(project, self._read, speaks)
            )
        )
        values["done"] = request.query_params.get("done", "")
        return self._renderer.page(request, "language.html.jinja", **values)


def language_values(
    project: Project, states: CatalogStates, locale: str, titles: dict[str, str]
) -> dict[str, Any]:
    """Return what the page of a language shows, with briefs by their `titles`.

    Raises HTTPException where there is none.
    """
    if locale not in project.catalogs.locales:
        raise HTTPException(404, translatable("There is no such language: begin it first."))
    catalogs = states.of(project, locale, states.stamps(project))
    return {
        "locale": locale,
        "catalogs": catalogs,
        "titles": titles,
        "audiences": {name: _audiences(project, name, locale) for name in titles},
        "references": endonyms(each for each in project.catalogs.locales if each != locale),
        "terms": _terms(project, locale),
        "problems": (),
        "done": "",
    }


def _terms(project: Project, locale: str) -> int:
    """Return how many terms the glossary has in a locale; none where it can't be read."""
    try:
        return sum(term.locale == locale for term in project.catalogs.glossary)
    except BriefkitError:
        return 0


def _audiences(project: Project, name: str, locale: str) -> tuple[str, ...]:
    """Return a brief's audiences that are made in a locale; none where it can't be read."""
    try:
        texts = project.brief(name).texts
        if locale not in brief_locales(project, name):
            return ()
    except BriefkitError:
        return ()
    return tuple(text for text, brief in texts.items() if brief.reader.is_made_in(locale))
