"""What differs from language to language (Babel's data, from the CLDR), and its fonts.

In: codes of locales (“pt_BR”), and text, dates or names of languages.
Out: names, dates, quotation marks and orders of that language; a folder of static fonts.
"""

from briefkit.languages.bidirectional import first_strong, has_right_to_left
from briefkit.languages.brand_fonts import (
    UnusableFontError,
    brand_sources,
    fonts_for,
    script_takes_brand_font,
    takes_brand_font,
)
from briefkit.languages.conventions import (
    direction,
    format_day,
    format_span,
    plural_forms,
    separators,
)
from briefkit.languages.declared import (
    DeclaredLanguage,
    declare_languages,
    declared_language,
    declared_languages,
)
from briefkit.languages.fonts import (
    ARABIC,
    FAMILIES,
    SOURCES,
    FontSource,
    families_of,
    has_font_of,
    missing_glyphs,
    sources_for,
    uninstalled_font,
)
from briefkit.languages.lists import country_list, language_list, spoken_languages
from briefkit.languages.locales import (
    PSEUDO_LOCALES,
    canonical_locale,
    in_cldr,
    is_known,
    language_tag,
    same_as,
    same_but_spelling,
)
from briefkit.languages.meant import (
    languages_like,
    languages_meant,
    languages_named,
    months_meant,
    require_known,
)
from briefkit.languages.names import (
    LanguageName,
    endonym,
    endonyms,
    english_name,
    joining_prefix,
    joining_word,
    language_names,
    name_for,
)
from briefkit.languages.quotation import quotation_pairs, quotes
from briefkit.languages.script_fonts import use_fonts_in
from briefkit.languages.scripts import (
    has_altered_letters,
    script,
    script_name,
    scripts_of,
    writing_of,
)
from briefkit.languages.sentences import SENTENCE_END, sentence_gaps, sentences_of
from briefkit.languages.short_words import binds_to_next, has_spaces, is_short_word, may_bind
from briefkit.languages.sorting import sort_key
from briefkit.languages.static_fonts import arabic_letters, install_fonts, replaced_glyphs
from briefkit.languages.syllable_counts import syllables
from briefkit.languages.widths import columns, is_wide, letters

__all__ = [
    "ARABIC",
    "FAMILIES",
    "PSEUDO_LOCALES",
    "SENTENCE_END",
    "SOURCES",
    "DeclaredLanguage",
    "FontSource",
    "LanguageName",
    "UnusableFontError",
    "arabic_letters",
    "binds_to_next",
    "brand_sources",
    "canonical_locale",
    "columns",
    "country_list",
    "declare_languages",
    "declared_language",
    "declared_languages",
    "direction",
    "endonym",
    "endonyms",
    "english_name",
    "families_of",
    "first_strong",
    "fonts_for",
    "format_day",
    "format_span",
    "has_altered_letters",
    "has_font_of",
    "has_right_to_left",
    "has_spaces",
    "in_cldr",
    "install_fonts",
    "is_known",
    "is_short_word",
    "is_wide",
    "joining_prefix",
    "joining_word",
    "language_list",
    "language_names",
    "language_tag",
    "languages_like",
    "languages_meant",
    "languages_named",
    "letters",
    "may_bind",
    "missing_glyphs",
    "months_meant",
    "name_for",
    "plural_forms",
    "quotation_pairs",
    "quotes",
    "replaced_glyphs",
    "require_known",
    "same_as",
    "same_but_spelling",
    "script",
    "script_name",
    "script_takes_brand_font",
    "scripts_of",
    "sentence_gaps",
    "sentences_of",
    "separators",
    "sort_key",
    "sources_for",
    "spoken_languages",
    "syllables",
    "takes_brand_font",
    "uninstalled_font",
    "use_fonts_in",
    "writing_of",
]
