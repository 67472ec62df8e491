"""The frozen things that travel from room to room.

In: what a brief, a catalog or an order says, as plain values.
Out: frozen dataclasses that hold it, with what follows from them alone.
"""

from briefkit.model.blocks import Block, Kind, Segment
from briefkit.model.brief import Brief, Fit, Settings
from briefkit.model.catalog import Catalog, gettext_time
from briefkit.model.edition import Edition, office_slug
from briefkit.model.inline import Break, Citation, CitedWork, Emphasis, Inline, Link, Strong, Text
from briefkit.model.localised import LocalisedText
from briefkit.model.messages import Entry, Message, MessageKey

__all__ = [
    "Block",
    "Break",
    "Brief",
    "Catalog",
    "Citation",
    "CitedWork",
    "Edition",
    "Emphasis",
    "Entry",
    "Fit",
    "Inline",
    "Kind",
    "Link",
    "LocalisedText",
    "Message",
    "MessageKey",
    "Segment",
    "Settings",
    "Strong",
    "Text",
    "gettext_time",
    "office_slug",
]
