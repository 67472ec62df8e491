"""Contacts on the sheet: links that dial, codes that hold their addresses, and what fits."""

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import segno
from PIL.Image import Image

from briefkit.build import build, plan
from briefkit.contacts import offer_harmonised
from briefkit.leaflet import PT_PER_MM
from briefkit.project import Project, read_harmonised_numbers
from briefkit.proof import comparable, read_runs, read_structure
from tests.conftest import ROOT, Workspace
from tests.contacts.examples import CONTACT, TODAY, TWO, changed, parse

URLS = ("https://example.org/help", "https://example.org/el")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> dict[str, bytes]:
    """The community leaflet in two languages, with 116 000 and two contacts."""
    shop = Workspace(tmp_path_factory.mktemp("contacts"), font_cache)
    numbers, _ = offer_harmonised(read_harmonised_numbers(), ["116000"], "BG", TODAY)
    order = shop.order(contacts=(*numbers, *parse(CONTACT + TWO)))
    editions = plan(Project(ROOT, ROOT), locales=["en", "ar"], audiences=["community"])
    built = build(editions, order)
    assert [item.diagnostics for item in built] == [(), ()]
    return {item.edition.locale: item.path.read_bytes() for item in built if item.path}


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_numbers_are_links_that_dial_and_addresses_are_printed(
    locale: str, sheets: dict[str, bytes]
) -> None:
    with pikepdf.open(io.BytesIO(sheets[locale])) as pdf:
        links = [str(a.A.URI) for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a]
        structure = read_structure(pdf)
    assert [link for link in links if link.startswith("tel:")] == [
        "tel:116000", "tel:+359-800-18-676", "tel:+30-21-0998-9000",
    ]  # fmt: skip
    assert set(URLS) <= set(links)
    assert structure is not None
    assert set(URLS) <= {element.alt for element in structure.walk() if element.role == "Figure"}


def test_a_number_is_large_and_on_one_line(sheets: dict[str, bytes]) -> None:
    runs = read_runs(sheets["en"])
    (name,) = (run for run in runs if run.text.strip() == "Animus")
    (phone,) = (run for run in runs if comparable(run.text) == comparable("+359 800 1 86 76"))
    # The digits of Source Sans 3 are 0.65 em high: 20 pt are 13.
    assert phone.box[3] - phone.box[1] >= 13
    # It stands first: whose number it is comes below it.
    assert name.box[3] < phone.box[1] + 2


def drawn_codes(data: bytes) -> list[tuple[float, Image]]:
    """Return the QR codes of a leaflet, their quiet zones included: width in mm, picture.

    Each is drawn as a white square, and its dark modules as a path on it.
    """
    document = pypdfium2.PdfDocument(data)
    page, scale = document[1], 300 / 72
    picture = page.render(scale=scale).to_pil().convert("L")
    codes: list[tuple[float, Image]] = []
    zone = (0.0, 0.0, 0.0, 0.0)
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, page.get_height()
        within = zone[0] < left and right < zone[2] and zone[1] < bottom and top < zone[3]
        if abs(width - (top - bottom)) < 0.1 and width > 50 and not within:
            zone = left, bottom, right, top
            box = (left * scale, (height - top) * scale, right * scale, (height - bottom) * scale)
            codes.append((width / PT_PER_MM, picture.crop([round(edge) for edge in box])))
    document.close()
    return codes


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_codes_on_paper_hold_the_addresses_beside_them(
    locale: str, sheets: dict[str, bytes]
) -> None:
    codes = drawn_codes(sheets[locale])
    assert len(codes) == 2
    for (width, picture), url in zip(codes, URLS, strict=True):
        wanted = segno.make_qr(url, error="m", boost_error=False)
        modules = [list(map(bool, row)) for row in wanted.matrix_iter(border=4)]
        step = picture.width / len(modules)
        drawn = [
            [
                picture.getpixel((int((x + 0.5) * step), int((y + 0.5) * step)))
                for x in range(len(r))
            ]
            for y, r in enumerate(modules)
        ]
        assert {value for row in drawn for value in row} == {0, 255}
        assert [[value == 0 for value in row] for row in drawn] == modules
        assert wanted.error == "M"
        assert width * (len(modules) - 8) / len(modules) >= 15
        assert width / len(modules) >= 0.4


def test_contacts_that_do_not_fit_are_named_as_the_cause(workspace: Workspace) -> None:
    many = "".join(changed(name=f'"Number {n}"') for n in range(8))
    editions = plan(workspace.project, locales=["en"], audiences=["community"])
    (built,) = build(editions, workspace.order(contacts=parse(many)))
    told = "\n".join(map(str, built.diagnostics))
    found = re.search(r"Its 8 contacts are the cause: at most (\d) would fit", told)
    assert found
    assert "--country" in told
    enough = parse(many)[: int(found[1])]
    assert len(enough) >= 4
    (fitted,) = build(editions, workspace.order(contacts=enough))
    assert fitted.diagnostics == ()


def test_a_contact_without_letters_for_a_language_is_named_there(workspace: Workspace) -> None:
    (arabic,) = parse(changed(name='"بيت"'))
    editions = plan(workspace.project, locales=["ar", "de"], audiences=["community"])
    there, here = build(editions, workspace.order(contacts=(arabic,)))
    assert there.path is not None
    assert "The contact “بيت” has letters that the fonts" in here.diagnostics[0].message


def test_a_card_hides_its_subject_on_both_faces(workspace: Workspace) -> None:
    telling = parse(changed(name='"Human trafficking help line"'))
    editions = plan(workspace.project, locales=["en"], formats=["pocket"])
    (built,) = build(editions, workspace.order(contacts=telling))
    assert built.path is None
    assert "page 2, which shows outside, says “trafficking”" in built.diagnostics[0].message


@pytest.mark.parametrize("count", [2, 3, 5])
def test_each_contact_of_a_booklet_is_whole_or_all_are_refused(
    workspace: Workspace, count: int
) -> None:
    phones = [f"+359 2 981 76 8{n}" for n in range(count)]
    many = "".join(changed(name=f'"Number {n}"', phone=f'"{p}"') for n, p in enumerate(phones))
    editions = plan(
        workspace.project, locales=["de"], audiences=["community"], formats=["a5-booklet"]
    )
    (built,) = build(editions, workspace.order(contacts=parse(many)))
    if built.path is None:
        assert "contacts are the cause" in str(built.diagnostics[0])
        return
    runs = read_runs(built.path.read_bytes())
    at = [
        [next(r.page for r in runs if comparable(fact) in comparable(r.text)) for fact in each]
        for each in ((f"Number {n}", phone) for n, phone in enumerate(phones))
    ]
    assert all(first == last for first, last in at)
    assert at[-1][0] - at[0][0] <= 1
