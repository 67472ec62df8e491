"""What templates know of a leaflet, and how they write in its language."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from briefkit.languages import direction, endonym, families_of, language_tag
from briefkit.leaflet.cards import cards_of
from briefkit.leaflet.contents import contents_of, leaves_room_for_contents
from briefkit.leaflet.finishing import Finish
from briefkit.leaflet.formats import Format
from briefkit.leaflet.inline import InlineWriter
from briefkit.leaflet.locale_text import LocaleWriter
from briefkit.leaflet.localising import Leaflet
from briefkit.leaflet.logos import funder_logo, placed_logos
from briefkit.leaflet.markup import plain
from briefkit.leaflet.notes import NoteWriter
from briefkit.leaflet.notices import notice_positions
from briefkit.model import Kind, Level, NotesAt

__all__ = ["WRITTEN", "Writer", "language_names_of", "values_of"]


def values_of(leaflet: Leaflet, fmt: Format, finish: Finish) -> dict[str, Any]:
    """Return what templates know of a leaflet, by the names that they use."""
    edition = leaflet.edition
    locale = edition.locale
    # What prints a part of the text has no room for its notes.
    writer = Writer(leaflet, with_notes=not fmt.body)
    settings = leaflet.brief.settings
    # A report's first page, folded, says what is in it where it has room; one that says so itself
    # needs none.
    kinds = {each.kind for block in leaflet.brief.blocks for each in block.blocks()}
    folded = fmt.step > 1 and leaflet.brief.reader.level is Level.PROFESSIONAL
    at_foot = leaflet.brief.reader.notes is NotesAt.FOOT
    has_room = leaves_room_for_contents(leaflet.brief.blocks, notes_at_foot=at_foot)
    has_cover = folded and Kind.CONTENTS not in kinds and has_room
    return {
        "writer": writer,
        "edition": edition,
        "fmt": fmt,
        "finish": finish,
        "lang": language_tag(locale),
        "direction": direction(locale),
        "code": leaflet.code,
        "draft": leaflet.draft,
        "by_machine": leaflet.by_machine,
        "incomplete": leaflet.incomplete,
        "brief": leaflet.brief,
        "settings": settings,
        "contacts": leaflet.contacts,
        "notes": leaflet.notes,
        "sources": leaflet.sources,
        "links": leaflet.links,
        "languages": leaflet.languages,
        "cards": cards_of(leaflet.brief.blocks, fmt.lines) if fmt.lines else (),
        "web_address": leaflet.web_address,
        "contents": () if fmt.body else contents_of(leaflet.brief.blocks, on_cover=has_cover),
        "has_cover": has_cover,
        "families": _families(leaflet),
        "sections": sum(block.level == 2 for block in leaflet.brief.blocks),
        "funder": settings.funder,
        "notice": leaflet.notice,
        "notice_at": notice_positions(edition, settings),
        "logos": placed_logos(leaflet, fmt),
        "funder_logo": funder_logo(leaflet, fmt),
        "has_help": bool(leaflet.brief.reader.emergency or leaflet.contacts)
        or leaflet.brief.reader.stamp,
        "size_min": leaflet.brief.reader.fit.size_min,
        **_of_languages(leaflet),
    }


def _of_languages(leaflet: Leaflet) -> dict[str, Any]:
    """Return what templates know of the languages of a leaflet, of both where there are two."""
    other = leaflet.by_language[-1]
    return {
        "language": language_names_of(leaflet),
        "title": " ".join(map(_title, leaflet.by_language)),
        "drafts": sum(half.draft for half in leaflet.by_language),
        "other_families": _families(other),
        "other_direction": direction(other.edition.locale),
    }


def _families(leaflet: Leaflet) -> Markup:
    return Markup(", ".join(f'"{family}"' for family in families_of(leaflet.fonts)))


def _title(leaflet: Leaflet) -> str:
    title = replace(leaflet.brief.title, number=0)
    return plain(Writer(leaflet, with_notes=False).write["inline"](title, None))


# The filters that write as the leaflet's locale does: the keys of Writer.write.
WRITTEN = (
    "inline", "ltr", "isolate", "foreign", "marked", "words", "hours", "day", "language_names",
    "note", "source_row",
)  # fmt: skip


class Writer:
    """What templates write a leaflet with: `write` has the filters by their names."""

    def __init__(self, leaflet: Leaflet, *, with_notes: bool) -> None:
        locale = LocaleWriter(leaflet.edition.locale)
        at_foot = leaflet.brief.reader.notes is NotesAt.FOOT
        text = InlineWriter(locale, leaflet.marks, with_notes=with_notes, notes_at_foot=at_foot)
        notes = NoteWriter(locale)
        self.leaflet = leaflet
        self.comma, self.semicolon = locale.comma, locale.semicolon
        self.write: dict[str, Callable[..., str]] = {
            "inline": text.inline,
            "ltr": locale.ltr,
            "isolate": locale.isolate,
            "foreign": locale.foreign,
            "marked": locale.marked,
            "words": locale.words,
            "hours": locale.hours,
            "day": locale.day,
            "language_names": locale.language_names,
            "note": notes.note,
            "source_row": notes.source_row,
        }


def language_names_of(leaflet: Leaflet) -> str:
    """Return what its speakers call the language of a leaflet, or each of its two."""
    return " · ".join(endonym(half.edition.locale) for half in leaflet.by_language)
