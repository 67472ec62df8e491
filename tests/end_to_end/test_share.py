"""Leaflets to send: cards as pictures, and text to paste beside them, read back."""

import hashlib
import io
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from briefkit.leaflet import FORMATS
from briefkit.proof import comparable, read_runs
from briefkit.proof.audit import audit
from briefkit.proof.layout import audit_layout
from tests.conftest import ROOT, Workspace

SITE = "https://leaflets.example.org/"
CONTACTS = """\
[[contact]]
name = "Animus"
kind = "organisation"
phone = "+359 800 1 86 76"
country = "BG"
source = "https://example.org/"
verified_by = "M. Petrova"
verified_on = {day}
"""
SUBJECT = ("traffick", "exploit", "cyber", "menschenhandel", "ausbeutung")


def ask(shop: Workspace, folder: str, *options: str, code: int = 0) -> str:
    given = ["build", "--audience", "community", "--format", "share", "--output", folder]
    done = shop.run(*given, *options, code=code)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """The project's own cards in German, with the address of a site."""
    folder = tmp_path_factory.mktemp("sent")
    ask(Workspace(ROOT, font_cache), str(folder), "--locale", "de", "--qr", SITE)
    return folder


def pictures(folder: Path, form: str = "") -> list[Path]:
    """Return the pictures of cards, in the order of their numbers."""
    found = [p for p in folder.iterdir() if re.fullmatch(rf".*\.share{form}-\d+\.png", p.name)]
    return sorted(found, key=lambda path: int(path.stem.rpartition("-")[2]))


def texts_of(path: Path) -> list[str]:
    data = path.read_bytes()
    with pikepdf.open(path) as pdf:
        count = len(pdf.pages)
    runs = read_runs(data)
    return [comparable("".join(r.text for r in runs if r.page == n)) for n in range(count)]


def chunks(data: bytes) -> Iterator[str]:
    """Yield the kinds of a PNG's chunks (ISO/IEC 15948, 5.3)."""
    place = 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        yield data[place + 4 : place + 8].decode("ascii")
        place += length + 12


@pytest.mark.parametrize(("form", "height"), [("", 1350), (r"\.square", 1080)])
def test_pictures_have_the_pixels_of_messengers_and_say_nothing_else(
    sent: Path, form: str, height: int
) -> None:
    found = pictures(sent, form)
    assert 5 <= len(found) <= 20
    for path in found:
        data = path.read_bytes()
        assert set(chunks(data)) == {"IHDR", "IDAT", "IEND"}
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size == (1080, height)
            assert picture.mode == "RGB"
            dark = picture.convert("L").histogram()
        assert sum(dark[:128]) > 5000  # something is written there


def test_the_first_is_a_solid_field_and_the_others_are_white(sent: Path) -> None:
    for number, path in enumerate(pictures(sent)):
        with Image.open(path) as picture:
            corners = {picture.getpixel(at) for at in ((0, 0), (1079, 0), (0, 1349), (1079, 1349))}
        assert corners == {(0, 0x33, 0x99) if number == 0 else (255, 255, 255)}


def test_a_picture_is_its_page_to_the_pixel(sent: Path) -> None:
    document = pypdfium2.PdfDocument(sent / "ct.de.community.share.pdf")
    found = pictures(sent)
    assert len(document) == len(found)
    for page, path in zip(document, found, strict=True):
        drawn = page.render(scale=1079.99 / page.get_width()).to_pil().convert("RGB")
        with Image.open(path) as picture:
            assert picture.tobytes() == drawn.tobytes()
    document.close()


def test_the_notice_is_whole_on_the_last_card_and_each_says_what_it_is(
    sent: Path, font_cache: Path
) -> None:
    catalog = Workspace(ROOT, font_cache).project.catalogs.read("leaflet", "de")
    (notice,) = [e for e in catalog.entries if e.message.msgid.startswith("The contents of this")]
    words = notice.translations[0] % {"project": "A4", "programme": "ISFP", "grant": "101021832"}
    pages = texts_of(sent / "ct.de.community.share.pdf")
    (line,) = (sent / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    code = json.loads(line)["code"]
    assert re.fullmatch(r"CT-DE-C-SHARE-[0-9A-Z]{8}", code)
    for number, page in enumerate(pages, start=1):
        assert comparable(f"{number}/{len(pages)}") in page
        assert (
            comparable("Entwurf: maschinell übersetzt; noch kein Mensch hat das geprüft.") in page
        )
        assert comparable(code) in page
        assert (comparable(words) in page) == (number == len(pages))
    assert "112" in pages[0]
    assert "112" in pages[-1]
    assert comparable("leaflets.example.org/de/ct.community.html") in pages[-1]
    pasted = (sent / "ct.de.community.share.txt").read_text(encoding="utf-8")
    title, *lines = pasted.splitlines()
    assert title == "Sexuelle Ausbeutung im Internet: Anzeichen erkennen, Hilfe finden"
    assert len([line for line in lines if line]) <= 6
    assert "112" in lines
    assert f"{SITE}de/ct.community.html" in lines
    assert "Entwurf: maschinell übersetzt; noch kein Mensch hat das geprüft." in lines
    assert lines[-1] == words


def test_the_text_of_the_cards_is_40_pixels_or_more(sent: Path) -> None:
    (line,) = (sent / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    a_pixel = 90 / 25.4 * 72 / 1080  # pt
    assert json.loads(line)["text_size"] >= 40 * a_pixel
    assert FORMATS["share"].sizes[1] >= 40 * a_pixel  # type: ignore[index]


def test_all_words_of_the_cards_are_there_to_be_read_aloud(sent: Path) -> None:
    words = (sent / "ct.de.community.share.words.txt").read_text(encoding="utf-8")
    first, *cards = words.strip().split("\n\n")
    assert first == "Entwurf: maschinell übersetzt; noch kein Mensch hat das geprüft."
    pages = texts_of(sent / "ct.de.community.share.pdf")
    assert len(cards) == len(pages)
    for number, card in enumerate(cards, start=1):
        head, *lines = card.splitlines()
        assert head == f"{number}/{len(pages)}"
        assert lines
        drawings = ("Eine fremde Person", "Sie verspricht", "Eine Kamera filmt", "Emblem der")
        for line in (line for line in lines if not line.startswith(drawings)):
            assert comparable(line) in pages[number - 1]
    assert "Eine Kamera filmt den Missbrauch." in words


def test_the_audits_find_nothing(sent: Path) -> None:
    data = (sent / "ct.de.community.share.pdf").read_bytes()
    assert audit_layout(data) == ()
    assert audit(data) == ()


def test_nothing_that_is_sent_tells_the_subject_by_its_name(sent: Path) -> None:
    names = [path.name for path in sent.iterdir() if path.name.startswith("ct.")]
    assert len(names) > 10
    assert all(name.startswith("ct.de.community.share") for name in names)
    assert not any(word in name for name in names for word in (*SUBJECT, "discreet"))
    with pikepdf.open(sent / "ct.de.community.share.pdf") as pdf:
        assert pdf.docinfo["/Title"] == "Nützliche Nummern und Tipps"
        told = " ".join(map(str, pdf.docinfo.values())).casefold()
    assert not any(word in told for word in SUBJECT)


def test_the_same_is_the_same_bytes_and_is_left_alone(sent: Path, font_cache: Path) -> None:
    shop = Workspace(ROOT, font_cache)
    before = {p.name: p.read_bytes() for p in sent.iterdir() if p.name.startswith("ct.")}
    options = ["--locale", "de", "--qr", SITE]
    assert "Nothing has changed" in ask(shop, str(sent), *options)
    assert "1 unchanged" in ask(shop, str(sent), *options, "--jobs", "1")
    lost = pictures(sent)[2]
    lost.unlink()
    assert "unchanged" not in ask(shop, str(sent), *options)
    assert {p.name: p.read_bytes() for p in sent.iterdir() if p.name.startswith("ct.")} == before


def test_a_card_is_traced_by_the_code_in_its_foot(sent: Path, font_cache: Path) -> None:
    shop = Workspace(ROOT, font_cache)
    code = json.loads((sent / "manifest.jsonl").read_text().splitlines()[0])["code"]
    done = shop.run("trace", code, "--output", str(sent), "--qr", SITE)
    assert "community, share" in done.stdout
    assert "It is current" in done.stdout


def test_cards_that_are_no_more_are_taken_away_and_what_is_not_ours_is_left(
    workspace: Workspace,
) -> None:
    brief = workspace.root / "briefs" / "cyber-trafficking" / "community.md"
    (workspace.root / "contacts.toml").write_text(CONTACTS.format(day="2026-11-20"), "utf-8")
    with_contact = ["--locale", "en", "--contacts", "contacts.toml"]
    ask(workspace, "out", *with_contact)
    folder = workspace.root / "out"
    assert "+359 800 1 86 76" in (folder / "ct.en.community.share.txt").read_text("utf-8")
    assert comparable("+359 800 1 86 76") in texts_of(folder / "ct.en.community.share.pdf")[-1]
    count = len(pictures(folder))
    mine = folder / "ct.en.community.share-99.png"
    mine.write_bytes(b"mine")
    text = brief.read_text(encoding="utf-8")
    brief.write_text(text[: text.index("## What you can do")], encoding="utf-8")
    ask(workspace, "out", "--locale", "en")
    names = {path.name for path in pictures(folder)}
    assert f"ct.en.community.share-{count}.png" not in names
    assert mine.read_bytes() == b"mine"
    recorded = json.loads((folder / "manifest.jsonl").read_text().splitlines()[-1])["files"]
    assert names - {mine.name} == {n for n in recorded if re.search(r"share-\d+\.png$", n)}
    digests = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in recorded}
    assert digests == recorded
    # A row that no card holds: nothing that was let out before is left.
    brief.write_text(f"# Title\n\n- ![](pictogram:gift) {'many words ' * 150}\n", encoding="utf-8")
    assert "too long" in ask(workspace, "out", "--locale", "en", code=1)
    assert {p.name for p in folder.iterdir() if p.name.startswith("ct.")} == {mine.name}


def test_professional_texts_and_discreet_orders_have_no_cards(
    font_cache: Path, tmp_path: Path
) -> None:
    shop = Workspace(ROOT, font_cache)
    asked = ["build", "--format", "share", "--output", str(tmp_path / "none")]
    assert "no share for" in shop.run(*asked, "--audience", "professional", code=2).stderr
    assert "no discreet form" in shop.run(*asked, "--discreet", code=2).stderr
