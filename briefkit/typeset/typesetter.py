"""HTML to PDF bytes, fitted to its pages."""

import io
import os
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import pikepdf

from briefkit.diagnostics import Diagnostic, shorten, translatable
from briefkit.errors import TypesetError
from briefkit.garbage import collected_once, spare_what_is_loaded
from briefkit.languages import arabic_letters
from briefkit.leaflet import Page
from briefkit.model import Fit
from briefkit.processes import give_back_memory
from briefkit.typeset.adjusting import adjusted, finished
from briefkit.typeset.boxes import Layout, filled_with_text, has_wide_codes
from briefkit.typeset.enlarging import enlarged
from briefkit.typeset.fitting import MOST_FILLED, Fitted
from briefkit.typeset.larger_contacts import with_contacts_shared, with_larger_contacts
from briefkit.typeset.libraries import sought_by_file_name
from briefkit.typeset.likely import LikelySteps
from briefkit.typeset.logged_warnings import refused_warnings
from briefkit.typeset.longer_lines import with_longer_lines
from briefkit.typeset.mend import mend, number_information
from briefkit.typeset.page_beginnings import have_same_pages
from briefkit.typeset.saving import saved
from briefkit.typeset.sheet_saving import filled_page, fit_page, on_fewer_sheets
from briefkit.typeset.spreads import balanced
from briefkit.typeset.steps import layout_steps

__all__ = ["Typeset", "Typesetter"]

# The stylesheets that are kept parsed: a leaflet has up to thirty, most of them with a size alone;
# a format's takes some 500 kB.
_SHEETS = 32
# After the first leaflet, and so many more, free memory is given back: it takes 15 ms of the next.
# With a font as large as those of Chinese, in bytes, each leaflet leaves 40 MB.
_GIVEN_BACK = 16
_LARGE_FONT = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A typeset leaflet: its PDF, pages, text's size in pt, leading (a multiple) and look."""

    pdf: bytes
    pages: int
    size: float
    leading: float
    look: str = ""


class Typesetter:
    """Sets pages with one font configuration, and each stylesheet parsed once. One per process.

    `steps` are those at which leaflets fitted before: they are tried first.
    """

    def __init__(self, font_folder: Path) -> None:
        self._font_folder = font_folder
        # Fontconfig reads this when WeasyPrint first loads it: our fonts, and no others.
        os.environ["FONTCONFIG_FILE"] = str(font_folder / "fonts.conf")
        with sought_by_file_name():
            import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        from briefkit.typeset.line_breaks import break_lines_well
        from briefkit.typeset.speed import Recent, complete_pages, forget_patterns, use_patches
        from briefkit.typeset.svg_words import set_svg_words_whole

        use_patches()
        break_lines_well()
        set_svg_words_whole()
        spare_what_is_loaded()
        self._weasyprint, self._complete_pages = weasyprint, complete_pages
        self._fonts = FontConfiguration()
        weakref.finalize(self, forget_patterns, self._fonts).atexit = False
        self._sheets = Recent(_SHEETS)
        self._last: tuple[str, Any] = "", None
        self._count = 0
        sizes = [file.stat().st_size for file in font_folder.glob("*.ttf")]
        self._given_back = 1 if max(sizes, default=0) > _LARGE_FONT else _GIVEN_BACK
        self.steps = LikelySteps(font_folder / "steps.txt")
        # Nothing may be fetched: what a page needs stands in it, its pictures too.
        self._fetcher = weasyprint.urls.URLFetcher(
            allowed_protocols=("data",), allow_redirects=False
        )

    @cached_property
    def _letters(self) -> Mapping[int, str]:
        return arabic_letters(self._font_folder)

    @collected_once()
    def typeset(self, page: Page, fit: Fit, label: str, kind: str = "") -> Typeset:
        """Return the PDF of a page, at the most comfortable size that fits its number of pages.

        `label` names the edition in errors, `kind` all those that take nearly the same room.
        Raises TypesetError when WeasyPrint warns of anything (a glyph that no font has, a
        stylesheet's fault, a link to nowhere, a thing it was asked to fetch), and when the text
        does not fit at the smallest size that `fit` allows.
        """
        if page.cards:
            fit = replace(fit, pages_min=page.cards, pages_max=page.cards)
        with refused_warnings(label):
            kind = kind or label
            steps = layout_steps(fit, page.roomier, page.closer)
            start = self.steps.likely(kind, page, steps)
            fitted = fit_page(self.lay_out, page, fit, label, start)
            self.steps.learn(kind, page, steps, fitted.known)
            page, fitted, shared = on_fewer_sheets(self.lay_out, page, fit, label, fitted)
            page, fitted, apart = filled_page(self.lay_out, page, fit, label, fitted)
            added = fitted.layout.added
            set_anew = partial(self._set, page, fitted.size, fitted.leading, added=added)
            fitted = enlarged(set_anew, fitted)
            if not page.cards:  # few words are set large there
                fitted = with_longer_lines(set_anew, fitted, fit.size_min)
            fitted = with_contacts_shared(set_anew, fitted)
            fitted = _fuller(set_anew, page, fitted)
            fitted = with_larger_contacts(set_anew, fitted)
            layout = fitted.layout
            _refuse_torn_rows(layout, label)
            self._complete_pages(layout.document)
            layout.finish()
            mended = self._written(layout, page, label)
        if self._count % self._given_back == 0:
            give_back_memory()
        self._count += 1
        return Typeset(
            pdf=mended,
            pages=layout.pages,
            size=fitted.size,
            leading=fitted.leading,
            look=shared + apart + fitted.look,
        )

    def _written(self, layout: Layout, page: Page, label: str) -> bytes:
        """Return a layout as a PDF, mended for readers."""
        numbers = []

        def finish(_: Any, pdf: Any) -> None:
            numbers.append(number_information(pdf))
            mend(pdf, page, layout.words(), label, self._letters)

        # WeasyPrint leaves its colour profile's file to the collector to close.
        with catch_warnings(action="ignore", category=ResourceWarning):
            data = layout.document.write_pdf(
                finisher=finish,
                pdf_variant="pdf/a-2a",
                custom_metadata=True,
                pdf_identifier=False,  # for that, pydyf would write all a second time
                uncompressed_pdf=True,  # it is compressed below
            )
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.trailer.Info = pdf.get_object(numbers[0], 0)
            pdf.trailer.ID = pikepdf.Array([pikepdf.String("briefkit"), pikepdf.String("")])
            return saved(pdf)

    @collected_once()
    def draw(
        self,
        page: Page,
        size: float,
        leading: float,
        label: str,
        *,
        look: str = "",
        pages_max: int = 0,
        tighter: tuple[float, float, str] | None = None,
        balance: bool = True,
        compressed: bool = True,
    ) -> bytes:
        """Return the PDF of a page at a given size (pt), leading and look, untagged: to be imposed.

        Where it has more than `pages_max` pages so, it is set at `tighter`. One that is only looked
        at need not have its pages in `balance`, or be `compressed`: both take time. Raises
        TypesetError when WeasyPrint warns of anything; `label` names the edition.
        """
        with refused_warnings(label):
            tried = size, leading, look
            layout = finished(self.lay_out(page, *tried))
            if tighter and layout.pages > pages_max:
                tried = tighter
                layout = finished(self.lay_out(page, *tried))
            if balance and not tried[2]:  # the look of a leaflet that was made balances it already
                layout = balanced(partial(self.lay_out, page), layout, tried, page.step)
            self._complete_pages(layout.document)
            layout.finish()
            data: bytes = layout.document.write_pdf(
                custom_metadata=True, uncompressed_pdf=not compressed
            )
        return data

    def lay_out(self, page: Page, size: float, leading: float, look: str = "") -> Layout:
        """Return the layout of a page at a size (pt), leading and look; warnings are only logged.

        Where it has a fault that an adjustment of the page mends, it is laid out with that, or is
        where it is `finished`.
        """
        return adjusted(partial(self._set, page, size, leading, look), page.adjustments)

    def _set(
        self, page: Page, size: float, leading: float, look: str, added: Sequence[str]
    ) -> Layout:
        """Return the layout of a page with stylesheets that are added to its own."""
        sizes = f":root {{ font-size: {size:g}pt; line-height: {leading:g} }}"
        sheets = [self._sheet(css) for css in (page.css, sizes, look, *added) if css]
        html = self._parsed(page.html)
        document = html.render(font_config=self._fonts, stylesheets=sheets)
        layout = Layout(
            document,
            page.panels,
            step=page.step,
            has_cover=page.has_cover,
            balanced=page.balanced,
            cards=page.cards > 0,
        )
        layout.added = tuple(added)
        return layout

    def _parsed(self, html: str) -> Any:
        """Return WeasyPrint's page of some HTML: the last one is kept, to be set at other sizes."""
        if self._last[0] != html:
            parsed = self._weasyprint.HTML(string=html, base_url=None, url_fetcher=self._fetcher)
            self._last = html, parsed
        return self._last[1]

    def _sheet(self, css: str) -> Any:
        sheet = self._sheets.get(css)
        if sheet is None:
            sheet = self._weasyprint.CSS(
                string=css, font_config=self._fonts, url_fetcher=self._fetcher
            )
            self._sheets.put(css, sheet)
        return sheet


def _fuller(lay_out: Callable[[str], Layout], page: Page, fitted: Fitted) -> Fitted:
    """Return what fitted with those pages fuller that have room, if none changes its text, and what
    stands below codes keeps to its columns.

    `lay_out` lays it out with another look.
    """
    done, fills = set[int](), filled_with_text(fitted.layout)
    for number, css, below in page.fuller if fitted.layout.pages <= MOST_FILLED else ():
        if number not in done and fills[number] < below:
            look = fitted.look + css
            layout = lay_out(look)
            wide = has_wide_codes(layout) and not has_wide_codes(fitted.layout)
            if have_same_pages(layout, fitted.layout) and not wide:
                fitted, fills = replace(fitted, layout=layout, look=look), filled_with_text(layout)
                done.add(number)
    return fitted


def _refuse_torn_rows(layout: Layout, label: str) -> None:
    """Raise TypesetError for rows of a table that no page holds whole: tags can't follow them."""
    faults = [
        Diagnostic(
            check="table",
            message=translatable(
                "%(label)s: a row of a table is higher than its page: “%(words)s”.",
                label=label,
                words=shorten(words, 60),
            ),
            hint=translatable("Part it into several rows, or say in a list what is long."),
        )
        for words in layout.torn_rows
    ]
    if faults:
        raise TypesetError(*faults)
