"""HTML to PDF bytes, fitted to its pages; the only importer of WeasyPrint."""

import logging
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from warnings import catch_warnings

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError
from briefkit.fonts import arabic_letters
from briefkit.html import Page
from briefkit.mend import mend
from briefkit.model import Fit

__all__ = ["Typeset", "Typesetter", "layout_steps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A typeset leaflet: its PDF, its pages, its text's size in pt and leading (a multiple)."""

    pdf: bytes
    pages: int
    size: float
    leading: float


def layout_steps(fit: Fit) -> tuple[tuple[float, float], ...]:
    """Return the sizes (pt) and leadings to try, the roomiest first.

    Sizes go down by a quarter of a point, leadings by a third of their room. What a text needs
    grows with the square of its size and with its leading, so they are sorted by that product.
    """
    quarters = int((fit.size_max - fit.size_min) * 4 + 1e-9)
    sizes = dict.fromkeys([*(fit.size_max - n / 4 for n in range(quarters + 1)), fit.size_min])
    room = fit.leading_max - fit.leading_min
    leadings = dict.fromkeys(round(fit.leading_max - room * third / 3, 3) for third in range(4))
    steps = [(size, leading) for size in sizes for leading in leadings]
    return tuple(sorted(steps, key=lambda step: step[0] ** 2 * step[1], reverse=True))


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _collected(logger: logging.Logger) -> Iterator[list[str]]:
    handler = _Records()
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


class Typesetter:
    """Sets pages with one font configuration, and each stylesheet parsed once. One per process."""

    def __init__(self, font_folder: Path) -> None:
        self._font_folder = font_folder
        # Fontconfig reads this when WeasyPrint first loads it: our fonts, and no others.
        os.environ["FONTCONFIG_FILE"] = str(font_folder / "fonts.conf")
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self._weasyprint = weasyprint
        self._fonts = FontConfiguration()
        self._sheets: dict[str, Any] = {}
        self._logger = logging.getLogger("weasyprint")
        # Nothing may be fetched: what a page needs stands in it.
        self._fetcher = weasyprint.urls.URLFetcher(allowed_protocols=(), allow_redirects=False)

    @cached_property
    def _letters(self) -> Mapping[int, str]:
        return arabic_letters(self._font_folder)

    def typeset(self, page: Page, fit: Fit, label: str) -> Typeset:
        """Return the PDF of a page, at the most comfortable size that fits its number of pages.

        `label` names the edition in errors. Raises TypesetError when WeasyPrint warns of anything
        (a glyph that no font has, a stylesheet's fault, a link to nowhere, a thing it was asked
        to fetch), and when the text does not fit at the smallest size that `fit` allows.
        """
        with self._unwarned(label):
            document, size, leading = self._fitted(page, fit, label)
            self._sink_imprint(document)
            # WeasyPrint leaves its colour profile's file to the collector to close.
            with catch_warnings(action="ignore", category=ResourceWarning):
                data = document.write_pdf(
                    pdf_variant="pdf/a-2a", custom_metadata=True, pdf_identifier=b"briefkit"
                )
        words = [tuple(_words(sheet._page_box)) for sheet in document.pages]
        return Typeset(
            pdf=mend(data, page, words, label, self._letters),
            pages=len(document.pages),
            size=size,
            leading=leading,
        )

    def draw(self, page: Page, size: float, leading: float, label: str) -> bytes:
        """Return the PDF of a page at a given size (pt) and leading, untagged: to be imposed.

        Raises TypesetError when WeasyPrint warns of anything; `label` names the edition.
        """
        with self._unwarned(label):
            document = self._layout(page, size, leading)
            self._sink_imprint(document)
            data: bytes = document.write_pdf(custom_metadata=True, pdf_identifier=b"briefkit")
        return data

    @contextmanager
    def _unwarned(self, label: str) -> Iterator[None]:
        with _collected(self._logger) as warnings:
            yield
        if warnings:
            raise TypesetError(
                *(
                    Diagnostic(
                        check="typesetting",
                        message=f"{label}: WeasyPrint warns: {message}.",
                        hint=_advice(message),
                    )
                    for message in dict.fromkeys(warnings)
                )
            )

    def _sheet(self, css: str) -> Any:
        if css not in self._sheets:
            self._sheets[css] = self._weasyprint.CSS(
                string=css, font_config=self._fonts, url_fetcher=self._fetcher
            )
        return self._sheets[css]

    def _layout(self, page: Page, size: float, leading: float) -> Any:
        sizes = f":root {{ font-size: {size:g}pt; line-height: {leading:g} }}"
        return self._weasyprint.HTML(
            string=page.html, base_url=None, url_fetcher=self._fetcher
        ).render(font_config=self._fonts, stylesheets=[self._sheet(page.css), self._sheet(sizes)])

    def _fitted(self, page: Page, fit: Fit, label: str) -> tuple[Any, float, float]:
        """Return the layout of the roomiest step that fits, its size and its leading.

        Where only the footer would stand on the last page, a tighter step that does without that
        page is taken, if there is one; what is folded has the last page for it, but takes no more
        sheets than it must.
        """
        steps = layout_steps(fit)
        document = self._layout(page, *steps[0])
        best = (document, *steps[0])
        folded = fit.pages_step > 1
        most = min(fit.pages_max, fit.pages_step) if folded else fit.pages_max
        if len(document.pages) > most:
            tightest = self._layout(page, *steps[-1])
            if len(tightest.pages) > fit.pages_max:
                raise _unfit(label, len(tightest.pages), fit, _excess(tightest, fit))
            if folded:
                most = math.ceil(len(tightest.pages) / fit.pages_step) * fit.pages_step
            if len(document.pages) > most:
                best = self._roomiest(page, steps, most, (tightest, *steps[-1]))
        pages = len(best[0].pages)
        if not folded and pages > fit.pages_min and _imprint_alone(best[0]):
            tightest = self._layout(page, *steps[-1])
            if len(tightest.pages) < pages:
                best = self._roomiest(page, steps, pages - 1, (tightest, *steps[-1]))
        if len(best[0].pages) < fit.pages_min:
            raise _unfit(label, len(best[0].pages), fit, "")
        return best

    def _roomiest(
        self,
        page: Page,
        steps: tuple[tuple[float, float], ...],
        pages: int,
        tightest: tuple[Any, float, float],
    ) -> tuple[Any, float, float]:
        """Return the roomiest step that takes no more than `pages`: not the first, by halving."""
        best, low, high = tightest, 1, len(steps) - 2
        while low <= high:
            middle = (low + high) // 2
            attempt = self._layout(page, *steps[middle])
            if len(attempt.pages) <= pages:
                best, high = (attempt, *steps[middle]), middle - 1
            else:
                low = middle + 1
        return best

    def _sink_imprint(self, document: Any) -> None:
        """Let the footer down to the bottom of its page: CSS has no such property in a flow."""
        page_box = document.pages[-1]._page_box
        box = next((b for b in page_box.descendants() if _is_imprint(b)), None)
        if box is None:
            return
        floor = page_box.content_box_y() + page_box.height
        room = floor - (box.position_y + box.margin_height())
        if room > 0:
            box.translate(0, room)


def _words(page_box: Any) -> Iterator[str]:
    """Yield the texts that a page was set with, in the order in which WeasyPrint tags them."""
    from weasyprint.formatting_structure import boxes

    box = getattr(page_box, "_box", page_box)  # an absolutely positioned box has but its place here
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        yield getattr(box, "text", "")
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.MarginBox):
            yield from _words(child)


def _is_imprint(box: Any) -> bool:
    return box.element is not None and box.element.get("id") == "imprint"


def _imprint_alone(document: Any) -> bool:
    """Whether the last page holds nothing but the footer."""
    page_box = document.pages[-1]._page_box
    imprint = next((b for b in page_box.descendants() if _is_imprint(b)), None)
    return imprint is not None and imprint.position_y <= page_box.content_box_y() + 1


def _excess(document: Any, fit: Fit) -> str:
    """Return how far a text overflows its pages, in lines of its last pages."""
    lines = 0
    for page in document.pages[fit.pages_max :]:
        tops = {
            round(box.position_y)
            for box in page._page_box.descendants()
            if type(box).__name__ == "LineBox"
        }
        lines += len(tops)
    return f"about {lines} lines too long"


def _unfit(label: str, pages: int, fit: Fit, excess: str) -> TypesetError:
    if pages < fit.pages_min:
        message = f"it takes {pages} pages where {fit.set_by} asks for {fit.pages_min}"
        hint = "Raise size_max or leading_max in brief.toml, or give the text its missing part."
    else:
        message = (
            f"at {fit.size_min:g} pt and a leading of {fit.leading_min:g} it takes {pages} pages "
            f"where {fit.set_by} allows {fit.pages_max}: it is {excess}"
        )
        hint = "Shorten the translation: see the messages that grew most, below."
    return TypesetError(Diagnostic(check="fit", message=f"{label}: {message}.", hint=hint))


def _advice(message: str) -> str:
    if ".notdef" in message:
        return "No font of ours has this character: type another in the catalog or the source."
    if "HarfBuzz" in message:
        return "Run “briefkit doctor”: it names the package to install."
    return "Mend the template or the stylesheet; leaflets are only let out without warnings."
