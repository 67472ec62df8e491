"""The files of a project: what is where, read and written. Nothing else looks for files.

In: a project's folder, and the folder that comes with the program for what it lacks.
Out: briefs, messages, catalogs and contacts as the model has them; files written whole.
"""

from briefkit.project.brief_names import require_usable_name
from briefkit.project.briefs import LoadedBrief, code_of
from briefkit.project.catalog_files import shipped_catalogs, without_messages
from briefkit.project.choices import require_choice
from briefkit.project.contact_files import (
    read_contact_file,
    read_harmonised_numbers,
    read_known_contacts,
)
from briefkit.project.declared_languages import LANGUAGES, declare_languages_of
from briefkit.project.dictionaries import Dictionaries, installed_dictionaries
from briefkit.project.easy_texts import ReadText, author_warnings, readable_texts
from briefkit.project.files import (
    TEXT_LIMIT,
    append_line,
    decode_text,
    digest_of,
    drop_empty_folders,
    read_bytes,
    read_text,
    remove_file,
    write_atomically,
)
from briefkit.project.folders import (
    PAGES,
    bundled_folder,
    find_folder,
    require_own_folder,
    require_top_folder,
)
from briefkit.project.glossary_files import (
    GLOSSARY,
    read_glossary_file,
    write_glossary_file,
)
from briefkit.project.history import Revision, is_kept_by_git, revisions_of
from briefkit.project.locks import locked
from briefkit.project.noting import Written, note_written, noted_writes
from briefkit.project.program_messages import page_messages
from briefkit.project.project import (
    DESK_DOMAIN,
    LEAFLET_DOMAIN,
    Project,
    brand_fonts,
    brief_locales,
    domain_locales,
    font_warnings,
    is_source,
    language_fonts,
    require_domain,
    source_locales,
    template_folders,
)
from briefkit.project.sources import source_digest, source_files
from briefkit.project.themes import THEME

__all__ = [
    "DESK_DOMAIN",
    "GLOSSARY",
    "LANGUAGES",
    "LEAFLET_DOMAIN",
    "PAGES",
    "TEXT_LIMIT",
    "THEME",
    "Dictionaries",
    "LoadedBrief",
    "Project",
    "ReadText",
    "Revision",
    "Written",
    "append_line",
    "author_warnings",
    "brand_fonts",
    "brief_locales",
    "bundled_folder",
    "code_of",
    "declare_languages_of",
    "decode_text",
    "digest_of",
    "domain_locales",
    "drop_empty_folders",
    "find_folder",
    "font_warnings",
    "installed_dictionaries",
    "is_kept_by_git",
    "is_source",
    "language_fonts",
    "locked",
    "note_written",
    "noted_writes",
    "page_messages",
    "read_bytes",
    "read_contact_file",
    "read_glossary_file",
    "read_harmonised_numbers",
    "read_known_contacts",
    "read_text",
    "readable_texts",
    "remove_file",
    "require_choice",
    "require_domain",
    "require_own_folder",
    "require_top_folder",
    "require_usable_name",
    "revisions_of",
    "shipped_catalogs",
    "source_digest",
    "source_files",
    "source_locales",
    "template_folders",
    "without_messages",
    "write_atomically",
    "write_glossary_file",
]
