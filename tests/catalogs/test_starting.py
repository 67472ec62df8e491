"""A language, or a project, is started."""

import re
import subprocess
from pathlib import Path

import pytest

from briefkit.catalogs import new_catalog
from briefkit.errors import UsageError
from briefkit.languages import require_known
from tests.catalogs.sources import CREATED
from tests.conftest import BRIEF, Workspace


def test_init_locale_starts_a_language(workspace: Workspace) -> None:
    workspace.run("init-locale", "nb", "--translator", "Åse <ase@example.org>")
    for domain in workspace.project.domains:
        path = workspace.po("nb", domain)
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
        text = path.read_text(encoding="utf-8")
        assert "Åse <ase@example.org>" in text
        assert '"Language: nb\\n"' in text
    assert "unchanged" in workspace.run("update", "nb").stdout
    workspace.run("init-locale", "nb", code=2)


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("cs", "nplurals=3"), ("ga", "nplurals=5"), ("ar", "nplurals=6"), ("sl", "nplurals=4")],
)
def test_plural_forms_are_cldr_s(locale: str, forms: str) -> None:
    started = new_catalog([], domain="d", locale=locale, path="", created=CREATED)
    assert started.header("Plural-Forms").startswith(forms)


@pytest.mark.parametrize(
    ("code", "nearest"),
    [("greek", "el (Greek)"), ("deutsch", "de (German)"), ("ukrainska", "uk (Ukrainian)")],
)
def test_an_unknown_locale_is_refused_with_the_nearest(
    workspace: Workspace, code: str, nearest: str
) -> None:
    assert nearest in workspace.run("init-locale", code, code=2).stderr
    assert not (workspace.root / "locales" / code).exists()


@pytest.mark.parametrize(
    ("code", "meant"),
    [("pt-BR", "pt_BR"), ("pt_br", "pt_BR"), ("DE", "de"), ("zh-TW", "zh_Hant_TW"),
     ("en-xa", "en_XA")],
)  # fmt: skip
def test_a_locale_in_another_spelling_is_told_how_to_spell_it(code: str, meant: str) -> None:
    with pytest.raises(UsageError, match=rf"Did you mean {meant}\?"):
        require_known(code)


@pytest.mark.parametrize("command", ["check", "update", "build --locale"])
def test_a_started_locale_in_another_spelling_is_followed(
    workspace: Workspace, command: str
) -> None:
    told = workspace.run(*command.split(), "pt-BR", code=2).stderr
    assert "There is no locale “pt_BR”." in told
    workspace.run("init-locale", "pt_BR")
    assert "There is no locale" not in workspace.run(*command.split(), "pt-BR", code=None).stderr


@pytest.mark.parametrize(("code", "name"), [("si", "Sinhala (සිංහල)"), ("my", "Burmese (မြန်မာ)")])
def test_a_language_that_the_fonts_have_no_letters_for_is_told_at_once(
    workspace: Workspace, code: str, name: str
) -> None:
    told = workspace.run("init-locale", code).stderr
    assert f"warning: The fonts have no letters for {name}: catalogs can be" in told
    assert workspace.po(code).exists()


@pytest.mark.parametrize("code", ["nb", "eu", "mk", "pt_BR"])
def test_a_language_that_the_fonts_have_is_started_without_a_word(
    workspace: Workspace, code: str
) -> None:
    assert not workspace.run("init-locale", code).stderr


def test_a_project_of_ones_own(workspace: Workspace, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert (
        "briefkit init"
        in workspace.run("--project", str(empty), "init-locale", "nb", code=2).stderr
    )
    workspace.run("init", str(empty), "--with-a4-brief")
    workspace.run("--project", str(empty), "init-locale", "nb")
    workspace.run("init", str(empty), "--with-a4-brief", code=2)


def test_words_that_all_leaflets_share_come_with_the_program(workspace: Workspace) -> None:
    path = workspace.po("fr", "leaflet")
    whole = path.read_text(encoding="utf-8")
    # One that is missing, one that is a gap, and one with a word of the project's own.
    gap = whole.replace('msgstr "Numéro d’urgence"', 'msgstr ""')
    path.write_text(gap.replace("Numéros et conseils", "Nos numéros et conseils"), encoding="utf-8")
    workspace.po("fr", "desk").unlink()
    workspace.po("fr").unlink()
    said = workspace.run("update", "fr").stdout
    assert "fr/LC_MESSAGES/desk.po: 0 messages to translate" in said
    after = path.read_text(encoding="utf-8")
    assert 'msgstr "Numéro d’urgence"' in after
    assert "Nos numéros et conseils" in after
    assert re.search(rf"fr/LC_MESSAGES/{BRIEF}.po: [1-9]\d* messages to translate", said)
