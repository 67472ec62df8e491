"""Leaflets in two languages: for two people, each of whom reads one of them."""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from briefkit.brief import reference_marks_in
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import CatalogError
from briefkit.languages import language_tag
from briefkit.leaflet.codes import edition_code
from briefkit.leaflet.localising import Leaflet
from briefkit.model import Block, Citation, Edition, Kind, LocalisedText

__all__ = ["in_two_languages", "with_twin"]

# What one points at. Of a row of a table, that is its first cell: others may be numbers.
_NUMBERED = frozenset(
    (
        Kind.HEADING, Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.TABLE_CELL, Kind.CAPTION,
        Kind.ATTRIBUTION, Kind.TERM, Kind.DEFINITION,
    )
)  # fmt: skip


def in_two_languages(edition: Edition, first: Leaflet, second: Leaflet) -> Leaflet:
    """Return the leaflet of an edition, whose halves are those of its locale and the second one.

    It is a draft where one of them is, and so on. The second has the contacts, the addresses and
    the notes' numbers of the first. Raises CatalogError where a translation refers to other notes.
    """
    second = replace(
        second,
        contacts=first.contacts,
        links=first.links,
        web_address=first.web_address,
        notes=first.notes,
        sources=first.sources,
        marks=_numbers(first, second),
    )
    settings = first.brief.settings
    code = edition_code(settings, edition, f"{first.code} {second.code}")
    halves = tuple(replace(half, code=code) for half in (first, second))
    return replace(
        first,
        edition=edition,
        fonts=tuple(dict.fromkeys((*first.fonts, *second.fonts))),
        unfunded=tuple(dict.fromkeys((*first.unfunded, *second.unfunded))),
        code=code,
        draft=first.draft or second.draft,
        by_machine=first.by_machine or second.by_machine,
        incomplete=first.incomplete or second.incomplete,
        halves=halves,
    )


def _numbers(first: Leaflet, second: Leaflet) -> tuple[int, ...]:
    """Return the numbers of the second one's marks: those of the same ones in the first.

    In a sentence, a language may refer to its notes in another order.
    """
    known = defaultdict[object, deque[int]](deque)
    for mark, number in zip(_marks(first.brief.blocks), first.marks, strict=True):
        known[mark].append(number)
    found = tuple(
        known[mark].popleft() if known[mark] else 0 for mark in _marks(second.brief.blocks)
    )
    if 0 in found:
        languages = [language_tag(each.edition.locale) for each in (first, second)]
        raise CatalogError(
            Diagnostic(
                check="notes",
                message=translatable(
                    "The text refers to other notes in %(languages)s: their numbers can't be the "
                    "same.",
                    languages=" / ".join(languages),
                ),
                hint=translatable(
                    "Give both translations the same citations, and links whose words say their "
                    "addresses in both or in neither."
                ),
                locale=second.edition.locale,
            )
        )
    return found


def _marks(blocks: tuple[Block[LocalisedText], ...]) -> Iterator[object]:
    """Yield what leads to notes, in the order in which it prints, by what it refers to.

    Of the words for a place in a work (“art. 12”), the numbers are the same in all languages.
    """
    for block in blocks:
        if block.kind is not Kind.FOOTNOTE:
            if block.content is not None:
                for mark in reference_marks_in(block.content.inline):
                    cited = mark.works if isinstance(mark, Citation) else ()
                    places = tuple((w.key, *re.findall(r"\d+", w.locator)) for w in cited)
                    yield places or mark
            yield from _marks(block.children)


def with_twin(edition: Edition, leaflet: Leaflet, twin: Leaflet) -> Leaflet:
    """Return the leaflet of an edition with its passages numbered, as they are in its twin.

    The codes of both have the same digest, of what both say.
    """
    said = " ".join(sorted((leaflet.code, twin.code)))
    numbers = count(1)
    blocks = tuple(_numbered(block, numbers) for block in leaflet.brief.blocks)
    return replace(
        leaflet,
        edition=edition,
        brief=replace(leaflet.brief, blocks=blocks),
        code=edition_code(leaflet.brief.settings, edition, said),
        twin=twin,
    )


def _numbered(block: Block[LocalisedText], numbers: Iterator[int]) -> Block[LocalisedText]:
    """Return a block with numbers for its passages, in the order in which they are written."""
    content, children = block.content, block.children
    if block.kind in _NUMBERED and content is not None:
        content = replace(content, number=next(numbers))
    if block.kind is Kind.TABLE_ROW:
        first = tuple(_numbered(cell, numbers) for cell in children[:1])
        return replace(block, children=(*first, *children[1:]))
    return replace(
        block, content=content, children=tuple(_numbered(child, numbers) for child in children)
    )
