"""The preview's web server: it watches the files, and the page follows every save.

In: what is previewed, and a socket; it needs what the extra “preview” installs.
Out: a page for this computer alone, until the process is interrupted.
"""

from briefkit.preview.server.application import serve
from briefkit.preview.server.views import preview_as_json

__all__ = ["preview_as_json", "serve"]
