"""What every page has: the choice of its language, its stylesheets and scripts, its fonts."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from briefkit.desk.context import DeskContext
from briefkit.languages import SOURCES, install_fonts
from briefkit.project import brand_fonts
from briefkit.serving import SEEN_ASSETS, listed_name

__all__ = ["SharedRoutes"]

_PAGES = Path(__file__).parent / "pages"
_OWN = (
    "author.css", "author.js", "desk.css", "desk.js", "languages.css", "languages.js", "review.js",
    "sheet.css", "translate.css", "translate.js",
)  # fmt: skip
_ASSETS = SEEN_ASSETS | {name: _PAGES / name for name in _OWN}

# The pages on which one stays when the desk's language changes.
_STAYS = re.compile(
    r"/|/contacts|/languages(/\w+)?|/orders|/pictograms|/review|/translate"
    r"|/author(/(correct|import|new|text))?"
)


class SharedRoutes:
    """The form for the desk's language, and the files that pages link to."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._installing = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes that all pages share."""
        return [
            Route("/language", self.language, methods=["POST"]),
            Route("/fonts/{name}", self.font),
            Route("/assets/{name}", self.asset),
        ]

    async def language(self, request: Request) -> Response:
        """Remember the language that the desk shall speak."""
        form = await self._forms.read(request)
        chosen, back = (form.get(name, [""])[0] for name in ("language", "back"))
        if chosen in self._renderer.pages(request):
            self._files.remember(replace(self._files.choice(), language=chosen))
        path = back.partition("?")[0]
        return RedirectResponse(back if _STAYS.fullmatch(path) else "/", 303)

    async def font(self, request: Request) -> Response:
        """One of our fonts, or of a brief's brand."""
        groups = (SOURCES, *await asyncio.to_thread(brand_fonts, self._renderer.project(request)))
        owners = {source.name: group for group in reversed(groups) for source in group}
        name = listed_name(request, set(owners))
        cache = self._files.order.font_cache
        # A page asks for many at once. Where they are not made yet, that takes long: all would wait
        # in threads, of which there are few, and a save wants one too.
        async with self._installing:
            folder = await asyncio.to_thread(install_fonts, cache, owners[name])
        return FileResponse(folder / name)

    async def asset(self, request: Request) -> Response:
        """A stylesheet or a script."""
        return FileResponse(_ASSETS[listed_name(request, _ASSETS)])
