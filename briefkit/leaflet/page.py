"""A page: the HTML of a leaflet, and what a reader finds in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal, NamedTuple

__all__ = ["FILLS_PANELS", "Adjustment", "Page", "PageElement", "PageFault", "read_page"]

PageFault = Literal[
    "over",
    "alone",
    "short",
    "lost",
    "long",
    "close",
    "apart",
    "flowing",
    "roomy",
    "crowded",
    "blank",
    "empty",
    "sheet",
    "sparse",
    "few",
]
"""What may be wrong with a layout: its cover runs over, what closes it stands alone …"""

# Of panels, these only say that there is too little on them.
FILLS_PANELS: tuple[PageFault, ...] = ("flowing", "roomy")


class Adjustment(NamedTuple):
    """A stylesheet that is added where a layout has a fault, if that mends it."""

    fault: PageFault
    css: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageElement:
    """An element of a page's HTML: it holds the characters `start` to `end` of the page's text.

    Blanks are not counted, for typesetting adds and takes away some. `lang`, `direction` and `id`
    are its own.
    """

    tag: str
    start: int
    end: int
    lang: str
    id: str
    direction: str = ""


class Fuller(NamedTuple):
    """A stylesheet (its name, or what it holds) for a page, as Python counts, that has room.

    That is one that is filled less than `below`: a reader sees no room on one that is fuller.
    """

    page: int
    css: str
    below: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A leaflet's HTML and its stylesheet, both whole: nothing else is fetched.

    `language_spans` are the texts in another language than the page's, with their languages, in
    document order; `adjustments` are tried in their order, and the stylesheets of its `roomier` and
    `closer` looks are for texts that are short or long, the `fuller` ones for a page that is far
    from full; `panels` how many there are of a
    sheet that is folded from panels (0 for other pages); `link_names` what each target's links are
    called; `text` what a reader reads, and `text_name` what it is in messages: “the German
    translation”; `elements` those of the HTML, an inner one before the one around it. `cards` are
    as many pages as it must take, 0 where it need not. Of one that `has_cover`, what is between
    that and its back is filled; its sheets have `step` pages. One that is `balanced` has pages that
    are filled alike.
    """

    html: str
    css: str
    title: str
    language_name: str
    draft_notice: str
    language_spans: tuple[tuple[str, str], ...]
    link_names: Mapping[str, str]
    text: str
    elements: tuple[PageElement, ...]
    adjustments: tuple[Adjustment, ...] = ()
    roomier: tuple[str, ...] = ()
    closer: tuple[str, ...] = ()
    fuller: tuple[Fuller, ...] = ()
    panels: int = 0
    text_name: str = ""
    cards: int = 0
    has_cover: bool = False
    balanced: bool = False
    step: int = 1


def read_page(html: str, css: str, *, language: str, language_name: str) -> Page:
    """Return the page that HTML and its stylesheet make.

    `language` is the HTML's own (a BCP 47 tag), `language_name` what its speakers call it.
    """
    reader = _Reader(language)
    reader.feed(html)
    reader.close()
    return Page(
        html=html,
        css=css,
        title=reader.title,
        language_name=language_name,
        draft_notice=reader.draft_notice,
        language_spans=tuple(reader.spans),
        link_names=reader.link_names,
        text=" ".join("".join(reader.text).split()),
        elements=tuple(reader.elements),
    )


class _Reader(HTMLParser):
    """Reads a page back: its title and text, passages in other languages, names of its links."""

    _HIDDEN = frozenset({"title", "style", "head"})
    _INLINE = frozenset({"a", "b", "bdi", "em", "span", "strong", "sup", "time"})

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.language = language
        self.text: list[str] = []
        self.spans: list[tuple[str, str]] = []
        self.link_names: dict[str, str] = {}
        self.elements: list[PageElement] = []
        self.title = ""
        self.draft_notice = ""
        self._hidden = 0
        self._letters = 0
        self._open: list[tuple[str, dict[str, str | None], int, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "br", "img", "rect", "polygon"):
            self.text.append(" " if tag == "br" else "")
            if tag == "img":
                at = self._letters
                self.elements.append(PageElement(tag=tag, start=at, end=at, lang="", id=""))
            return
        if tag not in self._INLINE:
            self.text.append(" ")
        self._hidden += tag in self._HIDDEN
        self._open.append((tag, dict(attrs), len(self.text), self._letters))
        self.draft_notice = dict(attrs).get("data-draft") or self.draft_notice

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, attributes, start, letters = self._open.pop()
            self._hidden -= name in self._HIDDEN
            self.elements.append(
                PageElement(
                    tag=name,
                    start=letters,
                    end=self._letters,
                    lang=attributes.get("lang") or "",
                    id=attributes.get("id") or "",
                    direction=attributes.get("dir") or "",
                )
            )
            if name not in self._INLINE:
                self.text.append(" ")
            if attributes.get("aria-hidden") == "true":
                self.elements.pop()
            if name == "span":
                self.spans.append((attributes.get("lang") or self.language, self._text(start)))
            if name == "a" and (href := attributes.get("href")):
                # Of one in two languages, the first one's words name it.
                called = attributes.get("aria-label") or self._text(start)
                self.link_names.setdefault(href, called)
            if name == tag:
                return

    def _text(self, start: int) -> str:
        return " ".join("".join(self.text[start:]).split())

    def handle_data(self, data: str) -> None:
        # The page's own title is the first; pictures have theirs after it.
        if self._open and self._open[-1][0] == "title" and not self.title:
            self.title = " ".join(data.split())
        if not self._hidden:
            self.text.append(data)
            self._letters += len("".join(data.split()))
