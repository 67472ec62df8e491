"""Right-to-left text: what it says, and in which direction its pages are read."""

import pydyf

from briefkit.languages import direction, has_altered_letters, has_right_to_left
from briefkit.leaflet import Page
from briefkit.typeset.mend.tag_reading import SOFT_HYPHEN
from briefkit.typeset.mend.tag_tree import Kid, Piece, Tag

__all__ = ["say_words", "write_direction"]


def _is_read_leftwards(pdf: pydyf.PDF) -> bool:
    return direction(pdf.catalog["Lang"].string.replace("-", "_")) == "rtl"


def write_direction(pdf: pydyf.PDF) -> None:
    """Write the direction of reading where it is right to left; WeasyPrint doesn't.

    ISO 32000-1, 12.2: Direction of the viewer's preferences.
    """
    if _is_read_leftwards(pdf):
        pdf.catalog["ViewerPreferences"]["Direction"] = b"/R2L"


def _is_drawn_otherwise(text: str) -> bool:
    return has_right_to_left(text) or has_altered_letters(text)


def say_words(tree: Tag, pdf: pydyf.PDF, page: Page) -> None:
    """Write what text says that is drawn backwards or out of order, in glyphs of several letters.

    ISO 14289-1, 7.2 and 7.21.7; ISO 32000-1, 14.9.4: ActualText says what they stand for. On a
    right-to-left page readers reorder the rest too, and so they do where it stands beside another
    language: there all of it is said.
    """
    beside = any(element.tag == "briefkit-pair" for element in page.elements)
    everything = _is_read_leftwards(pdf) or (beside and has_right_to_left(page.text))
    for tag in tree.walk():
        kids: list[Kid] = []
        for kid in tag.kids:
            if isinstance(kid, Piece) and (everything or _is_drawn_otherwise(kid.text)):
                text = kid.text[:-1] if kid.tail == SOFT_HYPHEN else kid.text
                actual_text = text.strip() and text + kid.tail
                kid.tail = ""
                kids.append(Tag("Span", [kid], actual_text=actual_text) if actual_text else kid)
            else:
                kids.append(kid)
        tag.kids = kids
