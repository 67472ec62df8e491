"""The sheet on which a reader finds her language, read off finished pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from briefkit.build import inputs_of, plan_languages_sheet, shaper_for
from briefkit.languages import (
    direction,
    endonym,
    english_name,
    language_tag,
    script,
    uninstalled_font,
)
from briefkit.leaflet import AVAILABLE
from briefkit.project import Project, brief_locales
from briefkit.proof import (
    Expectation,
    comparable,
    open_pdf,
    proof,
    read_runs,
    read_structure,
    subject_words,
)
from tests.conftest import BRIEF, ROOT, MadeOnce, Workspace

SITE = "https://leaflets.example.org/all/"
# Those whose fonts are there.
LOCALES = [
    locale
    for locale in brief_locales(Project(ROOT, ROOT), BRIEF)
    if uninstalled_font(locale) is None
]
NAME = "ct.en.community.languages.pdf"


@dataclass(frozen=True)
class Line:
    """What a line of a sheet says, where its code leads, and the languages that it is tagged as."""

    text: str
    address: str
    languages: frozenset[str]


def lines_of(data: bytes) -> list[Line]:
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(data):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with open_pdf(data) as pdf:
        root = read_structure(pdf)
    assert root is not None
    return [
        Line(
            text=comparable(item.text(texts)),
            address="".join(e.alt for e in item.walk() if e.role == "Figure"),
            languages=frozenset(e.lang for e in item.walk() if e.lang),
        )
        for item in root.walk()
        if item.role == "LI"
    ]


def copied(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def picture_of(data: bytes, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        (page,) = document
        picture: Image.Image = page.render(scale=dpi / 72).to_pil()
        return picture.convert("L")


def make(root: Path, font_cache: Path, folder: Path, *options: str, code: int | None = 0) -> str:
    """Give the command in a project; return what it says."""
    given = ["languages-sheet", "--output", str(folder), *options]
    done = Workspace(root, font_cache).run(*given, code=code)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def sheet(made_once: MadeOnce, font_cache: Path) -> bytes:
    """The sheet of all our languages, with their codes."""

    def made(folder: Path) -> None:
        make(ROOT, font_cache, folder, "--audience", "community", "--qr", SITE, code=None)

    return (made_once("languages-sheet", made) / NAME).read_bytes()


@pytest.fixture(scope="module")
def wanted() -> Expectation:
    """What the sheet of all our languages must show."""
    inputs = inputs_of(ROOT, ROOT)
    edition = plan_languages_sheet(
        inputs.project, BRIEF, paper="a4", audience="community", locale="en"
    )
    return inputs.expected(*inputs.leaflet(edition, (), allow_incomplete=False, site=SITE))


def test_a_telephone_reads_the_code_of_every_language_off_one_page(sheet: bytes) -> None:
    picture = picture_of(sheet, 200)
    codes = [
        (code.position.top_right.x * 3 // picture.width, code.position.top_right.y, code.text)
        for code in zxingcpp.read_barcodes(picture)
    ]
    read = [text for _, _, text in sorted(codes)]  # column by column
    assert read == [line.address for line in lines_of(sheet)]
    assert sorted(read) == sorted(f"{SITE}{locale}/ct.community.html" for locale in LOCALES)


def test_each_line_is_in_its_language_beside_its_own_code(sheet: bytes) -> None:
    inputs = inputs_of(ROOT, ROOT)
    lines = {line.address: line for line in lines_of(sheet)}
    assert len(lines) == len(LOCALES)
    for locale in LOCALES:
        line = lines[f"{SITE}{locale}/ct.community.html"]
        catalog = inputs.catalog("leaflet", locale)
        sentence = catalog.lookup(AVAILABLE.key) or AVAILABLE.msgid
        mark = "" if locale == "en" else "*"
        known = "" if locale == "en" else english_name(locale)
        assert line.text == comparable(f"{endonym(locale)}{mark}{known}{sentence}")
        assert line.languages == ({language_tag(locale)} if locale != "en" else set())


def test_lines_stand_by_their_scripts(sheet: bytes) -> None:
    found = [locale_of(line.address) for line in lines_of(sheet)]
    names = [endonym(locale) for locale in found]
    scripts = [script(name[0]) for name in names]
    # Each script once, in an order that others have too.
    known = ["Latn", "Grek", "Cyrl", "Hebr", "Arab", "Ethi", "Hani"]
    assert scripts == sorted(scripts, key=known.index)
    assert found[:6] == ["cs", "da", "de", "et", "en", "es"]


def test_drafts_are_marked_and_the_mark_is_explained(sheet: bytes) -> None:
    assert "* Draft: translated by a machine; no person has reviewed it yet." in copied(sheet)


def test_it_ends_with_the_notice_and_names_no_subject(
    sheet: bytes, wanted: Expectation, font_cache: Path
) -> None:
    shaper = shaper_for(font_cache)
    assert proof(sheet, wanted, shaper) == ()
    assert wanted.notice.startswith("The contents of this publication elaborated under the A4")
    text = comparable(copied(sheet)).casefold()
    assert comparable(wanted.notice).casefold() in text
    subject = subject_words([BRIEF, "Cyber-trafficking and cybersex"], [])
    assert subject
    assert not [word for word in subject if word in text]
    assert "trafficking" not in sheet.decode("latin-1").casefold()
    missing = proof(sheet, replace(wanted, notice=f"{wanted.notice} And more."), shaper)
    assert "proof-disclaimer" in {fault.check for fault in missing}


def test_a_code_beside_another_language_is_refused(
    sheet: bytes, wanted: Expectation, font_cache: Path
) -> None:
    first, second, *others = wanted.listed_addresses
    for addresses in ((second, first, *others), (*wanted.listed_addresses, f"{SITE}xx/ct.html")):
        (fault,) = proof(sheet, replace(wanted, listed_addresses=addresses), shaper_for(font_cache))
        assert "not all there, each beside its language" in fault.message


# --- other projects, and languages of workers ---


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_it_is_made_for_a_worker_who_reads_from_right_to_left(
    paper: str, tmp_path: Path, font_cache: Path
) -> None:
    options = ["--brief", "heat", "--worker-locale", "fa", "--paper", paper, "--qr", SITE]
    said = make(ROOT / "examples", font_cache, tmp_path, *options)
    name = f"hw.fa.residents.languages{'_a3' if paper == 'a3' else ''}.pdf"
    assert f"{name}: languages: 5, drafts among them: 4. Its code is HW-FA-R-LANGUAGES" in said
    data = (tmp_path / name).read_bytes()
    lines = lines_of(data)
    assert [locale_of(line.address) for line in lines] == ["en", "fr", "tr", "uk", "fa"]
    assert comparable("انگلیسی") in lines[0].text  # English, in Persian
    assert lines[0].languages == {"en"}
    picture = picture_of(data, 144)
    assert round(picture.height * 25.4 / 144) == {"a4": 297, "a3": 420}[paper]
    codes = zxingcpp.read_barcodes(picture)
    places = {code.text: code.position.top_left.x for code in codes}
    # Each stands where its language's lines begin.
    left, right = (
        {x for address, x in places.items() if direction(locale_of(address)) == way}
        for way in ("ltr", "rtl")
    )
    assert max(left) < min(right)


def locale_of(address: str) -> str:
    return address.removeprefix(SITE).split("/")[0]


def easy(workspace: Workspace, *options: str, code: int = 0) -> str:
    """Make the sheet of the easy text, which is in four languages; return what is said."""
    folder = workspace.root / "sheets"
    given = ["--audience", "easy", *options]
    return make(workspace.root, workspace.font_cache, folder, *given, code=code)


def easy_lines(workspace: Workspace) -> Sequence[str]:
    data = (workspace.root / "sheets" / "ct.en.easy.languages.pdf").read_bytes()
    return [line.text for line in lines_of(data)]


@pytest.mark.usefixtures("set_anew")
def test_it_is_the_same_file_again_and_has_no_codes_without_a_site(workspace: Workspace) -> None:
    easy(workspace)
    path = workspace.root / "sheets" / "ct.en.easy.languages.pdf"
    first = path.read_bytes()
    easy(workspace)
    assert path.read_bytes() == first
    assert [line.address for line in lines_of(first)] == [""] * 4


def test_trace_and_proof_know_it(workspace: Workspace) -> None:
    code = easy(workspace, "--qr", SITE).split()[-1].rstrip(".")
    assert code.startswith("CT-EN-E-LANGUAGES-")
    workspace.run("proof", "sheets/ct.en.easy.languages.pdf", "--qr", SITE)
    asked = ["trace", code.lower(), "--output", "sheets"]
    assert "It is current" in workspace.run(*asked, "--qr", SITE).stdout
    workspace.replace(workspace.po("de", "leaflet"), "in Ihrer Sprache", "auch in Ihrer Sprache")
    said = workspace.run(*asked, "--qr", SITE, code=1).stdout
    assert "Changed since: the languages that it lists." in said


def test_a_reviewed_language_has_no_mark(workspace: Workspace) -> None:
    easy(workspace)
    assert sum("*" in line for line in easy_lines(workspace)) == 3
    for domain in (BRIEF, "leaflet"):
        workspace.run("review", "bg", "--reviewer", "A. Person", "--domain", domain)
    easy(workspace)
    marked = [line for line in easy_lines(workspace) if "*" in line]
    assert len(marked) == 2
    assert not any(line.startswith("български") for line in marked)


def test_a_draft_that_no_machine_made_has_a_mark_of_its_own(workspace: Workspace) -> None:
    for domain in (BRIEF, "leaflet"):
        path = workspace.po("de", domain)
        text = path.read_text(encoding="utf-8")
        assert "X-Translation-Origin: machine" in text
        path.write_text(text.replace("Origin: machine", "Origin: person"), encoding="utf-8")
    easy(workspace)
    (german,) = (line for line in easy_lines(workspace) if line.startswith("Deutsch"))
    assert german.startswith("Deutsch†German")
    data = (workspace.root / "sheets" / "ct.en.easy.languages.pdf").read_bytes()
    assert "† Draft: nobody has reviewed this translation yet." in copied(data)


def test_a_language_without_a_leaflet_is_left_out_and_named(workspace: Workspace) -> None:
    path = workspace.po("el", "leaflet")
    workspace.replace(path, f'msgid "{AVAILABLE.msgid}"', f'#, fuzzy\nmsgid "{AVAILABLE.msgid}"')
    said = easy(workspace, code=1)
    assert "Greek is not on the sheet, for its leaflet can't be made." in said
    assert "“briefkit build --locale el” says why." in said
    assert "languages: 3, drafts among them: 2." in said
    assert not any("Ελληνικά" in line for line in easy_lines(workspace))


def test_languages_that_do_not_fit_are_told_as_such(workspace: Workspace) -> None:
    path = workspace.po("de", "leaflet")
    workspace.replace(path, "in Ihrer Sprache", "in Ihrer Sprache" + " und in anderen" * 600)
    for options, hint in (([], "Name fewer in brief.toml"), (["--qr", SITE], "Leave out --qr")):
        said = easy(workspace, *options, code=1)
        assert "don't fit on one side of the paper" in said
        assert hint in said
        assert "Shorten the English text" not in said


def test_an_address_that_names_the_subject_is_refused(workspace: Workspace) -> None:
    easy(workspace)
    said = easy(workspace, "--qr", "https://stop-trafficking.example.org", code=1)
    assert said.count("says “trafficking”") == 1
    assert not (workspace.root / "sheets" / "ct.en.easy.languages.pdf").exists()


def test_a_project_whose_templates_are_older_is_told(workspace: Workspace) -> None:
    (workspace.root / "templates" / "languages.html.jinja").unlink()
    said = easy(workspace, code=1)
    assert "The project's own templates are older than the languages sheet." in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--worker-locale", "fr"], "is not made in fr"),
        (["--audience", "nobody"], "There is no audience “nobody”"),
        (["--brief", "none"], "There is no brief “none”"),
        (["--worker-locale", "xx"], "There is no locale “xx”"),
    ],
)
def test_what_there_isn_t_is_told(workspace: Workspace, options: list[str], said: str) -> None:
    assert said in easy(workspace, *options, code=2)
