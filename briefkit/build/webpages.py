"""A leaflet as a web page."""

from dataclasses import dataclass, replace
from datetime import date

from briefkit.build.inputs import inputs_of
from briefkit.build.orders import Order
from briefkit.build.planning import orders_by_office
from briefkit.leaflet import page_name
from briefkit.model import Edition, Level, Provenance

__all__ = ["WebPage", "web_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A leaflet as HTML, and its title.

    `label` says whom it is for, and is empty where the brief leaves that to its `level`; `project`
    is the short name of the one that paid, `name` that of its files on the site. `emergency` is the
    number to call, if it has one, `colour` the brand's (“#RRGGBB”), empty where it has none.
    `check_by` is the last day on which all its contacts count as checked, None where it has none.
    """

    name: str
    html: str
    title: str
    label: str
    level: Level
    project: str
    emergency: str
    colour: str
    provenance: Provenance
    check_by: date | None


def web_page(edition: Edition, order: Order) -> WebPage:
    """Return a leaflet as HTML without a stylesheet, whatever its format: as on A4 sheets.

    Raises CatalogError where it has gaps.
    """
    edition = replace(edition, format="a4", alias="")
    inputs = inputs_of(order.root, order.bundled)
    contacts = orders_by_office(order)[edition.office].contacts
    leaflet, page = inputs.leaflet(edition, contacts, allow_incomplete=order.allow_incomplete)
    funder = inputs.source(edition).settings.funder
    label = leaflet.brief.words.label
    return WebPage(
        name=page_name(edition, leaflet.brief.settings),
        html=page.html,
        title=leaflet.brief.title.plain,
        label=label.plain if label else "",
        level=leaflet.brief.reader.level,
        project=funder.project if funder else "",
        emergency=leaflet.brief.reader.emergency,
        colour=leaflet.brief.settings.brand.colour,
        provenance=leaflet.provenance,
        check_by=min((contact.check_by for contact in leaflet.contacts), default=None),
    )
