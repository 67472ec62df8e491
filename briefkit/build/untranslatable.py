"""Words of leaflets that no translator is asked for."""

from briefkit.build.inputs import inputs_of
from briefkit.build.orders import Built, Order
from briefkit.catalogs import hard_coded_words
from briefkit.languages import format_day

__all__ = ["hard_coded"]


def hard_coded(built: Built, order: Order) -> tuple[str, ...]:
    """Return the words of a leaflet in the pseudo-locale en_XA that stand in no catalog."""
    inputs = inputs_of(order.root, order.bundled)
    leaflet, page = inputs.leaflet(built.edition, order.contacts, allow_incomplete=True)
    allowed = [text for _, text in page.language_spans]
    allowed += [work.reference.url for work in leaflet.sources]
    allowed += [format_day((2000, month), leaflet.edition.locale) for month in range(1, 13)]
    if funder := leaflet.brief.settings.funder:
        allowed += [funder.project, funder.programme]
    return hard_coded_words(page.text, allowed)
