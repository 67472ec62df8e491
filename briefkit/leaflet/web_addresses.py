"""Where a leaflet stands on the web: the site and the codes on paper ask here alone."""

from urllib.parse import quote

from briefkit.model import Edition, Settings

__all__ = ["page_address", "page_name"]


def page_name(edition: Edition, settings: Settings) -> str:
    """Return the name of a leaflet's page on the site, below its language, without its ending.

    It goes by the brief's code: an address is printed, and stays in a browser's history.
    """
    return f"{settings.code.lower()}.{edition.audience}"


def page_address(site: str, edition: Edition, settings: Settings) -> str:
    """Return the address of a leaflet's page; `site` is that of the site, with its last slash.

    The leaflets of all offices have one page, and so have those of all formats.
    """
    return f"{site}{quote(f'{edition.locale}/{page_name(edition, settings)}.html')}"
