"""The heat-wave leaflet of a town: no funder, three audiences, a table, a map, pictures, logos."""

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from briefkit.build import Order, build
from briefkit.contacts import Contact
from briefkit.leaflet import FORMATS
from briefkit.model import Edition
from briefkit.project import LEAFLET_DOMAIN, Project
from briefkit.proof import comparable, read_runs
from briefkit.proof.audit import audit
from briefkit.proof.layout import audit_layout, fill_of_pages, line_lengths
from tests.conftest import ROOT, MadeOnce, Workspace
from tests.contacts.examples import changed, parse
from tests.proof.tag_tree import tag_tree

EXAMPLES = ROOT / "examples"
PLAIN, PROFESSIONAL = tuple(FORMATS), ("a4", "a5-booklet", "large-print")
LOCALES = ("en", "fa", "fr", "tr", "uk")

# What reads from right to left in all formats; of each other language a leaflet of its own, and the
# longest words on what is smallest.
MADE = [
    *(("fa", audience, form) for audience in ("residents", "carers") for form in PLAIN),
    *(("fa", "staff", form) for form in PROFESSIONAL),
    ("en", "residents", "a4"),
    ("en", "carers", "a4"),
    ("fr", "staff", "a4"),
    ("tr", "residents", "dl-trifold"),
    ("uk", "residents", "a4"),
    ("uk", "residents", "poster"),
]
PAGES = {"a4": 2, "dl-trifold": 6, "pocket": 2, "poster": 1}

Read = Callable[[str, str, str], bytes]


def full_contact(**more: str) -> tuple[Contact, ...]:
    """A contact with a number, an address, and three codes."""
    return parse(
        changed(
            phone='"+359 2 981 7686"',
            address='"ul. Rakovski 5, 1000 Sofia"',
            email='"help@example.org"',
            whatsapp='"+359 88 123 4567"',
            web='"https://example.org"',
            hours='"Mo–Fr 9–17"',
            cost='"free"',
            **more,
        )
    )


@pytest.fixture(scope="session")
def leaflet(made_once: MadeOnce, font_cache: Path) -> Read:
    """Return a leaflet's PDF; each is made once for all test processes, and proofed."""

    def made(locale: str, audience: str, form: str) -> bytes:
        def make(folder: Path) -> None:
            order = Order(root=EXAMPLES, bundled=ROOT, output=folder, font_cache=font_cache)
            alias = "hw" if FORMATS[form].always_discreet else ""
            edition = Edition(
                brief="heat", audience=audience, locale=locale, format=form, alias=alias
            )
            (built,) = build([edition], order)
            assert built.path is not None, "\n".join(map(str, built.diagnostics))
            built.path.rename(folder / "leaflet.pdf")

        return (made_once(f"heat-{locale}-{audience}-{form}", make) / "leaflet.pdf").read_bytes()

    return made


@cache
def tags(data: bytes) -> str:
    return tag_tree(data)


@cache
def text(data: bytes) -> str:
    return comparable("".join(run.text for run in read_runs(data)))


@pytest.mark.parametrize(("locale", "audience", "form"), MADE)
def test_it_is_made_and_audited(locale: str, audience: str, form: str, leaflet: Read) -> None:
    data = leaflet(locale, audience, form)
    assert [str(diagnostic) for diagnostic in audit(data)] == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert PAGES.get(form, len(pdf.pages)) == len(pdf.pages)


@pytest.mark.parametrize("locale", LOCALES[1:])
def test_every_word_is_translated(locale: str) -> None:
    project = Project(EXAMPLES, ROOT)
    for domain in ("heat", LEAFLET_DOMAIN):
        catalog = project.catalogs.read(domain, locale)
        missing = [m.msgid for m in project.messages(domain) if not catalog.lookup(m.key)]
        assert missing == []


def test_nothing_is_found_in_the_translations(font_cache: Path) -> None:
    done = Workspace(EXAMPLES, font_cache).run("check", *LOCALES[1:], "--domain", "heat")
    assert "0 errors, 0 warnings" in done.stdout


def test_the_table_is_told_once_with_its_caption_and_heads(leaflet: Read) -> None:
    tree = tags(leaflet("en", "residents", "a4"))
    assert len(re.findall(r"^ *Table$", tree, re.M)) == 1
    assert len(re.findall(r"^ *Caption “When cool rooms are open”$", tree, re.M)) == 1
    heads = re.findall(r"^ *TH (?:id=\S+ )?(Column|Row) “(.+)”$", tree, re.M)
    assert [words for scope, words in heads if scope == "Column"] == [
        "Monday to Friday",
        "Saturday and Sunday",
    ]
    assert [words[:-4] for scope, words in heads if scope == "Row"] == [
        "Library",
        "Town Hall",
        "Church",
        "Swimming pool",
        "Station",
    ]


def test_the_words_of_the_map_are_translated_and_its_streets_are_not(leaflet: Read) -> None:
    data = leaflet("uk", "residents", "a4")
    for words in ("річка Голл", "5 хвилин пішки", "Питна вода", "Market Square", "Mill Lane"):
        assert comparable(words) in text(data)
    assert comparable("Drinking water") not in text(data)
    assert re.search(r"Figure \[Мапа центру міста\. Від вокзалу \(5\)", tags(data))


def test_persian_has_a_map_of_its_own_with_the_streets_where_they_are(leaflet: Read) -> None:
    brief = Project(EXAMPLES, ROOT).brief("heat").texts["residents"]
    own, others = (brief.picture("img/map.svg", locale) for locale in ("fa", "uk"))
    assert own.data != others.data
    assert len(own.texts) == len(others.texts)
    lanes = [
        run.box[0]
        for locale in ("fa", "uk")
        for run in read_runs(leaflet(locale, "residents", "a4"))
        if run.mcid < 0 and "Mill" in run.text
    ]
    assert len(lanes) == 2
    assert abs(lanes[0] - lanes[1]) < 5


def test_steps_go_on_after_a_picture_and_tasks_say_that_they_are_to_do(leaflet: Read) -> None:
    tree = tags(leaflet("en", "carers", "a4"))
    numbers = re.findall(r"^ *Lbl “(\d)\. *”$", tree, re.M)
    assert numbers == ["1", "2", "3", "4", "5", "6"]
    assert len(re.findall(r"Figure \[To do\]", tree)) == 5
    done = tags(leaflet("fr", "staff", "a4"))
    assert len(re.findall(r"Figure \[Fait\]", done)) == 2


def test_notes_stand_at_the_foot_and_name_works_in_their_language(leaflet: Read) -> None:
    tree = tags(leaflet("fr", "staff", "a4"))
    notes = re.findall(r"^ *Note id=note-(\d+)", tree, re.M)
    assert list(map(int, notes)) == list(range(1, len(notes) + 1))
    assert len(notes) == 6
    assert re.search(r"^ *Span lang=en “Heat–health action plans: guidance”$", tree, re.M)


@pytest.mark.parametrize(("locale", "audience", "form"), MADE)
def test_nobody_is_said_to_have_paid(locale: str, audience: str, form: str, leaflet: Read) -> None:
    data = leaflet(locale, audience, form)
    assert not re.search(r"Figure \[[^\]]*(Emblem|emblem|Емблема|amblem|نشان اتحادیه)", tags(data))
    paid = ("Funded by", "Financé par", "finanse ed", "профінансовано", "با تأمین مالی")
    assert not [words for words in paid if comparable(words) in text(data)]


def test_partners_stand_side_by_side_and_are_said(leaflet: Read) -> None:
    tree = tags(leaflet("tr", "residents", "dl-trifold"))
    for name in ("Hollinford Belediyesi", "Hollinford Eczaneleri", "Good Neighbours, Hollinford"):
        assert len(re.findall(rf"Figure \[{name}\]", tree)) == 1


def test_a_booklet_that_just_misses_a_sheet_goes_on_to_its_back(leaflet: Read) -> None:
    data = leaflet("fa", "residents", "a5-booklet")
    filled = fill_of_pages(data)
    assert len(filled) == 4
    assert min(filled) >= 0.85
    back = comparable("".join(run.text for run in read_runs(data) if run.page == 3))
    project = Project(EXAMPLES, ROOT)
    for domain, heading in (
        ("heat", "Look out for each other"),
        (LEAFLET_DOMAIN, "Where to get help"),
    ):
        key = next(m.key for m in project.messages(domain) if m.msgid == heading)
        translated = project.catalogs.read(domain, "fa").lookup(key)
        assert translated
        assert comparable(translated) in back


@pytest.mark.parametrize(
    ("locale", "audience", "form", "pages"),
    [
        ("tr", "residents", "a5-booklet", 4),  # it begins on the cover
        ("fr", "residents", "a5-booklet", 4),  # the same, set closer
        ("fr", "residents", "large-print", 4),  # the brand's digits are wide, below three codes
        ("fr", "staff", "a4", 3),  # it fills two pages, and has a contact besides
        ("uk", "staff", "a5-booklet", 4),  # notes and help stand together on the back
        ("tr", "residents", "tear-off", 1),  # there is less around the number to call
    ],
)
def test_a_contact_takes_no_sheet_that_stays_empty(
    locale: str, audience: str, form: str, pages: int, font_cache: Path, tmp_path: Path
) -> None:
    order = Order(
        root=EXAMPLES,
        bundled=ROOT,
        output=tmp_path,
        font_cache=font_cache,
        contacts=full_contact(languages='["fr", "tr"]'),
    )
    (built,) = build([Edition(brief="heat", audience=audience, locale=locale, format=form)], order)
    assert built.path is not None, "\n".join(map(str, built.diagnostics))
    data = built.path.read_bytes()
    filled = fill_of_pages(data)
    assert len(filled) == pages
    assert min(filled) >= 0.85
    assert audit_layout(data) == ()


@pytest.mark.parametrize(
    ("locale", "count"),
    [
        ("en", 2),  # the number has a page, and each of them
        ("uk", 4),  # when to call the number takes six lines below it
    ],
)
def test_pages_are_filled_beside_contacts_with_a_page_for_the_number(
    locale: str, count: int, font_cache: Path, tmp_path: Path
) -> None:
    more = (full_contact(name=f'"House {n}"', kind='"organisation"') for n in range(1, count))
    contacts = full_contact(), *more
    order = Order(
        root=EXAMPLES,
        bundled=ROOT,
        output=tmp_path,
        font_cache=font_cache,
        contacts=tuple(each for (each,) in contacts),
    )
    edition = Edition(brief="heat", audience="residents", locale=locale, format="a5-booklet")
    (built,) = build([edition], order)
    assert built.path is not None, "\n".join(map(str, built.diagnostics))
    data = built.path.read_bytes()
    assert len(fill_of_pages(data)) == 8
    assert audit_layout(data) == ()  # text for four pages would leave a third of five empty


@pytest.mark.parametrize(
    ("locale", "audience", "pages"),
    [
        ("en", "carers", 3),  # pages that end where no list is torn hold it if it is set closer
        ("fr", "residents", 4),  # a table and a picture leave pages empty: their text is larger
        ("tr", "residents", 3),  # a picture goes on to the page before with the space above it
        ("tr", "staff", 6),  # two tables of high rows, and notes, which stand at the end
    ],
)
def test_large_print_fills_pages_that_tables_and_pictures_part(
    locale: str, audience: str, pages: int, leaflet: Read
) -> None:
    data = leaflet(locale, audience, "large-print")
    filled = fill_of_pages(data)
    assert len(filled) == pages
    assert min(filled) >= 0.85
    assert audit_layout(data) == ()


@pytest.mark.parametrize("locale", ["fa", "fr"])
def test_two_terms_of_a_section_stand_together_on_a_sheet(locale: str, leaflet: Read) -> None:
    data = leaflet(locale, "staff", "a4")
    assert len(fill_of_pages(data)) == 2
    parted = {"layout-lonely-headings", "layout-lonely-items"}
    assert not parted & {found.check for found in audit_layout(data)}


def test_a_table_for_staff_goes_on_on_the_next_page_of_a_booklet_and_leaves_none_empty(
    leaflet: Read,
) -> None:
    filled = fill_of_pages(leaflet("fa", "staff", "a5-booklet"))
    assert len(filled) == 4
    assert min(filled) >= 0.85


def test_lines_are_shorter_where_the_brand_s_font_has_narrow_letters(leaflet: Read) -> None:
    data = leaflet("tr", "staff", "a4")
    assert max(line_lengths(data)) <= 75
    assert audit_layout(data) == ()


def test_a_card_without_a_notice_is_the_number_s(leaflet: Read) -> None:
    assert fill_of_pages(leaflet("fa", "residents", "pocket"))[1] >= 0.85


@pytest.mark.parametrize(
    ("locale", "audience"), [("fa", "residents"), ("fa", "carers"), ("tr", "residents")]
)
def test_short_texts_fill_each_panel_of_a_trifold(
    locale: str, audience: str, leaflet: Read
) -> None:
    data = leaflet(locale, audience, "dl-trifold")
    assert min(fill_of_pages(data)) >= 0.8
    assert audit_layout(data) == ()
