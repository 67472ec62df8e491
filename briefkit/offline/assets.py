"""The files that a server of pages gives at its root, and what a page's policy must allow for."""

from pathlib import Path

__all__ = ["MANIFEST_NAME", "OFFLINE_ASSETS", "OFFLINE_POLICY"]

# The web app manifest, of the template “manifest.webmanifest.jinja” (W3C Web Application Manifest).
MANIFEST_NAME = "manifest.webmanifest"

_PAGES = Path(__file__).parent / "pages"
_NAMES = ("icon-192.png", "icon-512.png", "icon.svg", "keep.css", "keep.js", "worker.js")

# At the root: a service worker answers for what lies beside it and below.
OFFLINE_ASSETS = {name: _PAGES / name for name in _NAMES}

# What a Content-Security-Policy has besides: nothing of it is from elsewhere.
OFFLINE_POLICY = "manifest-src 'self'; worker-src 'self'"
