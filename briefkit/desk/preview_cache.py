"""The preview of the leaflet that is being translated, read once for all parts of its page."""

import asyncio

from briefkit.desk.files import DeskFiles
from briefkit.model import Edition
from briefkit.preview import Preview, Subject, read_preview

__all__ = ["PreviewCache"]


class PreviewCache:
    """Keeps the last preview, until a file of the project is saved."""

    def __init__(self, files: DeskFiles) -> None:
        self._files = files
        self._kept: tuple[object, Preview] | None = None

    async def preview(self, edition: Edition) -> Preview:
        """Return the preview of an edition. Raises BriefkitError for files that need work."""
        key = edition, await asyncio.to_thread(self._files.stamp)
        if self._kept is None or self._kept[0] != key:
            self._kept = key, await asyncio.to_thread(self._read, edition)
        return self._kept[1]

    def _read(self, edition: Edition) -> Preview:
        files = self._files
        return read_preview(Subject(edition=edition, order=files.order, today=files.day()))
