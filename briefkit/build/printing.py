"""What a leaflet is printed from: sheets to fold and cut, and files for the print shop."""

from collections.abc import Iterator

from briefkit.build.inputs import Inputs
from briefkit.build.orders import Order
from briefkit.build.typesetters import typesetter_for
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import Leaflet
from briefkit.proof import Expectation, proof_press, proof_sheet
from briefkit.typeset import Typeset, grayscale, impose, press_file

__all__ = ["printed_files"]


def printed_files(
    leaflet: Leaflet, typeset: Typeset, wanted: Expectation, inputs: Inputs, order: Order
) -> Iterator[tuple[str, bytes, tuple[Diagnostic, ...]]]:
    """Yield what a leaflet is printed from: the kind of file, the file, what is wrong with it."""
    fmt, finish = wanted.fmt, order.finish
    typesetter = typesetter_for(order.font_cache, leaflet.fonts)
    label = wanted.label
    if fmt.sheet is not None:
        caption = inputs.templates[leaflet.edition.brief].render_sheet(leaflet, fmt)
        data = impose(
            typeset.pdf,
            fmt.sheet,
            right_to_left=wanted.right_to_left,
            caption=typesetter.draw(caption, typeset.size, typeset.leading, label)
            if caption
            else b"",
        )
        data = grayscale(data) if finish.grayscale else data
        yield "sheet", data, proof_sheet(data, typeset.pdf, wanted, fmt.sheet)
    if finish.for_press:
        page = inputs.templates[leaflet.edition.brief].render(leaflet, fmt, finish)
        data = press_file(
            typesetter.draw(page, typeset.size, typeset.leading, label, look=typeset.look),
            fmt,
            finish,
            right_to_left=wanted.right_to_left,
            profile=order.profile,
            made=order.made.date() if order.made else None,
        )
        yield "press", data, proof_press(data, typeset.pdf, wanted, finish)
