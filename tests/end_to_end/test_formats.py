"""Every format, read back: its pages, its type, its outside, its inks and its boxes."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from briefkit.build import (
    Built,
    fit_of,
    inputs_of,
    make_leaflet,
    plan,
    proof_file,
    reread,
    shaper_for,
    typesetter_for,
)
from briefkit.cli import main
from briefkit.contacts import Chat, Contact
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.leaflet import FORMATS, PLAIN, PT_PER_MM, Finish, emblem, find_format
from briefkit.model import Edition, Level
from briefkit.project import Project
from briefkit.proof import comparable, contact_sheet, proof, read_runs
from briefkit.proof.layout import audit_layout, fill_of_pages
from briefkit.typeset import (
    OutputProfile,
    grayscale,
    layout_steps,
    luminance,
    preflight,
    press_file,
    read_profile,
)
from tests.conftest import BRIEF, ROOT, Workspace
from tests.leaflet.whole_documents import print_text
from tests.proof.tag_tree import tagged_text

Make = Callable[..., "Made"]

SOFT_HYPHEN = "\u00ad"

PRESS = Finish(bleed=3, crop_marks=True)

CONTACT = Contact(
    name="Animus",
    kind="help line",
    phone="+359 800 18 676",
    dial="tel:+35980018676",
    country="BG",
    web="https://example.org/help",
    source="https://example.org/",
    verified_by="M. Petrova",
    verified_on=datetime(2026, 11, 1, tzinfo=UTC).date(),
)

# All that may be known of two.
FULL_CONTACTS = tuple(
    replace(
        CONTACT,
        name=name,
        phone=phone,
        dial=f"tel:{phone.replace(' ', '')}",
        address=address,
        email=email,
        hours="Mo–Fr 9–17",
        languages=("bg", "en", "uk"),
    )
    for name, phone, address, email in (
        ("Center of Support and Advice", "+359 2 981 7686", "5, Rakovski, Sofia", "a@example.org"),
        ("Advice and Interpreters", "+43 1 796 9269", "Lederergasse 35, Wien", "b@example.org"),
    )
)


class Made:
    """A leaflet that was let out, and its files by their kind."""

    def __init__(self, built: Built) -> None:
        assert built.path is not None, "\n".join(map(str, built.diagnostics))
        self.built = built
        self.files = {file.kind: file.path.read_bytes() for file in built.files}
        self.names = {file.kind: file.path.name for file in built.files}
        self.pdf = self.files[""]

    @property
    def pages(self) -> int:
        return self.built.pages

    @property
    def texts(self) -> list[str]:
        """The words of each page, without blanks."""
        runs = read_runs(self.pdf)
        return [
            comparable("".join(run.text for run in runs if run.page == page))
            for page in range(self.pages)
        ]


@pytest.fixture(scope="module")
def make(font_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """A function that makes a leaflet of the project's own, once."""
    workspace = Workspace(ROOT, font_cache)

    def asked(name: str, locale: str = "de", audience: str = "community", **more: Any) -> Made:
        defaults = {"discreet": False, "finish": PLAIN, "contacts": (), "profile": None}
        return made(name, locale, audience, **{**defaults, **more})

    @cache
    def made(
        name: str,
        locale: str,
        audience: str,
        *,
        discreet: bool,
        finish: Finish,
        contacts: tuple[Contact, ...],
        profile: OutputProfile | None,
    ) -> Made:
        (edition,) = plan(
            workspace.project,
            locales=[locale],
            audiences=[audience],
            formats=[name],
            discreet=discreet,
        )
        order = workspace.order(
            output=tmp_path_factory.mktemp("made"),
            finish=finish,
            contacts=contacts,
            profile=profile,
            made=datetime(2026, 11, 24, 12, tzinfo=UTC),
        )
        return Made(make_leaflet(edition, order))

    return asked


def sizes(data: bytes) -> Iterator[float]:
    """Yield the size in pt of each piece of text that is drawn."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            size = 0.0
            for step in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
                operands: Any = step.operands
                if str(step.operator) == "Tf":
                    # In CSS px, 96 an inch.
                    size = float(operands[1]) * 0.75
                else:
                    yield size


def messages(found: tuple[Diagnostic, ...]) -> str:
    return " ".join(diagnostic.message for diagnostic in found)


# --- every format ---


@pytest.mark.parametrize("locale", ["de", "ar"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_format_is_made_and_passes_its_proof(name: str, locale: str, make: Make) -> None:
    made, fmt = make(name, locale), FORMATS[name]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            _, _, width, height = (float(value) / PT_PER_MM for value in page.trimbox)
            assert abs(width - fmt.page_width(number)) < 0.1
            assert abs(height - fmt.height) < 0.1
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == locale
    assert ("sheet" in made.files) == (fmt.sheet is not None)
    if locale != "ar":
        # Arabic letters are told by their glyphs, in the proof.
        assert "101021832" in made.texts[-1]
        assert sum("101021832" in text for text in made.texts) == 1


@pytest.mark.parametrize("name", ["a5-booklet", "large-print"])
def test_professional_formats_are_made(name: str, make: Make) -> None:
    made = make(name, "en", "professional")
    smallest = 9.5 if name == "a5-booklet" else 18
    assert made.built.text_size >= smallest
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        destinations = [
            str(a.Dest) for p in pdf.pages for a in p.get("/Annots", []) if "/Dest" in a
        ]
    assert "note-3" in destinations
    assert "ref-3" in destinations


@pytest.mark.parametrize(
    "name", [name for name, fmt in FORMATS.items() if name not in ("pocket", "poster", "share")]
)
def test_the_community_text_is_12_pt_or_more_in_every_format(name: str, make: Make) -> None:
    drawn = list(sizes(make(name).pdf))
    assert max(set(drawn), key=drawn.count) >= 12 - 1e-6
    assert make(name).built.text_size >= 12


def test_brief_toml_s_limits_hold_unless_a_format_has_its_own() -> None:
    fit = Project(ROOT, ROOT).brief(BRIEF).texts["community"].reader.fit
    assert FORMATS["a4"].fit(fit, Level.PLAIN) == fit
    booklet = FORMATS["a5-booklet"].fit(fit, Level.PLAIN)
    # Its text may grow beyond them, to fill its sheets.
    assert (booklet.size_min, booklet.size_max) == (fit.size_min, 20)
    assert (booklet.leading_min, booklet.pages_step) == (fit.leading_min, 4)
    assert FORMATS["a4"].fit(fit, Level.PLAIN, discreet=True).pages_max == fit.pages_max + 1


def test_two_makings_are_the_same_bytes(make: Make, font_cache: Path, tmp_path: Path) -> None:
    first = make("pocket", finish=PRESS)
    order = Workspace(ROOT, font_cache).order(
        output=tmp_path, finish=PRESS, made=datetime(2026, 11, 24, 23, tzinfo=UTC)
    )
    second = Made(make_leaflet(first.built.edition, order))
    assert second.files == first.files
    assert set(first.files) == {"", "sheet", "press"}


def test_a_text_too_long_for_a_format_says_whose_limit_it_is(workspace: Workspace) -> None:
    po = workspace.po("de")
    text = po.read_text(encoding="utf-8")
    long = "Donaudampfschifffahrt " * 120
    po.write_text(
        re.sub(r'(msgid "What is it\?"\nmsgstr) ".*"', lambda m: f'{m[1]} "{long}"', text),
        encoding="utf-8",
    )
    (edition,) = plan(workspace.project, locales=["de"], formats=["dl-trifold"])
    built = make_leaflet(edition, workspace.order())
    assert built.path is None
    assert "where the format dl-trifold allows 6" in messages(built.diagnostics)


# --- each format ---


@pytest.mark.parametrize("locale", ["de", "ar"])
def test_a_booklet_s_pages_are_numbered_as_it_is_folded(locale: str, make: Make) -> None:
    made = make("a5-booklet", locale, "professional")
    assert numbers(made.pdf) == [[str(page + 1)] for page in range(made.pages - 1)] + [[]]


def test_a_booklet_s_back_has_no_number_where_blank_pages_stand_before_it(font_cache: Path) -> None:
    text = "# T\n\n" + ("## S\n\n" + "and more words " * 80 + "\n\n") * 9
    made = print_text(text, font_cache, fmt="a5-booklet", size=12)
    assert made.faults == ()
    assert made.pages % 4
    assert numbers(made.pdf) == [[str(page + 1)] for page in range(made.pages - 1)] + [[]]


def numbers(data: bytes) -> list[list[str]]:
    """Return the numbers that each page has in its margins."""
    runs = [run for run in read_runs(data) if run.mcid < 0 and run.text.strip().isdigit()]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = len(pdf.pages)
    return [[run.text.strip() for run in runs if run.page == page] for page in range(count)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "@bottom-right { content: none }",
            '@bottom-right { content: "7" }',
            "the number “7”, not none, for it is the back",
        ),
        ("counter(page)", '"5"', "the foot of page 1 has the number “5”, not “1”"),
        ("content: counter(page)", "content: none", "page 1 has the number none, not “1”"),
    ],
)
def test_a_booklet_s_wrong_number_is_refused(
    old: str, new: str, said: str, font_cache: Path
) -> None:
    inputs = inputs_of(ROOT, ROOT)
    edition = Edition(brief=BRIEF, audience="professional", locale="de", format="a5-booklet")
    leaflet, page = inputs.leaflet(edition, (), allow_incomplete=False)
    wanted = inputs.expected(leaflet, page)
    assert old in page.css
    spoilt = replace(page, css=page.css.replace(old, new, 1))
    data = typesetter_for(font_cache).typeset(spoilt, fit_of(leaflet), edition.stem).pdf
    found = proof(data, wanted, shaper_for(font_cache))
    assert said in messages(found)
    assert {diagnostic.check for diagnostic in found} == {"proof-running-foot"}


def test_a_booklet_takes_no_more_sheets_than_it_must(make: Make) -> None:
    for locale in ("de", "el", "ar"):
        assert make("a5-booklet", locale).pages == 8  # two sheets, and no page of them is blank


@pytest.mark.parametrize("locale", ["de", "bg", "el", "fi"])
def test_each_section_has_a_panel_of_its_own(locale: str, make: Make) -> None:
    made = make("dl-trifold", locale)
    headings = [
        block.content.plain
        for block in _leaflet("dl-trifold", locale, make).brief.blocks
        if block.level == 2 and block.content is not None
    ]
    assert made.pages == 6
    assert len(headings) == 4
    for heading, text in zip(headings, made.texts[1:5], strict=True):
        assert text.startswith(comparable(heading)) or comparable(heading) in text[:200]


def _leaflet(name: str, locale: str, make: Make) -> Any:
    edition = make(name, locale).built.edition
    leaflet, _ = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
    return leaflet


def test_where_sections_are_not_as_many_as_panels_they_flow(workspace: Workspace) -> None:
    text = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(text, "## Warning signs\n\n", "")
    (edition,) = plan(workspace.project, locales=["en"], formats=["dl-trifold"])
    made = Made(make_leaflet(edition, workspace.order()))
    # The section that is too long for a panel takes two.
    assert made.pages == 6
    with pikepdf.open(io.BytesIO(made.files["sheet"])) as pdf:
        assert [len(page.Resources.XObject) for page in pdf.pages] == [3, 3]


def test_large_print_is_large_throughout(make: Make) -> None:
    for audience in ("community", "professional"):
        made = make("large-print", "de", audience, contacts=(CONTACT,))
        assert min(sizes(made.pdf)) >= 16 - 0.01
        assert 18 <= made.built.text_size <= 20
        assert SOFT_HYPHEN not in tagged_text(made.pdf)  # no word is parted


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((luminance(_rgb(colour)) for colour in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _rgb(colour: str) -> tuple[float, float, float]:
    digits = colour.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield the foreground and the background of each rule that sets a colour."""
    for body in re.findall(r"\{([^{}]*)\}", css):
        foreground = re.search(r"(?<![-\w])color:\s*(#\w+)", body)
        background = re.search(r"background:\s*(#\w+)", body)
        if foreground:
            yield foreground[1], background[1] if background else "#fff"


@pytest.mark.parametrize("name", FORMATS)
def test_contrast_is_what_the_format_needs(name: str, make: Make) -> None:
    inputs = inputs_of(ROOT, ROOT)
    _, page = inputs.leaflet(make(name).built.edition, (), allow_incomplete=False)
    found = {
        (foreground, background) if foreground != "#fff" else (foreground, "#003399")
        for foreground, background in rules(page.css)
    }
    assert len(found) > 3
    for foreground, background in found:
        assert contrast(foreground, background) >= (7 if name == "large-print" else 4.5)
    # Yellow stands on blue alone, in the emblem.
    assert "#FFCC00" not in page.css.upper()
    assert contrast("#FFCC00", "#003399") > 7


def test_a_pocket_card_shows_nothing_outside_and_all_that_it_must_inside(make: Make) -> None:
    made = make("pocket", "de", contacts=(CONTACT,))
    outside, inside = made.texts
    assert outside.endswith(comparable("Nützliche Nummern und Tipps"))
    assert len(outside) < 100
    for word in ("112", "Rufen Sie diese Nummer an", "Animus", "+359 800 18 676",
                 "durchgeführt.", made.built.code):  # fmt: skip
        assert comparable(word) in inside
    assert made.names[""] == "ct.de.community.pocket.discreet.pdf"
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.docinfo["/Title"] == "Nützliche Nummern und Tipps"
    smallest = min(size for size in sizes(made.pdf))
    assert smallest >= 5 - 0.01
    # Its advice is in the audience's size: the notice alone is small.
    assert sum(size >= 12 - 1e-6 for size in sizes(made.pdf)) > 4


def test_the_notice_on_a_card_is_as_large_as_fits(make: Make, font_cache: Path) -> None:
    made = make("pocket", "uk", contacts=(CONTACT,))
    inputs = inputs_of(ROOT, ROOT)
    leaflet, page = inputs.leaflet(made.built.edition, (CONTACT,), allow_incomplete=False)
    limits = leaflet.brief.reader.fit
    steps = layout_steps(FORMATS["pocket"].fit(limits, Level.PLAIN))
    taken = steps.index((made.built.text_size, made.built.leading, ""))
    assert taken > 0
    larger = typesetter_for(font_cache).draw(page, *steps[taken - 1][:2], "uk")
    with pikepdf.open(io.BytesIO(larger)) as pdf:
        assert len(pdf.pages) == 3


def many_contacts(count: int) -> tuple[Contact, ...]:
    """Return contacts of which as much is known as there may be."""
    return tuple(
        replace(
            CONTACT,
            name=f"{CONTACT.name} {number}",
            hours="Mo–Fr 9–17",
            cost="free",
            address="Lederergasse 35, 1080 Wien",
            email="office@beratung.example.org",
            languages=("bg", "de", "en", "uk"),
        )
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_an_easy_booklet_ends_with_a_page_of_the_number_and_who_helps_nearby(
    count: int, make: Make
) -> None:
    made = make("a5-booklet", "de", "easy", contacts=many_contacts(count))
    assert made.pages == 8
    *_, call, back = made.texts
    assert comparable("Notrufnummer") in call
    assert "112" in call
    assert back.count("Animus") == (count + 1) // 2
    assert fill_of_pages(made.pdf)[-2] >= 0.85


@pytest.mark.parametrize("audience", ["community", "professional", "easy"])
@pytest.mark.parametrize(("name", "count"), [("a5-booklet", 2), ("large-print", 4)])
def test_pages_of_contacts_are_filled(name: str, count: int, audience: str, make: Make) -> None:
    contacts = [
        replace(FULL_CONTACTS[n % 2], name=f"{FULL_CONTACTS[n % 2].name} {n}") for n in range(count)
    ]
    made = make(name, "de", audience, contacts=tuple(contacts))
    assert min(fill_of_pages(made.pdf)[-2:]) >= 0.85
    assert comparable("101021832") in made.texts[-1]


@pytest.mark.parametrize(
    ("name", "locale", "audience"),
    [
        ("a5-booklet", "ga", "community"),  # two rows alone on a page
        ("a5-booklet", "ru", "community"),  # long words in rows
        ("dl-trifold", "ro", "community"),  # the same on panels
        ("large-print", "en", "community"),
        ("large-print", "zh_Hans", "community"),
        ("large-print", "ti", "professional"),
    ],
)
def test_with_a_contact_pages_are_filled_and_lines_long_enough(
    name: str, locale: str, audience: str, make: Make
) -> None:
    contact = replace(
        FULL_CONTACTS[0],
        name="Victim Support Bulgaria",
        address="ul. Rakovski 5, 1000 Sofia",
        email="help@example.org",
        whatsapp=Chat("+359 88 123 4567", "https://wa.me/359881234567"),
        web="https://example.org",
        cost="free",
        languages=("bg", "en", "uk", "ru"),
    )
    made = make(name, locale, audience, contacts=(contact,))
    assert min(fill_of_pages(made.pdf)) >= (0.8 if name == "dl-trifold" else 0.85)
    assert audit_layout(made.pdf) == ()


def test_the_number_and_when_to_call_it_stand_together_in_large_print(make: Make) -> None:
    made = make("large-print", "de", "easy", contacts=many_contacts(4))
    (page,) = (text for text in made.texts if comparable("Notrufnummer") in text)
    assert comparable("Wo Sie Hilfe finden") in page
    assert comparable("Der Anruf ist kostenlos und überall") in page


@pytest.mark.parametrize("audience", ["community", "professional", "easy"])
def test_each_page_that_has_room_gets_the_stylesheet_for_it(audience: str, make: Make) -> None:
    edition = make("large-print", "de", audience).built.edition
    _, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
    assert {number for number, css, _ in page.fuller if ".imprint {" in css} == {-1}
    assert {number for number, css, _ in page.fuller if ".banner {" in css} <= {0}


@pytest.mark.parametrize(("name", "count", "pages"), [("a4", 4, 3), ("a5-booklet", 4, 8)])
def test_contacts_that_have_no_room_beside_the_text_have_a_page_of_their_own(
    name: str, count: int, pages: int, make: Make
) -> None:
    made = make(name, contacts=many_contacts(count))
    assert made.pages == pages
    places = [n for n, text in enumerate(made.texts) for _ in range(text.count("Animus"))]
    assert len(places) == count
    assert set(places) <= {pages - 1, pages - 1 - (name == "a5-booklet")}
    assert places[-1] == pages - 1
    assert fill_of_pages(made.pdf)[-1] >= 0.85


def test_a_professional_text_s_label_stands_clear_of_its_title(make: Make) -> None:
    runs = [r for r in read_runs(make("a4", "el", "professional").pdf) if r.page == 0]
    label = next(r for r in runs if comparable(r.text).startswith("Πληροφορίες"))
    beside = [r for r in runs if r.box[1] < label.box[3] and r.box[3] > label.box[1]]
    title = min(r.box[0] for r in beside if r.box[0] > label.box[0] + 1)
    assert title - label.box[2] > 5 * PT_PER_MM


def test_a_poster_has_a_title_that_is_read_from_three_metres_and_a_large_112(make: Make) -> None:
    made = make("poster", "en")
    (text,) = made.texts
    assert comparable("Traffickers use the internet to find people") in text
    # Its first section has a long list: there is no room for that.
    assert comparable("What is it?") not in text
    assert any(65 <= size < 100 for size in sizes(made.pdf))
    assert max(sizes(made.pdf)) >= 100
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        _, _, width, height = (float(value) / PT_PER_MM for value in pdf.pages[0].mediabox)
    assert (round(width), round(height)) == (297, 420)


def test_a_poster_of_a_text_with_notes_leaves_them_out(workspace: Workspace) -> None:
    text = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(text, "it is a crime.", "it is a crime.[@garcia2019]")
    (edition,) = plan(workspace.project, locales=["en"], formats=["poster"])
    assert Made(make_leaflet(edition, workspace.order())).pages == 1


def test_strips_repeat_the_numbers_at_the_foot_and_say_nothing_else(make: Make) -> None:
    made = make("tear-off", "de", contacts=(CONTACT,))
    runs = [run for run in read_runs(made.pdf) if run.mcid < 0]
    strips = [comparable(run.text) for run in runs if run.box[3] < 65 * PT_PER_MM]
    assert sorted(strips) == sorted([comparable("112"), comparable(CONTACT.phone)] * 10)
    # What is torn off is no part of the text: the notice is its end, above the strips.
    lowest = min(run.box[1] for run in read_runs(made.pdf) if run.mcid >= 0)
    assert lowest > 65 * PT_PER_MM
    said = comparable(tagged_text(made.pdf))
    assert said.count(comparable(CONTACT.phone)) == 1
    assert said.endswith(comparable("durchgeführt."))


@pytest.mark.parametrize("locale", ["de", "bg", "el", "ar"])
def test_a_booklet_s_pages_are_filled_and_none_is_blank(locale: str, make: Make) -> None:
    made = make("a5-booklet", locale)
    fills = fill_of_pages(made.pdf)
    assert len(fills) % 4 == 0
    assert min(fills[1:-1]) >= 0.85
    told = {each.check for each in audit_layout(made.pdf)}
    assert not told & {"layout-lonely-headings", "layout-lonely-items", "layout-long-lines"}


def test_a_booklet_for_the_press_has_the_pages_of_the_one_to_read(make: Make) -> None:
    made = make("a5-booklet", "de", finish=PRESS)
    with pikepdf.open(io.BytesIO(made.files["press"])) as pdf:
        assert len(pdf.pages) == made.pages == 8


# --- what makes no sense ---


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"formats": ["dl-trifold"], "audiences": ["professional"]}, "no dl-trifold for"),
        ({"formats": ["pocket"], "audiences": ["professional"]}, "no pocket for"),
        ({"formats": ["poster"], "audiences": ["professional"]}, "no poster for"),
        ({"discreet": True, "audiences": ["professional"]}, "no discreet a4 for"),
        ({"formats": ["large-print"], "discreet": True}, "no discreet form"),
        ({"formats": ["poster"], "discreet": True}, "no discreet form"),
        ({"formats": ["a6"]}, "no format “a6”"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage(asked: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError) as caught:
        plan(Project(ROOT, ROOT), locales=["de"], **asked)
    assert words in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_is_not_named_is_made_where_it_makes_sense() -> None:
    editions = plan(Project(ROOT, ROOT), locales=["de"], formats=["a4", "dl-trifold"])
    assert {(e.audience, e.format) for e in editions} == {
        ("community", "a4"), ("easy", "a4"), ("professional", "a4"), ("community", "dl-trifold"),
    }  # fmt: skip
    discreet = plan(Project(ROOT, ROOT), locales=["de"], discreet=True)
    assert [e.stem for e in discreet] == [
        f"ct.de.{name}.a4.discreet" for name in ("community", "easy")
    ]


# --- discreet ---

DISCREET = [("a4", "de"), ("a4", "bg"), ("a5-booklet", "de"), ("dl-trifold", "bg"),
            ("dl-trifold", "ar"), ("pocket", "el")]  # fmt: skip


@pytest.mark.parametrize(("name", "locale"), DISCREET)
def test_a_discreet_edition_hides_its_subject(name: str, locale: str, make: Make) -> None:
    made = make(name, locale, discreet=True)
    leaflet = inputs_of(ROOT, ROOT).leaflet(made.built.edition, (), allow_incomplete=False)[0]
    giveaways = [comparable(leaflet.brief.title.plain), "trafficking", "sexual"]
    shared = comparable(" ".join(label.text for label in leaflet.labels.values()))
    words = [comparable(word) for word in re.findall(r"\w{7,}", leaflet.brief.title.plain)]
    # What the help box of every leaflet says, such as “help”, gives nothing away.
    giveaways += [word for word in words if word not in shared]
    outside = "".join(made.texts[page] for page in FORMATS[name].outside).casefold()
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        said = str(pdf.docinfo) + pdf.Root.Metadata.read_bytes().decode()
        with pdf.open_outline() as outline:
            assert all(item.is_closed for item in outline.root if item.children)
            said += " ".join(item.title for item in outline.root)
    for data in (made.files[kind] for kind in made.files if kind):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            said += str(pdf.docinfo)
    said += " ".join(made.names.values()) + made.built.code
    for word in giveaways:
        assert word.casefold() not in outside
        assert word.casefold() not in said.casefold()
    assert made.names[""] == f"ct.{locale}.community.{name}.discreet.pdf"
    assert made.built.code.startswith(f"CT-{locale.upper()}-C-")
    # Nothing is lost: it stands inside.
    if name != "pocket" and locale != "ar":
        assert giveaways[0] in "".join(made.texts)


@pytest.mark.parametrize("locale", ["de", "bg"])
def test_the_number_to_call_is_the_largest_on_the_front_of_a_discreet_a4(
    locale: str, make: Make
) -> None:
    runs = [run for run in read_runs(make("a4", locale, discreet=True).pdf) if run.page == 0]
    heights = sorted((run.box[3] - run.box[1], run.text.strip()) for run in runs)
    assert heights[-1][1] == "112"
    assert heights[-1][0] > 1.5 * heights[-2][0]


def test_the_outside_has_no_emblem(make: Make) -> None:
    for name, locale in DISCREET:
        made = make(name, locale, discreet=True)
        document = pypdfium2.PdfDocument(made.pdf)
        for page in FORMATS[name].outside:
            colours = (
                document[page % made.pages]
                .render(scale=1)
                .to_pil()
                .convert("RGB")
                .getcolors(1 << 20)
            )
            assert (255, 204, 0) not in {colour for _, colour in colours or ()}
        document.close()


def spoiled(made: Made, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        edit(pdf)
        output = io.BytesIO()
        pdf.save(output)
    return output.getvalue()


def test_what_gives_a_discreet_edition_away_fails_its_proof(make: Make, font_cache: Path) -> None:
    made = make("a4", "de", discreet=True)
    inputs = inputs_of(ROOT, ROOT)
    leaflet, page = inputs.leaflet(made.built.edition, (), allow_incomplete=False)
    wanted = inputs.expected(leaflet, page)

    def judge(data: bytes, **changes: Any) -> str:
        return messages(proof(data, replace(wanted, **changes), shaper_for(font_cache)))

    def metadata(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes().replace("Nützliche".encode(), b"Sexuelle")
        pdf.Root.Metadata.write(data)

    def bookmark(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Ausbeutung", 0))

    def unfold(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[0].is_closed = False

    def keyword(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Keywords"] = "cyber-trafficking"

    def swap(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])
        del pdf.pages[0]

    assert judge(made.pdf) == ""
    for edit in (metadata, bookmark, unfold, keyword):
        assert "its metadata say" in judge(spoiled(made, edit))
    assert "its file's name says “trafficking”" in judge(made.pdf, label="my-trafficking-leaflet")
    assert "page 1, which shows outside, says" in judge(spoiled(made, swap))
    assert "has the emblem" in judge(made.pdf, fmt=replace(FORMATS["a4"], outside=(2,)))


def test_a_contact_that_gives_the_subject_away_stops_a_discreet_edition(
    workspace: Workspace,
) -> None:
    (edition,) = plan(workspace.project, locales=["en"], formats=["dl-trifold"], discreet=True)
    telling = replace(CONTACT, name="Trafficking help line")
    built = make_leaflet(edition, workspace.order(contacts=(telling,)))
    assert built.path is None
    assert "which shows outside, says “trafficking”" in messages(built.diagnostics)


# --- greys ---


@pytest.mark.parametrize(("name", "locale"), [("dl-trifold", "de"), ("pocket", "el")])
def test_a_grayscale_leaflet_has_no_colour_left(name: str, locale: str, make: Make) -> None:
    made = make(name, locale, finish=replace(PRESS, grayscale=True))
    colour = make(name, locale, finish=PRESS)
    for kind, data in made.files.items():
        assert ".grayscale." in made.names[kind]
        document = pypdfium2.PdfDocument(data)
        for page in document:
            for _, (red, green, blue) in (
                page.render(scale=1).to_pil().convert("RGB").getcolors(1 << 20)
            ):
                assert red == green == blue
        document.close()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [*pdf.pages, *(o for o in pdf.objects if isinstance(o, pikepdf.Stream)
                                     and o.get("/Subtype") == "/Form")]  # fmt: skip
            found = {
                str(step.operator)
                for stream in streams
                for step in pikepdf.parse_content_stream(stream)
            }
        assert not found & {"rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "BI"}
        assert found & {"g", "G"}
    # The same words under the same code: colour is no part of what a leaflet says.
    assert made.built.code == colour.built.code
    assert made.texts == colour.texts


def test_greys_keep_the_contrast_of_their_colours() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 100))
    colours = {"#003399": (0, 0.2, 0.6), "#FFCC00": (1, 0.8, 0), "#ffffff": (1, 1, 1)}
    page.Contents = pdf.make_stream(
        b"\n".join(b"%f %f %f rg 0 0 9 9 re f" % colour for colour in colours.values())
    )
    output = io.BytesIO()
    pdf.save(output)
    with pikepdf.open(io.BytesIO(grayscale(output.getvalue()))) as grey:
        steps = pikepdf.parse_content_stream(grey.pages[0], "g")
        greys = [float(step.operands[0]) for step in steps if str(step.operator) == "g"]
    assert len(greys) == 3
    for colour, value in zip(colours, greys, strict=True):
        hexadecimal = "#" + f"{round(value * 255):02x}" * 3
        assert abs(contrast(hexadecimal, "#fff") - contrast(colour, "#fff")) < 0.15


def test_the_emblem_in_one_colour_is_outlined_in_black_with_black_stars() -> None:
    svg = emblem("EU", one_colour=True)
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) == {"#FFF", "#000"}
    assert 'stroke="#000"' in svg
    assert svg.count("<polygon") == 12
    assert set(re.findall(r'fill="(#\w+)"', emblem("EU"))) == {"#003399", "#FFCC00"}


# --- for the press ---


@pytest.mark.parametrize(
    ("name", "locale", "trim", "pages"),
    [
        ("a5-booklet", "de", (148, 210), 8),
        ("dl-trifold", "bg", (297, 210), 2),
        ("pocket", "el", (85, 55), 2),
        ("poster", "de", (297, 420), 1),
    ],
)
def test_the_press_s_boxes_are_exact(
    name: str, locale: str, trim: tuple[int, int], pages: int, make: Make
) -> None:
    made = make(name, locale, finish=PRESS)
    with pikepdf.open(io.BytesIO(made.files["press"])) as pdf:
        assert len(pdf.pages) == pages
        for page in pdf.pages:
            boxes = {
                key: [float(value) / PT_PER_MM for value in page[key]]
                for key in ("/MediaBox", "/BleedBox", "/TrimBox")
            }
            for size, low, high in ((trim[0], 0, 2), (trim[1], 1, 3)):
                assert abs(boxes["/TrimBox"][high] - boxes["/TrimBox"][low] - size) < 0.05
                assert abs(boxes["/TrimBox"][low] - boxes["/BleedBox"][low] - 3) < 0.05
                assert abs(boxes["/BleedBox"][high] - boxes["/TrimBox"][high] - 3) < 0.05
                assert boxes["/BleedBox"][low] - boxes["/MediaBox"][low] > 5
            assert "/Annots" not in page
        assert "/StructTreeRoot" not in pdf.Root
    # The file to read has no bleed.
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert all(page.trimbox == page.mediabox for page in pdf.pages)


def test_colour_reaches_into_the_bleed_and_marks_stay_out_of_it(make: Make) -> None:
    data = make("poster", "de", finish=PRESS).files["press"]
    document = pypdfium2.PdfDocument(data)
    scale = 4 / PT_PER_MM  # four dots a millimetre
    picture = document[0].render(scale=scale).to_pil().convert("L")
    document.close()
    width, height = picture.size
    room, bleed = 10 * 4, 3 * 4
    edge = [picture.getpixel((room - bleed + 3, y)) for y in range(height)]
    outside = [picture.getpixel((room - bleed - 3, y)) for y in range(height)]
    # The band round the call for help reaches to the edge of the bleed, and no further.
    assert sum(value < 128 for value in edge) > 200
    assert all(value > 200 for value in outside)
    # The marks begin a millimetre beyond the bleed, at the corners of the trim.
    marks = [picture.getpixel((x, room)) for x in range(room - bleed)]
    assert sum(value < 200 for value in marks) > 12
    # The field of the title reaches to the edge of the bleed at the head, too.
    above = picture.crop((room + 8, 0, width - room - 8, room - bleed - 2))
    assert above.getextrema()[0] > 200
    assert picture.getpixel((width // 2, room - bleed + 3)) < 128


def operators(data: bytes) -> set[tuple[str, tuple[float, ...]]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)
                 and o.get("/Subtype") == "/Form"]  # fmt: skip
        return {
            (str(step.operator), tuple(round(float(value), 3) for value in step.operands))
            for form in forms
            for step in pikepdf.parse_content_stream(form, "g G k K rg RG")
            if str(step.operator) in ("g", "G", "k", "K", "rg", "RG")
        }


def test_the_press_gets_inks_the_emblem_s_own_and_black_text_in_black_alone(make: Make) -> None:
    found = operators(make("a4", "de", finish=PRESS).files["press"])
    assert ("k", (1, 0.8, 0, 0)) in found
    assert ("k", (0, 0, 1, 0)) in found
    assert ("g", (0,)) in found
    assert not {name for name, _ in found} & {"rg", "RG"}
    # No text in a screened grey.
    assert not [value for name, (value, *_) in found if name == "g" and 0 < value < 0.3]


def icc_profile(
    space: bytes = b"CMYK", kind: bytes = b"prtr", name: bytes = b"Test press"
) -> bytes:
    """Return an ICC profile with nothing in it but its name (ICC.1:2001-04, 6.1 and 6.5.17)."""
    tag = b"desc" + bytes(4) + (len(name) + 1).to_bytes(4, "big") + name + bytes(1 + 78)
    tag += bytes(-len(tag) % 4)
    size = 128 + 4 + 12 + len(tag)
    head = size.to_bytes(4, "big") + bytes(4) + b"\x02\x10\x00\x00" + kind + space + b"Lab "
    head += bytes(12) + b"acsp" + bytes(28)
    head += b"\x00\x00\xf6\xd6\x00\x01\x00\x00\x00\x00\xd3\x2d"  # the white of D50
    head = head.ljust(128, b"\0")
    return (
        head
        + (1).to_bytes(4, "big")
        + b"desc"
        + (144).to_bytes(4, "big")
        + len(tag).to_bytes(4, "big")
        + tag
    )


def test_with_a_profile_the_press_gets_pdf_x_4(make: Make) -> None:
    profile = read_profile(icc_profile(), "press.icc")
    assert (profile.name, profile.space) == ("Test press", "CMYK")
    data = make("dl-trifold", "bg", finish=PRESS, profile=profile).files["press"]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pdf_version == "1.6"
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "Test press"
        assert intent.DestOutputProfile.read_bytes() == profile.data
        assert intent.DestOutputProfile.N == 4
        assert pdf.docinfo["/Trapped"] == pikepdf.Name("/False")
        assert pdf.docinfo["/CreationDate"] == "D:20261124000000+00'00'"
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "/Filter" not in pdf.Root.Metadata
        for words in (
            "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
            "<xmp:CreateDate>2026-11-24T00:00:00+00:00<",
            "<xmpMM:RenditionClass>default<",
            "<pdf:Trapped>False<",
            "Сексуална",
        ):
            assert words in xmp
        assert len(pdf.trailer.ID) == 2


def test_without_a_profile_the_press_s_file_claims_nothing(make: Make) -> None:
    with pikepdf.open(io.BytesIO(make("a4", "de", finish=PRESS).files["press"])) as pdf:
        assert "/OutputIntents" not in pdf.Root
        assert "/Metadata" not in pdf.Root


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no profile", "not an ICC profile"),
        (icc_profile()[:-4], "not an ICC profile"),
        (icc_profile(kind=b"mntr"), "not a printing condition"),
        (icc_profile(space=b"RGB "), "not a printing condition"),
    ],
)
def test_a_profile_that_is_none_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_profile(data, "press.icc")
    assert words in str(caught.value)
    assert "press.icc" in str(caught.value)


def test_preflight_finds_each_fault(make: Make) -> None:
    profile = read_profile(icc_profile(), "press.icc")
    sound = make("dl-trifold", "bg", finish=PRESS, profile=profile).files["press"]
    fmt = find_format("dl-trifold")

    def judge(edit: Callable[[pikepdf.Pdf], None], finish: Finish = PRESS) -> str:
        with pikepdf.open(io.BytesIO(sound)) as pdf:
            edit(pdf)
            output = io.BytesIO()
            pdf.save(output)
        return " ".join(preflight(output.getvalue(), fmt, finish, declared=True))

    def narrow(pdf: pikepdf.Pdf) -> None:
        # As WeasyPrint does it: to 10 pt, whatever was asked for.
        page = pdf.pages[0]
        left, bottom, right, top = (float(value) for value in page.TrimBox)
        page.BleedBox = [left - 10, bottom - 10, right + 10, top + 10]

    def untrim(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1]["/TrimBox"]

    def shrink(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].TrimBox[2] = float(pdf.pages[0].TrimBox[2]) - 2

    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pdf.pages[0].TrimBox

    def link(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Annots = [pikepdf.Dictionary(Subtype=pikepdf.Name.Link)]

    def colour(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(b"1 0 0 rg")

    def script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")

    def strip(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    def picture(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Dots = pdf.make_stream(b"0", Subtype=pikepdf.Name.Image)

    def unintend(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/OutputIntents"]

    def untrap(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Trapped"] = "/False"

    def unsay(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"")
        pdf.Root.Metadata.write(data)

    def unmark(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/Metadata"]

    assert judge(lambda _: None) == ""
    for edit, words in (
        (narrow, "page 1 has a bleed of 3.5 mm"),
        (untrim, "page 2 lacks its trim or bleed box"),
        (shrink, "page 1 is trimmed to 296.3"),
        (crop, "page 1 ends within its bleed"),
        (link, "page 1 has links"),
        (colour, "colours that are not inks (rg)"),
        (script, "forms or actions"),
        (strip, "is not embedded"),
        (picture, "a picture of dots"),
        (unintend, "no output intent"),
        (untrap, "whether it is trapped"),
        (unsay, "pdfxid:GTS_PDFXVersion"),
        (unmark, "no metadata"),
    ):
        assert words in judge(edit), edit.__name__
    assert "not inks (k" in judge(lambda _: None, replace(PRESS, grayscale=True)).lower()


def test_a_bled_panel_ends_at_its_fold(make: Make, font_cache: Path) -> None:
    """A front's band bleeds over the edge of the paper, and not over the fold."""
    made = make("dl-trifold", "de", finish=PRESS)
    inputs = inputs_of(ROOT, ROOT)
    leaflet, _ = inputs.leaflet(made.built.edition, (), allow_incomplete=False)
    page = inputs.templates[leaflet.edition.brief].render(leaflet, FORMATS["dl-trifold"], PRESS)
    drawn = typesetter_for(font_cache).draw(page, 12, 1.3, "de")
    data = press_file(
        drawn, FORMATS["dl-trifold"], PRESS, right_to_left=False, profile=None, made=None
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = {
            name: [float(value) / PT_PER_MM for value in form.BBox]
            for name, form in pdf.pages[0].Resources.XObject.items()
        }
    # The fold-in panel at the left edge, the back in the middle, the front at the right edge.
    assert [round(value, 1) for value in boxes["/P0"]] == [-3, -3, 97, 213]
    assert [round(value, 1) for value in boxes["/P1"]] == [0, -3, 100, 213]
    assert [round(value, 1) for value in boxes["/P2"]] == [0, -3, 103, 213]


FOLDED = [
    ("dl-trifold", "bg"), ("dl-trifold", "ar"), ("a5-booklet", "de"), ("a5-booklet", "ar"),
    ("pocket", "ar"), ("a4", "de"),
]  # fmt: skip


def marks_of(data: bytes) -> list[list[float]]:
    """Return where each page has marks above its trim, in mm from the trim's left."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, top = float(page.TrimBox[0]), float(page.TrimBox[3])
            points = [
                (float(step.operands[0]), float(step.operands[1]))
                for step in pikepdf.parse_content_stream(page, "m l")
            ]
            above = {x for x, y in points if y > top and x >= left}
            marks = {round((x - left) / PT_PER_MM, 1) for x in above}
            width = round((float(page.TrimBox[2]) - left) / PT_PER_MM, 1)
            found.append(sorted(mark for mark in marks if mark <= width))
    return found


@pytest.mark.parametrize(("name", "locale"), FOLDED)
def test_the_press_folds_each_side_between_its_panels(name: str, locale: str, make: Make) -> None:
    found = marks_of(make(name, locale, finish=PRESS).files["press"])
    if name == "dl-trifold":
        sides = [[0, 97, 197, 297], [0, 100, 200, 297]]
        assert found == (sides[::-1] if locale == "ar" else sides)
    else:
        width = FORMATS[name].width
        assert found == [[0, width]] * len(found)


def test_a_fold_mark_that_runs_through_a_panel_is_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marks of the outside on the inside: they were 3 mm off."""
    sheet = type(FORMATS["dl-trifold"].sheet)

    def same(self: Any, side: int, *, right_to_left: bool) -> tuple[float, ...]:
        return tuple(self.width - fold if right_to_left else fold for fold in self.folds)

    monkeypatch.setattr(sheet, "fold_places", same)
    for locale, wrong, right in (("el", 97, 100), ("ar", 200, 197)):
        with pytest.raises(AssertionError) as refused:
            make("dl-trifold", locale, finish=PRESS, discreet=True)  # not made yet
        said = str(refused.value)
        assert f"side 2 has a mark {wrong:.1f} mm from the left, where no panel ends" in said
        assert f"side 2 has no marks {right:.1f} mm from the left" in said
        assert "side 1 has" not in said


# --- the commands ---


def test_build_makes_what_is_printed_from_and_proof_reads_it(workspace: Workspace) -> None:
    done = workspace.run(
        "build", "--locale", "de", "--format", "dl-trifold", "--discreet", "--bleed", "3 mm",
        "--json",
    )  # fmt: skip
    (row,) = json.loads(done.stdout)
    assert row["format"] == "dl-trifold"
    assert row["discreet"] is True
    names = [Path(name).name for name in row["files"]]
    stem = "ct.de.community.dl-trifold.discreet"
    assert names == [f"{stem}.pdf", f"{stem}.sheet.pdf", f"{stem}.press.pdf"]
    said = workspace.run("proof", "--audit", *row["files"]).stdout
    assert said.count("passed") == 3
    assert said.count("not audited: a print file has no tags") == 2
    # A name that a person gives it is seen on the outside, too.
    told = workspace.output / "trafficking.pdf"
    told.write_bytes(Path(row["file"]).read_bytes())
    assert "file's name says" in workspace.run("proof", str(told), code=1).stderr


def test_a_file_for_the_press_that_was_not_made_anew_goes_with_its_text(
    workspace: Workspace,
) -> None:
    (edition,) = plan(workspace.project, locales=["de"], formats=["pocket"])
    press = workspace.output / f"{edition.stem}.press.pdf"
    sheet = workspace.output / f"{edition.stem}.sheet.pdf"

    def remake(**changes: Any) -> None:
        reread()
        Made(make_leaflet(edition, workspace.order(**changes)))

    remake(finish=Finish(crop_marks=True))
    remake()
    assert press.exists()
    workspace.replace(workspace.po("de", "leaflet"), "Nützliche Nummern", "Nützliche Zahlen")
    remake()
    assert not press.exists()
    assert proof_file(sheet, workspace.order()) == ()
    workspace.replace(workspace.po("de", "leaflet"), "Nützliche Zahlen", "Nützliche Nummern")
    reread()
    assert "another state of its texts" in messages(proof_file(sheet, workspace.order()))


def test_a_refused_leaflet_takes_its_sheets_away(workspace: Workspace) -> None:
    (edition,) = plan(workspace.project, locales=["de"], formats=["pocket"])
    order = workspace.order(finish=Finish(crop_marks=True))
    Made(make_leaflet(edition, order))
    assert len(list(workspace.output.glob("*.pdf"))) == 3
    workspace.po("de").write_text("msgid", encoding="utf-8")
    reread()
    assert make_leaflet(edition, order).path is None
    assert not list(workspace.output.glob("*.pdf"))


def test_the_pages_of_a_leaflet_are_shown_in_one_picture(make: Make) -> None:
    with Image.open(
        io.BytesIO(contact_sheet([make("pocket").pdf], columns=6, width=100, every_page=True))
    ) as picture:
        assert picture.width == 2 * 105 + 5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--format", "dl-trifold", "--audience", "professional"], "no dl-trifold for"),
        (["--bleed", "3cm"], "millimetres"),
        (["--bleed", "-3"], "millimetres"),
        (["--output-profile", "press.icc"], "for the print shop's file"),
        (["--output-profile", "grey.icc", "--bleed", "3"], "for black ink alone"),
        (["--output-profile", "missing.icc"], "does not exist"),
    ],
)
def test_wrong_usage_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, options: list[str], words: str
) -> None:
    (workspace.root / "press.icc").write_bytes(icc_profile())
    (workspace.root / "grey.icc").write_bytes(icc_profile(space=b"GRAY"))
    monkeypatch.chdir(workspace.root)
    result = CliRunner().invoke(main, ["build", "--locale", "de", *options])
    assert result.exit_code == 2
    assert words in result.output


def test_names_in_every_files_metadata_give_no_subject_away(make: Make, font_cache: Path) -> None:
    made = make("a4", "de", discreet=True)
    inputs = inputs_of(ROOT, ROOT)
    leaflet, page = inputs.leaflet(made.built.edition, (), allow_incomplete=False)
    # The words of a leaflet “Know your title, its date and description”.
    subject = frozenset({"title", "date", "description"})
    wanted = replace(inputs.expected(leaflet, page), subject=subject)
    assert "its metadata say" not in messages(proof(made.pdf, wanted, shaper_for(font_cache)))
