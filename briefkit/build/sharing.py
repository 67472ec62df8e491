"""What is sent of a leaflet: its cards as pictures, and text to paste beside them."""

from collections.abc import Iterator

from briefkit.build.inputs import Inputs
from briefkit.build.orders import Order
from briefkit.build.typesetters import fit_of, shaper_for, typesetter_for
from briefkit.diagnostics import Diagnostic
from briefkit.languages import direction
from briefkit.leaflet import Finish, Leaflet, Page, words_of_cards
from briefkit.proof import Expectation, card_pictures, proof, proof_words
from briefkit.typeset import Typeset, grayscale

__all__ = ["shared_files"]


def shared_files(
    leaflet: Leaflet,
    page: Page,
    typeset: Typeset,
    wanted: Expectation,
    inputs: Inputs,
    order: Order,
) -> Iterator[tuple[str, bytes, tuple[Diagnostic, ...]]]:
    """Yield what is sent of a leaflet: the kind of file, the file, what is wrong with it.

    Nothing of a format that is printed. `typeset` is proofed; the same on cards of the format's
    other size is typeset and proofed here.
    """
    fmt, edition = wanted.fmt, leaflet.edition
    if fmt.other is None:
        return
    templates = inputs.templates[edition.brief]
    greys = Finish(grayscale=order.finish.grayscale)
    other = templates.render(leaflet, fmt.other, greys)
    typesetter = typesetter_for(order.font_cache, leaflet.fonts)
    kind = f"{edition.common.stem}.square"
    data = typesetter.typeset(other, fit_of(leaflet), edition.stem, kind).pdf
    data = grayscale(data) if greys.grayscale else data
    meant = inputs.expected(leaflet, other, greys, fmt.other)
    faults = proof(data, meant, shaper_for(order.font_cache, leaflet.fonts))
    for kind, pdf in (("card", typeset.pdf), ("square", data)):
        for number, picture in enumerate(card_pictures(pdf, width=fmt.pixels), start=1):
            yield f"{kind}-{number}", picture, ()
    text = templates.render_text(leaflet, fmt)
    yield "text", text.encode(), (*faults, *proof_words(text, wanted))
    words = words_of_cards(page, direction(edition.locale))
    yield "words", words.encode(), proof_words(words, wanted)
