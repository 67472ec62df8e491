"""catalogs."""

from briefkit.catalogs.correction import Correction
from briefkit.catalogs.glossary import Term, parse_glossary
from briefkit.catalogs.merging import (
    merge,
    new_catalog,
    record_review,
    record_translation,
    rename,
    template_catalog,
)
from briefkit.catalogs.pofile import parse_catalog, serialise_catalog
from briefkit.catalogs.pseudo import hard_coded_words, pseudo_catalog
from briefkit.catalogs.translating import (
    BANDS,
    DISCLAIMER,
    Label,
    altered_placeholders,
    missing_messages,
    translate,
    translate_label,
)

__all__ = [
    "BANDS",
    "DISCLAIMER",
    "Correction",
    "Label",
    "Term",
    "altered_placeholders",
    "hard_coded_words",
    "merge",
    "missing_messages",
    "new_catalog",
    "parse_catalog",
    "parse_glossary",
    "pseudo_catalog",
    "record_review",
    "record_translation",
    "rename",
    "serialise_catalog",
    "template_catalog",
    "translate",
    "translate_label",
]
