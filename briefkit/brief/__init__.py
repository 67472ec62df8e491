"""brief."""

from briefkit.brief.citations import (
    Note,
    Reference,
    SourceIndexRow,
    citations_in,
    number_notes,
    parse_references,
    source_index,
)
from briefkit.brief.messages import brief_messages, template_messages
from briefkit.brief.source import (
    AUDIENCES,
    NamedSettings,
    hidden_characters,
    parse_blocks,
    parse_brief,
    parse_inline,
    parse_settings,
    parse_toml,
    without_hidden,
)

__all__ = [
    "AUDIENCES",
    "NamedSettings",
    "Note",
    "Reference",
    "SourceIndexRow",
    "brief_messages",
    "citations_in",
    "hidden_characters",
    "number_notes",
    "parse_blocks",
    "parse_brief",
    "parse_inline",
    "parse_references",
    "parse_settings",
    "parse_toml",
    "source_index",
    "template_messages",
    "without_hidden",
]
