"""A brief written in Bulgarian: its leaflets, its catalogs, and what checks and pages say of it."""

import html
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import openpyxl
import pikepdf
import polib
import pytest
from lxml import etree

from briefkit.build import Built, build, plan
from briefkit.desk.files import DeskFiles
from briefkit.desk.language_states import LanguageStates
from briefkit.preview import Preview, State, Subject, read_preview
from briefkit.project import domain_locales
from briefkit.proof import comparable, read_runs
from tests.conftest import MadeOnce, Workspace
from tests.desk.client import ask, running, token
from tests.water import ENGLISH, GERMAN, fill, water

BOILED = "**Преварете водата:** оставете я да ври 5 минути, преди да пиете."


@pytest.fixture(scope="session")
def made(made_once: MadeOnce, font_cache: Path) -> Workspace:
    """The project, which no test changes."""
    return Workspace(made_once("water", lambda to: void(water(to, font_cache))), font_cache)


def void(_: object) -> None:
    return None


@pytest.fixture
def own(made: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the project, to be changed."""
    shutil.copytree(made.root, tmp_path, dirs_exist_ok=True)
    return Workspace(tmp_path, made.font_cache)


def leaflets(workspace: Workspace, *locales: str, **order: object) -> Sequence[Built]:
    editions = plan(workspace.project, locales=locales)
    return list(build(editions, workspace.order(**order)))


def words(built: Built) -> str:
    assert built.path is not None, built.diagnostics
    return comparable("".join(run.text for run in read_runs(built.path.read_bytes())))


def catalogs(root: Path) -> set[str]:
    folder = root / "locales"
    return {f"{po.parent.parent.name}/{po.stem}" for po in folder.rglob("*.po")}


def test_nothing_is_translated_into_the_language_that_it_is_written_in(made: Workspace) -> None:
    shared = {f"{locale}/{domain}" for locale in ("bg", "de") for domain in ("leaflet", "desk")}
    assert catalogs(made.root) == {"de/water", "en/water", *shared}
    project = made.project
    assert domain_locales(project, "water") == ("de", "en")
    assert domain_locales(project, "leaflet") == ("bg", "de")
    assert domain_locales(project, "desk") == ("bg", "de")


def test_a_catalog_says_which_language_it_is_translated_from(own: Workspace) -> None:
    own.run("extract")
    own.run("update")
    for name in ("water.pot", "de/LC_MESSAGES/water.po", "en/LC_MESSAGES/water.po"):
        headers = polib.pofile(str(own.root / "locales" / name)).metadata
        assert headers["X-Source-Language"] == "bg"
    assert "X-Source-Language" not in polib.pofile(str(own.po("de", "leaflet"))).metadata
    assert "bg/water" not in catalogs(own.root)
    assert "en/leaflet" not in catalogs(own.root)


def test_the_words_that_all_leaflets_share_are_started_in_a_source_s_language(
    own: Workspace,
) -> None:
    shutil.rmtree(own.root / "locales" / "bg")
    assert "bg/LC_MESSAGES/leaflet.po: 0 messages to translate" in own.run("update").stdout
    assert "bg/leaflet" in catalogs(own.root)


def states(workspace: Workspace) -> dict[str, str]:
    """Return the states that the desk shows, by language."""
    files = DeskFiles(
        order=workspace.order(),
        contacts_file=workspace.root / "contacts.csv",
        choice_file=workspace.root / "choice.json",
        clock=datetime.now,
    )
    return {code: state for code, _, state, _ in LanguageStates(files).of(files.project, "water")}


def test_a_text_prints_as_it_was_written_among_words_that_are_translated(made: Workspace) -> None:
    german, english, bulgarian = (leaflets(made, locale)[0] for locale in ("de", "en", "bg"))
    assert comparable("Преварете водата") in words(bulgarian)
    assert comparable("Помощ във вашия район") in words(bulgarian)
    assert comparable("Boil the water") in words(english)
    assert comparable("Local help") in words(english)
    assert comparable("Kochen Sie das Wasser ab") in words(german)
    for built in (german, english, bulgarian):
        assert built.path is not None
        with pikepdf.open(built.path) as pdf:
            assert str(pdf.Root.Lang) == built.edition.locale
    # In each of them something is translated, and nobody has read that yet.
    assert {built.state for built in (german, english, bulgarian)} == {"draft"}


def test_a_review_of_what_is_translated_takes_the_band_off(own: Workspace) -> None:
    own.run("review", "bg", "--domain", "leaflet", "--reviewer", "Мария Петрова")
    own.run("review", "en", "--reviewer", "Jane Doe")
    bulgarian, english = leaflets(own, "bg", "en")
    assert (bulgarian.state, english.state) == ("source", "reviewed")
    assert states(own) == {"bg": "source", "de": "draft", "en": "reviewed"}


def test_what_is_not_translated_stands_in_bulgarian_and_says_so(own: Workspace) -> None:
    fill(own.po("de", "water"), {BOILED: ""})
    (german,) = leaflets(own, "de", allow_incomplete=True)
    assert comparable("Преварете водата") in words(german)
    assert german.path is not None
    with pikepdf.open(german.path) as pdf:
        tagged = {
            str(o.Lang) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Lang" in o
        }
    assert tagged == {"de", "bg"}


def test_a_translation_is_compared_with_the_bulgarian(own: Workspace) -> None:
    assert "0 errors, 0 warnings" in own.run("check").stdout
    fill(
        own.po("de", "water"),
        {
            BOILED: "**Kochen Sie das Wasser ab:** 6 Minuten lang, bevor Sie trinken.",
            "**Попитайте:** служителите в „Дом на водата“ говорят вашия език.": (
                "**Fragen Sie:** im Haus des Wassers spricht man Ihre Sprache."
            ),
            "**Запазете бележката** до 15 май 2026 г.": "**Heben Sie das** bis 15. März 2026 auf.",
            "След наводнение водата от чешмата може да е опасна. Прочетете 3 съвета.": (
                "След наводнение водата от чешмата може да е опасна. Прочетете 3 съвета."
            ),
        },
    )
    told = own.run("check", "de", "--verbose", code=None).stdout
    for expected in (
        "6 instead of 5",
        "The source’s quotation marks are lost",
        "month, number 5, is another here",
        "is the source’s text",
    ):
        assert expected in told


def test_a_catalog_in_the_text_s_own_language_is_told_as_unread(own: Workspace) -> None:
    shutil.copy(own.po("de", "water"), own.po("bg", "water"))
    assert "its brief is written in this language" in own.run("check").stdout


def test_files_for_translators_say_that_they_come_from_bulgarian(own: Workspace) -> None:
    fill(own.po("en", "water"), {BOILED: ""})
    export = ("exchange", "export", "--domain", "water")
    own.run(*export, "--locale", "de", "--format", "xliff", "--reference", "en")
    root = etree.parse(own.root / "water.de.xlf").getroot()
    (file,) = root.iterfind("{*}file")
    assert (file.get("source-language"), file.get("target-language")) == ("bg", "de")
    beside = [node.findtext("{*}target") for node in root.iter("{*}alt-trans")]
    assert set(beside) == set(ENGLISH.values()) - {ENGLISH[BOILED]}
    own.run(*export, "--locale", "de", "--format", "tmx")
    assert etree.parse(own.root / "water.de.tmx").find("header").get("srclang") == "bg"
    own.run(*export, "--locale", "de", "--format", "xlsx", "--reference", "en")
    book = openpyxl.load_workbook(own.root / "water.de.xlsx")
    assert book["Read me"]["B1"].value == "How to translate from Bulgarian into German"
    rows = [[cell.value or "" for cell in row[2:6]] for row in book["Translations"].iter_rows()]
    assert rows[0] == ["Source", "To compare: English", "Translation", "State"]
    assert [BOILED, "", GERMAN[BOILED], "draft"] in rows
    assert ["Чиста вода", "Clean water", "Sauberes Wasser", "draft"] in rows
    for name in ("water.de.xlf", "water.de.xlsx"):
        assert f"{len(GERMAN)} unchanged" in own.run("exchange", "import", name).stdout
    for row in book["Translations"].iter_rows(min_row=2):
        if row[2].value == BOILED:
            row[4].value = "**Kochen Sie das Wasser ab:** lassen Sie es 5 Minuten lang kochen."
    book.save(own.root / "back.xlsx")
    assert "1 changed" in own.run("exchange", "import", "back.xlsx").stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("--locale", "bg", "--format", "xliff", "--domain", "water"), "is written in bg"),
        (("--locale", "de", "--format", "tmx", "--reference", "en"), "Leave --reference out"),
        (("--locale", "de", "--format", "xlsx", "--reference", "fr"), "init-locale fr"),
    ],
)
def test_what_there_is_no_file_of_is_said(
    made: Workspace, arguments: tuple[str, ...], expected: str
) -> None:
    assert expected in made.run("exchange", "export", *arguments, code=2).stderr


def test_an_english_variety_needs_no_translation_of_our_english(own: Workspace) -> None:
    toml = own.root / "briefs" / "water" / "brief.toml"
    own.replace(toml, '"en"', '"en_IE"')
    said = own.run("init-locale", "en_IE").stdout
    assert "leaflet: written in en_IE" in said
    fill(own.po("en_IE", "water"), ENGLISH)
    (irish,) = leaflets(own, "en_IE")
    assert comparable("Local help") in words(irish)


# --- the pages ---


def preview(workspace: Workspace, locale: str) -> Preview:
    (edition,) = plan(workspace.project, locales=[locale])
    today = date(2026, 11, 29)
    return read_preview(Subject(edition=edition, order=workspace.order(), today=today))


@pytest.mark.parametrize(("locale", "domain"), [("bg", "leaflet"), ("en", "water")])
def test_the_preview_asks_for_what_is_to_be_translated_alone(
    own: Workspace, locale: str, domain: str
) -> None:
    po = polib.pofile(str(own.po(locale, domain)))
    po[0].msgstr = ""
    po.save()
    shown = preview(own, locale).messages
    assert {m.catalog.domain for m in shown if not m.is_source} == {domain}
    gaps = [m.message.msgid for m in shown if m.state is State.UNTRANSLATED]
    assert gaps == [po[0].msgid]


@pytest.fixture(scope="module")
def desk(
    made: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workspace, str]]:
    root = tmp_path_factory.mktemp("desk")
    shutil.copytree(made.root, root, dirs_exist_ok=True)
    workspace = Workspace(root, made.font_cache)
    with running(workspace) as address:
        yield workspace, address


def where(locale: str, **more: str) -> str:
    return urlencode({"brief": "water", "audience": "residents", "locale": locale, **more})


def listed(page: str) -> dict[str, tuple[str, str]]:
    """Return the messages that a page of the desk lists: their ids and languages, by their text."""
    found = re.findall(r'message=([0-9a-f]{16})#edit"[^>]*><span lang="(.+?)"[^>]*>(.*?)<', page)
    return {html.unescape(text): (key, language) for key, language, text in found}


def page_of(address: str, locale: str, **more: str) -> str:
    status, data = ask(address, f"/translate?{where(locale, **more)}")
    assert status == 200
    return data.decode()


def test_the_desk_shows_each_original_in_its_own_language(desk: tuple[Workspace, str]) -> None:
    _, address = desk
    german = listed(page_of(address, "de"))
    assert german[BOILED][1] == "bg"
    assert german["Useful numbers and advice"][1] == "en"
    key, _ = german[BOILED]
    assert f'<p id="source" lang="bg" dir="auto" class="passage">{BOILED}</p>' in page_of(
        address, "de", message=key
    )


def test_the_desk_lets_nobody_translate_what_was_written_so(desk: tuple[Workspace, str]) -> None:
    _, address = desk
    bulgarian, english = (listed(page_of(address, locale)) for locale in ("bg", "en"))
    assert "Useful numbers and advice" in bulgarian
    assert BOILED not in bulgarian
    assert BOILED in english
    assert "Useful numbers and advice" not in english
    key, _ = english[BOILED]
    page = page_of(address, "bg", message=key)
    assert 'id="text"' not in page
    assert "briefkit update" not in page
    fields = dict(parse_qsl(where("bg", message=key, text="Сварете я", seen="")))
    sent = fields | {"token": token(address)}
    assert ask(address, "/translate/save", sent)[0] == 404


def test_another_language_is_shown_beside_the_original(desk: tuple[Workspace, str]) -> None:
    workspace, address = desk
    key, _ = listed(page_of(address, "de"))[BOILED]
    shown = html.unescape(page_of(address, "de", message=key, reference="en"))
    assert ENGLISH[BOILED] in shown
    assert "reference=en&message=" in shown
    assert ENGLISH[BOILED] not in page_of(address, "de", message=key)
    assert ENGLISH[BOILED] not in page_of(address, "de", message=key, reference="xx")
    fields = dict(
        re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', shown.split("<main")[1])
    )
    fields |= {"text": "**Kochen Sie es:** 5 Minuten lang.", "translator": "Eva"}
    assert ask(address, "/translate/save?reference=en", fields)[0] == 303
    assert "Kochen Sie es" in workspace.po("de", "water").read_text(encoding="utf-8")
