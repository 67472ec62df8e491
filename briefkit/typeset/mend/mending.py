"""The list of the faults that are mended, in their order."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pydyf

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import TypesetError
from briefkit.leaflet import Page
from briefkit.typeset.mend.artifacts import type_artifacts
from briefkit.typeset.mend.contents import Content, read_content, write_content
from briefkit.typeset.mend.contents_list import shape_contents
from briefkit.typeset.mend.figures import (
    draw_images_as_they_are,
    leave_out_signs,
    place_figures,
)
from briefkit.typeset.mend.fonts import Codes, map_glyphs, write_codes
from briefkit.typeset.mend.label_order import move_labels
from briefkit.typeset.mend.languages import mark_languages
from briefkit.typeset.mend.line_ends import end_lines, write_tails
from briefkit.typeset.mend.links import flat_links, name_links, reach_links, tidy_links
from briefkit.typeset.mend.lists import (
    label_tasks,
    nest_lists,
    number_lists,
    shape_definitions,
    shape_items,
)
from briefkit.typeset.mend.metadata import identify
from briefkit.typeset.mend.notes import place_foot_notes, tag_notes
from briefkit.typeset.mend.objects import at, top_of
from briefkit.typeset.mend.reordered_text import say_reordered_words
from briefkit.typeset.mend.right_to_left import say_words, write_direction
from briefkit.typeset.mend.set_text import SetText
from briefkit.typeset.mend.structure import join, name_sections, part_content, prune, unwrap
from briefkit.typeset.mend.tables import hold_captions, scope_headers
from briefkit.typeset.mend.tag_reading import locate, read_tags
from briefkit.typeset.mend.tag_tree import Piece, Tag, reading_order
from briefkit.typeset.mend.tag_writing import write_tags

__all__ = ["mend"]


def mend(
    pdf: pydyf.PDF,
    page: Page,
    words: Sequence[Sequence[SetText]],
    label: str,
    letters: Mapping[int, str] = MappingProxyType({}),
) -> None:
    """Mend a PDF that WeasyPrint made of a page, in place, before it is written.

    `words` are the texts that were set on each page, in the order of its tags; `label` names the
    edition; `letters` are the Arabic font's, by their glyphs. Raises TypesetError when a passage in
    another language cannot be found in the tags, or content is drawn where tags do not reach.
    """
    tree = read_tags(pdf, words)
    place_foot_notes(tree, page.elements)
    leave_out_signs(tree)
    locate(tree, page.text)

    name_sections(tree, page.elements)
    unwrap(tree)
    tidy_links(tree, pdf)
    nest_lists(tree)
    shape_items(tree)
    prune(tree)
    join(tree, page.elements)
    number_lists(tree)
    mark_languages(tree, page, label)
    scope_headers(tree)
    tag_notes(tree, page.elements)
    shape_contents(tree, page.elements)
    hold_captions(tree)
    label_tasks(tree)
    place_figures(tree, pdf)
    draw_images_as_they_are(pdf)
    end_lines(tree)
    say_words(tree, pdf, page)
    name_links(tree, page.link_names)
    part_content(tree)
    shape_definitions(tree, page.elements)

    fonts = map_glyphs(pdf, letters)
    _mend_contents(pdf, tree, fonts, label)
    write_codes(pdf, fonts)
    write_tags(pdf, tree)
    write_direction(pdf)
    identify(pdf)


def _mend_contents(pdf: pydyf.PDF, tree: Tag, fonts: Mapping[str, Codes], label: str) -> None:
    """Mend the pages' contents: each stream is read once, and written once."""
    order, flat = defaultdict(list), defaultdict(list)
    for piece, is_label in reading_order(tree):
        order[piece.page].append((piece, is_label))
    for area, words in flat_links(tree):
        flat[area.page].append((area, words))
    for number, reference in enumerate(pdf.page_references):
        sheet = at(pdf, reference)
        top = top_of(sheet)
        stream = at(pdf, sheet["Contents"])
        content = read_content(stream)
        mine = order[number]
        pieces = [piece for piece, _ in mine]
        _refuse_groups(content, pieces, label)

        type_artifacts(content, {piece.mcid for piece in pieces}, top)
        reach_links(content, flat[number], top)
        say_reordered_words(content, pieces, fonts)
        write_tails(content, pieces, fonts)
        move_labels(content, mine)

        write_content(stream, content)


def _refuse_groups(content: Content, pieces: Sequence[Piece], label: str) -> None:
    """Raise TypesetError when a piece is not in a page's own content stream."""
    if missing := [piece.text for piece in pieces if piece.mcid not in content.marks]:
        raise TypesetError(
            Diagnostic(
                check="tags",
                message=translatable(
                    "%(label)s: “%(words)s” is drawn in a group, which has no tags.",
                    label=label,
                    words=missing[0],
                ),
                hint=translatable("Do without opacity in the stylesheet."),
            )
        )
