"""Weblate and the catalogs agree: who stands by which words, and where on a page each one stands.

In: a Weblate's API with a key, a project's slug in it, and a project's catalogs and briefs.
Out: catalogs with its approvals as reviews, units of Weblate approved or with pictures of pages; or
RemoteError for what Weblate refuses.
"""

from briefkit.weblate.agreeing import Agreement, agreed
from briefkit.weblate.client import Client
from briefkit.weblate.pictures import PagePicture, page_pictures, show_pictures
from briefkit.weblate.reviews import approve, read_units
from briefkit.weblate.units import Unit

__all__ = [
    "Agreement",
    "Client",
    "PagePicture",
    "Unit",
    "agreed",
    "approve",
    "page_pictures",
    "read_units",
    "show_pictures",
]
