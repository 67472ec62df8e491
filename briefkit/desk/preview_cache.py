"""What is being translated, read once for all parts of its page."""

import asyncio
from dataclasses import dataclass

from briefkit.desk.files import DeskFiles, Stamp
from briefkit.model import Edition
from briefkit.preview import Preview, ShownMessage, Subject, read_messages, read_preview
from briefkit.project import Project

__all__ = ["PreviewCache"]


@dataclass(frozen=True, slots=True)
class _Messages:
    """The messages of an edition, of the files that had this stamp."""

    edition: Edition
    stamp: Stamp
    messages: tuple[ShownMessage, ...]


class PreviewCache:
    """Keeps the last preview and its messages, until a file of the project is saved.

    What it has read of the briefs and the templates it keeps until one of them is saved: a
    translation changes neither, and the next message is shown at once. Whoever has looked at the
    files already gives their stamp.
    """

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._preview: tuple[object, Preview] | None = None
        self._messages: _Messages | None = None
        self._project: tuple[object, Project] | None = None

    async def preview(self, edition: Edition, stamp: Stamp | None = None) -> Preview:
        """Return the preview of an edition. Raises BriefkitError for files that need work."""
        key = edition, await self._now() if stamp is None else stamp
        if self._preview is None or self._preview[0] != key:
            self._preview = key, await asyncio.to_thread(read_preview, self._subject(edition))
        return self._preview[1]

    async def messages(
        self, edition: Edition, stamp: Stamp | None = None
    ) -> tuple[ShownMessage, ...]:
        """Return the messages of its preview alone, which are there sooner; raises likewise."""
        now = await self._now() if stamp is None else stamp
        kept = self._messages
        if kept is None or (kept.edition, kept.stamp) != (edition, now):
            project = self._project_of(now)
            found = await asyncio.to_thread(read_messages, self._subject(edition), project)
            kept = self._messages = _Messages(edition, now, found)
        return kept.messages

    async def project(self, stamp: Stamp | None = None) -> Project:
        """Return the project, its briefs and templates as they are now."""
        now = await self._now() if stamp is None else stamp
        return self._project_of(now)

    async def _now(self) -> Stamp:
        return await asyncio.to_thread(self._files.stamp)

    def _project_of(self, stamp: Stamp) -> Project:
        # Catalogs are read anew each time: of them, it counts which there are.
        key = tuple(found[:1] if found[0].endswith(".po") else found for found in stamp)
        if self._project is None or self._project[0] != key:
            self._project = key, self._files.project
        return self._project[1]

    def _subject(self, edition: Edition) -> Subject:
        return Subject(edition=edition, order=self._files.order, today=self._files.day())
