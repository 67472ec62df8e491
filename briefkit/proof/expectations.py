"""What a leaflet's PDF must show, to be held against what it shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from briefkit.catalogs import EMBLEM, Label
from briefkit.contacts import Way
from briefkit.languages import direction, families_of, first_strong, language_tag
from briefkit.leaflet import Format, Leaflet, Page, Passage, notice_positions
from briefkit.model import Emphasis, Fit, InLanguage, Inline, Link, Position, Strong, Text
from briefkit.proof.reading import comparable

__all__ = ["Expectation", "Isolate", "expect", "subject_words"]

# The tags of what a page has, by its elements.
_ROLES = {
    "h1": "H1", "p": "P", "ul": "L", "ol": "L", "li": "LI", "svg": "Figure", "img": "Figure",
    "dl": "L", "dt": "Lbl", "dd": "LBody", "blockquote": "BlockQuote", "table": "Table",
    "tr": "TR", "th": "TH", "td": "TD", "caption": "Caption", "figcaption": "Caption",
    "nav": "TOC", "small": "Note",
}  # fmt: skip

# The elements that set their text apart from the direction of what is around it.
_ISOLATING = frozenset({"bdi", "span"})


@dataclass(frozen=True, slots=True)
class Isolate:
    """A passage in a direction of its own, “ltr” or “rtl”.

    It holds the characters `start` to `end` of the page's text, blanks not counted. `lang` is its
    language, where it is said.
    """

    start: int
    end: int
    direction: str
    lang: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a leaflet's PDF must show.

    `label` names the leaflet in messages; `text` and `notice` are as a reader reads them. The
    notice, and right after it the `second_notice` of a leaflet in two languages, stands at
    `notice_at`, the EU emblem beside it at `emblem_at`; it is empty for a leaflet
    without a funder, which says nothing of `unfunded`. `fonts` are the families that it may use,
    and `roles` the tags that it must have; `subject` are the words that the outside of a discreet
    edition must not show, and `emblem` is the description of a figure that it must not show either.
    `ways` are those to reach its contacts that its format prints; `web_address` is its page's, if
    it is to say that; `listed_addresses` are those of the languages that it lists. `isolates` are
    the page's; `isolated_words` must each be in one.
    `passages` are the messages that a fault is traced to; `literals` are the texts whose signs are
    meant as themselves, though they look like markup.
    """

    label: str
    lang: str
    title: str
    text: str
    notice: str
    notice_lang: str
    notice_at: frozenset[Position]
    language_name: str
    draft_notice: str
    code: str
    fonts: tuple[str, ...]
    pages_min: int
    pages_max: int
    fmt: Format
    right_to_left: bool
    roles: frozenset[str]
    second_notice: str = ""
    second_notice_lang: str = ""
    subject: frozenset[str] = frozenset()
    emblem: str = ""
    emblem_at: frozenset[Position] = frozenset()
    unfunded: tuple[str, ...] = ()
    grayscale: bool = False
    ways: tuple[Way, ...] = ()
    web_address: str = ""
    listed_addresses: tuple[str, ...] = ()
    isolates: tuple[Isolate, ...] = ()
    isolated_words: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    literals: tuple[str, ...] = ()


def expect(
    leaflet: Leaflet,
    page: Page,
    fmt: Format,
    fit: Fit,
    *,
    subject: frozenset[str] = frozenset(),
    grayscale: bool = False,
    passages: tuple[Passage, ...] = (),
) -> Expectation:
    """Return what the PDF of a leaflet must show; the notice is not taken from its page.

    `subject` counts for a discreet edition alone.
    """
    positions = notice_positions(leaflet.edition, leaflet.brief.settings)
    emblem, notice = leaflet.labels.get(EMBLEM.key), leaflet.notice
    second = _second_notice(leaflet)
    return Expectation(
        label=leaflet.edition.stem,
        lang=language_tag(leaflet.edition.locale),
        title=page.title,
        text=page.text,
        notice=notice.text if notice else "",
        notice_lang=language_tag(notice.locale) if notice else "",
        second_notice=second.text if second else "",
        second_notice_lang=language_tag(second.locale) if second else "",
        notice_at=positions,
        language_name=page.language_name,
        draft_notice=page.draft_notice if leaflet.draft else "",
        code=leaflet.code,
        fonts=families_of(leaflet.fonts),
        pages_min=page.cards or fit.pages_min,
        pages_max=page.cards or fit.pages_max,
        fmt=fmt,
        right_to_left=direction(leaflet.edition.locale) == "rtl",
        roles=frozenset(_roles(page)),
        subject=subject if leaflet.edition.discreet else frozenset(),
        emblem=emblem.text if emblem else "",
        emblem_at=frozenset() if (fmt.always_discreet and fmt.outside) or not emblem else positions,
        unfunded=leaflet.unfunded,
        grayscale=grayscale,
        ways=tuple(_ways(leaflet, fmt)),
        web_address="" if fmt.body else leaflet.web_address,
        listed_addresses=tuple(line.address for line in leaflet.languages if line.address),
        isolates=tuple(_isolates(page)),
        isolated_words=tuple(_isolated_words(leaflet)),
        passages=passages,
        literals=tuple(_literals(leaflet)),
    )


def _second_notice(leaflet: Leaflet) -> Label | None:
    """Return the notice of the language beside a leaflet's own, if it says other words."""
    if not leaflet.halves or leaflet.notice is None:
        return None
    second = leaflet.halves[1].notice
    return second if second and second.text != leaflet.notice.text else None


def _isolates(page: Page) -> Iterator[Isolate]:
    for e in page.elements:
        if e.tag in _ISOLATING and e.direction:
            yield Isolate(e.start, e.end, e.direction, e.lang)


def _ways(leaflet: Leaflet, fmt: Format) -> Iterator[Way]:
    """Yield the ways to reach its contacts that a leaflet has room for, not as templates say."""
    left_out = fmt.left_out(leaflet.contacts)
    for contact in leaflet.contacts:
        if not any(contact is other for other in left_out):
            yield from fmt.ways(contact, leaflet.contacts, leaflet.brief.reader.level)


def _roles(page: Page) -> Iterator[str]:
    """Yield the tags that a page's elements have; the list in a table of contents is no L."""
    contents = [(e.start, e.end) for e in page.elements if e.tag == "nav"]
    for element in page.elements:
        listed = element.tag in ("ul", "li") and any(
            start <= element.start and element.end <= end for start, end in contents
        )
        if element.tag in _ROLES and not listed:
            yield _ROLES[element.tag]


def _isolated_words(leaflet: Leaflet) -> Iterator[str]:
    """Yield what contacts say in a direction that is not the leaflet's (UAX #9, P2 and P3)."""
    other = "ltr" if direction(leaflet.edition.locale) == "rtl" else "rtl"
    for contact in leaflet.contacts:
        own = [contact.name, contact.address, contact.hours, contact.cost, contact.source]
        for words in [*own, *contact.messengers] if other == "ltr" else own:
            if first_strong(words) == other:
                yield " ".join(words.split())


def _literals(leaflet: Leaflet) -> Iterator[str]:
    """Yield the texts with signs that somebody escaped, and what is no Markdown: it is as typed."""
    for content in (each for half in leaflet.by_language for each in half.brief.segments()):
        yield from _escaped(content.inline)
    works = (row.reference for row in leaflet.sources)
    for record in (*map(asdict, leaflet.contacts), *map(asdict, works)):
        for value in record.values():
            values = value if isinstance(value, tuple) else (value,)
            yield from (text for text in values if isinstance(text, str))
    yield from (way.link for contact in leaflet.contacts for way in contact.ways)
    yield leaflet.web_address
    for note in leaflet.notes:
        if note.content is not None:
            yield from _escaped(note.content.inline)
    yield from (text for link in leaflet.links for text in (link.href, link.address))


def _escaped(nodes: Iterable[Inline]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(text, escaped) if escaped:
                yield text
            case (
                Emphasis(children) | Strong(children) | Link(_, children) | InLanguage(_, children)
            ):
                yield from _escaped(children)


def subject_words(titles: Iterable[str], neutral: Iterable[str]) -> frozenset[str]:
    """Return the words that give a subject away: those of five letters or more of its titles.

    `neutral` are texts that every leaflet has, whose words give nothing away.
    """
    harmless = comparable(" ".join(neutral)).casefold()
    words = re.findall(r"\w{5,}", " ".join(titles).casefold())
    return frozenset(word for word in words if word not in harmless)
