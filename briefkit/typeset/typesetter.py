"""HTML to PDF bytes, fitted to its pages; the only importer of WeasyPrint."""

import gc
import io
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import pikepdf

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError
from briefkit.languages import arabic_letters
from briefkit.leaflet import Page
from briefkit.model import Fit
from briefkit.typeset.imposition import saved
from briefkit.typeset.mend import mend

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

    Sizes go down by a quarter of a point, leadings by a third of their room, by turns, and reach
    their limits together: each step takes less than the one before it.
    """
    quarters = int((fit.size_max - fit.size_min) * 4 + 1e-9)
    down = [fit.size_max - n / 4 for n in range(quarters + 1)]
    sizes = list(dict.fromkeys([*down, fit.size_min]))
    room = fit.leading_max - fit.leading_min
    leadings = list(dict.fromkeys(round(fit.leading_max - room * n / 3, 3) for n in range(4)))
    turns = [((n + 1) / len(sizes), "size") for n in range(len(sizes) - 1)]
    turns += [((n + 0.5) / len(leadings), "leading") for n in range(len(leadings) - 1)]
    steps = [(sizes.pop(0), leadings.pop(0))]
    for _, turn in sorted(turns):
        size, leading = steps[-1]
        steps.append((sizes.pop(0), leading) if turn == "size" else (size, leadings.pop(0)))
    return tuple(steps)


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

        # What is loaded stays: the collector of garbage need not look through it again and again.
        gc.freeze()
        self._weasyprint = weasyprint
        self._fonts = FontConfiguration()
        self._sheets: dict[str, Any] = {}
        self._found: dict[str, int] = {}
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
                    pdf_variant="pdf/a-2a",
                    custom_metadata=True,
                    pdf_identifier=b"briefkit",
                    uncompressed_pdf=True,  # `mend` reads it, and compresses what it writes
                )
        words = [tuple(_words(sheet._page_box)) for sheet in document.pages]
        with pikepdf.open(io.BytesIO(data)) as pdf:
            mend(pdf, page, words, label, self._letters)
            mended = saved(pdf)
        return Typeset(
            pdf=mended,
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

        @cache
        def attempt(index: int) -> _Attempt:
            return _Attempt(self._layout(page, *steps[index]))

        folded = fit.pages_step > 1
        most = range(min(fit.pages_step, fit.pages_max), fit.pages_max + 1, fit.pages_step)
        allowed = most if folded else (fit.pages_max,)
        # Where it was found before, it is sought first: what is found is the same.
        start = min(self._found.get(label, 0), len(steps) - 1)
        # What is folded has its help box on one face: it is torn where it goes on behind another.
        fitting = (_roomiest(steps, n, attempt, start, whole=folded) for n in allowed)
        found = next((index for index in fitting if index is not None), None)
        if found is None:
            tightest = attempt(len(steps) - 1)
            torn = folded and tightest.torn and tightest.pages <= fit.pages_max
            excess = "its help box is torn" if torn else _excess(tightest.document, fit)
            raise _unfit(label, tightest.pages, fit, excess)
        pages = attempt(found).pages
        if not folded and pages > fit.pages_min and attempt(found).imprint_alone:
            tighter = _roomiest(steps, pages - 1, attempt, start)
            found = found if tighter is None else tighter
        if attempt(found).pages < fit.pages_min:
            raise _unfit(label, attempt(found).pages, fit, "")
        self._found[label] = found
        return attempt(found).document, *steps[found]

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


class _Attempt:
    """A layout: its number of pages, and how many its lines fill, the feet of pages left out."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.pages = len(document.pages)
        self.filled = sum(_extent(sheet._page_box) for sheet in document.pages)

    @cached_property
    def imprint_alone(self) -> bool:
        """Whether the last page holds nothing but the footer."""
        return _imprint_alone(self.document)

    @cached_property
    def torn(self) -> bool:
        """Whether the help box goes on from one page to another."""
        return sum(_has_help(sheet._page_box) for sheet in self.document.pages) > 1


def _extent(page_box: Any) -> float:
    """Return how far down its area a page is filled: 1 is to the foot."""
    bottom = max((box.position_y + box.height for box in _lines(page_box)), default=0)
    return float((bottom - page_box.content_box_y()) / page_box.height)


def _lines(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield child
        elif type(child).__name__ != "MarginBox":
            yield from _lines(child)


# How what a text fills grows with the square of its size times its leading: a little more than the
# root of it in our leaflets, for some of a page does not grow (measured in five languages).
GROWTH = 0.6
# What stays empty at a page's foot, as a part of it.
GAP = 0.03


def _roomiest(
    steps: Sequence[tuple[float, float]],
    pages: int,
    attempt: Callable[[int], _Attempt],
    start: int,
    *,
    whole: bool = False,
) -> int | None:
    """Return the first of the steps at which a text takes no more than `pages`, or nothing.

    Where it must be `whole`, its help box may not be torn either.

    `attempt` lays it out, at the step `start` first. The next step to try is told from what the
    last one filled; where that misses, halving goes on. What is found is seen to be the first, for
    the step before it was tried, so it is the same wherever the search begins.
    """
    takes = [size**2 * leading for size, leading in steps]
    best, low, high, index = None, 0, len(steps) - 1, start
    for tries in count():
        tried = attempt(index)
        if tried.pages <= pages and not (whole and tried.torn):
            best, high = index, index - 1
        else:
            low = index + 1
        if low > high:
            break
        likely = takes[index] * (pages * (1 - GAP) / tried.filled) ** (1 / GROWTH)
        guess = next((i for i in range(low, high + 1) if takes[i] <= likely), high)
        index = guess if tries < 3 else (low + high) // 2
    return best


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


def _has_help(page_box: Any) -> bool:
    boxes = page_box.descendants()
    return any(b.element is not None and b.element.get("class") == "help" for b in boxes)


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
    return f"it is about {lines} lines too long"


def _unfit(label: str, pages: int, fit: Fit, excess: str) -> TypesetError:
    if pages < fit.pages_min:
        message = f"it takes {pages} pages where {fit.set_by} asks for {fit.pages_min}"
        hint = "Raise size_max or leading_max in brief.toml, or give the text its missing part."
    else:
        message = (
            f"at {fit.size_min:g} pt and a leading of {fit.leading_min:g} it takes {pages} pages "
            f"where {fit.set_by} allows {fit.pages_max}: {excess}"
        )
        hint = "Shorten the translation: see the messages that grew most, below."
    return TypesetError(Diagnostic(check="fit", message=f"{label}: {message}.", hint=hint))


def _advice(message: str) -> str:
    if ".notdef" in message:
        return "No font of ours has this character: type another where the text stands."
    if "HarfBuzz" in message:
        return "Run “briefkit doctor”: it names the package to install."
    return "Mend the template or the stylesheet; leaflets are only let out without warnings."
