"""A leaflet as its translator sees it while she works, gaps and faults marked.

In: an edition and its files as they are now.
Out: its page, every message with its state, and what the checks find.
"""

from briefkit.preview.files import Subject, Typed, read_messages, read_page, read_preview
from briefkit.preview.messages import ShownMessage, State, message_id, shown_message
from briefkit.preview.previews import Preview, PreviewTexts, make_preview
from briefkit.preview.room import MOST_LINES, room_of_typed

__all__ = [
    "MOST_LINES",
    "Preview",
    "PreviewTexts",
    "ShownMessage",
    "State",
    "Subject",
    "Typed",
    "make_preview",
    "message_id",
    "read_messages",
    "read_page",
    "read_preview",
    "room_of_typed",
    "shown_message",
]
