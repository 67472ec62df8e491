"""A newcomer's first leaflet: what its page says to type works, and shows what it says."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts.first_brief import PAGE, Step, answers, ask, follow, steps
from tests.conftest import ROOT, Workspace

TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(
    tmp_path_factory: pytest.TempPathFactory, font_cache: Path
) -> list[tuple[Step, Path, str]]:
    """Each block of the page, the folder that a person is in then, and what the program said."""
    home = tmp_path_factory.mktemp("home")

    def give(words: Sequence[str], folder: Path, typed: str) -> str:
        if typed:
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(folder)
                return ask(words, typed)
        return Workspace(folder, font_cache).run(*words).stdout

    # What sets up is tried by itself.
    _, later = re.split(r"^(?=## 2\.)", TEXT, maxsplit=1, flags=re.MULTILINE)
    return list(follow(later, home, give))


def test_all_that_one_sees_is_said(followed: list[tuple[Step, Path, str]]) -> None:
    seen = [(step, said) for step, _, said in followed if step.kind == "text"]
    assert len(seen) > 5
    for step, said in seen:
        for line in step.body.splitlines():
            assert line in said, step.body


def test_the_leaflets_of_the_page_are_made(followed: list[tuple[Step, Path, str]]) -> None:
    _, folder, _ = followed[-1]
    made = {path.name for path in (folder / "leaflets").glob("*.pdf")}
    assert made == {
        "heat.en.everyone.a4.pdf", "heat.fr.everyone.a4.pdf", "heat.en.everyone.dl-trifold.pdf",
        "heat.en.everyone.dl-trifold.sheet.pdf",
    }  # fmt: skip
    (text,) = Workspace(folder, folder).project.brief("heat").texts.values()
    assert text.title.text == "Heat: how to keep well"
    assert [logo.file for logo in text.settings.brand.logos] == ["img/logo.svg"]


def test_what_its_first_step_types_makes_a_command(tmp_path: Path) -> None:
    first = next(step for step in steps(TEXT) if step.kind == "sh")
    program = tmp_path / "briefkit"
    program.mkdir()
    (program / "run").write_text('#!/bin/sh\necho "$PWD: $*"\n', encoding="utf-8")
    (program / "run").chmod(0o755)
    home = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    for script, said in ((first.body, "briefkit doctor"), ("cd /\nbriefkit x", "/: briefkit x")):
        # As at a terminal, where aliases count.
        script = f"shopt -s expand_aliases\ntouch ~/.bashrc\n. ~/.bashrc\n{script}\n"
        done = subprocess.run(
            ["bash", "-eu"], input=script, env=home, capture_output=True, text=True, timeout=60
        )
        assert done.stdout.splitlines()[-1].endswith(said), done.stderr


def test_words_that_it_quotes_are_those_of_the_program() -> None:
    sources = (ROOT / "run", *ROOT.glob("briefkit/**/*.py"))
    code = "".join(path.read_text(encoding="utf-8") for path in sources)
    spoken = re.sub(r'"\s*\n\s*f?"', "", code)
    quoted = re.findall(r"“([^”]+)”", re.sub(r"\s+", " ", TEXT))
    ours = [words for words in quoted if words[-1] == "…" or words[:1].isupper()]
    assert len(quoted) > 8
    for words in (*ours, "would print as it stands", "the brief that comes with briefkit"):
        assert words.removesuffix(" …") in spoken, words


def test_answers_are_read_from_a_session() -> None:
    session = "The title: Heat: how\nMust it?\n  none: nobody\nYour choice (a, b): b\n"
    assert answers(session) == "Heat: how\nb\n"


def test_its_pictures_are_small() -> None:
    names = [step.body for step in steps(TEXT) if step.kind == "png"]
    assert len(names) == 5
    for name in names:
        assert (ROOT / "docs" / "images" / name).stat().st_size < 80_000, name
