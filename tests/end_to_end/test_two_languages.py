"""Leaflets in two languages, built as a person does, and read back from their PDFs."""

import io
import re
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from briefkit.build import parse_manifest
from briefkit.model import Edition, Kind
from briefkit.proof import comparable
from briefkit.proof.audit import audit
from briefkit.proof.layout import audit_layout, fill_of_pages
from briefkit.proof.reading import StructureElement, read_runs, read_structure
from tests.conftest import BRIEF, ROOT, MadeOnce, Workspace

CONTACTS = """
[[contact]]
name = "Animus"
kind = "help line"
phone = "+359 800 1 86 76"
hours = "0–24"
cost = "free"
languages = ["uk", "en"]
source = "https://example.org/"
verified_by = "M. Petrova"
verified_on = {today}
"""


class Read:
    """What a PDF says: `passages` are its text in each language, in the order of reading."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        texts: dict[tuple[int, int], str] = {}
        for run in read_runs(data):
            texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
        with pikepdf.open(io.BytesIO(data)) as pdf:
            root = read_structure(pdf)
            self.pages = len(pdf.pages)
            self.lang = str(pdf.Root.Lang)
            self.direction = str(pdf.Root.ViewerPreferences.get("/Direction", ""))
        assert root is not None
        self.text = comparable(root.text(texts))
        self.passages: dict[str, list[str]] = {}
        self._collect(root, texts)

    def _collect(self, element: StructureElement, texts: dict[tuple[int, int], str]) -> None:
        if element.lang:
            said = comparable(element.text(texts))
            self.passages.setdefault(element.lang, []).append(said)
            return
        for child in element.children:
            self._collect(child, texts)


def build(folder: Path, font_cache: Path, *options: str) -> None:
    workspace = Workspace(ROOT, font_cache)
    workspace.run("build", "--brief", BRIEF, "--output", str(folder), "--jobs", "1", *options)


def catalogs(locale: str) -> list[str]:
    """Return the words of a brief's community text in a locale, as the catalogs have them."""
    project = Workspace(ROOT, Path()).project
    brief = project.brief(BRIEF).texts["community"]
    catalog = project.catalogs.read(BRIEF, locale)
    found = []
    for block in (each for top in brief.blocks for each in top.blocks()):
        # What a pictogram shows is said in the first language alone.
        if block.content is not None and block.kind is not Kind.PICTOGRAM:
            key = block.content.key
            text = key[1] if locale == brief.settings.source_locale else catalog.lookup(key)
            assert text is not None
            found.append(comparable(text.replace("*", "")))
    return found


@pytest.mark.parametrize(
    ("first", "second", "fmt"),
    [
        ("uk", "en", "a4"),
        ("en", "ar", "a4"),
        ("ar", "en", "a5-booklet"),
        ("de", "fa", "large-print"),
    ],
)
def test_every_passage_of_both_languages_is_printed_in_order(
    made_once: MadeOnce, font_cache: Path, first: str, second: str, fmt: str
) -> None:
    options = f"--locale {first} --with {second} --audience community --format {fmt}".split()
    folder = made_once(f"two-{first}-{second}-{fmt}", lambda to: build(to, font_cache, *options))
    name = f"{BRIEF}.{first}+{second}.community.{fmt}.pdf"
    read = Read((folder / name).read_bytes())
    assert audit(read.data) == ()
    assert read.lang == first
    assert read.direction == ("/R2L" if first == "ar" else "")
    for locale in (first, second):
        said = "".join(read.passages[locale])
        at = 0
        for words in catalogs(locale):
            assert words in said[at:]
            at = said.index(words, at) + len(words)
    (record,) = parse_manifest((folder / "manifest.jsonl").read_text(encoding="utf-8"))
    assert (record.edition.locale, record.edition.second) == (first, second)
    assert record.code.startswith(f"CT-{first}+{second}-C-".upper())


def test_the_notice_and_the_draft_band_stand_in_both_languages(
    made_once: MadeOnce, font_cache: Path
) -> None:
    options = "--locale uk --with ar --audience professional".split()
    folder = made_once("two-uk-ar-professional", lambda to: build(to, font_cache, *options))
    read = Read((folder / f"{BRIEF}.uk+ar.professional.a4.pdf").read_bytes())
    ukrainian, arabic = (read.passages[locale] for locale in ("uk", "ar"))
    assert "101021832" in ukrainian[-1]
    assert "101021832" in arabic[-1]
    assert read.text.endswith(arabic[-1])
    assert any("Чернетка" in passage for passage in ukrainian)
    assert any("مسودة" in passage for passage in arabic)


def test_a_dot_that_reads_as_a_bullet_is_no_fault(made_once: MadeOnce, font_cache: Path) -> None:
    """A Chinese font has one glyph for the bullets of lists and the dot between two names."""
    options = "--locale zh_Hans --with en --audience professional".split()
    folder = made_once("two-zh-en-professional", lambda to: build(to, font_cache, *options))
    data = (folder / f"{BRIEF}.zh_Hans+en.professional.a4.pdf").read_bytes()
    printed = comparable("".join(run.text for run in read_runs(data)))
    assert comparable("中文 (简体) · English · CT-ZH_HANS+EN-P-A4") in printed


def test_contacts_codes_and_greys_go_with_two_languages(
    workspace: Workspace, tmp_path: Path
) -> None:
    contacts = workspace.root / "contacts.toml"
    contacts.write_text(CONTACTS.format(today=date.today()), encoding="utf-8")
    done = workspace.run(
        *"build --locale uk --with en --audience community --discreet --grayscale".split(),
        *"--contacts contacts.toml --qr https://example.org/ --jobs 1".split(),
    )
    assert "ct.uk+en.community.a4.discreet.grayscale.pdf" in done.stdout
    read = Read((workspace.output / "ct.uk+en.community.a4.discreet.grayscale.pdf").read_bytes())
    assert read.text.count(comparable("+359 800 1 86 76")) == 1
    assert comparable("free of charge") in read.passages["en"]
    code = parse_manifest(
        (workspace.output / "manifest.jsonl").read_text(encoding="utf-8")
    )[0].code  # fmt: skip
    traced = workspace.run(
        "trace", code, "--contacts", "contacts.toml", "--qr", "https://example.org/"
    )
    assert "Ukrainian with English (uk+en)" in traced.stdout
    assert "It is current" in traced.stdout
    changed = workspace.po("uk").read_text(encoding="utf-8")
    workspace.po("uk").write_text(changed.replace("інтернет", "Інтернет"), encoding="utf-8")
    assert "NOT current" in workspace.run("trace", code, code=1).stdout


def test_an_easy_booklet_in_two_languages_has_its_contact_on_the_back_with_the_notice(
    font_cache: Path, tmp_path: Path
) -> None:
    contacts = tmp_path / "contacts.toml"
    more = 'address = "ul. Rakovski 5, 1000 Sofia"\nemail = "help@example.org"\n'
    contacts.write_text(CONTACTS.format(today=date.today()) + more, encoding="utf-8")
    options = "--locale bg --with de --audience easy --format a5-booklet --contacts".split()
    build(tmp_path, font_cache, *options, str(contacts))
    data = (tmp_path / f"{BRIEF}.bg+de.easy.a5-booklet.pdf").read_bytes()
    runs = read_runs(data)
    last = max(run.page for run in runs)
    back = comparable("".join(run.text for run in runs if run.page == last))
    assert comparable("+359 800 1 86 76") in back
    assert comparable("Finanzhilfevereinbarung") in back
    # No page holds a heading alone.
    assert min(fill_of_pages(data)) >= 0.2


# Rows of one are larger than some of its pages hold, and those of the other must be closer.
@pytest.mark.parametrize(
    ("audience", "locale", "count"),
    [("community", "nl", 2), ("professional", "hu", 2), ("easy", "bg", 4)],
)
def test_a_booklet_in_two_languages_has_its_last_contact_on_the_back_with_the_notice(
    audience: str, locale: str, count: int, tmp_path: Path, font_cache: Path
) -> None:
    contacts = tmp_path / "contacts.toml"
    of_today = CONTACTS.format(today=date.today())
    contacts.write_text("".join(of_today.replace("86 76", f"86 7{n}") for n in range(count)))
    options = f"--locale {locale} --with en --audience {audience} --format a5-booklet --contacts"
    build(tmp_path, font_cache, *options.split(), str(contacts))
    data = (tmp_path / f"{BRIEF}.{locale}+en.{audience}.a5-booklet.pdf").read_bytes()
    pages: dict[int, str] = {}
    for run in read_runs(data):
        pages[run.page] = pages.get(run.page, "") + run.text
    *before, back = (comparable(text) for _, text in sorted(pages.items()))
    numbers = [comparable(f"+359 800 1 86 7{n}") for n in range(count)]
    assert [number in back for number in numbers] == [False] * (count - 1) + [True]
    assert all(number in "".join(before) for number in numbers[:-1])
    assert comparable("sole responsibility of the authors") in back


def test_the_bands_of_two_drafts_in_large_print_keep_from_the_edge(
    tmp_path: Path, font_cache: Path
) -> None:
    options = "--locale de --with el --audience easy --format large-print"  # el takes two lines
    build(tmp_path, font_cache, *options.split())
    found = audit_layout((tmp_path / f"{BRIEF}.de+el.easy.large-print.pdf").read_bytes())
    assert "layout-text-near-edges" not in {each.check for each in found}


@pytest.mark.parametrize(("first", "second"), [("bg", "de"), ("el", "de")])
def test_an_easy_booklet_in_two_languages_has_no_empty_page_and_no_item_alone(
    font_cache: Path, tmp_path: Path, first: str, second: str
) -> None:
    """Its number to call and what is said of it stand on two pages, or one would be blank."""
    pair = f"--locale {first} --with {second} --audience easy --format a5-booklet"
    build(tmp_path, font_cache, *pair.split())
    data = (tmp_path / f"{BRIEF}.{first}+{second}.easy.a5-booklet.pdf").read_bytes()
    filled = fill_of_pages(data)
    assert len(filled) == 12
    assert min(filled) >= 0.85
    assert audit_layout(data) == ()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--format dl-trifold", "has no room for two languages side by side.*a4, a5-booklet, la"),
        ("--format share", "has no room for two languages"),
        ("--locale en", "A leaflet in en needs no other in en beside it"),
        ("--audience easy --locale de --locale uk", ""),
    ],
)
def test_what_can_stand_beside_what_is_said(workspace: Workspace, options: str, said: str) -> None:
    refused = bool(said)
    done = workspace.run("build", "--with", "en", *options.split(), code=2 if refused else 0)
    assert re.search(said, " ".join(done.stderr.split()))


def test_twins_have_the_same_numbers_before_the_same_passages(
    workspace: Workspace, font_cache: Path
) -> None:
    build = "--locale uk --twin ar --audience community --jobs 1 --format a4 --format dl-trifold"
    done = workspace.run("build", *build.split())
    assert "4 of 4 leaflets" in done.stdout
    records = parse_manifest((workspace.output / "manifest.jsonl").read_text(encoding="utf-8"))
    assert {(r.edition.locale, r.edition.twin) for r in records} == {("uk", "ar"), ("ar", "uk")}
    for fmt in ("a4", "dl-trifold"):
        digests = {r.code[-8:] for r in records if r.edition.format == fmt}
        assert len(digests) == 1
        for locale, twin in (("uk", "ar"), ("ar", "uk")):
            file = workspace.output / f"{BRIEF}.{locale}={twin}.community.{fmt}.pdf"
            read = Read(file.read_bytes())
            assert audit(read.data) == ()
            for number, words in enumerate(catalogs(locale), start=1):
                assert f"{number}{words}" in read.text
    code = records[0].code
    assert code.startswith("CT-UK=AR-C-A4-") or code.startswith("CT-AR=UK-C-A4-")
    assert "the twin of" in workspace.run("trace", code.lower()).stdout
    assert workspace.run("proof", str(file)).returncode == 0
    # A build in one language leaves them as they are; what changes in one concerns both.
    workspace.run("build", "--locale", "uk", "--audience", "community", "--jobs", "1")
    assert "4 unchanged" in workspace.run("build", *build.split(), "--verbose").stdout
    po = workspace.po("ar")
    po.write_text(po.read_text(encoding="utf-8").replace("الإنترنت", "الشبكة"), encoding="utf-8")
    assert "NOT current" in workspace.run("trace", code, code=1).stdout


def test_two_languages_stand_on_one_sheet_or_on_two(workspace: Workspace) -> None:
    done = workspace.run("build", "--locale", "uk", "--with", "en", "--twin", "en", code=2)
    assert "not both" in done.stderr


def test_nothing_is_known_of_two_languages_by_an_edition_in_one() -> None:
    edition = Edition(brief="b", audience="a", locale="uk")
    assert "second" not in repr(edition)
    assert edition.stem == "b.uk.a.a4"
    both = Edition(brief="b", audience="a", locale="uk", second="en")
    assert "second='en'" in repr(both)
    assert both.stem == "b.uk+en.a.a4"
    assert both.code_prefix("CT", "C") == "CT-UK+EN-C-A4-"
