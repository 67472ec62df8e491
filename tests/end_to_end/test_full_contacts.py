"""Contacts of which much is known: they fit, and the notice stands with them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefkit.build import Built, build, plan
from briefkit.contacts import Contact
from briefkit.project import Project
from briefkit.proof import comparable, read_runs
from briefkit.proof.audit import audit
from briefkit.proof.layout import audit_layout
from tests.conftest import ROOT, Workspace
from tests.contacts.examples import changed, parse

NAMES = (
    "Център за подкрепа на пострадали от насилие",
    "Beratungsstelle für Betroffene von Menschenhandel",
    "Γραμμή στήριξης γυναικών",
    "Safe House Vienna",
)


def full_contacts(count: int) -> tuple[Contact, ...]:
    """So many contacts with hours and languages: the first with all ways to reach it, the others
    with all that one of them has.
    """
    (contact,) = parse(
        changed(
            phone='"+359 2 981 7686"',
            address='"ul. Rakovski 5, 1000 Sofia"',
            email='"help@example.org"',
            whatsapp='"+359 88 123 4567"',
            signal='"+359 88 123 4567"',
            web='"https://example.org/pomosht"',
            hours='"Mo–Fr 9–17, Sa 10–14"',
            languages='["bg", "en", "uk"]',
        )
    )
    usual = replace(contact, signal=None, messengers=())
    others = (replace(usual, name=name) for name in NAMES[1:count])
    return (replace(contact, name=NAMES[0]), *others)


@pytest.fixture
def shop(tmp_path: Path, font_cache: Path) -> Workspace:
    return Workspace(tmp_path, font_cache)


def made(
    shop: Workspace,
    count: int,
    locales: Sequence[str],
    audience: str,
    *formats: str,
    discreet: bool = False,
) -> list[Built]:
    editions = plan(
        Project(ROOT, ROOT),
        locales=locales,
        formats=formats,
        audiences=[audience],
        discreet=discreet,
    )
    return list(build(editions, shop.order(contacts=full_contacts(count))))


def findings(built: Built) -> set[str]:
    assert built.path is not None, built.diagnostics
    return {each.check for each in audit_layout(built.path.read_bytes())}


def test_a_card_says_number_hours_and_name_of_any_contact(shop: Workspace) -> None:
    for built in made(shop, 1, ["bg", "de", "el"], "community", "pocket"):
        assert built.path is not None, built.diagnostics
        text = comparable("".join(run.text for run in read_runs(built.path.read_bytes())))
        assert all(comparable(word) in text for word in ("+359 2 981 7686", "9–17", NAMES[0]))
        assert audit(built.path.read_bytes()) == ()  # the name is in letters of another language
        if built.edition.locale == "de":  # one sentence says when to call the other number
            assert comparable("in Gefahr sind.") in text
            assert comparable("kostenlos") not in text


@pytest.mark.parametrize("locale", ["ar", "hu"])  # hu: a long word beside the number to call
def test_a_name_that_fits_in_a_line_of_a_card_is_not_parted(locale: str, shop: Workspace) -> None:
    (contact,) = parse(
        changed(name='"Safe House Vienna"', phone='"+43 1 796 9298"', hours='"0–24"')
    )
    editions = plan(
        Project(ROOT, ROOT), locales=[locale], formats=["pocket"], audiences=["community"]
    )
    (built,) = build(editions, shop.order(contacts=[contact]))
    assert built.path is not None, built.diagnostics
    runs = read_runs(built.path.read_bytes())
    lines = {run.box[1] for run in runs for word in ("Safe", "Vienna") if word in run.text}
    assert len(lines) == 1
    assert findings(built) == set()


@pytest.mark.parametrize(
    ("audience", "locale", "pages"), [("community", "bg", 3), ("professional", "de", 4)]
)
def test_four_stand_on_a_page_of_a4_with_the_notice(
    shop: Workspace, audience: str, locale: str, pages: int
) -> None:
    (built,) = made(shop, 4, [locale], audience, "a4")
    assert "layout-lonely-notice" not in findings(built)
    assert built.pages <= pages


@pytest.mark.parametrize(
    ("audience", "locale", "name"),
    [
        ("easy", "de", "a5-booklet"),
        ("community", "el", "dl-trifold"),
        ("community", "en", "large-print"),
    ],
)
def test_four_leave_no_page_empty(shop: Workspace, audience: str, locale: str, name: str) -> None:
    contacts = [replace(each, name="Safe House Vienna") for each in full_contacts(4)]
    editions = plan(Project(ROOT, ROOT), locales=[locale], formats=[name], audiences=[audience])
    (built,) = build(editions, shop.order(contacts=tuple(contacts)))
    assert findings(built) == set()
    assert built.path is not None
    text = comparable("".join(run.text for run in read_runs(built.path.read_bytes())))
    assert text.count(comparable("+359 2 981 7686")) == 4
    # Where not all that is known has room, each has its number, name, hours and languages.
    assert ("https://example.org" in text) is (name == "large-print")


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("es", "a5-booklet"),  # one alone would leave the back empty
        ("en", "large-print"),  # its first page has a little room
        ("vi", "dl-trifold"),  # what is set larger was larger than the text before
    ],
)
def test_four_of_different_lengths_leave_no_page_empty(
    shop: Workspace, locale: str, name: str
) -> None:
    first, second, third, last = full_contacts(4)
    texts = [
        ("Victim Support Bulgaria", "Mo–Fr 9–17", ("bg", "en", "uk", "ru")),
        ("Safe House Vienna", "0–24", ("de", "en", "ro", "hu", "tr")),
        ("La Strada Praha, poradna pro oběti", "Po–Pá 10–16", ("cs", "en", "uk", "vi")),
        ("Ban Ying Koordinationsstelle", "Mo, Do 10–13; Di 15–18", ("de", "en", "ar", "fa", "th")),
    ]
    known = (
        replace(first, signal=None, messengers=(), web="https://example.org"),
        replace(second, whatsapp=None, signal=first.signal, messengers=first.messengers, cost=""),
        replace(third, address="", web="", cost=""),
        replace(last, whatsapp=None),
    )
    contacts = tuple(
        replace(contact, name=called, hours=hours, languages=languages)
        for contact, (called, hours, languages) in zip(known, texts, strict=True)
    )
    editions = plan(Project(ROOT, ROOT), locales=[locale], formats=[name], audiences=["community"])
    (built,) = build(editions, shop.order(contacts=contacts))
    assert findings(built) == set()


@pytest.mark.parametrize(
    ("audience", "locale", "name", "count"),
    [
        ("community", "ru", "a4", 2),  # rows stand beside each other
        ("easy", "bg", "a5-booklet", 0),  # pages that are filled alike have rows of their own size
        ("professional", "sr_Latn", "a4", 2),  # shorter ones would take a page more
        ("community", "bg", "a4", 4),  # lines of rows in pairs are led
        ("professional", "fa", "a4", 1),  # wide digits below codes
        ("professional", "vi", "a4", 4),  # it ends at a page's foot, and notes alone would follow
    ],
)
def test_neither_lines_nor_pages_are_short_or_long(
    audience: str, locale: str, name: str, count: int, shop: Workspace
) -> None:
    (built,) = made(shop, count, [locale], audience, name)
    assert findings(built) == set()


def test_three_codes_stand_side_by_side_in_type_that_fills_the_page(shop: Workspace) -> None:
    contact = replace(full_contacts(1)[0], signal=None, messengers=(), web="https://example.org")
    editions = plan(Project(ROOT, ROOT), locales=["ar"], formats=["a4"], audiences=["professional"])
    (built,) = build(editions, shop.order(contacts=[contact]))
    assert built.path is not None, built.diagnostics
    runs = [run for run in read_runs(built.path.read_bytes()) if run.page == built.pages - 1]
    # Their words are parted where their direction changes.
    below = [
        next(run.box[3] for run in reversed(runs) if word in run.text)
        for word in ("WhatsApp", "@", "://")
    ]
    assert max(below) - min(below) < 2


def test_no_page_begins_with_two_lines_of_notes(shop: Workspace) -> None:
    (built,) = made(shop, 2, ["da"], "professional", "a4")
    assert built.path is not None, built.diagnostics
    words = [run.text for run in read_runs(built.path.read_bytes()) if run.page == 2]
    assert comparable("Kilder og de noter") in comparable("".join(words))
    assert comparable("Almendral, note 7") not in comparable("".join(words))


@pytest.mark.parametrize("name", ["dl-trifold", "large-print"])
def test_one_stands_with_the_notice(shop: Workspace, name: str) -> None:
    (built,) = made(shop, 1, ["bg"], "community", name)
    assert not {"layout-empty-pages", "layout-lonely-notice"} & findings(built)


@pytest.mark.parametrize(
    ("audience", "name", "count"),
    [("community", "a4", 1), ("community", "a5-booklet", 2), ("easy", "a4", 2)],
)
def test_contacts_fill_the_pages_that_a_discreet_leaflet_has_for_them(
    audience: str, name: str, count: int, shop: Workspace
) -> None:
    (built,) = made(shop, count, ["de"], audience, name, discreet=True)
    assert findings(built) == set()
