"""The order in which right-to-left text is drawn, held against the bidirectional algorithm's."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from briefkit.build import inputs_of, shaper_for, typesetter_for
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import FORMATS, Page, read_page
from briefkit.leaflet.locale_text import isolated
from briefkit.model import Edition, Level
from briefkit.proof import Expectation, proof
from briefkit.proof.order_checks import visual_order
from tests.conftest import BRIEF, ROOT
from tests.proof.tag_tree import as_it_was_set

LRI, PDI = "\u2066", "\u2069"

CONTACT = Contact(
    name="Център „Надежда“",
    kind="organisation",
    phone="+359 2 981 7686",
    dial="tel:+35929817686",
    country="BG",
    source="Писмо (2026).",
    verified_by="Maria P.",
    verified_on=date(2026, 11, 20),
    hours="9–17, 18–20 (Mo–Fr)",
    cost="0.10 €/min.",
    web="https://www.example.org/help/",
    messengers=("WhatsApp +359 2 981 7686", "Signal: @help.1"),
    languages=("bg", "ar"),
)
LOCAL = replace(
    CONTACT, name="مركز المساعدة (A4)", hours="الاثنين (9–17)، 24/7", cost="مجاني (100 %)", web=""
)


class Arabic:
    """A leaflet in Arabic, with what is expected of it, to be spoilt."""

    def __init__(self, font_cache: Path, name: str = "a4", *, discreet: bool = False) -> None:
        self.typesetter, self.shaper = typesetter_for(font_cache), shaper_for(font_cache)
        self.inputs = inputs_of(ROOT, ROOT)
        self.format = FORMATS[name]
        edition = Edition(
            brief=BRIEF,
            audience="community",
            locale="ar",
            format=name,
            alias="ct" if discreet else "",
        )
        contacts = (CONTACT,) if name == "dl-trifold" else (CONTACT, LOCAL)
        self.leaflet, self.page = self.inputs.leaflet(edition, contacts, allow_incomplete=False)
        limits = self.leaflet.brief.reader.fit
        fit = self.format.fit(limits, Level.PLAIN, discreet=discreet)
        made = self.typesetter.typeset(self.page, fit, "ar")
        self.pdf, self.fit = made.pdf, as_it_was_set(fit, made)

    def judged(self, page: Page | None = None) -> tuple[Diagnostic, ...]:
        """Return the faults of a page's PDF, by the page's own text and isolates."""
        wanted = self.inputs.expected(self.leaflet, page or self.page)
        return proof(self.typeset(page) if page else self.pdf, wanted, self.shaper)

    def typeset(self, page: Page) -> bytes:
        # What is added may take a page more.
        fit = replace(self.fit, pages_max=self.fit.pages_max + 1)
        return self.typesetter.typeset(page, fit, "ar").pdf

    def changed(self, old: str, new: str) -> Page:
        assert old in self.page.html
        html = self.page.html.replace(old, new)
        read = read_page(html, self.page.css, language="ar", language_name="")
        return replace(
            self.page,
            html=html,
            text=read.text,
            elements=read.elements,
            language_spans=read.language_spans,
            link_names=read.link_names,
        )

    def with_passage(self, markup: str) -> Page:
        """Return the page with a paragraph of markup before its text."""
        return self.changed("<main>", f"<main><p>{markup}</p>")


@pytest.fixture(scope="module")
def arabic(font_cache: Path) -> Arabic:
    return Arabic(font_cache)


@pytest.mark.parametrize(
    ("name", "discreet"),
    [
        *((name, False) for name in FORMATS if name != "pocket"),
        *((name, True) for name in ("a4", "a5-booklet", "dl-trifold", "pocket")),
    ],
)
def test_arabic_leaflets_pass_with_their_contacts(
    font_cache: Path, name: str, *, discreet: bool
) -> None:
    assert Arabic(font_cache, name, discreet=discreet).judged() == ()


@pytest.mark.parametrize(
    "markup",
    [
        'شخص (<bdi dir="ltr">Facebook</bdi>) تعرفونه',
        'شخص <bdi class="words" dir="ltr">Meta (Facebook)</bdi>، ثم',
        'شخص [<bdi dir="ltr">Facebook</bdi>] «<bdi dir="ltr">Live</bdi>» “<bdi dir="ltr">A</bdi>”.',
        'رقم <bdi dir="ltr">+359 2 981 7686</bdi> و <bdi dir="ltr">50 %</bdi>.',
        'مركز <bdi class="words" dir="ltr">Център „Надежда“</bdi>',
        '<span lang="en" dir="ltr">Call 112 (free).</span>',
        "نص فيه office و efficient ثم ﬁn.",
        "نصّ مُشكَّل لا إله إلا، وهيأة: ١١٢ و ۱۱۲.",
        'مؤسسة <bdi dir="ltr">e.V.</bdi> هنا',
    ],
)
def test_what_is_set_well_passes(arabic: Arabic, markup: str) -> None:
    found = arabic.judged(arabic.with_passage(markup))
    assert [item for item in found if "order" in item.check] == []


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ('شخص (<bdi dir="ltr">Facebook)</bdi> تعرفونه', "a bracket is parted from its partner"),
        ('رقم (<bdi dir="ltr">112)</bdi> ثم', "“(112)” on page 1: a bracket is parted"),
        ('شخص [<bdi dir="ltr">Facebook]</bdi> ثم', "a bracket is parted from its partner"),
        ('شخص <bdi dir="ltr">(Facebook</bdi>) ثم', "a bracket is parted from its partner"),
        ('موقع <bdi dir="ltr">Facebook.</bdi>', "its last sign would stand before it"),
        ('موقع <bdi dir="ltr">Facebook,</bdi> ثم', "its last sign would stand before it"),
        ("رقم +359 2 981 7686 ثم", "the number +359 2 981 7686 on page 1 is not kept"),
        ("من 9–17 ثم", "the number 9–17 on page 1 is not kept"),
        # WeasyPrint sets each element by itself: what an isolate should hold is drawn apart.
        ("في Facebook <b>Live</b> ثم", "is drawn in another order than it is read"),
    ],
)
def test_what_would_jump_is_told(arabic: Arabic, markup: str, told: str) -> None:
    found = [item for item in arabic.judged(arabic.with_passage(markup)) if "order" in item.check]
    assert any(told in item.message for item in found), found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<bdi class="words" dir="ltr">Център „Надежда“</bdi>', "Център „Надежда“"),
        ('(<bdi dir="ltr">A4</bdi>)', '(<bdi dir="ltr">A4)</bdi>'),
        ('(<bdi dir="ltr">9–17</bdi>)', '(<bdi dir="ltr">9–17)</bdi>'),
    ],
)
def test_a_contact_s_words_that_would_jump_are_told(arabic: Arabic, old: str, new: str) -> None:
    assert {item.check for item in arabic.judged(arabic.changed(old, new))} == {"proof-order"}


WORDS = (
    "سنة", "كلمة", "مركزًا", "لا", "لَا", "Facebook", "Надежда", "Ελπίδα", "A4", "C++", "112", "9–17",
    "+359 2 98", "50 %", "24/7", "e.V.", "x@y.org", "http://a.b/c/", "١٢", "۱۲", "(02) 981", "café",
    "de\u0301", "office", "ﬁn",
)  # fmt: skip
SIGNS = (
    " ", " ", " ", " (", ") ", "(", ")", "[", "]", " «", "» ", " “", "” ", "„", "“", "،", ", ",
    ". ", "؟ ", "؛ ", "! ", "/", " – ", ": ", "%", "’",
)  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_lines_of_any_words_and_signs_are_drawn_in_their_order(arabic: Arabic, seed: int) -> None:
    chance = Random(seed)
    lines = [
        "".join(chance.choice(WORDS) + chance.choice(SIGNS) for _ in range(chance.randint(2, 9)))
        for _ in range(60)
    ]
    page = arabic.with_passage("</p><p>".join(map(isolated, lines)))
    fit = replace(arabic.fit, pages_min=1, pages_max=9)
    data = arabic.typesetter.typeset(page, fit, f"lines {seed}").pdf
    wanted = replace(arabic.inputs.expected(arabic.leaflet, page), pages_max=9)
    assert proof(data, wanted, arabic.shaper) == ()


def test_what_is_drawn_otherwise_than_the_page_says_is_told(arabic: Arabic) -> None:
    faulty = arabic.changed('(<bdi dir="ltr">A4</bdi>)', '(<bdi dir="ltr">A4)</bdi>')
    wanted: Expectation = arabic.inputs.expected(arabic.leaflet, arabic.page)
    data = arabic.typeset(faulty)
    found = proof(data, wanted, arabic.shaper)
    assert [item.check for item in found] == ["proof-order"]
    assert "“مركز المساعدة (A4)” on page 2 is drawn in another order" in found[0].message


def test_a_fault_names_the_message_and_its_line(arabic: Arabic) -> None:
    old = next(p for p in arabic.inputs.expected(arabic.leaflet, arabic.page).passages
               if p.msgid.startswith("**Are you"))  # fmt: skip
    page = arabic.changed('<bdi dir="ltr">112</bdi>.', '<bdi dir="ltr">112.</bdi>')
    (found,) = (item for item in arabic.judged(page) if item.check == "proof-order")
    assert found.msgid == old.msgid
    assert found.location is not None
    assert found.location.path == f"locales/ar/LC_MESSAGES/{BRIEF}.po"
    assert found.location.line > 1


def test_another_text_names_the_message_and_what_differs(arabic: Arabic) -> None:
    wanted: Expectation = arabic.inputs.expected(arabic.leaflet, arabic.page)
    page = arabic.changed("والمزيد،", "وا\u0644\u0645زيد.")
    data = arabic.typeset(page)
    (found,) = (i for i in proof(data, wanted, arabic.shaper) if i.check == "proof-text")
    assert "(U+002E FULL STOP for U+060C ARABIC COMMA)" in found.message
    assert found.msgid.startswith("**They blackmail.**")
    assert found.location is not None
    assert found.location.path == f"locales/ar/LC_MESSAGES/{BRIEF}.po"


@pytest.mark.parametrize(
    ("text", "leftwards", "wanted"),
    [
        ("س (A) ن", True, "ن (A) س"),
        (f"س {LRI}a (b){PDI} ن", True, "ن a (b) س"),
        (f"س ({LRI}A){PDI} ن", True, "ن A)) س"),
        ("«A» س", True, "س «A»"),
        ("a (س) b", False, "a (س) b"),
        ("سن 12", True, "12 نس"),
    ],
)
def test_the_algorithm_s_order(text: str, leftwards: bool, wanted: str) -> None:
    shown = visual_order(text, leftwards)
    assert shown.replace(LRI, "").replace(PDI, "") == wanted
