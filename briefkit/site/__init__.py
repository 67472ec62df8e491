"""site."""

from briefkit.site.gallery import LEAFLETS, is_site, site_files

__all__ = [
    "LEAFLETS",
    "is_site",
    "site_files",
]
