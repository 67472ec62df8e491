"""A leaflet as its translator sees it while she works, gaps and faults marked.

In: an edition and its files as they are now.
Out: its page, every message with its state, and what the checks find.
"""

from briefkit.preview.files import Subject, read_preview
from briefkit.preview.messages import ShownMessage, State, shown_message
from briefkit.preview.previews import Preview, make_preview

__all__ = [
    "Preview",
    "ShownMessage",
    "State",
    "Subject",
    "make_preview",
    "read_preview",
    "shown_message",
]
