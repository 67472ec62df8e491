"""preview."""

from briefkit.preview.files import Subject, read_preview
from briefkit.preview.preview import (
    Preview,
    ShownMessage,
    State,
    make_preview,
    preview_as_json,
)

__all__ = [
    "Preview",
    "ShownMessage",
    "State",
    "Subject",
    "make_preview",
    "preview_as_json",
    "read_preview",
]
