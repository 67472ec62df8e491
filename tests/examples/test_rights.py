"""The rights sheet of an alliance of lawyers: notes of law and cases, a table over pages."""

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from briefkit.build import Order, build
from briefkit.catalogs import EU_DISCLAIMERS
from briefkit.model import Edition
from briefkit.proof import comparable, read_runs
from briefkit.proof.audit import audit
from briefkit.proof.layout import audit_layout, fill_of_pages
from briefkit.proof.layout.parsing import read_layout
from tests.conftest import ROOT, MadeOnce
from tests.contacts.examples import changed, parse
from tests.proof.tag_tree import tag_tree

EXAMPLES = ROOT / "examples"
# The source in one format, and its translation, whose words are longer, in all.
MADE = {
    ("en", "a4"): 12,
    ("de", "a4"): 12,
    ("de", "a5-booklet"): 24,
    ("de", "large-print"): None,
}

Read = Callable[[str, str], bytes]


@pytest.fixture(scope="session")
def leaflet(made_once: MadeOnce, font_cache: Path) -> Read:
    """Return a leaflet's PDF; each is made once for all test processes, and proofed."""

    def made(locale: str, form: str) -> bytes:
        def make(folder: Path) -> None:
            order = Order(root=EXAMPLES, bundled=ROOT, output=folder, font_cache=font_cache)
            edition = Edition(brief="rights", audience="counsel", locale=locale, format=form)
            (built,) = build([edition], order)
            assert built.path is not None, "\n".join(map(str, built.diagnostics))

        folder = made_once(f"rights-{locale}-{form}", make)
        return (folder / f"rights.{locale}.counsel.{form}.pdf").read_bytes()

    return made


@cache
def tags(data: bytes) -> str:
    return tag_tree(data)


@cache
def pages(data: bytes) -> list[str]:
    runs = read_runs(data)
    last = max(run.page for run in runs)
    return [comparable("".join(run.text for run in runs if run.page == n)) for n in range(last + 1)]


@pytest.mark.parametrize(("locale", "form"), MADE)
def test_it_is_made_and_audited(locale: str, form: str, leaflet: Read) -> None:
    data = leaflet(locale, form)
    assert [str(diagnostic) for diagnostic in (*audit(data), *audit_layout(data))] == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert MADE[locale, form] in (len(pdf.pages), None)


@pytest.mark.parametrize(
    ("locale", "heading", "sheets"),
    [("en", "Stage and right", 3), ("de", "Abschnitt und Recht", 3)],
)
def test_the_table_stands_on_several_pages_and_in_the_tags_once(
    locale: str, heading: str, sheets: int, leaflet: Read
) -> None:
    data = leaflet(locale, "a4")
    found = [number for number, text in enumerate(pages(data)) if comparable(heading) in text]
    assert found == list(range(found[0], found[0] + sheets))
    tree = tags(data)
    assert len(re.findall(r"^ *Table$", tree, re.M)) == 1
    heads = re.findall(r"^ *TH (?:id=\S+ )?(Column|Row) “(.+)”$", tree, re.M)
    assert [scope for scope, _ in heads] == 4 * ["Column"] + 33 * ["Row"]
    assert [words for _, words in heads].count(heading) == 1


@pytest.mark.parametrize("locale", ["en", "de"])
def test_sixty_notes_stand_at_the_feet_in_one_sequence(locale: str, leaflet: Read) -> None:
    notes = re.findall(r"^ *Note id=note-(\d+)", tags(leaflet(locale, "a4")), re.M)
    assert list(map(int, notes)) == list(range(1, 61))


def test_notes_name_law_and_cases_in_full_and_then_in_short(leaflet: Read) -> None:
    english, german = ("".join(pages(leaflet(locale, "a4"))) for locale in ("en", "de"))
    for text, words in [
        (english, "Jawo, C-163/17, EU:C:2019:218, CJEU (Grand Chamber), 19 March 2019, para. 91"),
        (german, "Jawo, C-163/17, EU:C:2019:218, CJEU (Grand Chamber), 19. März 2019, Rn. 91"),
        (english, "APR, note 2, art. 67(7)."),
        (german, "APR, Anm. 2, Art. 67 Abs. 7."),
        (
            english,
            "Paposhvili v. Belgium, 41738/10, ECtHR (Grand Chamber), 13 December 2016, § 183",
        ),
    ]:
        assert comparable(words) in text


def test_a_foreign_title_over_two_lines_is_one_passage(leaflet: Read) -> None:
    """WeasyPrint tags each line of it, also in a note at the foot."""
    tree = tags(leaflet("de", "a4"))
    title = "Regulation (EU) 2024/1348 establishing a common procedure for international protection"
    assert re.search(rf"^ *Span lang=en “{re.escape(title)} in the Union", tree, re.M)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_notice_stands_at_the_start_and_the_logo_is_said(locale: str, leaflet: Read) -> None:
    data = leaflet(locale, "a4")
    first, *others = pages(data)
    emblem = {"en": "Emblem of the European Union", "de": "Emblem der Europäischen Union"}
    logo = {"en": "Alliance of Counsel for Protection", "de": "Anwaltsbündnis für Schutz"}
    tree = tags(data)
    assert [len(re.findall(rf"Figure \[{name[locale]}\]", tree)) for name in (emblem, logo)] == [
        1,
        1,
    ]
    if locale == "en":
        assert comparable(EU_DISCLAIMERS[0].msgid) in first
    assert "101000000" in first
    assert "101000000" not in "".join(others)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_notes_at_the_foot_have_lines_to_read_and_the_last_page_is_full(
    locale: str, leaflet: Read
) -> None:
    data = leaflet(locale, "a4")
    layout = read_layout(data)
    assert layout is not None
    apart = [p for p in layout.paragraphs if not p.running and not p.heading]
    assert max(p.mean_length for p in apart if len(p.full_lines) > 1) <= 85
    assert min(fill_of_pages(data)) >= 0.85


def test_where_no_notice_stands_on_a_booklet_s_back_the_text_goes_on_to_it(leaflet: Read) -> None:
    data = leaflet("de", "a5-booklet")
    assert fill_of_pages(data)[-1] >= 0.85
    feet = [run.text.strip() for run in read_runs(data) if run.page == 23 and run.mcid < 0]
    assert "24" in feet


def test_a_contact_with_no_number_to_call_fills_the_back_of_a_booklet(
    font_cache: Path, tmp_path: Path
) -> None:
    contacts = parse(changed(phone='"+359 2 981 7686"', email='"help@example.org"'))
    order = Order(
        root=EXAMPLES, bundled=ROOT, output=tmp_path, font_cache=font_cache, contacts=contacts
    )
    edition = Edition(brief="rights", audience="counsel", locale="en", format="a5-booklet")
    (built,) = build([edition], order)
    assert built.path is not None, "\n".join(map(str, built.diagnostics))
    # Smaller than without one, it has longer lines in its glossary, too.
    assert [str(found) for found in audit_layout(built.path.read_bytes())] == []
