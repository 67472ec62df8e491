"""The page of a text that is being written, as it is answered to whatever was asked."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from briefkit.authoring import SourceText, brief_settings, translators_notes
from briefkit.desk.context import DeskContext
from briefkit.desk.drafts import Draft
from briefkit.desk.pictograms_page import pictogram_values
from briefkit.desk.written_texts import TextFindings, text_findings
from briefkit.importing import Imported
from briefkit.project import TEXT_LIMIT
from briefkit.serving import SeenPages

__all__ = ["TextView", "Told", "pages_address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the page says besides: that the text was saved, who else did, what was taken over.

    `theirs` is the text that another program has saved meanwhile.
    """

    saved: bool = False
    theirs: str | None = None
    imported: Imported | None = None


class TextView:
    """Answers with the page of a text, or with what is found in it."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._renderer = context.renderer

    async def findings(self, draft: Draft, seen: SourceText, text: str) -> TextFindings:
        """Return what is found in a text, which its draft then holds."""
        laid_out = await draft.lay_out(seen, text)
        return await asyncio.to_thread(text_findings, self._files.project, laid_out, seen, text)

    async def page(
        self,
        request: Request,
        draft: Draft,
        seen: SourceText,
        text: str,
        *,
        status: int = 200,
        told: Told | None = None,
        pages: SeenPages | None = None,
    ) -> Response:
        """Return the page on which a text is written, in the place of what was `seen` of its file.

        `pages` are those of the text where they were made; otherwise a script asks for them.
        """
        told, project = told or Told(), self._renderer.current_project(request)
        found = await self.findings(draft, seen, text)
        notes = await asyncio.to_thread(translators_notes, project, seen.brief, seen.place)
        parsed = brief_settings(project, seen.brief)
        settings, label = parsed.settings, parsed.words[seen.audience].label
        return self._renderer.page(
            request,
            "author_text.html.jinja",
            status,
            seen=seen,
            text=text,
            window=draft.window,
            pictures=sorted(draft.pictures),
            found=found,
            told=told,
            notes=notes,
            written_in=settings.source_locale,
            level=settings.audiences[seen.audience].level,
            label=label.text if label else "",
            leaflet=pages or SeenPages(next="" if found.faults else pages_address(draft)),
            longest=TEXT_LIMIT,
            **pictogram_values(),
        )

    async def found(self, request: Request, draft: Draft, seen: SourceText, text: str) -> Response:
        """Return what is found in a text alone, for a script to put it there."""
        found = await self.findings(draft, seen, text)
        return self._renderer.page(
            request,
            "author_found.html.jinja",
            seen=seen,
            found=found,
            window=draft.window,
            next="" if found.faults else pages_address(draft),
        )


def pages_address(draft: Draft, *, proofed: bool = False) -> str:
    """Return where the pages of a draft are asked for."""
    return f"/author/pages?window={draft.window}{'&proofed=yes' if proofed else ''}"
