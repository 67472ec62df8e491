"""Links can't be pressed on paper: their addresses are printed, once, as the level asks for it."""

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from briefkit.build import Built, build, plan
from briefkit.proof import comparable, read_runs, read_structure
from tests.heat import heat

TEXT = """\
# Heat: how to keep well

When it is hot, drink. [The town](https://example.org/heat_in_the_town) tells where it is cool.

- Ask [the town](https://example.org/heat_in_the_town) again, or [write](mailto:help@example.org).
- See [example.org/map](https://www.example.org/map/), or call [02 981 7686](tel:+35929817686).
"""
TOWN, MAIL = "https://example.org/heat_in_the_town", "help@example.org"


def made(root: Path, font_cache: Path, level: str, text: str = TEXT) -> Built:
    audience = {"level": level, "formats": ["a4", "dl-trifold"], "label": "For all"}
    shop = heat(root, font_cache, languages=["en"], audiences={"all": audience}, brand={})
    for name in ("patients", "staff"):
        (shop.root / "briefs" / "heat" / f"{name}.md").unlink(missing_ok=True)
    (shop.root / "briefs" / "heat" / "all.md").write_text(text, "utf-8")
    (built,) = build(plan(shop.project, audiences=["all"], formats=["a4"]), shop.order())
    assert built.diagnostics == ()
    return built


def said(built: Built) -> str:
    assert built.path is not None
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(built.path.read_bytes()):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with pikepdf.open(built.path) as pdf:
        structure = read_structure(pdf)
    assert structure is not None
    return comparable(structure.text(texts))


def codes(built: Built) -> list[str]:
    assert built.path is not None
    document = pypdfium2.PdfDocument(built.path)
    pictures = [document[n].render(scale=150 / 72).to_pil() for n in range(len(document))]
    document.close()
    return sorted(code.text for picture in pictures for code in zxingcpp.read_barcodes(picture))


def test_a_plain_text_has_codes_with_the_addresses_under_them(
    tmp_path: Path, font_cache: Path
) -> None:
    built = made(tmp_path, font_cache, "plain")
    text = said(built)
    assert codes(built) == [TOWN, f"mailto:{MAIL}"]
    assert text.count(comparable(TOWN)) == text.count(comparable(MAIL)) == 1
    assert text.count(comparable("example.org/map")) == 1
    assert text.index(comparable(TOWN)) > text.index(comparable("02 981 7686"))


def test_a_professional_text_has_notes_that_say_the_addresses(
    tmp_path: Path, font_cache: Path
) -> None:
    text = TEXT + "\nA last word.[^a]\n\n[^a]: As [the office](https://example.org/office) wrote.\n"
    built = made(tmp_path, font_cache, "professional", text)
    assert codes(built) == []
    whole = said(built)
    for address in (TOWN, MAIL, "https://example.org/office"):
        assert whole.count(comparable(address)) == 1
    assert comparable("the office (https://example.org/office)") in whole
    # One sequence: the same link leads to the same note.
    assert comparable("The town1 tells") in whole
    assert comparable("Ask the town1 again, or write2.") in whole
    assert comparable("A last word.3") in whole


@pytest.mark.parametrize("level", ["plain", "professional"])
def test_a_text_without_links_has_none_of_that(
    level: str, tmp_path: Path, font_cache: Path
) -> None:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", TEXT)
    built = made(tmp_path, font_cache, level, text)
    assert codes(built) == []
    assert "Notes" not in said(built)


def test_what_prints_a_part_of_a_text_has_no_room_for_addresses(
    tmp_path: Path, font_cache: Path
) -> None:
    audience = {"level": "plain", "label": "For all"}
    shop = heat(tmp_path, font_cache, languages=["en"], audiences={"all": audience}, brand={})
    (shop.root / "briefs" / "heat" / "all.md").write_text(TEXT, "utf-8")
    editions = plan(shop.project, audiences=["all"], formats=["poster", "pocket", "dl-trifold"])
    built = {made.edition.format: made for made in build(editions, shop.order())}
    assert all(each.diagnostics == () for each in built.values())
    assert codes(built["poster"]) == codes(built["pocket"]) == []
    assert codes(built["dl-trifold"]) == [TOWN, f"mailto:{MAIL}"]


def test_a_long_address_is_printed_without_a_code(tmp_path: Path, font_cache: Path) -> None:
    address = f"https://example.org/{'a/' * 60}end"
    built = made(tmp_path, font_cache, "plain", f"# Heat\n\nSee [the list]({address}).\n")
    assert codes(built) == []
    assert comparable(address) in said(built)
