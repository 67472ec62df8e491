"""A leaflet as a web page."""

from dataclasses import dataclass

from briefkit.build.inputs import inputs_of
from briefkit.build.orders import Order
from briefkit.build.planning import orders_by_office
from briefkit.model import Edition

__all__ = ["WebPage", "web_page"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A leaflet as HTML; its title, and the project’s name in the source’s language."""

    html: str
    title: str
    project: str


def web_page(edition: Edition, order: Order) -> WebPage:
    """Return a leaflet as HTML without a stylesheet. Raises CatalogError where it has gaps."""
    inputs = inputs_of(order.root, order.bundled)
    contacts = orders_by_office(order)[edition.office].contacts
    leaflet, page = inputs.leaflet(edition, contacts, allow_incomplete=order.allow_incomplete)
    funder = inputs.source(edition).settings.funder
    project = funder.project if funder else ""
    return WebPage(html=page.html, title=leaflet.brief.title.plain, project=project)
