"""What a build leaves alone: by content, leaflet by leaflet, and without loading the typesetter."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from briefkit import unchanged
from briefkit.build import Built, build, make_leaflet, plan, reread
from briefkit.leaflet import Finish
from tests.conftest import BRIEF, ROOT, Workspace

BUILD = ("build", "--locale", "bg", "--locale", "en", "--locale", "ga")
ENGLISH = ("build", "--locale", "en")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Workspace:
    """A project whose leaflets are made."""
    built_workspace = Workspace(tmp_path_factory.mktemp("built"), font_cache)
    for name in ("briefs", "locales", "templates"):
        shutil.copytree(ROOT / name, built_workspace.root / name)
    built_workspace.run(*BUILD)
    return built_workspace


@pytest.fixture
def built_workspace(built: Workspace, workspace: Workspace) -> Workspace:
    """A copy of the project, with its leaflets and what its builds remembered."""
    shutil.copytree(built.output, workspace.output)
    return workspace


def times(built_workspace: Workspace) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in built_workspace.output.glob("*.pdf")}


def made(built_workspace: Workspace, *command: str) -> set[str]:
    """Build, and return the locale and the audience of the leaflets that were written."""
    before = times(built_workspace)
    built_workspace.run(*(command or BUILD))
    after = times(built_workspace)
    return {".".join(name.split(".")[1:3]) for name in after if before.get(name) != after[name]}


def loaded(built_workspace: Workspace, *command: str) -> set[str]:
    """Run a command and return the modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefkit", *command],
        cwd=built_workspace.root,
        env=built_workspace.environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"\| +(\S+)$", done.stderr, re.MULTILINE))


def test_a_build_given_again_loads_next_to_nothing(built_workspace: Workspace) -> None:
    built_workspace.run(*BUILD)  # this folder's first
    done = built_workspace.run(*BUILD)
    assert done.stdout == (
        "8 of 8 leaflets are in leaflets. Nothing has changed since they were made.\n"
    )
    modules = loaded(built_workspace, *BUILD)
    assert "briefkit.unchanged" in modules
    assert not modules & {"click", "json", "rich", "jinja2", "babel", "polib", "weasyprint"}


def test_without_what_was_remembered_the_typesetter_is_not_loaded_either(
    built_workspace: Workspace,
) -> None:
    (built_workspace.output / unchanged.REMEMBERED).unlink()
    modules = loaded(built_workspace, *BUILD)
    assert "briefkit.build" in modules
    assert "weasyprint" not in modules
    assert made(built_workspace, *BUILD, "--jobs", "1") == set()


def test_touching_files_makes_nothing(built_workspace: Workspace) -> None:
    for path in (
        *built_workspace.root.rglob("*.po"),
        *built_workspace.root.rglob("*.jinja"),
        *built_workspace.root.rglob("*.md"),
    ):
        path.touch()
    assert made(built_workspace) == set()


def test_a_message_is_built_where_it_is_shown(built_workspace: Workspace) -> None:
    built_workspace.replace(
        built_workspace.po("bg"), "Предупредителни признаци", "Предупредителни знаци"
    )
    assert made(built_workspace) == {"bg.community"}
    assert made(built_workspace) == set()


def test_what_no_reader_sees_makes_nothing(built_workspace: Workspace) -> None:
    po = built_workspace.po("bg")
    po.write_text("# Translated at home.\n" + po.read_text(encoding="utf-8"), encoding="utf-8")
    done = built_workspace.run(*BUILD)
    assert "8 unchanged" in done.stdout


def test_a_review_makes_its_language_anew(built_workspace: Workspace) -> None:
    built_workspace.run("review", "ga", "--reviewer", "Máire Ní Bhriain")
    assert made(built_workspace) == {"ga.community", "ga.professional"}


def test_templates_and_sizes_make_what_they_change(built_workspace: Workspace) -> None:
    style = built_workspace.root / "templates" / "common.css.jinja"
    style.write_text(style.read_text(encoding="utf-8") + "em { color: #000 }\n", encoding="utf-8")
    assert made(built_workspace, *ENGLISH) == {"en.community", "en.easy", "en.professional"}
    built_workspace.replace(
        built_workspace.root / "briefs" / BRIEF / "brief.toml", "size_max = 14.0", "size_max = 12.0"
    )
    assert "en.community" in made(built_workspace, *ENGLISH)


def test_a_leaflet_that_was_taken_away_or_altered_is_made_again(built_workspace: Workspace) -> None:
    first, second = sorted(built_workspace.output.glob("*.pdf"))[:2]
    sound = second.read_bytes()
    first.unlink()
    second.write_bytes(sound + b"\n")
    assert made(built_workspace) == {"bg.community", "bg.easy"}
    assert second.read_bytes() == sound


def test_another_finish_is_made_though_its_names_are_the_same(built_workspace: Workspace) -> None:
    one = ("build", "--locale", "en", "--format", "pocket")
    for options in (["--bleed", "3mm"], ["--bleed", "2mm"]):
        assert made(built_workspace, *one, *options) == {"en.community"}
    (built_workspace.output / unchanged.REMEMBERED).unlink()
    assert made(built_workspace, *one, "--bleed", "2mm") == set()


def test_anew_makes_all(built_workspace: Workspace) -> None:
    assert made(built_workspace, *ENGLISH, "--anew") == {
        "en.community",
        "en.easy",
        "en.professional",
    }


def test_a_refused_leaflet_is_tried_again(built_workspace: Workspace) -> None:
    po = built_workspace.po("bg")
    sound = po.read_bytes()
    built_workspace.replace(
        po, "Предупредителни признаци", "Предупредителни [@garcia2019] признаци"
    )
    assert built_workspace.run(*BUILD, code=1).stdout.count("refused") == 3
    assert built_workspace.run(*BUILD, code=1).stdout.count("refused") == 3
    po.write_bytes(sound)
    assert made(built_workspace) == {"bg.community", "bg.easy", "bg.professional"}


def test_a_build_that_was_killed_goes_on(workspace: Workspace) -> None:
    command = ("build", "--locale", "en", "--locale", "bg", "--jobs", "1")
    process = subprocess.Popen(
        [sys.executable, "-m", "briefkit", *command],
        cwd=workspace.root,
        env=workspace.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    manifest = workspace.output / "manifest.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (manifest.exists() and manifest.read_bytes()):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    there = len(manifest.read_text(encoding="utf-8").splitlines())
    assert 0 < there < 6
    rows = json.loads(workspace.run(*command, "--json").stdout)
    assert [row["made"] for row in rows].count(False) == there
    assert len(list(workspace.output.glob("*.pdf"))) == 6


def test_what_is_remembered_holds_for_the_day_and_the_libraries(
    built_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_workspace.run(*BUILD)
    monkeypatch.setenv("BRIEFKIT_CACHE", str(built_workspace.font_cache))
    root = str(built_workspace.root)
    assert unchanged.known_answer(list(BUILD), root)
    assert not unchanged.known_answer([*BUILD, "--anew"], root)
    assert not unchanged.known_answer([*BUILD, "--audience", "community"], root)
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr("time.strftime", lambda form: "2061-01-01")
        assert not unchanged.known_answer(list(BUILD), root)
    packages = built_workspace.root / "site-packages"
    (packages / "weasyprint-71.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    assert not unchanged.known_answer(list(BUILD), root)


def test_what_is_remembered_holds_for_the_program(
    built_workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "briefkit"
    program.mkdir()
    module = program / "module.py"
    module.write_bytes(b"MOST = 1")
    monkeypatch.setattr(unchanged, "__file__", str(program / "unchanged.py"))

    def read() -> str:
        return unchanged.read_by_builds(list(BUILD), str(built_workspace.root))

    before = read()
    assert read() == before
    module.write_bytes(b"MOST = 2")
    assert read() not in ("", before)


def test_the_desk_s_words_are_none_of_a_leaflet_s(built_workspace: Workspace) -> None:
    arguments, root = list(BUILD), str(built_workspace.root)
    before = unchanged.read_by_builds(arguments, root)
    desk, leaflet = (built_workspace.po("bg", domain) for domain in ("desk", "leaflet"))
    desk.write_bytes(desk.read_bytes() + b"\n# By hand.\n")
    assert unchanged.read_by_builds(arguments, root) == before
    leaflet.write_bytes(leaflet.read_bytes() + b"\n# By hand.\n")
    assert unchanged.read_by_builds(arguments, root) != before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"x": 1}', "\n\n", "key\n\n", "key read said\ndigest\n\n", "key read \n\n"],
)
def test_what_was_remembered_may_be_broken(built_workspace: Workspace, text: str) -> None:
    (built_workspace.output / unchanged.REMEMBERED).write_text(text, encoding="utf-8")
    assert made(built_workspace) == set()
    assert made(built_workspace) == set()


@pytest.mark.parametrize("name", ["a b", " é", "\udcff", "a\nb"])
def test_files_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "leaflets").mkdir()
    (tmp_path / "leaflets" / name).write_bytes(b"mine")
    for number in range(30):
        file = {name: hashlib.sha256(b"mine").hexdigest()}
        ask, said = ["build", "--locale", str(number)], f"Two  words {number}."
        data = unchanged.remember(
            ask, str(tmp_path), file, unchanged.read_by_builds(ask, str(tmp_path)), said
        )
        (tmp_path / "leaflets" / unchanged.REMEMBERED).write_bytes(data)
        # A name that would be read as two is not remembered at all.
        assert unchanged.known_answer(ask, str(tmp_path)) == ("" if "\n" in name else said)
    kept = [
        n for n in range(30) if unchanged.known_answer(["build", "--locale", str(n)], str(tmp_path))
    ]
    assert kept == ([] if "\n" in name else list(range(10, 30)))


def stale_contacts(day: date, name: str = "Anna") -> str:
    header = "name,kind,phone,source,verified_by,verified_on"
    return f"{header}\n{name},help line,+359 2 981 7686,https://example.org/,M. P.,{day}\n"


def test_contacts_are_watched_whatever_their_file_is_called(built_workspace: Workspace) -> None:
    file = built_workspace.root / "year=2026.csv"
    command = ("build", "--locale", "en", "--audience", "community", "--contacts", file.name)
    for name in ("Anna", "Boris"):
        file.write_text(stale_contacts(date.today(), name), encoding="utf-8")
        assert made(built_workspace, *command) == {"en.community"}
        assert made(built_workspace, *command) == set()


def test_what_is_linked_is_watched_too(built_workspace: Workspace) -> None:
    elsewhere = built_workspace.root.parent / f"{built_workspace.root.name}-bulgarian"
    shutil.move(built_workspace.root / "locales" / "bg", elsewhere)
    (built_workspace.root / "locales" / "bg").symlink_to(elsewhere)
    (elsewhere / "again").symlink_to(elsewhere)  # it must not be followed for ever
    built_workspace.run(*BUILD)
    built_workspace.replace(
        built_workspace.po("bg"), "Предупредителни признаци", "Предупредителни знаци", 2
    )
    assert "bg.community" in made(built_workspace)


def test_a_template_in_a_folder_of_its_own_makes_what_it_changes(
    built_workspace: Workspace,
) -> None:
    parts = built_workspace.root / "templates" / "parts"
    parts.mkdir()
    (parts / "own.css.jinja").write_text("h1 { color: #000 }", encoding="utf-8")
    sheet = built_workspace.root / "templates" / "rows" / "a4.css.jinja"
    sheet.write_text(f'{sheet.read_text()}{{% include "parts/own.css.jinja" %}}', encoding="utf-8")
    assert len(made(built_workspace, *ENGLISH)) == 3
    (parts / "own.css.jinja").write_text("h1 { color: #111 }", encoding="utf-8")
    assert len(made(built_workspace, *ENGLISH)) == 3
    assert made(built_workspace, *ENGLISH) == set()


def test_what_another_build_put_there_meanwhile_is_not_remembered_as_one_s_own(
    built_workspace: Workspace,
) -> None:
    file = {"x.pdf": hashlib.sha256(b"mine").hexdigest()}
    (built_workspace.output / "x.pdf").write_bytes(b"mine")
    read = unchanged.read_by_builds(["build"], str(built_workspace.root))
    data = unchanged.remember(["build"], str(built_workspace.root), file, read, "done")
    (built_workspace.output / unchanged.REMEMBERED).write_bytes(data)
    assert unchanged.known_answer(["build"], str(built_workspace.root)) == "done"
    (built_workspace.output / "x.pdf").write_bytes(b"somebody else's")
    assert unchanged.known_answer(["build"], str(built_workspace.root)) == ""


@pytest.mark.parametrize("age", [0, 60])
def test_a_file_is_as_it_was_or_what_is_remembered_does_not_hold(tmp_path: Path, age: int) -> None:
    folder = tmp_path / "leaflets"
    folder.mkdir()
    paths = [folder / name for name in ("a b.pdf", "c.pdf")]
    files = {path.name: hashlib.sha256(b"mine").hexdigest() for path in paths}
    now = time.time()
    ask = ["build"], str(tmp_path)

    def remember() -> str:
        data = unchanged.remember(*ask, files, unchanged.read_by_builds(*ask), "done")
        (folder / unchanged.REMEMBERED).write_bytes(data)
        return unchanged.known_answer(*ask)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: now + age)
        for path in paths:
            path.write_bytes(b"mine")
        assert remember() == "done"
        # What was there a while is not read again, if it was not written since.
        patch.setattr(unchanged, "_sha256", lambda path: "read")
        assert unchanged.known_answer(*ask) == ("done" if age else "")
    for content in (b"his!", b"mine"):
        paths[1].write_bytes(content)
        os.utime(paths[1], ns=(0, paths[0].stat().st_mtime_ns))
        assert unchanged.known_answer(*ask) == ("done" if content == b"mine" else "")
    paths[1].write_bytes(b"hers")  # it was put there before the build is remembered
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: now + age)
        assert remember() == ""


def test_that_contacts_were_left_out_is_said_each_time(built_workspace: Workspace) -> None:
    old = date.today() - timedelta(days=200)
    (built_workspace.root / "c.csv").write_text(stale_contacts(old), encoding="utf-8")
    command = ("build", "--locale", "en", "--audience", "community", "--contacts", "c.csv")
    for _ in range(2):
        done = built_workspace.run(*command, "--without-stale-contacts")
        assert "The leaflets show 112 alone." in done.stderr


def test_a_leaflet_whose_contact_grew_old_is_taken_away(built_workspace: Workspace) -> None:
    file = built_workspace.root / "c.csv"
    file.write_text(stale_contacts(date.today()), encoding="utf-8")
    command = ("build", "--locale", "en", "--audience", "community", "--contacts", "c.csv")
    built_workspace.run(*command)
    file.write_text(stale_contacts(date.today() - timedelta(days=200)), encoding="utf-8")
    done = built_workspace.run(*command, code=1)
    assert "Taken away" in done.stderr
    left = {path.name.split(".", 1)[1] for path in built_workspace.output.glob("*.pdf")}
    assert "en.community.a4.pdf" not in left
    assert {"en.professional.a4.pdf", "bg.community.a4.pdf"} <= left


def test_a_text_that_cannot_be_read_takes_its_leaflets_away(built_workspace: Workspace) -> None:
    text = built_workspace.root / "briefs" / BRIEF / "community.md"
    text.write_text(f"{text.read_text()}\nSo it is. [@nowhere]\n", encoding="utf-8")
    assert "Taken away" in built_workspace.run(*BUILD, code=1).stderr
    assert not list(built_workspace.output.glob("*.pdf"))


# --- in one process ---


def test_a_process_that_works_for_another_build_reads_anew(workspace: Workspace) -> None:
    (edition,) = plan(workspace.project, locales=["bg"], audiences=["community"])
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        codes = []
        for word in ("Помощ", "Подкрепа"):
            order = workspace.order(made=datetime.now(UTC))
            (result,) = build([edition], order, executor=pool)
            assert result.made
            codes.append(result.code)
            workspace.replace(workspace.po("bg", "leaflet"), f"{word} във", "Подкрепа във")
    assert codes[0] != codes[1]


def test_what_fails_in_an_executor_of_its_own_costs_one_leaflet(workspace: Workspace) -> None:
    class Failing(ThreadPoolExecutor):
        def submit(self, call: Any, /, *given: Any, **named: Any) -> Any:
            if given[0].locale == "de":
                future: Future[Built] = Future()
                future.set_exception(RuntimeError("gone"))
                return future
            return super().submit(call, *given, **named)

    editions = plan(
        workspace.project, locales=["de", "en"], audiences=["community"], formats=["a5-booklet"]
    )
    for finish in (Finish(), Finish(grayscale=True)):
        assert make_leaflet(editions[0], workspace.order(finish=finish)).path
    assert len(list(workspace.output.glob("*.de.*.pdf"))) == 4
    with Failing(1) as executor:
        german, english = build(editions, workspace.order(), executor=executor)
    assert "RuntimeError: gone" in german.diagnostics[0].message
    # Its sheets say what it said, in colour and in greys.
    assert not list(workspace.output.glob("*.de.*.pdf"))
    assert english.path is not None


def test_a_template_that_computes_nonsense_is_refused(workspace: Workspace) -> None:
    template = workspace.root / "templates" / "leaflet.html.jinja"
    workspace.replace(template, "{% if draft %}", "{{ 1 + title }}{% if draft %}")
    done = workspace.run("build", "--locale", "en", code=1)
    assert "This template doesn't work: TypeError" in done.stderr


def test_a_process_that_reads_anew_sees_what_was_saved(workspace: Workspace) -> None:
    (edition,) = plan(workspace.project, locales=["bg"], audiences=["community"])
    po, shared = workspace.po("bg"), workspace.po("bg", "leaflet")

    def made() -> Built:
        reread()
        return make_leaflet(edition, workspace.order())

    first = made()
    codes, text_size = [first.code], first.text_size
    saved = (
        (shared, "Помощ във", "Подкрепа във"),
        (workspace.root / "briefs" / BRIEF / "brief.toml", "size_max = 14.0", "size_max = 12.0"),
        (workspace.root / "templates" / "common.css.jinja", "color: #111", "color: #000"),
    )
    for path, old, new in saved:
        whole = path.read_text(encoding="utf-8")
        workspace.replace(path, old, new)
        now = made()
        assert now.code not in codes or now.text_size != text_size, path
        codes.append(now.code)
        path.write_text(whole, encoding="utf-8")
        assert made().code == codes[0], path
    # What is wrong is told as long as it is wrong.
    whole = po.read_text(encoding="utf-8")
    po.write_text(whole.replace("msgstr", "msgstr oops", 2), encoding="utf-8")
    assert made().state == "refused"
    assert made().state == "refused"
    po.write_text(whole, encoding="utf-8")
    assert made().code == codes[0]
    shutil.rmtree(workspace.root / "templates")
    shutil.copytree(ROOT / "templates", workspace.root / "templates")
    assert made().code == codes[0]
