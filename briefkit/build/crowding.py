"""What to say of a leaflet that doesn't fit on its pages: what could be left out or shortened."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from briefkit.build.inputs import Inputs
from briefkit.build.orders import Order
from briefkit.build.typesetters import fit_of, typesetter_for
from briefkit.diagnostics import Diagnostic, Location, shorten, translatable
from briefkit.errors import TypesetError
from briefkit.leaflet import Leaflet

__all__ = ["explain_crowding"]


def explain_crowding(
    error: TypesetError, leaflet: Leaflet, inputs: Inputs, order: Order
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a leaflet that typesetting refused as too long, with its cause."""
    if faults := _too_many_contacts(error, leaflet, inputs, order):
        return faults
    grown = tuple(_longest_messages(leaflet, inputs))
    return *(_naming(fault) if grown else fault for fault in error.diagnostics), *grown


def _naming(fault: Diagnostic) -> Diagnostic:
    """Return a fault whose hint names the messages that are told after it."""
    hint = translatable("%(hint)s See the messages that grew most, below.", hint=fault.hint)
    return replace(fault, hint=hint)


def _too_many_contacts(
    error: TypesetError, leaflet: Leaflet, inputs: Inputs, order: Order
) -> tuple[Diagnostic, ...]:
    """Return what to say of a leaflet that would fit with fewer contacts, or nothing."""
    edition, fit = leaflet.edition, fit_of(leaflet)
    typesetter = typesetter_for(order.font_cache, leaflet.fonts)

    def fits(count: int) -> bool:
        _, page = inputs.leaflet(
            edition,
            leaflet.contacts[:count],
            allow_incomplete=order.allow_incomplete,
            site=order.site,
        )
        try:
            typesetter.typeset(page, fit, edition.stem)
        except TypesetError:
            return False
        return True

    given = len(leaflet.contacts)
    # The first number of contacts that does not fit: more never do where fewer don't.
    count = bisect_left(range(given), True, key=lambda count: not fits(count)) - 1
    if not given or count < 0:
        return ()
    hint = translatable(
        "Its %(given)s contacts are the cause: at most %(most)s would fit. Untick some in the "
        "desk; or choose with --country and --region, or take some out of the file.",
        given=given,
        most=count,
    )
    return tuple(replace(diagnostic, hint=hint) for diagnostic in error.diagnostics)


def _longest_messages(leaflet: Leaflet, inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield the three messages that grew most in translation."""
    catalog = inputs.catalog(leaflet.edition.brief, leaflet.edition.locale)
    grown = []
    for segment in inputs.source(leaflet.edition).segments():
        entry, text = catalog.entry(segment.key), catalog.lookup(segment.key)
        if entry is not None and text is not None:
            grown.append((len(text) - len(segment.text), entry, text))
    for more, entry, text in sorted(grown, key=lambda item: item[0], reverse=True)[:3]:
        yield Diagnostic(
            check="fit",
            message=translatable(
                "%(more)s characters longer than its source: %(text)s",
                more=more,
                text=shorten(text, 60),
            ),
            location=Location(catalog.path, entry.line),
            locale=catalog.locale,
            msgid=entry.message.msgid,
        )
