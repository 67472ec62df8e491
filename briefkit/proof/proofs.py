"""The proof of the pages that a reader gets."""

from collections.abc import Callable, Iterator

from briefkit.diagnostics import Diagnostic, InEnglish, Translatable, translatable
from briefkit.proof.colour_checks import check_greys
from briefkit.proof.contact_checks import check_contacts, check_web_address
from briefkit.proof.contents_checks import check_contents
from briefkit.proof.document_checks import (
    check_language,
    check_page_count,
    check_page_size,
    check_tags,
    check_title,
)
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import TextFault, fault, reported
from briefkit.proof.font_checks import check_fonts, check_glyphs
from briefkit.proof.glyphs import Shaper
from briefkit.proof.markup_checks import check_markup
from briefkit.proof.notice_checks import check_disclaimer, check_emblem, check_unfunded
from briefkit.proof.opening import NotPdfError, open_pdf
from briefkit.proof.order_checks import check_order
from briefkit.proof.overlap_checks import check_pictures_cover_nothing, check_texts_cover_nothing
from briefkit.proof.place_checks import check_boxes, check_running_foot
from briefkit.proof.printed import Printed, read_printed
from briefkit.proof.subject_checks import check_discreet
from briefkit.proof.text_checks import check_digits, check_shaping, check_text
from briefkit.proof.visibility_checks import check_band_is_visible, check_notice_is_visible

__all__ = ["proof"]

# In the order in which they report.
_CHECKS: tuple[Callable[[Printed, Expectation], Iterator[Translatable | TextFault]], ...] = (
    check_page_count,
    check_page_size,
    check_language,
    check_title,
    check_tags,
    check_fonts,
    check_glyphs,
    check_text,
    check_markup,
    check_digits,
    check_shaping,
    check_order,
    check_contents,
    check_contacts,
    check_web_address,
    check_disclaimer,
    check_notice_is_visible,
    check_band_is_visible,
    check_pictures_cover_nothing,
    check_texts_cover_nothing,
    check_unfunded,
    check_emblem,
    check_boxes,
    check_running_foot,
    check_discreet,
    check_greys,
)


def proof(data: bytes, wanted: Expectation, shaper: Shaper) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a leaflet's PDF: nothing for one that may be published."""
    try:
        pdf = open_pdf(data)
    except NotPdfError as error:
        message = translatable("this is not a whole PDF: %(why)s", why=InEnglish(error))
        return (fault(wanted, "pdf", message),)
    with pdf:
        try:
            printed = read_printed(pdf, data, shaper)
        except NotPdfError as error:
            message = translatable("viewers cannot open it: %(why)s", why=InEnglish(error))
            return (fault(wanted, "pdf", message),)
        return tuple(
            reported(wanted, check.__name__.removeprefix("check_").replace("_", "-"), found)
            for check in _CHECKS
            for found in check(printed, wanted)
        )
