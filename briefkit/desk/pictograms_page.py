"""The page of the pictograms: whoever writes a text takes the line of one from here."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.context import DeskContext
from briefkit.leaflet import pictogram_drawing
from briefkit.model import PICTOGRAMS

__all__ = ["PictogramsPage", "pictogram_values"]


class PictogramsPage:
    """All pictograms with their names and meanings, subject by subject."""

    def __init__(self, context: DeskContext) -> None:
        self._renderer = context.renderer

    def routes(self) -> list[Route]:
        """Return the route of the page."""
        return [Route("/pictograms", self.show)]

    async def show(self, request: Request) -> Response:
        """The pictograms, drawn as a leaflet from left to right has them."""
        return self._renderer.page(request, "pictograms.html.jinja", **pictogram_values())


@cache
def pictogram_values() -> Mapping[str, Any]:
    """Return what templates show of the pictograms: `subjects` of names, and their `drawings`."""
    groups = groupby(PICTOGRAMS.items(), key=lambda item: item[1].subject)
    return {
        "subjects": [(subject, list(found)) for subject, found in groups],
        "drawings": {name: pictogram_drawing(name, "ltr") for name in PICTOGRAMS},
    }
