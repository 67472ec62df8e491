"""The static web site of leaflets: for any web host, without a script.

In: leaflets that are built, with their manifest.
Out: the site's other files: pages, pictures, a stylesheet.
"""

from briefkit.site.gallery import LEAFLETS, is_site, site_files

__all__ = ["LEAFLETS", "is_site", "site_files"]
