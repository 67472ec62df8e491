"""Notes cite institutions, cases and laws, and say where in a work something stands."""

import json

from briefkit.brief import citations_in, number_notes, parse_inline, parse_references
from briefkit.diagnostics import Location
from briefkit.leaflet.inline import InlineWriter
from briefkit.leaflet.locale_text import LocaleWriter
from briefkit.leaflet.markup import plain
from briefkit.leaflet.notes import NoteWriter
from briefkit.model import LocalisedText

WORKS = [
    {
        "id": "apr2024",
        "type": "legislation",
        "title": "Regulation (EU) 2024/1348",
        "title-short": "Asylum Procedures Regulation",
        "authority": "European Parliament and Council",
        "container-title": "Official Journal of the European Union",
        "volume": "L",
        "number": "2024/1348",
        "issued": {"date-parts": [[2024, 5, 22]]},
    },
    {
        "id": "rantsev",
        "type": "legal_case",
        "title": "Rantsev v. Cyprus and Russia",
        "authority": "European Court of Human Rights",
        "number": "25965/04",
        "issued": {"date-parts": [[2010, 1, 7]]},
    },
    {
        "id": "fra",
        "type": "report",
        "author": [{"literal": "Agency for Fundamental Rights"}],
        "title": "Guardianship",
        "genre": "Handbook",
    },
    {
        "id": "essays",
        "type": "chapter",
        "author": [{"family": "Roe", "given": "Ann"}],
        "editor": [
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van den"},
            {"family": "Doe", "given": "Bo"},
        ],
        "title": "On rights",
        "container-title": "Essays",
        "issued": {"date-parts": [[2014], [2016]]},
    },
    {"id": "edited", "type": "book", "editor": [{"family": "Doe"}], "title": "A reader"},
]


def notes(text: str, locale: str = "en") -> list[str]:
    """Return the notes of a text as they read."""
    writer = NoteWriter(LocaleWriter(locale))
    citations = citations_in(parse_inline(text, Location("t", 1)))
    numbered = number_notes(
        ((c, locale) for c in citations), parse_references(json.dumps(WORKS), "r.json")
    )
    return [
        plain(
            writer.note(
                note,
                lambda author, number: f"{author}, note {number}",
                lambda date: f"last accessed {date}",
                lambda names: f"edited by {names}",
            )
        )
        for note in numbered
    ]


def test_a_law_is_named_by_its_short_title_and_its_articles() -> None:
    assert notes("a [@apr2024, art. 12(2)] b [@apr2024, arts 4–7]") == [
        "Regulation (EU) 2024/1348, European Parliament and Council, "
        "Official Journal of the European Union, L, 22 May 2024, art. 12(2).",
        "Asylum Procedures Regulation, note 1, arts 4–7.",
    ]


def test_a_case_is_named_by_its_parties_its_number_and_its_court() -> None:
    assert notes("a [@rantsev, § 282] b [@rantsev]") == [
        "Rantsev v. Cyprus and Russia, 25965/04, European Court of Human Rights, "
        "7 January 2010, § 282.",
        "Rantsev v. Cyprus and Russia, note 1.",
    ]


def test_one_note_cites_several_works_each_with_its_place() -> None:
    assert notes("a [@fra, p. 3; @essays] b [@essays, ch. 2; @fra]") == [
        "Agency for Fundamental Rights, “Guardianship”, Handbook, p. 3; "
        "Ann Roe, “On rights”, Essays, edited by Jan van den Berg, Bo Doe, 2014–2016.",
        "Roe, note 1, ch. 2; Agency for Fundamental Rights, note 1.",
    ]


def test_a_work_without_an_author_is_named_by_its_editor() -> None:
    assert notes("a [@edited] b [@edited]") == ["“A reader”, edited by Doe.", "Doe, note 1."]


def test_a_locator_keeps_its_direction() -> None:
    writer = NoteWriter(LocaleWriter("ar"))
    (citation,) = citations_in(parse_inline("a [@fra, art. 12(2)]", Location("t", 1)))
    works = parse_references(json.dumps(WORKS), "r.json")
    (note,) = number_notes([(citation, "en")], works)
    written = writer.note(note, str, str, str)
    assert '<span lang="en" dir="ltr">art. 12(2)</span>' in written


def test_marks_that_stand_together_are_parted() -> None:
    inline = parse_inline("One.[@fra] [@essays] Two.[@fra]", Location("t", 1))
    writer = InlineWriter(LocaleWriter("en"), iter((1, 2, 3)), with_notes=True)
    markup = writer.inline(LocalisedText(inline=inline, locale="en"), str)
    assert plain(markup).replace("\u2060", "") == "One.1,2 Two.3"
