"""The frozen things that travel from room to room.

In: what a brief, a catalog or an order says, as plain values.
Out: frozen dataclasses that hold it, with what follows from them alone.
"""

from briefkit.model.blocks import Block, Kind, Segment
from briefkit.model.brief import Brief
from briefkit.model.catalog import Catalog, Provenance, Review, gettext_time, reviews_of
from briefkit.model.edition import Edition, office_slug
from briefkit.model.inline import (
    Break,
    Citation,
    CitedWork,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    NoteReference,
    Strong,
    Text,
    locales_in,
    plain_text,
)
from briefkit.model.localised import LocalisedText
from briefkit.model.messages import IGNORING, REVIEWED, Entry, Message, MessageKey, wanted_in
from briefkit.model.pictograms import PICTOGRAMS, Pictogram
from briefkit.model.pictures import Picture
from briefkit.model.settings import (
    FORMATS_OF_LEVELS,
    Audience,
    Brand,
    Fit,
    Funder,
    Level,
    Logo,
    NotesAt,
    Place,
    Position,
    Preset,
    Settings,
    Wording,
)

__all__ = [
    "FORMATS_OF_LEVELS",
    "IGNORING",
    "PICTOGRAMS",
    "REVIEWED",
    "Audience",
    "Block",
    "Brand",
    "Break",
    "Brief",
    "Catalog",
    "Citation",
    "CitedWork",
    "Edition",
    "Emphasis",
    "Entry",
    "Fit",
    "Funder",
    "InLanguage",
    "Inline",
    "Kind",
    "Level",
    "Link",
    "LocalisedText",
    "Logo",
    "Message",
    "MessageKey",
    "NoteReference",
    "NotesAt",
    "Pictogram",
    "Picture",
    "Place",
    "Position",
    "Preset",
    "Provenance",
    "Review",
    "Segment",
    "Settings",
    "Strong",
    "Text",
    "Wording",
    "gettext_time",
    "locales_in",
    "office_slug",
    "plain_text",
    "reviews_of",
    "wanted_in",
]
