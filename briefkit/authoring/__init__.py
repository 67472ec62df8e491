"""What an author does: a brief is started, its text edited, taken over or corrected.

In: a project, and what a person says, writes or sends; times as gettext's headers have them.
Out: files written whole, or what is wrong; what a change does to the translations, beforehand.
"""

from briefkit.authoring.corrections import (
    PlannedCorrection,
    plan_correction,
    write_correction,
)
from briefkit.authoring.documents import (
    free_place,
    imported_text,
    write_imported,
    write_pictures,
)
from briefkit.authoring.drafts import lay_out_draft
from briefkit.authoring.effects import (
    TranslatorsNote,
    Unsettled,
    translators_notes,
    unsettled_languages,
)
from briefkit.authoring.making import MadeBrief, make_brief, text_names
from briefkit.authoring.schema_file import SCHEMA_FILE, schema_text, write_schema
from briefkit.authoring.slips import mended_slip
from briefkit.authoring.texts import (
    SourceText,
    brief_settings,
    read_source_text,
    text_file,
    write_source_text,
)
from briefkit.authoring.wishes import (
    FUNDERS,
    NO_FUNDER,
    OTHER_FUNDER,
    Wishes,
    language_faults,
    name_faults,
    text_faults,
    typed_locales,
    wish_faults,
)

__all__ = [
    "FUNDERS",
    "NO_FUNDER",
    "OTHER_FUNDER",
    "SCHEMA_FILE",
    "MadeBrief",
    "PlannedCorrection",
    "SourceText",
    "TranslatorsNote",
    "Unsettled",
    "Wishes",
    "brief_settings",
    "free_place",
    "imported_text",
    "language_faults",
    "lay_out_draft",
    "make_brief",
    "mended_slip",
    "name_faults",
    "plan_correction",
    "read_source_text",
    "schema_text",
    "text_faults",
    "text_file",
    "text_names",
    "translators_notes",
    "typed_locales",
    "unsettled_languages",
    "wish_faults",
    "write_correction",
    "write_imported",
    "write_pictures",
    "write_schema",
    "write_source_text",
]
