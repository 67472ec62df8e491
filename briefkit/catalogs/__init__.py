"""Catalogs: the translations of messages in gettext's PO format.

In: the bytes of PO files, messages of briefs and templates, a glossary in CSV.
Out: Catalogs (new, merged, reviewed) and their bytes, translated text, terms, or CatalogError.
"""

from briefkit.catalogs.alterations import (
    PLACEHOLDER,
    altered_citations,
    altered_links,
    altered_placeholders,
)
from briefkit.catalogs.compendium import filled
from briefkit.catalogs.confirming import (
    confirmation,
    unconfirmed,
    unconfirmed_messages,
)
from briefkit.catalogs.glossary import (
    Term,
    glossary_with,
    paired_terms,
    parse_glossary,
    term_pattern,
    terms_in,
)
from briefkit.catalogs.memory import Match, memory_matches
from briefkit.catalogs.merging import merge
from briefkit.catalogs.notices import (
    BANDS,
    DISCLAIMER,
    EMBLEM,
    EU_DISCLAIMERS,
    EU_STATEMENT,
    NOTICES,
)
from briefkit.catalogs.po_reading import parse_catalog
from briefkit.catalogs.po_saving import is_written_as, serialise_catalog, unfit_messages
from briefkit.catalogs.pseudo import hard_coded_words, pseudo_catalog
from briefkit.catalogs.readings import Reading, reading_of, record_reading
from briefkit.catalogs.reconciling import reconcile
from briefkit.catalogs.recording import (
    record_confirmations,
    record_note,
    record_review,
    record_translation,
    rename,
    with_entry,
    withdraw_confirmations,
)
from briefkit.catalogs.starting import NOBODY, new_catalog, template_catalog
from briefkit.catalogs.translating import (
    TEMPLATES_LOCALE,
    Label,
    is_templates_language,
    missing_messages,
    translate,
    translate_label,
)
from briefkit.catalogs.unfolding import unfolded

__all__ = [
    "BANDS",
    "DISCLAIMER",
    "EMBLEM",
    "EU_DISCLAIMERS",
    "EU_STATEMENT",
    "NOBODY",
    "NOTICES",
    "PLACEHOLDER",
    "TEMPLATES_LOCALE",
    "Label",
    "Match",
    "Reading",
    "Term",
    "altered_citations",
    "altered_links",
    "altered_placeholders",
    "confirmation",
    "filled",
    "glossary_with",
    "hard_coded_words",
    "is_templates_language",
    "is_written_as",
    "memory_matches",
    "merge",
    "missing_messages",
    "new_catalog",
    "paired_terms",
    "parse_catalog",
    "parse_glossary",
    "pseudo_catalog",
    "reading_of",
    "reconcile",
    "record_confirmations",
    "record_note",
    "record_reading",
    "record_review",
    "record_translation",
    "rename",
    "serialise_catalog",
    "template_catalog",
    "term_pattern",
    "terms_in",
    "translate",
    "translate_label",
    "unconfirmed",
    "unconfirmed_messages",
    "unfit_messages",
    "unfolded",
    "with_entry",
    "withdraw_confirmations",
]
