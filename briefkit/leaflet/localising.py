"""A brief and its catalogs become one localised document, which knows what fell back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefkit.brief import (
    Note,
    Reference,
    SourceIndexRow,
    note_marks,
    number_notes,
    parse_inline,
    reference_marks_in,
    source_index,
    with_texts,
)
from briefkit.catalogs import (
    Label,
    is_templates_language,
    missing_messages,
    translate,
    translate_label,
)
from briefkit.contacts import Contact, in_their_order
from briefkit.errors import CatalogError
from briefkit.languages import FontSource, sources_for
from briefkit.leaflet.codes import edition_code
from briefkit.leaflet.formats import Format, format_of
from briefkit.leaflet.language_lines import LanguageLine
from briefkit.leaflet.links import PrintedLink, links_to_print, with_link_notes
from briefkit.leaflet.notices import foreign_notices, is_foreign_notice, notice_of
from briefkit.leaflet.web_addresses import page_address
from briefkit.model import (
    Block,
    Brief,
    Catalog,
    Citation,
    Edition,
    Kind,
    LocalisedText,
    Message,
    MessageKey,
    NoteReference,
    NotesAt,
    Provenance,
    Review,
    Segment,
    locales_in,
    reviews_of,
)

__all__ = ["Leaflet", "Wording", "figures_in", "localise_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """All that an edition prints, in its language; `labels` are the messages of the templates.

    `fonts` are those that it is set in, in the order in which they are tried; `links` those whose
    addresses stand after the text. `notice` are the words that its funder requires, and None where
    nobody's are; then `unfunded` is what it must not say. Of a draft `by_machine`, a machine
    translated what it prints, or some of it; that stays so when it is reviewed; `reviews` are those
    of all its catalogs, or none. `web_address` is where its page stands on the web, if it is to say
    that. `languages` are the lines of a sheet that lists these, and of nothing else. `halves` are
    the leaflets that one in two languages sets side by side, each in its own; `twin` is the one
    that has the same numbers.
    """

    edition: Edition
    brief: Brief[LocalisedText]
    fonts: tuple[FontSource, ...]
    source_locale: str
    labels: Mapping[MessageKey, Label]
    notes: tuple[Note, ...]
    marks: tuple[int, ...]
    sources: tuple[SourceIndexRow, ...]
    links: tuple[PrintedLink, ...]
    contacts: tuple[Contact, ...]
    notice: Label | None
    unfunded: tuple[str, ...]
    code: str
    draft: bool
    by_machine: bool
    incomplete: bool
    reviews: tuple[Review, ...] = ()
    web_address: str = ""
    languages: tuple[LanguageLine, ...] = ()
    halves: "tuple[Leaflet, ...]" = ()
    twin: "Leaflet | None" = None

    @property
    def by_language(self) -> "tuple[Leaflet, ...]":
        """Its halves, or itself where it is in one language."""
        return self.halves or (self,)

    @property
    def provenance(self) -> Provenance:
        """Who translated what it prints, and who reviewed that."""
        return Provenance(by_machine=self.by_machine, reviews=self.reviews)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the leaflets of all offices have in common, in one language: all but their contacts.

    `leaflet` is one without contacts, and without a code; `content` is what codes are made from,
    before and after the contacts.
    """

    leaflet: Leaflet
    content: tuple[str, str]

    def with_contacts(self, office: str, contacts: tuple[Contact, ...], site: str = "") -> Leaflet:
        """Return the leaflet of an office (“” for none) with its contacts, in its own order.

        With the address of a `site`, it says where on that its page stands.
        """
        contacts = in_their_order(contacts, self.leaflet.edition.locale)
        edition = replace(self.leaflet.edition, office=office)
        before, after = self.content
        # The words alone: where a message stands in its file must not change the code of a sheet.
        content = f"({edition!r}, {before}, {contacts!r}, {after})"
        settings = self.leaflet.brief.settings
        address = page_address(site, edition, settings) if site else ""
        content += f" {address}" if address else ""
        return replace(
            self.leaflet,
            edition=edition,
            contacts=contacts,
            code=edition_code(settings, edition, content),
            web_address=address,
        )

    def with_languages(
        self, lines: tuple[LanguageLine, ...], fonts: Iterable[FontSource]
    ) -> Leaflet:
        """Return the sheet that lists languages, which are set in `fonts`: it has no other text."""
        leaflet = self.leaflet
        labels = sorted(leaflet.labels.items(), key=repr)
        content = _listed(leaflet.edition, lines, labels, leaflet.notice, self.content[1])
        return replace(
            leaflet,
            languages=lines,
            fonts=tuple(dict.fromkeys((*leaflet.fonts, *fonts))),
            draft=leaflet.draft or any(line.draft for line in lines),
            by_machine=leaflet.by_machine or any(line.by_machine for line in lines),
            code=edition_code(leaflet.brief.settings, leaflet.edition, content),
        )


def localise_text(
    *,
    edition: Edition,
    brief: Brief[Segment],
    catalog: Catalog,
    shared: tuple[Message, ...],
    shared_catalog: Catalog,
    references: Mapping[str, Reference],
    fingerprint: str,
    fonts: tuple[FontSource, ...] = (),
    allow_incomplete: bool = False,
) -> Wording:
    """Return what the leaflets of `edition` have in common, whatever its office.

    `catalog` is the brief's, `shared_catalog` that of “leaflet”, whose messages are `shared`;
    `fingerprint` is a digest of the templates. Raises CatalogError where a message has no current
    translation (unless `allow_incomplete`), or a translation other links or citations.
    """
    brief = _with_notes_placed(brief.for_locale(edition.locale), format_of(edition))
    shared = tuple(m for m in shared if not is_foreign_notice(m, brief.settings))
    of_own, of_shared = _translated(edition, brief, shared)
    used = (of_own, catalog), (of_shared, shared_catalog)
    gaps = missing_messages(of_own, of_shared, catalog, shared_catalog)
    if gaps and not allow_incomplete:
        raise CatalogError(*gaps)
    localised, addresses = with_link_notes(_localised(brief, edition.locale, catalog))
    fonts = _with_fonts_of_passages(fonts or sources_for(edition.locale), localised)
    labels = {m.key: translate_label(m, shared_catalog) for m in shared}
    marks = tuple(_marks(localised.blocks))
    notes = number_notes(marks, references, dict(_footnotes(localised.blocks)) | addresses)
    leaflet = Leaflet(
        edition=edition.common,
        brief=_with_words(localised, fonts),
        fonts=fonts,
        source_locale=brief.settings.source_locale,
        labels=labels,
        notes=notes,
        marks=note_marks(mark for mark, _ in marks),
        sources=source_index(notes, edition.locale),
        links=links_to_print(localised),
        contacts=(),
        notice=notice_of(localised, labels, shared_catalog),
        unfunded=tuple(dict.fromkeys(foreign_notices(brief.settings, shared_catalog))),
        code="",
        draft=_is_draft(*used),
        by_machine=_is_by_machine(*used),
        incomplete=bool(gaps),
        reviews=reviews_of(each for messages, each in used if messages),
    )
    return Wording(leaflet=leaflet, content=_content(leaflet, fingerprint))


def _with_notes_placed(brief: Brief[Segment], fmt: Format) -> Brief[Segment]:
    """Return a brief with its notes where a format has them."""
    if not fmt.notes_at_end:
        return brief
    reader = replace(brief.reader, notes=NotesAt.END)
    audiences = {**brief.settings.audiences, brief.audience: reader}
    return replace(brief, settings=replace(brief.settings, audiences=audiences))


def _content(leaflet: Leaflet, fingerprint: str) -> tuple[str, str]:
    """Return what codes are made from, before a leaflet's contacts and after them."""
    before = _listed(leaflet.brief, sorted(leaflet.labels.items(), key=repr), leaflet.notes)
    return before, _listed(leaflet.draft, leaflet.by_machine, leaflet.incomplete, fingerprint)


def _is_draft(*used: tuple[Sequence[object], Catalog]) -> bool:
    """Whether nobody has reviewed a catalog that messages are taken from."""
    return any(bool(messages) and catalog.review is None for messages, catalog in used)


def _is_by_machine(*used: tuple[Iterable[Segment | Message], Catalog]) -> bool:
    """Whether a machine translated a message that is taken from one of the catalogs."""
    return any(catalog.is_by_machine(m.key) for messages, catalog in used for m in messages)


def _with_words(brief: Brief[LocalisedText], fonts: tuple[FontSource, ...]) -> Brief[LocalisedText]:
    """Return a brief whose pictures show their words in its language, and in its fonts."""
    pictures = dict(brief.pictures)
    family = ",".join(dict.fromkeys(source.family for source in fonts))
    for figure in figures_in(brief.blocks):
        if figure.name in pictures:
            picture = brief.pictures[figure.name][""]
            words = [b.content for b in figure.children if b.kind is Kind.PICTURE_TEXT]
            texts = [each.plain for each in words if each is not None] or picture.texts
            pictures[figure.name] = {"": with_texts(picture, texts, family)}
    return replace(brief, pictures=pictures)


def _with_fonts_of_passages(
    fonts: tuple[FontSource, ...], brief: Brief[LocalisedText]
) -> tuple[FontSource, ...]:
    """Return fonts, then those of the languages that passages of a text are marked as being in."""
    locales = (locale for text in brief.segments() for locale in locales_in(text.inline))
    others = (source for locale in dict.fromkeys(locales) for source in sources_for(locale))
    return tuple(dict.fromkeys((*fonts, *others)))


def figures_in(blocks: Iterable[Block[Any]]) -> Iterator[Block[Any]]:
    """Yield the figures of a text, wherever they stand."""
    for block in blocks:
        yield from (each for each in block.blocks() if each.kind is Kind.FIGURE)


def _listed(*parts: object) -> str:
    return ", ".join(map(repr, parts))


def _translated(
    edition: Edition, brief: Brief[Segment], shared: tuple[Message, ...]
) -> tuple[tuple[Segment, ...], tuple[Message, ...]]:
    """Return what of a leaflet is translated: nothing that is written in its language."""
    is_source = edition.locale == brief.settings.source_locale
    segments = () if is_source else tuple(brief.segments())
    return segments, () if is_templates_language(edition.locale) else shared


def _marks(
    blocks: Iterable[Block[LocalisedText]],
) -> Iterator[tuple[Citation | NoteReference, str]]:
    """Yield what leads to notes, each with its text's locale, in the order in which it prints."""
    for block in blocks:
        if block.kind is Kind.FOOTNOTE:
            continue
        if (text := block.content) is not None:
            yield from ((mark, text.locale) for mark in reference_marks_in(text.inline))
        yield from _marks(block.children)


def _footnotes(blocks: Iterable[Block[LocalisedText]]) -> Iterator[tuple[str, LocalisedText]]:
    """Yield the labels of footnotes with their texts, wherever they are written."""
    for block in (each for top in blocks for each in top.blocks()):
        if block.kind is Kind.FOOTNOTE and block.content is not None:
            yield block.name, block.content


def _localised(brief: Brief[Segment], locale: str, catalog: Catalog) -> Brief[LocalisedText]:
    source_locale = brief.settings.source_locale
    if locale != source_locale:
        return brief.map_segments(lambda s: translate(s, catalog, source_locale))
    return brief.map_segments(
        lambda s: LocalisedText(inline=parse_inline(s.text, s.location), locale=locale)
    )
