"""A leaflet’s pages on a page of ours: as they look at first, and as they were proofed."""

import asyncio
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.diagnostics import Diagnostic
from briefkit.serving.answers import NO_SUCH_FILE, file_answer

__all__ = ["SEEN_ASSETS", "ScreenPictures", "SeenPages"]

# What every page fetches that shows them.
_PAGES = Path(__file__).parent / "pages"
SEEN_ASSETS = {name: _PAGES / name for name in ("leaflet.css", "leaflet.js")}

# How long a browser may take to fetch pictures that were shown to it, in seconds.
_LONGEST_FETCH = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPages:
    """What the template “seen.html.jinja” shows: the addresses of pictures, or what is wrong.

    Pictures beside problems are how a leaflet looks that can't be made. `too_long` is said of pages
    that are not `proofed`. `next` is the address that answers with
    what takes their place, as soon as there is that; it is empty where nothing will.
    """

    pictures: tuple[str, ...] = ()
    proofed: bool = False
    too_long: bool = False
    problems: tuple[Diagnostic, ...] = ()
    next: str = ""


class ScreenPictures:
    """Pictures for the pages of a running server alone, at addresses that nobody can guess."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def route(self) -> Route:
        """Return the route of the pictures."""
        return Route("/screen/{name}/{page:int}", self.picture)

    def keep(self, pictures: Iterable[bytes]) -> tuple[str, ...]:
        """Return the addresses of pictures (JPEG), until they are forgotten."""
        name = secrets.token_urlsafe(12)
        kept = {f"/screen/{name}/{number}": data for number, data in enumerate(pictures)}
        self._kept |= kept
        return tuple(kept)

    def forget(self, addresses: Iterable[str]) -> None:
        """Drop pictures whose place others have taken, once those who saw them have them."""
        for address in addresses:
            asyncio.get_running_loop().call_later(_LONGEST_FETCH, self._kept.pop, address, None)

    async def picture(self, request: Request) -> Response:
        """A picture, for an element of a page: it is no file to open, and none to download."""
        data = self._kept.get(request.url.path)
        # W3C Fetch Metadata: what a browser wants it for, which no page can alter.
        if data is None or request.headers.get("sec-fetch-dest", "image") != "image":
            raise HTTPException(404, NO_SUCH_FILE)
        return file_answer(data, "image/jpeg", "screen-only.jpg", "inline")
