"""What differs from language to language (Babel's data, from the CLDR), and its fonts.

In: codes of locales (“pt_BR”), and text, dates or names of languages.
Out: names, dates, quotation marks and orders of that language; a folder of static fonts.
"""

from briefkit.languages.conventions import (
    direction,
    format_day,
    hyphenates,
    plural_forms,
    quotes,
    separators,
)
from briefkit.languages.fonts import (
    ARABIC,
    FAMILIES,
    SOURCES,
    FontSource,
    families_for,
    missing_glyphs,
    sources_for,
)
from briefkit.languages.locales import (
    PSEUDO_LOCALES,
    canonical_locale,
    is_known,
    language_tag,
    require_known,
    same_but_spelling,
)
from briefkit.languages.names import endonym, endonyms, english_name, language_names, name_for
from briefkit.languages.sorting import sort_key
from briefkit.languages.static_fonts import arabic_letters, install_fonts

__all__ = [
    "ARABIC",
    "FAMILIES",
    "PSEUDO_LOCALES",
    "SOURCES",
    "FontSource",
    "arabic_letters",
    "canonical_locale",
    "direction",
    "endonym",
    "endonyms",
    "english_name",
    "families_for",
    "format_day",
    "hyphenates",
    "install_fonts",
    "is_known",
    "language_names",
    "language_tag",
    "missing_glyphs",
    "name_for",
    "plural_forms",
    "quotes",
    "require_known",
    "same_but_spelling",
    "separators",
    "sort_key",
    "sources_for",
]
