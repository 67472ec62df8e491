"""The check that an edition in greys has no colours."""

from collections.abc import Iterator

import pikepdf

from briefkit.diagnostics import Translatable, listed, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.typeset import colour_operators

__all__ = ["check_greys", "colour_faults"]


def check_greys(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """An edition in greys has no colours."""
    yield from colour_faults(printed.pdf, wanted)


def colour_faults(pdf: pikepdf.Pdf, wanted: Expectation) -> Iterator[Translatable]:
    """Yield what is wrong with the colours of any of a leaflet's PDFs."""
    if wanted.grayscale and (found := colour_operators(pdf) - {"g", "G"}):
        yield translatable("it has colours (%(operators)s)", operators=listed(sorted(found)))
    if wanted.grayscale and any(map(_is_coloured, pdf.objects)):
        yield translatable("it has a picture in colours")


def _is_coloured(item: object) -> bool:
    """Whether it is an image that is not in greys."""
    if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != "/Image":
        return False
    return item.get("/ColorSpace") != "/DeviceGray" and not item.get("/ImageMask", False)
