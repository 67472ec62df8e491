"""What is sent beside cards, as bare text: a message to paste, and all their words."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

from briefkit.leaflet.page import Page

__all__ = ["CARD", "text_of", "words_of_cards"]

# What a card begins with, in the HTML of a format to send.
CARD = '<section class="card'

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.DOTALL)
# Not those that keep a line together.
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^>]*>")
_ISOLATE = re.compile(r'<bdi\b[^>]*dir="ltr"[^>]*>')
# Where a line ends: after words, and after the description of a drawing.
_ENDS = re.compile(r"</(?:p|h[1-6]|li|dt|dd|td|th|caption|figcaption|title)>|<br>")


def text_of(html: str, direction: str) -> str:
    """Return the paragraphs of some HTML as lines, an empty one for each that has no words.

    `direction` is that of the text: “ltr” or “rtl”.
    """
    lines = [_plain(words, direction) for words in _PARAGRAPH.findall(html)]
    return "\n".join(lines).strip() + "\n"


def words_of_cards(page: Page, direction: str) -> str:
    """Return all words of a page's cards, each with its number: “1/6”, and descriptions.

    What it says of being a draft stands before them. For whoever is read to: a picture has no
    words that a telephone could say.
    """
    before, *cards = page.html.partition("<body")[2].split(CARD)
    parts = [_lines(before.partition(">")[2], direction)]
    for number, card in enumerate(cards, start=1):
        words = _lines(card.partition(">")[2], direction)
        parts.append(chain([f"{number}/{len(cards)}"], words))
    return "\n\n".join(filter(None, map("\n".join, parts))) + "\n"


def _lines(html: str, direction: str) -> Iterator[str]:
    for part in _ENDS.split(html):
        if words := _plain(part, direction):
            yield words


def _plain(html: str, direction: str) -> str:
    """Return text without markup; from right to left, signs keep the others' direction (UAX #9).

    A line that is one such passage needs none: an address by itself stays one that can be pressed.
    """
    if direction == "rtl":
        html = _ISOLATE.sub("\u2066", html).replace("</bdi>", "\u2069")
    text = _BLANKS.sub(" ", unescape(_TAG.sub("", html))).strip(" ")
    alone = re.fullmatch("\u2066([^\u2066]*)\u2069", text)
    return alone[1] if alone else text
