"""All ways to reach a contact, read back from the finished PDF: words, links and codes."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from briefkit.build import build, inputs_of, plan, shaper_for, typesetter_for
from briefkit.contacts import Contact
from briefkit.leaflet import FORMATS
from briefkit.model import Level
from briefkit.project import Project
from briefkit.proof import comparable, expect, proof, read_runs, read_structure
from tests.conftest import ROOT, Workspace
from tests.contacts.examples import changed, parse

FORMATS_WITH_CONTACTS = ("a4", "a5-booklet", "dl-trifold", "large-print", "pocket")


def centre(locale: str = "en") -> Contact:
    """A contact that has all ways, in words of a language that is written from right to left."""
    address = {"en": "Rakovski Street 5, 1000 Sofia", "ar": "شارع راكوفسكي 5، 1000 صوفيا"}[locale]
    (contact,) = parse(
        changed(
            address=f'"{address}"',
            email='"help@example.org"',
            whatsapp='"+359 88 123 4567"',
            signal='"+359 88 765 4321"',
            hours='"9:00 – 17:00"',
            languages='["bg"]',
        )
    )
    return contact


@pytest.fixture(scope="module")
def leaflets(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> dict[str, bytes]:
    """The community leaflet in all formats that print contacts, with this one; in Arabic on A4."""
    shop = Workspace(tmp_path_factory.mktemp("ways"), font_cache)
    project, plain = Project(ROOT, ROOT), ["community"]
    english = plan(project, locales=["en"], formats=FORMATS_WITH_CONTACTS, audiences=plain)
    arabic = plan(project, locales=["ar"], formats=["a4"], audiences=plain)
    made = [
        *build(english, shop.order(contacts=(centre(),))),
        *build(arabic, shop.order(contacts=(centre("ar"),))),
    ]
    assert [built.diagnostics for built in made] == [()] * len(made)
    return {f"{m.edition.locale} {m.edition.format}": m.path.read_bytes() for m in made if m.path}


def codes_on(data: bytes) -> Iterator[str]:
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        # An office's printer has 300 dots an inch; a telephone's camera sees about half of them.
        picture = document[number].render(scale=150 / 72).to_pil().convert("L")
        yield from (code.text for code in zxingcpp.read_barcodes(picture))
    document.close()


def links_of(data: bytes) -> dict[str, str]:
    """Return the links of a leaflet with their descriptions."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        annotations = [a for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
        return {str(a.A.URI): str(a.Contents) for a in annotations if "/URI" in a.A}


def said(data: bytes) -> str:
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(data):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        structure = read_structure(pdf)
    assert structure is not None
    return comparable(structure.text(texts))


@pytest.mark.parametrize("name", ["en a4", "ar a4", "en a5-booklet", "en large-print"])
def test_words_links_and_codes_are_what_was_verified(name: str, leaflets: dict[str, bytes]) -> None:
    data, ways = leaflets[name], centre(name[:2]).ways
    text, links = said(data), links_of(data)
    for way in ways:
        assert comparable(way.text) in text
        assert not way.link or way.link in links
    assert sorted(codes_on(data)) == sorted(way.link for way in ways if way.code)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        structure = read_structure(pdf)
    assert structure is not None
    described = {element.alt for element in structure.walk() if element.role == "Figure"}
    assert {way.link for way in ways if way.code} <= described


def test_links_say_what_they_open(leaflets: dict[str, bytes]) -> None:
    links = links_of(leaflets["en a4"])
    assert links["tel:+359-800-18-676"] == "Phone +359 800 1 86 76"
    assert links["https://wa.me/359881234567"] == "WhatsApp +359 88 123 4567"
    assert links["https://signal.me/#p/+359887654321"] == "Signal +359 88 765 4321"
    assert links["mailto:help@example.org"] == "Email help@example.org"
    assert links["https://example.org/help"] == "Website https://example.org/help"


def test_a_folded_leaflet_has_room_for_two_codes_and_all_words(leaflets: dict[str, bytes]) -> None:
    data = leaflets["en dl-trifold"]
    ways = centre().ways
    assert all(comparable(way.text) in said(data) for way in ways)
    assert {way.link for way in ways if way.link} <= set(links_of(data))
    assert sorted(codes_on(data)) == sorted(
        way.link for way in ways if way.kind in ("whatsapp", "signal")
    )


def test_a_card_has_room_for_one_way(workspace: Workspace, leaflets: dict[str, bytes]) -> None:
    data = leaflets["en pocket"]
    pocket = FORMATS["pocket"]
    ways = pocket.ways(centre(), [centre()], Level.PLAIN)
    assert [way.text for way in ways] == ["+359 800 1 86 76"]
    assert list(codes_on(data)) == []
    assert set(links_of(data)) == {"tel:+359-800-18-676"}
    # Where there is no telephone it says what else there is.
    contact = replace(centre(), phone="", dial="")
    editions = plan(workspace.project, locales=["en"], formats=["pocket"])
    (built,) = build(editions, workspace.order(contacts=(contact,)))
    assert built.path is not None
    assert comparable("WhatsApp +359 88 123 4567") in said(built.path.read_bytes())


def test_a_contact_without_a_telephone_is_printed(workspace: Workspace) -> None:
    contact = replace(centre("ar"), phone="", dial="", whatsapp=None, signal=None, web="")
    editions = plan(workspace.project, locales=["ar"], audiences=["community"])
    (built,) = build(editions, workspace.order(contacts=(contact,)))
    assert built.path is not None
    text = said(built.path.read_bytes())
    assert comparable(contact.address) in text
    assert comparable("الهاتف") not in text


def test_those_who_answer_in_a_leaflets_language_stand_first(workspace: Workspace) -> None:
    names = {"Animus": ["bg"], "Bilitis": ["de", "ar"]}
    contacts = [
        replace(centre(), name=name, languages=tuple(codes), whatsapp=None, signal=None)
        for name, codes in names.items()
    ]
    editions = plan(
        workspace.project, locales=["bg", "ar"], audiences=["community"], formats=["large-print"]
    )
    built = build(editions, workspace.order(contacts=tuple(contacts)))
    for made, order in zip(built, (["Animus", "Bilitis"], ["Bilitis", "Animus"]), strict=True):
        assert made.path is not None
        text = said(made.path.read_bytes())
        assert sorted(names, key=text.index) == order


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("+359 88 123 4567</bdi>", "+359 88 123 4568</bdi>", "lacks “+359 88 123 4567”"),
        ('href="https://wa.me/359881234567"', 'href="https://wa.me/359881234568"', "no link to"),
        ('href="mailto:help@', 'href="mailto:held@', "no link to mailto:help@example.org"),
        ("Rakovski Street 5", "Rakovski Street 6", "lacks “Rakovski Street 5, 1000 Sofia”"),
    ],
)
def test_the_proof_finds_a_way_that_is_not_the_contacts(
    old: str, new: str, words: str, font_cache: Path
) -> None:
    inputs = inputs_of(ROOT, ROOT)
    project = Project(ROOT, ROOT)
    (edition,) = plan(project, locales=["en"], audiences=["community"])
    leaflet, page = inputs.leaflet(edition, (centre(),), allow_incomplete=False)
    assert old in page.html
    # Whoever changed the template: what is expected is not taken from its page.
    page = replace(page, html=page.html.replace(old, new))
    fit = leaflet.brief.reader.fit
    wanted = expect(leaflet, page, FORMATS["a4"], fit)
    typeset = typesetter_for(font_cache).typeset(page, fit, "en")
    found = proof(typeset.pdf, wanted, shaper_for(font_cache))
    told = [str(each) for each in found if each.check == "proof-contacts"]
    assert len(told) == 1
    assert words in told[0]
