"""What a layout holds, let go with it: nothing of it goes in a circle."""

import weakref
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.images import SVGImage
from weasyprint.layout import LayoutContext

from briefkit.typeset.speed.replacing import Replacement

__all__ = ["cycles"]

# Elements that are drawn without asking the layout for fonts or pictures.
_SHAPES = frozenset("svg g title desc path rect circle ellipse line polyline polygon".split())


def cycles() -> Iterator[Replacement]:
    """Let a layout's boxes go when it is dropped, not when garbage is collected.

    A layout (weasyprint/layout/__init__.py) holds the function that gets its pictures, which holds
    the layout; so does each drawing (weasyprint/images.py), and a page's area of notes its page.
    For those 40,000 objects the collector takes a tenth of what a saved message takes.
    """
    set_up, draw_up = LayoutContext.__init__, SVGImage.__init__

    def set_up_context(self: Any, style_for: Any, get_image: Any, *others: Any) -> None:
        set_up(self, style_for, get_image, *others)
        self.get_image_from_uri = _PicturesOf(self, get_image)

    def draw_up_image(self: Any, tree: Any, base_url: Any, url_fetcher: Any, context: Any) -> None:
        draw_up(self, tree, base_url, url_fetcher, context)
        if all(str(e.tag).rpartition("}")[2] in _SHAPES for e in tree.iter()):
            self._context = None

    def page(self: Any) -> Any:
        return self._page()

    def set_page(self: Any, page: Any) -> None:
        self._page = weakref.ref(page)

    yield Replacement(LayoutContext, "__init__", set_up_context)
    yield Replacement(SVGImage, "__init__", draw_up_image)
    yield Replacement(FootnoteAreaBox, "page", property(page, set_page))


class _PicturesOf:
    """The function that gets a layout's pictures: as WeasyPrint's `partial`, without its circle."""

    def __init__(self, context: Any, get_image: Any) -> None:
        self._context, self._get_image = weakref.ref(context), get_image

    @property
    def keywords(self) -> dict[str, Any]:
        return {**self._get_image.keywords, "context": self._context()}

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._get_image(*args, context=self._context(), **options)
