"""Leaflets in Romani, which the CLDR lacks: the project's languages.toml says what it is."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import polib
import pytest

from briefkit.build import MANIFEST, Built, build, parse_manifest, plan, reread
from briefkit.languages import declare_languages
from briefkit.project import declare_languages_of
from briefkit.proof import comparable, read_runs
from briefkit.proof.audit import audit
from tests.conftest import ROOT, MadeOnce, Workspace, serving
from tests.desk.client import ask, running
from tests.water import fill, water

ROMANI = """\
[rmy]
name = "romani čhib"
fallback = "ro"
letters = "a b c č čh d e f g h x i j k kh l m n o p ph r ř s š t th u v z ž"
"""

# Made for this test alone: nobody who speaks it has read it.
WORDS = {
    "Чиста вода": "Šužo paj",
    "След наводнение водата от чешмата може да е опасна. Прочетете 3 съвета.": (
        "Pala o baro paj, o paj šaj te avel bilačho. Drabaren kadala 3 lila."
    ),
    "Какво да правите": "So te keren",
    "**Преварете водата:** оставете я да ври 5 минути, преди да пиете.": (
        "**Tataren o paj:** 5 minute, angla te pijen les."
    ),
    "**Попитайте:** служителите в „Дом на водата“ говорят вашия език.": (
        "**Pučhen:** von kaj „O kher le pajesko” den duma romanes."
    ),
    "**Запазете бележката** до 15 май 2026 г.": "**Garaven o lil** dži ko 15 mai 2026.",
    "За жители": "Le manušenge",
}


def romani(root: Path, font_cache: Path) -> None:
    """Make the project; the words that all leaflets share stand in Romanian, for the test."""
    workspace = water(root, font_cache)
    (root / "languages.toml").write_text(ROMANI, encoding="utf-8")
    toml = root / "briefs" / "water" / "brief.toml"
    workspace.replace(toml, '"en"', '"en", "rmy"')
    workspace.run("init-locale", "rmy")
    fill(workspace.po("rmy", "water"), WORDS)
    shared = polib.pofile(str(ROOT / "locales" / "ro" / "LC_MESSAGES" / "leaflet.po"))
    fill(workspace.po("rmy", "leaflet"), {e.msgid: e.msgstr for e in shared if not e.obsolete})
    declare_languages((), str(root))


@pytest.fixture(scope="session")
def made(made_once: MadeOnce, font_cache: Path) -> Workspace:
    """The project, which no test changes."""
    return Workspace(made_once("romani", lambda to: romani(to, font_cache)), font_cache)


@pytest.fixture
def own(made: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A copy of the project, to be changed; what it declares ends with the test."""
    shutil.copytree(made.root, tmp_path, dirs_exist_ok=True)
    declare_languages_of(tmp_path)
    yield Workspace(tmp_path, made.font_cache)
    declare_languages((), str(tmp_path))


def leaflets(workspace: Workspace, *formats: str, jobs: int = 1) -> Sequence[Built]:
    editions = plan(workspace.project, locales=["rmy"], formats=formats or ["a4"])
    return build(editions, workspace.order(made=datetime(2026, 11, 29, tzinfo=UTC)), jobs=jobs)


def test_its_catalogs_have_its_name_and_its_fallback_s_plurals(own: Workspace) -> None:
    catalog = polib.pofile(str(own.po("rmy", "water")))
    assert catalog.header.startswith("romani čhib translation of “water”.")
    assert catalog.metadata["Language"] == "rmy"
    assert "nplurals=3" in catalog.metadata["Plural-Forms"]
    assert "0 errors, 0 warnings" in own.run("check", "rmy", "--domain", "water").stdout
    rows = json.loads(own.run("status", "rmy", "--json").stdout)
    assert {row["missing"] for row in rows if row["domain"] != "desk"} == {0}


def test_its_leaflet_is_tagged_as_its_own_language(own: Workspace) -> None:
    (built,) = leaflets(own)
    assert built.path is not None, built.diagnostics
    data = built.path.read_bytes()
    assert comparable("Tataren o paj") in comparable("".join(r.text for r in read_runs(data)))
    with pikepdf.open(built.path) as pdf:
        assert str(pdf.Root.Lang) == "rmy"
    assert not audit(data)
    (record,) = parse_manifest((own.output / MANIFEST).read_text(encoding="utf-8"))
    assert record.edition.locale == "rmy"


def test_it_is_set_in_the_font_that_it_names_alone(own: Workspace) -> None:
    own.replace(own.root / "languages.toml", "letters =", 'font = "fontpkg-nunito"\nletters =')
    reread()
    families = {}
    for locale in ("rmy", "bg"):
        editions = plan(own.project, locales=[locale], formats=["a4"])
        (built,) = build(editions, own.order(made=datetime(2026, 11, 29, tzinfo=UTC)))
        assert built.path is not None, built.diagnostics
        with pikepdf.open(built.path) as pdf:
            fonts = pdf.pages[0].Resources.Font.values()
            families[locale] = {str(font.BaseFont)[8:].partition("-")[0] for font in fonts}
    assert families == {"rmy": {"Nunito"}, "bg": {"Source"}}


def test_a_font_that_it_names_and_nobody_has_is_told_with_its_line(own: Workspace) -> None:
    own.replace(own.root / "languages.toml", "letters =", 'font = "fontpkg-nowhere"\nletters =')
    told = own.run("build", code=1).stderr
    assert "languages.toml:4" in told
    assert "python -m pip install fontpkg-nowhere" in told


def test_processes_that_make_leaflets_know_it(own: Workspace) -> None:
    for built in leaflets(own, "a4", "poster", jobs=2):
        assert built.path is not None, built.diagnostics


def test_a_leaflet_is_made_anew_when_its_language_is_declared_otherwise(own: Workspace) -> None:
    leaflets(own)
    (again,) = leaflets(own)
    assert not again.made
    own.replace(own.root / "languages.toml", '"ro"', '"sk"')
    reread()  # as a new command, which is a process of its own
    (anew,) = leaflets(own)
    assert anew.made


def test_the_site_and_the_desk_call_it_by_its_name(own: Workspace) -> None:
    own.run("site", "public")
    page = (own.root / "public" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'lang="rmy" dir="ltr"><b>romani čhib</b> <span>Šužo paj', page)
    assert (own.root / "public" / "rmy" / "index.html").is_file()
    with running(own) as address:
        desk = ask(address, "/")[1].decode()
        assert re.search(r'value="rmy"[^>]*data-name="romani čhib"', desk)
        where = "brief=water&audience=residents&locale=rmy"
        status, translating = ask(address, f"/translate?{where}")
        assert status == 200
        assert "romani čhib" in translating.decode()
        assert ask(address, f"/leaflet.pdf?{where}&format=a4")[0] == 200
        (own.root / "languages.toml").write_text("[rmy]\n", encoding="utf-8")
        status, told = ask(address, "/")
        assert status != 500
        assert "[rmy] name is missing" in told.decode()
        (own.root / "languages.toml").write_text(ROMANI.replace("čhib", "šib"), encoding="utf-8")
        assert "romani šib" in ask(address, "/")[1].decode()


def test_the_languages_sheet_lists_it_and_the_source_s(own: Workspace) -> None:
    own.run("languages-sheet", "--worker-locale", "en")
    (sheet,) = own.output.glob("*.languages*.pdf")
    shown = comparable("".join(run.text for run in read_runs(sheet.read_bytes())))
    for name in ("romani čhib", "български", "Deutsch"):
        assert comparable(name) in shown


def test_its_preview_is_typeset_by_another_process(own: Workspace) -> None:
    with serving(own, "preview", "rmy") as address:
        ask(address, "/")
        assert "romani čhib" in json.loads(ask(address, "/view")[1])["edition"]
        status, data = ask(address, "/pdf")
        assert (status, data[:5]) == (200, b"%PDF-")


def test_what_is_wrong_with_the_file_stops_a_command_with_its_lines(own: Workspace) -> None:
    (own.root / "languages.toml").write_text('[de]\nname = "x"\n', encoding="utf-8")
    for command in ("status", "build", "check"):
        told = own.run(command, code=1).stderr
        assert "languages.toml:1" in told
        assert "[de] fallback is missing" in told
        assert "is known to the Unicode CLDR" in told


def test_a_catalog_of_a_language_that_is_not_declared_is_told_as_unread(own: Workspace) -> None:
    (own.root / "languages.toml").unlink()
    told = own.run("check", code=1, apart=True).stdout
    assert "is no code of a language: rmy" in told
    assert "languages.toml" in told
