"""Names of briefs and of languages' folders: each works all the way, or is refused in words."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefkit.build import MANIFEST, build, parse_manifest, plan, proof_file
from briefkit.errors import SourceError, UsageError
from briefkit.languages import canonical_locale, is_known
from briefkit.project import Project
from tests.conftest import BRIEF, ROOT, Workspace

SOURCE = ("--locale", "en", "--audience", "community")


def rename_brief(workspace: Workspace, name: str) -> None:
    """Have the workspace hold this brief alone, under another name."""
    (workspace.root / "briefs" / BRIEF).rename(workspace.root / "briefs" / name)
    for path in workspace.root.glob(f"locales/**/{BRIEF}.po*"):
        path.rename(path.with_name(f"{name}{path.suffix}"))


def add_brief(workspace: Workspace, name: str, code: str) -> Path:
    folder = workspace.root / "briefs" / name
    shutil.copytree(workspace.root / "briefs" / BRIEF, folder)
    settings = folder / "brief.toml"
    text = re.sub(r'(?m)^code = "\w+"', f'code = "{code}"', settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    return folder


# --- names that work ---

USABLE = [
    "я",
    "100%-safe",
    "a#b&c;d",
    "it's",
    "a..b.c",
    "[draft]{1}~$x",
    "\N{MOBILE PHONE}\N{ZERO WIDTH JOINER}\N{LOCK}",
    unicodedata.normalize("NFD", "café-ünïcode"),
    "می‌روم",
    "安全上网",
    "м" * 40,
    "conn",
    "ct",
    "-".join("abcdefgh") * 5,
]


@pytest.mark.parametrize("name", USABLE)
def test_a_usable_name_goes_all_the_way(workspace: Workspace, name: str) -> None:
    rename_brief(workspace, name)
    typed = unicodedata.normalize("NFC", name)
    order = workspace.order(made=datetime.now(UTC))
    (edition,) = plan(workspace.project, briefs=[typed], locales=["en"], audiences=["community"])
    (built,) = build([edition], order)
    assert built.path is not None
    assert built.path.name == f"{name}.en.community.a4.pdf"
    assert proof_file(built.path, order) == ()
    manifest = (workspace.output / MANIFEST).read_text(encoding="utf-8")
    assert [r.edition.brief for r in parse_manifest(manifest)] == [name]
    (again,) = build([edition], order)
    assert not again.made
    workspace.run("update", "bg")
    catalog = workspace.project.catalogs.read(name, "bg")
    assert all(place.path.startswith("briefs/") for e in catalog.entries if not e.obsolete
               for place in e.message.places)  # fmt: skip


@pytest.mark.parametrize("name", ["я", "100%-a#b"])
def test_a_usable_name_is_typed_and_published(workspace: Workspace, name: str) -> None:
    rename_brief(workspace, name)
    for folder in workspace.root.glob("locales/*"):
        if folder.is_dir():
            shutil.rmtree(folder)
    workspace.run("build", "--brief", name, *SOURCE, "--grayscale")
    assert (workspace.output / f"{name}.en.community.a4.grayscale.pdf").exists()
    workspace.run("site", "public")
    page = workspace.root / "public" / "en" / "index.html"
    links = re.findall(r'(?:href|src)="([^":]+)"', page.read_text(encoding="utf-8"))
    assert any(name in unquote(link) for link in links)
    for link in links:
        assert (page.parent / unquote(html.unescape(link).partition("#")[0])).exists(), link


def test_the_files_of_an_office_have_room_for_their_names(workspace: Workspace) -> None:
    name = "м" * 40
    rename_brief(workspace, name)
    (edition,) = plan(workspace.project, locales=["en"], audiences=["community"], discreet=True)
    stem = replace(edition, alias="", office="安" * 60, locale="zh_Hant_TW").stem
    assert len(f"{stem}.discreet.grayscale.press.pdf".encode()) <= 255


# --- names that are refused ---

REFUSED = {
    'x"y': '“"”',
    "a\nb": "U+000A",
    "a\tb": "U+0009",
    "a\x7fb": "U+007F",
    "a\u202eb": "U+202E",
    "a\u200bb": "U+200B",
    "a\xa0b": "U+00A0",
    "my brief": "a blank",
    " x": "a blank",
    "x ": "a blank",
    "a\\b": "“\\”",
    "a:b": "“:”",
    "what?": "“?”",
    "a*": "“*”",
    "a|b": "“|”",
    "<x>": "“<”",
    ".hidden": "begins with “.”",
    "..x": "begins with “.”",
    "-x": "begins with “-”",
    "x.": "full stop",
    "CON": "Windows keeps",
    "nul": "Windows keeps",
    "com1.x": "Windows keeps",
    "leaflet": "that all briefs share",
    "Desk": "that all briefs share",
    "м" * 41: "too long: it has 82 bytes",
    "x" * 200: "too long",
    os.fsdecode(b"a\xff\xfe"): "no UTF-8",
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_unusable_name_is_refused_where_the_brief_is_read(
    workspace: Workspace, name: str
) -> None:
    add_brief(workspace, name, "XX")
    with pytest.raises(SourceError) as refused:
        workspace.project.brief(name)
    told = str(refused.value)
    assert REFUSED[name] in told
    assert "Name it with letters" in told
    faults: dict[str, SourceError] = {}
    editions = plan(workspace.project, locales=["en"], refused=faults.__setitem__)
    assert {edition.brief for edition in editions} == {BRIEF}
    assert set(faults) == {name}


@pytest.mark.parametrize("name", ["a\nb", os.fsdecode(b"a\xff\xfe")])
def test_an_unusable_name_stops_its_own_leaflets_alone(workspace: Workspace, name: str) -> None:
    add_brief(workspace, name, "XX")
    done = workspace.run("build", *SOURCE, code=1)
    assert REFUSED[name] in done.stderr
    assert done.stderr.count("Name it with letters") == 1
    assert [p.name for p in workspace.output.glob("*.pdf")] == [f"{BRIEF}.en.community.a4.pdf"]


def test_the_name_that_is_proposed_will_do(workspace: Workspace) -> None:
    for number, name in enumerate(["my brief", 'x"y', "x.", "..a b..", "м" * 90]):
        add_brief(workspace, name, f"X{number}")
        with pytest.raises(SourceError) as refused:
            workspace.project.brief(name)
        found = re.search(
            r"Name it with letters, digits and hyphens, such as “(.+)”", str(refused.value)
        )
        assert found, refused.value
        (workspace.root / "briefs" / name).rename(workspace.root / "briefs" / found[1])
        assert workspace.project.brief(found[1]).name == found[1]


@pytest.mark.parametrize(
    "pair", [("Map", "map"), ("caf\u00e9", "cafe\u0301"), ("straße", "STRASSE")]
)
def test_names_that_are_one_on_other_systems_are_refused_both(
    workspace: Workspace, pair: tuple[str, str]
) -> None:
    for name, code in zip(pair, ("X1", "X2"), strict=True):
        add_brief(workspace, name, code)
    for name in pair:
        with pytest.raises(SourceError, match="write over each other"):
            workspace.project.brief(name)
    assert workspace.project.brief(BRIEF)


def test_two_briefs_of_one_code_are_refused_and_both_are_named(workspace: Workspace) -> None:
    code = next(iter(workspace.project.brief(BRIEF).texts.values())).settings.code
    add_brief(workspace, "other", code)
    add_brief(workspace, "third", "TH")
    done = workspace.run("build", *SOURCE, code=1)
    for one, other in ((BRIEF, "other"), ("other", BRIEF)):
        told = f"briefs/{one}/brief.toml: The code “{code}” is also that of briefs/{other}."
        assert told in done.stderr
    assert [p.name for p in workspace.output.glob("*.pdf")] == ["third.en.community.a4.pdf"]


def test_a_name_in_another_case_is_told(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match=f"Did you mean {BRIEF}"):
        workspace.project.brief(BRIEF.upper())


# --- one brief's mistakes ---

MISTAKES = {
    "brief.toml": "code = 1\n",
    "community.md": "# A\n\nSo it is. [@nowhere]\n",
    "references.json": "{",
}


# Before and after the sound one.
@pytest.mark.parametrize(("name", "file"), [*zip(("aaa", "zzz", "aaa"), MISTAKES, strict=True)])
def test_a_mistake_in_one_brief_leaves_the_others_alone(
    workspace: Workspace, name: str, file: str
) -> None:
    folder = add_brief(workspace, name, "XX")
    command = ("build", *SOURCE)
    workspace.run(*command)
    wrong, right = (f"{n}.en.community.a4.pdf" for n in (name, BRIEF))
    assert {p.name for p in workspace.output.glob("*.pdf")} == {wrong, right}
    (folder / file).write_text(MISTAKES[file], encoding="utf-8")
    done = workspace.run(*command, code=1)
    told = re.findall(rf"briefs/{name}/{file}:\d+: .*", done.stderr)
    assert len(told) == len(set(told)) == done.stderr.count(f"briefs/{name}/{file}") > 0
    assert f"1 files made before ({wrong})" in " ".join(done.stderr.split())
    assert [p.name for p in workspace.output.glob("*.pdf")] == [right]
    # Nor does it stop the catalogs of the others, or the tracing of their sheets.
    po = workspace.po("bg")
    workspace.replace(po, "#. ", "#. Out of date: ")
    assert f"briefs/{name}/{file}" in workspace.run("update", "bg", code=1).stderr
    assert "Out of date: " not in po.read_text(encoding="utf-8")
    workspace.run("proof", f"leaflets/{right}")
    # What was wrong once is not remembered.
    shutil.copy(ROOT / "briefs" / BRIEF / file, folder / file)
    if file == "brief.toml":
        workspace.replace(folder / file, 'code = "CT"', 'code = "XX"')
    workspace.run(*command)
    assert {p.name for p in workspace.output.glob("*.pdf")} == {wrong, right}


def test_a_new_brief_gets_its_catalogs_by_update(workspace: Workspace) -> None:
    add_brief(workspace, "other", "OT")
    done = workspace.run("update")
    for locale in workspace.project.catalogs.locales:
        po = workspace.po(locale, "other")
        assert f"{po.relative_to(workspace.root).as_posix()}: " in done.stdout
        catalog = workspace.project.catalogs.read("other", locale)
        messages = workspace.project.messages("other")
        assert [e.message.key for e in catalog.entries] == [
            m.key for m in messages if m.is_wanted_in(locale)
        ]
    # As “init-locale” would have made it.
    made = workspace.po("bg", "other").read_text(encoding="utf-8")
    workspace.po("bg", "other").unlink()
    workspace.run("init-locale", "bg")
    again = workspace.po("bg", "other").read_text(encoding="utf-8")
    dates = re.compile(r'"(?:POT-Creation|PO-Revision)-Date: .*')
    assert dates.sub("", made) == dates.sub("", again)
    assert "unchanged" in workspace.run("update", "bg").stdout


# --- folders of languages ---

MEANT = {
    "zh_CN": "zh_Hans_CN",
    "zh-TW": "zh_Hant_TW",
    "pt-BR": "pt_BR",
    "pt_br": "pt_BR",
    "iw": "he",
    "in": "id",
    "sh": "sr_Latn",
    "sr@latin": "sr_Latn",
    "sr_RS@latin": "sr_Latn_RS",
    "uz@cyrillic": "uz_Cyrl",
    "ca@valencia": "ca_ES_VALENCIA",
    "de_DE.UTF-8": "de_DE",
    "de_DE@euro": "de_DE",
    "prs": "fa_AF",
    "kmr": "ku",
    "UK": "uk",
}


@pytest.mark.parametrize(("name", "meant"), MEANT.items())
def test_a_folder_of_another_system_s_name_is_told_the_right_one(
    workspace: Workspace, name: str, meant: str
) -> None:
    assert is_known(meant)
    assert not is_known(name)
    assert canonical_locale(name) == meant
    shutil.copytree(workspace.root / "locales" / "de", workspace.root / "locales" / name)
    catalogs = workspace.project.catalogs
    assert name not in catalogs.locales
    (warning,) = catalogs.misnamed
    there = (workspace.root / "locales" / meant).exists()
    assert (f"Move what locales/{meant} lacks" if there else f"to locales/{meant}.") in warning.hint
    for asked in {name, meant} - set(catalogs.locales):
        with pytest.raises(UsageError, match=re.escape(f"“{name}” is no code of a language")):
            catalogs.require_locale(asked)


@pytest.mark.parametrize(
    ("name", "folder", "words"),
    [
        ("zh_CN", "zh_Hans", "Rename locales/zh_CN to locales/zh_Hans_CN. Or move what it has to "
         "locales/zh_Hans"),
        ("sr-RS", "sr", "Or move what it has to locales/sr:"),
        ("bulgarian", "de", "locales/bg"),
        ("kurmanji", "de", "Rename locales/kurmanji to locales/ku."),
        ("ku_Latn", "de", "Rename locales/ku_Latn to locales/ku."),
        ("cnr_ME", "de", "Rename locales/cnr_ME to locales/sr_Latn_ME."),
        ("klingon", "de", "Rename it to its language's code"),
    ],
)  # fmt: skip
def test_a_folder_is_told_the_one_that_its_language_has(
    tmp_path: Path, name: str, folder: str, words: str
) -> None:
    for each in (name, folder):
        (tmp_path / "locales" / each / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / "locales" / each / "LC_MESSAGES" / "a.po").touch()
    (warning,) = Project(tmp_path, ROOT).catalogs.misnamed
    assert words in warning.hint


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("bg_BG", "bg"),
        ("de-DE", "de"),
        ("pt_PT", "pt"),
        ("BG", "bg"),
        ("Bulgarian", "Did you mean bg?"),
        ("dari", "init-locale"),
        ("pt_BR", "init-locale"),
        ("de_AT", "init-locale"),
    ],
)
def test_a_language_that_is_there_is_told_for_what_is_the_same(asked: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        Project(ROOT, ROOT).catalogs.require_locale(asked)
    assert meant in caught.value.diagnostics[0].hint


@pytest.mark.parametrize(("asked", "meant"), [("bg_BG", "bg"), ("pt_PT", "pt")])
def test_no_language_is_started_twice(workspace: Workspace, asked: str, meant: str) -> None:
    told = workspace.run("init-locale", asked, code=2).stderr
    assert f"“{asked}” is the same language as “{meant}”" in told
    assert not (workspace.root / "locales" / asked).exists()


@pytest.mark.parametrize("name", ["ku_Arab", "xx", "deutsch", "templates", "de_XX", "..."])
def test_no_locale_is_taken_for_another(name: str) -> None:
    assert canonical_locale(name) == ""
    assert not is_known(name)


def test_check_and_update_tell_of_folders_that_are_not_read(workspace: Workspace) -> None:
    shutil.copytree(workspace.root / "locales" / "bg", workspace.root / "locales" / "iw")
    for command in ("check --domain leaflet", "update bg"):
        done = workspace.run(*command.split())
        told = done.stdout + done.stderr
        assert "warning" in told
        assert told.count("Rename locales/iw to locales/he.") == 1
    for command in ("build --locale iw", "check iw"):
        assert "to locales/he." in workspace.run(*command.split(), code=2).stderr


def test_codes_that_others_have_for_a_language_are_followed(workspace: Workspace) -> None:
    workspace.run("init-locale", "iw")
    assert (workspace.root / "locales" / "he").is_dir()
    assert not (workspace.root / "locales" / "iw").exists()
    rows = json.loads(workspace.run("status", "--json", "HE").stdout)
    assert {row["locale"] for row in rows} == {"he"}
    told = workspace.run("build", "--locale", "de_DE.UTF-8", code=2).stderr
    assert "Did you mean de?" in told
    workspace.run("build", "--locale", "iw", "--with", "EN", "--allow-incomplete")
    assert list(workspace.output.glob("*.he+en.*.pdf"))
