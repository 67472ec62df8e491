"""The page on which a document of Word or LibreOffice is taken over: shown before it is saved."""

import asyncio
from collections.abc import Iterable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.authoring import SourceText, imported_text, read_source_text
from briefkit.desk.context import DeskContext
from briefkit.desk.listed_briefs import listed_brief
from briefkit.desk.text_view import TextView, Told
from briefkit.desk.uploads import Upload
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError
from briefkit.extras import needing_extra
from briefkit.importing import FILE_LIMIT, Imported

__all__ = ["LARGEST_DOCUMENTS", "ImportPage"]

# A document, and the form around it.
LARGEST_DOCUMENTS = {"/author/import": FILE_LIMIT + 64 * 1024}


class ImportPage:
    """The form that takes a document, and its text, which is written by saving it."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._forms = context.forms
        self._renderer = context.renderer
        self._drafts = context.drafts
        self._view = TextView(context)

    def routes(self) -> list[Route]:
        """Return the routes of the page."""
        return [
            Route("/author/import", self.show),
            Route("/author/import", self.take, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """The form for a document."""
        seen = await asyncio.to_thread(self._read, request.query_params)
        return self._answer(request, seen)

    async def take(self, request: Request) -> Response:
        """The text that a document becomes, to be saved; or what is wrong with the document."""
        upload = await self._forms.read_upload(request)
        seen = await asyncio.to_thread(self._read, upload.fields)
        try:
            imported = await asyncio.to_thread(_imported, upload, seen)
        except BriefkitError as error:
            return self._answer(request, seen, error.diagnostics)
        draft = self._drafts.of("", seen)
        draft.pictures = imported.pictures
        return await self._view.page(
            request, draft, seen, imported.text, told=Told(imported=imported)
        )

    def _answer(
        self, request: Request, seen: SourceText, problems: Iterable[Diagnostic] = ()
    ) -> Response:
        found = tuple(problems)
        return self._renderer.page(
            request,
            "author_import.html.jinja",
            422 if found else 200,
            seen=seen,
            brief=listed_brief(self._renderer.current_project(request), seen.brief),
            problems=found,
            largest=FILE_LIMIT // 1024 // 1024,
        )

    def _read(self, names: Mapping[str, str]) -> SourceText:
        return read_source_text(
            self._files.project, names.get("brief", ""), names.get("audience", "")
        )


def _imported(upload: Upload, seen: SourceText) -> Imported:
    """Return the text of a document that was sent. Raises BriefkitError for what is none."""
    with needing_extra(translatable("Taking over a document"), "import"):
        return imported_text(upload.data, upload.name, seen, seen.place)
