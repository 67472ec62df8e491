"""The QR code that leads from paper to the leaflet's page on the web, read off finished pages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from tests.conftest import BRIEF, ROOT, Workspace

SITE = "https://leaflets.example.org/all/"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Workspace:
    """A folder to build into, of the project's own texts."""
    return Workspace(tmp_path_factory.mktemp("codes"), font_cache)


def build(shop: Workspace, folder: str, *options: str, code: int = 0) -> str:
    """Build community leaflets of the project's own into a folder; return what the command says."""
    given = ["--project", str(ROOT), "build", "--audience", "community", "--output", folder]
    done = shop.run(*given, *options, code=code)
    return done.stdout + done.stderr


def codes(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the codes that a telephone reads off a leaflet's pages, with their pages (from 0)."""
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        picture = document[number].render(scale=150 / 72).to_pil().convert("L")
        yield from ((number, code.text) for code in zxingcpp.read_barcodes(picture))
    document.close()


def edition_codes(folder: Path) -> list[str]:
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["code"] for line in lines]


@pytest.mark.parametrize("given", [SITE, SITE.rstrip("/"), f"{SITE}index.html"])
def test_a_code_leads_to_the_page_of_its_language(shop: Workspace, given: str) -> None:
    formats = ["--format", "dl-trifold"]
    if given == SITE:
        formats += ["--format", "a5-booklet", "--format", "large-print"]
    said = build(shop, "ar", "--locale", "ar", *formats, "--qr", given)
    assert "warning" not in said
    for name in formats[1::2]:
        path = shop.root / "ar" / f"{BRIEF}.ar.community.{name}.pdf"
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        document.close()
        ((page, address),) = codes(path)
        assert address == f"{SITE}ar/ct.community.html"
        assert page >= pages - 2, name  # with the help box


def test_another_address_is_another_leaflet(shop: Workspace) -> None:
    ask = ["--locale", "en", "--format", "dl-trifold"]
    folder = shop.root / "other"
    build(shop, "other", *ask)
    without = (folder / f"{BRIEF}.en.community.dl-trifold.pdf").read_bytes()
    build(shop, "other", *ask, "--qr", SITE)
    build(shop, "other", *ask, "--qr", "https://other.example.org")
    assert "unchanged" in build(shop, "other", *ask, "--qr", "https://other.example.org/")
    build(shop, "other", *ask)
    assert (folder / f"{BRIEF}.en.community.dl-trifold.pdf").read_bytes() == without
    first, second, third, last = edition_codes(folder)
    assert len({first, second, third}) == 3
    assert last == first


def test_trace_and_proof_are_given_the_address_too(shop: Workspace) -> None:
    build(shop, "traced", "--locale", "en", "--format", "dl-trifold", "--qr", SITE)
    folder = shop.root / "traced"
    (code,) = edition_codes(folder)
    ask = ["--project", str(ROOT), "trace", code, "--output", "traced"]
    assert "It is current" in shop.run(*ask, "--qr", SITE).stdout
    assert "Changed since: the web address of its code." in shop.run(*ask, code=1).stdout
    file = str(folder / f"{BRIEF}.en.community.dl-trifold.pdf")
    shop.run("--project", str(ROOT), "proof", file, "--qr", SITE)
    shop.run("--project", str(ROOT), "proof", file, code=1)


def test_a_discreet_leaflet_has_no_address_that_names_its_subject(shop: Workspace) -> None:
    ask = ["--locale", "en", "--format", "dl-trifold", "--discreet", "--qr"]
    build(shop, "discreet", *ask, SITE)
    (path,) = (shop.root / "discreet").glob("*.discreet.pdf")
    assert [address for _, address in codes(path)] == [f"{SITE}en/ct.community.html"]
    for telling in ("https://stop-trafficking.example.org", "https://a.org/traffick%69ng/"):
        said = build(shop, "discreet", *ask, telling, code=1)
        assert "says “trafficking”, and a discreet leaflet must not" in said
        assert not path.exists()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("leaflets.example.org", "does not begin with https://"),
        ("ftp://leaflets.example.org/", "does not begin with https://"),
        ("https://leaflets.example.org/my site/", "is not one"),
        ("https://me:secret@example.org/", "a user’s name in it"),
        ("https://example.org/?page=1", "not a site’s"),
        ("https://example.org/#all", "not a site’s"),
        ("https://ехample.org/", "letters that may be taken for others"),
        ("https://leaflets.nowhere/", "no address ends in “.nowhere”"),
        ("https://bit.ly/abc", "hides where it leads"),
    ],
)
def test_an_address_that_nobody_should_print_is_refused(
    shop: Workspace, address: str, why: str
) -> None:
    told = " ".join(build(shop, "none", "--qr", address, code=2).split())
    assert why in told
    assert "112" not in told
    assert not (shop.root / "none").exists()


def test_an_address_that_is_too_long_or_open_to_all_is_told(shop: Workspace) -> None:
    ask = ["--locale", "en", "--format", "dl-trifold", "--qr"]
    assert "a telephone reads 120" in build(
        shop, "long", *ask, f"https://example.org/{'a' * 90}/", code=1
    )
    said = build(shop, "open", *ask, "http://leaflets.example.org/")
    assert "Anyone on the way can see and change" in said
