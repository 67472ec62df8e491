"""The page on which somebody chooses between two texts, where two copies were changed apart."""

import asyncio
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from briefkit.desk.claiming import CLAIMED
from briefkit.desk.context import DeskContext
from briefkit.desk.refused_requests import TOO_OLD
from briefkit.desk.versions import ShownVersion, may_choose, shown_version, take_other
from briefkit.model import gettext_time

if TYPE_CHECKING:
    from briefkit.office.repository import Version, Versions

__all__ = ["VersionsPage"]


class VersionsPage:
    """What is to be chosen, by whoever may save it; without a repository, there is nothing."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._repository = context.keeper.repository
        self._folder = context.files.order.root / CLAIMED

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/versions", self.show),
            Route("/versions/choose", self.choose, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Two texts of each file or message, side by side."""
        shown = await asyncio.to_thread(self._shown)
        written_in = self._renderer.project(request).source_locale
        return self._renderer.page(
            request, "versions.html.jinja", versions=shown, written_in=written_in
        )

    def _shown(self) -> tuple[ShownVersion, ...]:
        """Return what is to be chosen; what has become the same is forgotten."""
        found = []
        for version in self._mine():
            assert self._repository
            if shown := shown_version(self._repository, version):
                found.append(shown)
            else:
                self._kept().remove(version.id)
        return tuple(found)

    def _kept(self) -> "Versions":
        from briefkit.office.repository import Versions

        return Versions(self._folder / "versions.json")

    def _mine(self) -> tuple["Version", ...]:
        """Return what whoever is there may choose."""
        if self._repository is None:
            return ()
        contacts, tree = self._files.contacts_file, self._repository.branch.tree
        return tuple(v for v in self._kept().listed() if may_choose(v, contacts, tree))

    def count(self) -> int:
        """Return how many texts whoever is there may choose."""
        return len(self._mine())

    async def choose(self, request: Request) -> Response:
        """Keep what is in the file, or take the other text."""
        form = await self._forms.read(request)
        wanted, seen = (form.get(name, [""])[0] for name in ("version", "seen"))
        version = next((each for each in self._mine() if each.id == wanted), None)
        if version is None:
            raise HTTPException(404, TOO_OLD)
        assert self._repository
        if form.get("take", [""])[0] == "other":
            revised = gettext_time(self._files.clock())
            await asyncio.to_thread(take_other, self._repository, version, seen, revised)
        await asyncio.to_thread(self._kept().remove, version.id)
        return RedirectResponse("/versions", 303)
