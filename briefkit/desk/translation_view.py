"""The page on which one message after another is translated, as it stands now."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from briefkit.desk.context import DeskContext
from briefkit.desk.passages import digest, findings_of, misspellings, stored
from briefkit.desk.preview_cache import PreviewCache
from briefkit.desk.saved_entries import SavedEntries
from briefkit.desk.translation_aids import matches_of, terms_of, words_in
from briefkit.desk.translation_places import LISTS, Place, references
from briefkit.diagnostics import Diagnostic
from briefkit.languages import endonyms
from briefkit.preview import ShownMessage
from briefkit.project import Project, is_kept_by_git
from briefkit.serving import SeenPages

__all__ = ["LONGEST_TRANSLATION", "Attempt", "TranslationView"]

# As long as a block of a brief may be, in characters.
LONGEST_TRANSLATION = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody has typed that was not written: it was `refused`, or another `changed` it."""

    text: str | None = None
    note: str | None = None
    changed: bool = False
    refused: tuple[Diagnostic, ...] = ()

    @property
    def status(self) -> int:
        """The status of the answer."""
        return 409 if self.changed else 422 if self.refused else 200


@dataclass(frozen=True, slots=True)
class TranslationView:
    """Shows the page; what all its parts work with."""

    context: DeskContext
    previews: PreviewCache
    saved: SavedEntries = field(default_factory=SavedEntries)

    async def answer(
        self, request: Request, place: Place, chosen: str, attempt: Attempt | None = None
    ) -> Response:
        """Return the page, with the form for the message of the id `chosen`, if there is one."""
        attempt = attempt or Attempt()
        stamp = self.context.renderer.stamp(request)
        messages = await self.previews.messages(place.edition, stamp)
        project = await self.previews.project(stamp)
        shown = next((m for m in messages if m.id == chosen), None)
        ours = [m for m in messages if not m.is_source]
        values = await asyncio.to_thread(self._values, project, place, shown, attempt)
        about = request.query_params.get("about", "")
        said = next((m for m in ours if m.id == about), None)
        return self.context.renderer.page(
            request,
            "translate.html.jinja",
            attempt.status,
            place=place,
            edition=place.edition,
            messages=place.listed(ours),
            counts=_counts(place, ours),
            total=len(ours),
            chosen=shown,
            following=place.beside(ours, chosen, 1),
            preceding=place.beside(ours, chosen, -1),
            outcome=request.query_params.get("outcome", "") if said else "",
            about=said,
            can_undo=said is not None
            and self.saved.before(said.catalog, said.message.key) is not None,
            leaflet=SeenPages(next=f"/translate/pages?{place.query()}"),
            written_in=project.source_locale,
            **values,
        )

    def _values(
        self, project: Project, place: Place, shown: ShownMessage | None, attempt: Attempt
    ) -> dict[str, Any]:
        """Return what the page shows of the message that was chosen."""
        edition = place.edition
        kept = stored(shown) if shown else ""
        own = shown is not None and not shown.is_source
        entry = shown.entry if shown else None
        reader = project.brief(edition.brief).texts[edition.audience].reader
        return {
            "stored": kept,
            "seen": digest(shown) if shown else "",
            "text": kept if attempt.text is None else attempt.text,
            "note": attempt.note or (entry.note if entry else ""),
            "changed": attempt.changed,
            "problems": (*attempt.refused, *self._findings(project, shown)),
            "references": endonyms(references(project, edition)),
            "beside": words_in(project, place.reference, shown) if shown else "",
            "terms": terms_of(project, shown) if shown and own else (),
            "matches": matches_of(self.context.catalogs, project, shown) if shown and own else (),
            "has_history": own and is_kept_by_git(project.catalogs.folder),
            "formats": reader.formats,
            "longest": LONGEST_TRANSLATION,
        }

    def _findings(self, project: Project, shown: ShownMessage | None) -> tuple[Diagnostic, ...]:
        """Return what is wrong with a message, its spelling last."""
        if shown is None or shown.is_source:
            return ()
        found = findings_of(shown)
        if shown.entry is None or not shown.entry.current:
            return found
        return (*found, *misspellings(project, shown, self.context.files.dictionaries))


def _counts(place: Place, messages: Sequence[ShownMessage]) -> dict[str, int]:
    """Return how many messages each list has."""
    states = Counter(shown.state for shown in messages)
    return {name: sum(states[state] for state in LISTS[name]) for name in LISTS}
