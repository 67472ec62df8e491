"""A brief's files become a Brief: its Markdown texts, `brief.toml` and references.

In: the text of those files, and the path by which their places are named.
Out: a Brief of segments, its references, notes and messages; or SourceError, with file and line.
"""

from briefkit.brief.blocks import parse_blocks, picture_files
from briefkit.brief.characters import hidden_characters
from briefkit.brief.declared_languages import font_fault, parse_languages
from briefkit.brief.inline import parse_inline, without_hidden
from briefkit.brief.look_alikes import as_latin
from briefkit.brief.markdown import decoded
from briefkit.brief.messages import brief_messages, code_messages, extract_brief, template_messages
from briefkit.brief.near_names import did_you_mean
from briefkit.brief.notes import (
    Note,
    NoteItem,
    SourceIndexRow,
    citations_in,
    note_labels,
    note_marks,
    number_notes,
    reference_marks_in,
    source_index,
)
from briefkit.brief.pictures import read_picture, with_texts
from briefkit.brief.references import Reference, WorkKind, parse_references, unprinted_fields
from briefkit.brief.required_notices import required_notice_faults
from briefkit.brief.schema import settings_schema
from briefkit.brief.settings import ParsedSettings, parse_settings
from briefkit.brief.settings_faults import Places, places_in
from briefkit.brief.texts import citation_faults, parse_brief
from briefkit.brief.toml import parse_toml
from briefkit.brief.unset_signs import UnsetMarkup, printed_markup, unset_markup
from briefkit.brief.upgrading import upgraded_settings

__all__ = [
    "Note",
    "NoteItem",
    "ParsedSettings",
    "Places",
    "Reference",
    "SourceIndexRow",
    "UnsetMarkup",
    "WorkKind",
    "as_latin",
    "brief_messages",
    "citation_faults",
    "citations_in",
    "code_messages",
    "decoded",
    "did_you_mean",
    "extract_brief",
    "font_fault",
    "hidden_characters",
    "note_labels",
    "note_marks",
    "number_notes",
    "parse_blocks",
    "parse_brief",
    "parse_inline",
    "parse_languages",
    "parse_references",
    "parse_settings",
    "parse_toml",
    "picture_files",
    "places_in",
    "printed_markup",
    "read_picture",
    "reference_marks_in",
    "required_notice_faults",
    "settings_schema",
    "source_index",
    "template_messages",
    "unprinted_fields",
    "unset_markup",
    "upgraded_settings",
    "with_texts",
    "without_hidden",
]
