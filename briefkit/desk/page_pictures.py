"""Pictures of a leaflet’s pages, as they will print."""

import asyncio
import io
from functools import lru_cache

from briefkit.desk.leaflets import MadeLeaflet
from briefkit.proof import page_picture

__all__ = ["PagePictures"]

# The width of a page's picture, in px: twice that of its place on a screen.
_WIDTH = 1000

# Pictures that are kept in memory: one has about 100 kB, and takes as long to draw as all else that
# is asked for when a leaflet is chosen again. The leaflets that are kept have as many pages.
_KEPT = 256


class PagePictures:
    """Draws pages one after the other: PDFium is not made for several threads at once."""

    def __init__(self) -> None:
        self._drawing = asyncio.Lock()

    async def picture(self, pdf: bytes, page: int) -> bytes:
        """Return a page, counted from 0, as a PNG. Raises IndexError for one that isn't there."""
        async with self._drawing:
            return await asyncio.to_thread(_png, pdf, page)

    async def draw_ahead(self, made: MadeLeaflet) -> None:
        """Draw all pages of the file to read, so that they lie there when they are asked for."""
        if made.files:
            _, pdf = made.files[""]
            for page in range(made.built.pages):
                await self.picture(pdf, page)


@lru_cache(_KEPT)
def _png(pdf: bytes, page: int) -> bytes:
    output = io.BytesIO()
    page_picture(pdf, page, width=_WIDTH).save(output, "PNG", compress_level=1)
    return output.getvalue()
