"""A brief becomes a leaflet in a language, and the leaflet a page of HTML in a format.

In: a brief, its catalogs and contacts, the templates, a format and a finish.
Out: a leaflet that knows what fell back to the source's language; its page, HTML and stylesheet.
"""

from briefkit.leaflet.bare_text import words_of_cards
from briefkit.leaflet.codes import ALPHABET
from briefkit.leaflet.compiled_templates import COMPILED
from briefkit.leaflet.drawings import emblem, pictogram_drawing
from briefkit.leaflet.environment import fillable, new_environment
from briefkit.leaflet.figures import blurred_pictures
from briefkit.leaflet.finishing import PLAIN, Finish
from briefkit.leaflet.for_browsers import browser_html
from briefkit.leaflet.formats import (
    FORMATS,
    LANGUAGES_SHEETS,
    PRINTED,
    Format,
    find_format,
    format_of,
)
from briefkit.leaflet.language_lines import AVAILABLE, LanguageLine, in_script_order
from briefkit.leaflet.language_pairs import in_two_languages, with_twin
from briefkit.leaflet.links import LONGEST_CODE
from briefkit.leaflet.localising import Leaflet, Wording, localise_text
from briefkit.leaflet.notices import is_foreign_notice, notice_positions
from briefkit.leaflet.page import FILLS_PANELS, Adjustment, Page, PageElement, PageFault, read_page
from briefkit.leaflet.passages import Passage, passages_of
from briefkit.leaflet.sheets import (
    PT_PER_MM,
    Cell,
    Sheet,
    Side,
    booklet_sides,
    card_sides,
    trifold_sides,
)
from briefkit.leaflet.template_files import (
    require_sound_templates,
    template_faults,
    template_texts,
)
from briefkit.leaflet.templates import Templates, read_templates
from briefkit.leaflet.web_addresses import page_address, page_name

__all__ = [
    "ALPHABET",
    "AVAILABLE",
    "COMPILED",
    "FILLS_PANELS",
    "FORMATS",
    "LANGUAGES_SHEETS",
    "LONGEST_CODE",
    "PLAIN",
    "PRINTED",
    "PT_PER_MM",
    "Adjustment",
    "Cell",
    "Finish",
    "Format",
    "LanguageLine",
    "Leaflet",
    "Page",
    "PageElement",
    "PageFault",
    "Passage",
    "Sheet",
    "Side",
    "Templates",
    "Wording",
    "blurred_pictures",
    "booklet_sides",
    "browser_html",
    "card_sides",
    "emblem",
    "fillable",
    "find_format",
    "format_of",
    "in_script_order",
    "in_two_languages",
    "is_foreign_notice",
    "localise_text",
    "new_environment",
    "notice_positions",
    "page_address",
    "page_name",
    "passages_of",
    "pictogram_drawing",
    "read_page",
    "read_templates",
    "require_sound_templates",
    "template_faults",
    "template_texts",
    "trifold_sides",
    "with_twin",
    "words_of_cards",
]
