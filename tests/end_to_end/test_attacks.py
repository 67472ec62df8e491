"""Bad input: a clear message with its place, within seconds and a gibibyte; nothing written."""

from __future__ import annotations

import os
import random
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import BRIEF, Workspace
from tests.end_to_end.fuzz import TARGETS, attack, seed

MIB = 1024 * 1024
SECONDS = 5
HEADER = seed("seed.po")
TOML = seed("seed.toml")


@pytest.mark.parametrize("name", TARGETS)
def test_what_is_spoilt_is_the_sound_file(name: str) -> None:
    assert attack(TARGETS[name], TARGETS[name].seed()) == ""


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=60, deadline=SECONDS * 1000, derandomize=True, database=None)
@given(number=st.integers(0, 2**63))
def test_a_spoilt_file_is_taken_or_refused_in_words(name: str, number: int) -> None:
    target = TARGETS[name]
    attack(target, target.spoil(target.seed(), random.Random(number)))


def reference(extra: str, title: str = "b") -> bytes:
    return f'[\n{{"id": "a", "title": "{title}", {extra}}}]'.encode()


# What broke something once, or would have: the kind of file, the file, and what it must hear.
FOUND: dict[str, tuple[str, bytes, str]] = {
    "a number of 5,000 digits in a reference": (
        "references", reference(f'"volume": {"1" * 5000}'), "too long"),
    "an endless year": ("references", reference('"issued": {"date-parts": [[1e999]]}'), ":2"),
    "a day that there is not": (
        "references", reference('"issued": {"date-parts": [[2019, 2, 30]]}'), "day"),
    "a name that is a number of a list": (
        "references", reference('"author": [{"literal": ["x"]}]'), "literal"),
    "a language by its name": ("references", reference('"language": "English"'), "language"),
    "half a surrogate pair": ("references", reference('"volume": ""', "\\ud800"), "U+D800"),
    "a reversed title": ("references", reference('"volume": ""', "\u202ex"), "U+202E"),
    "an address like another’s": (
        "references", reference('"URL": "https://eur\u043epa.eu/"'), "xn--"),
    "an address with a user’s name": (
        "references", reference('"URL": "https://europa.eu@evil.example/"'), "name in it"),
    "20,000 references, one bad": (
        "references",
        b"[" + b",".join(b'{"id":"a%d","title":"b"}' % i for i in range(5000)) + b',{"id":"z"}]',
        "“z”"),
    "deep JSON": ("references", b"[" * 100_000, "nested"),
    "a number of 5,000 digits in TOML": (
        "earlier settings", TOML.replace(b"13.0", b"1" * 5000), ":17: The line is longer"),
    "a number of 1,900 digits less a line": (
        "earlier settings", TOML.replace(b"13.0", b"1" * 1900 + b"\n1"), "not TOML"),
    "deep TOML": ("settings", b"a=" + b"[" * 1900, "nested"),
    "a key of 20,000 parts": ("settings", b"a" + b".a" * 20_000 + b"=1", "longer"),
    "200,000 empty lines before a mistake": (
        "earlier settings", b"\n" * 200_000 + TOML.replace(b"code", b"kode"), "code is missing"),
    "deep TOML of contacts": ("contacts-toml", b"a=" + b"[" * 1900, "nested"),
    "a number of 5,000 digits in a contact": ("contacts-toml", b"a=" + b"1" * 5000, "longer"),
    "200,000 spaces": ("markdown", b"# a\n\nb" + b" " * 200_000 + b"c\n", "longer"),
    "50,000 brackets": ("markdown", b"# a\n\n" + b"[@a;" * 50_000, ":3: This is longer"),
    "50,000 quotations": ("markdown", b"# a\n\n" + b">" * 50_000, "quotation is empty"),
    "Markdown in another charset": ("markdown", "# Ⱥ".encode("utf-16"), "UTF-8"),
    "a thousand million plural forms": (
        "po", HEADER.replace(b"nplurals=2", b"nplurals=999999999"), ":9"),
    "plural forms with a gap": ("po", HEADER.replace(b"msgstr[1]", b"msgstr[7]"), "numbered"),
    "a charset that takes hours": ("po", HEADER.replace(b"UTF-8", b"punycode"), "punycode"),
    "a charset that there is not": ("po", HEADER.replace(b"UTF-8", b"UTF-99"), "UTF-99"),
    "a message twice": ("po", HEADER + b'\nmsgid "one"\nmsgstr ""\n' * 2, "stands twice"),
    "a million messages": (
        "po", HEADER + b'\nmsgid "a"\nmsgstr ""\n' * 120_000, "more than 100000"),
    "entities within entities": (
        "xliff",
        b'<!DOCTYPE x [<!ENTITY a "hahaha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
        + b"]><xliff>&j;</xliff>",
        "attack"),
    "an entity from a file": (
        "xliff",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><xliff>&e;</xliff>',
        "entities"),
    "XML of a million tags": ("tmx", b"<a>" + b"<b/>" * 1_000_000 + b"</a>", "tags"),
    "deep XML": ("xliff", b"<a>" * 400_000, "XML"),
}  # fmt: skip


@pytest.mark.parametrize("what", FOUND)
def test_what_broke_once_is_refused_with_its_place(what: str) -> None:
    target, data, words = FOUND[what]
    began = time.monotonic()
    said = attack(TARGETS[target], data)
    assert words in said
    assert time.monotonic() - began < SECONDS


def test_a_line_of_megabytes_leaves_no_trail_behind() -> None:
    line = b'\nmsgid "' + b"a" * (2 * MIB) + b'"\nmsgstr ""\n'
    assert attack(TARGETS["po"], HEADER + line) == ""


# --- through the commands, in a child with a gibibyte and five seconds ---


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (1024 * MIB, 1024 * MIB))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def refused(workspace: Workspace, *command: str) -> str:
    """Give a command that must end with exit code 1 or 2, soon, in little memory; return why."""
    before = tree(workspace.root)
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", *command],
        cwd=workspace.root,
        env=workspace.environment,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=_limited,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (1, 2), done.stdout
    assert tree(workspace.root) == before
    return done.stderr


def sparse(path: Path) -> None:
    path.unlink()
    with path.open("wb") as stream:
        stream.truncate(100 * MIB)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("name", ["community.md", "brief.toml", "references.json"])
@pytest.mark.parametrize("harm", [sparse, pipe, folder])
def test_a_brief_s_file_that_is_huge_or_no_file(
    workspace: Workspace, name: str, harm: Callable[[Path], None]
) -> None:
    harm(workspace.root / "briefs" / BRIEF / name)
    assert f"briefs/{BRIEF}/{name}: " in refused(workspace, "status", "bg")


@pytest.mark.parametrize("harm", [sparse, pipe, folder])
def test_a_catalog_that_is_huge_or_no_file(
    workspace: Workspace, harm: Callable[[Path], None]
) -> None:
    harm(workspace.po("bg"))
    assert f"locales/bg/LC_MESSAGES/{BRIEF}.po: " in refused(workspace, "status", "bg")


def test_a_catalog_of_a_million_messages(workspace: Workspace) -> None:
    bomb = b"".join(b'\nmsgid "%d"\nmsgstr ""\n' % i for i in range(1_000_000))
    workspace.po("bg").write_bytes(HEADER + bomb)
    assert "larger than 4096 kB" in refused(workspace, "update", "bg")


def test_contacts_that_are_huge_or_all_wrong(workspace: Workspace) -> None:
    file = workspace.root / "contacts.csv"
    file.write_bytes(seed("contacts.csv") + b"a\n" * 60_000)
    said = refused(workspace, "build", "--locale", "en", "--contacts", str(file))
    assert "contacts.csv:3: The contact “a” has no kind, source, verified by or date of " in said
    assert "contacts.csv:3: The contact “a” has no phone, address, email, " in said
    assert re.search(r"60000 times: also at .* and 59996 more; --verbose lists all\.", said)
    sparse(file)
    said = refused(workspace, "build", "--locale", "en", "--contacts", str(file))
    assert "larger than 2048 kB" in said


def workbook(part: str, data: bytes) -> bytes:
    out = BytesIO()
    sound = zipfile.ZipFile(BytesIO(TARGETS["xlsx"].seed()))
    with sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as spoilt:
        for name in sound.namelist():
            spoilt.writestr(name, data if name == part else sound.read(name))
    return out.getvalue()


SHEET = "xl/worksheets/sheet2.xml"
BOMBS = {
    "blank.xlsx": lambda: workbook(SHEET, b" " * (100 * MIB)),
    "cells.xlsx": lambda: workbook(SHEET, b"<c>" + b"<v/>" * (4 * MIB) + b"</c>"),
    "large.xlf": lambda: b"<xliff>" + b" " * (100 * MIB),
    "tags.tmx": lambda: b"<tmx>" + b"<tu/>" * (4 * MIB) + b"</tmx>",
}


@pytest.mark.parametrize("name", BOMBS)
def test_an_exchange_file_that_blows_up(workspace: Workspace, name: str) -> None:
    file = workspace.root / name
    file.write_bytes(BOMBS[name]())
    said = refused(workspace, "exchange", "import", str(file))
    assert f"{name}: " in said
    assert " than " in said


def test_a_template_in_another_charset(workspace: Workspace) -> None:
    file = workspace.root / "templates" / "help.html.jinja"
    file.write_bytes(file.read_bytes() + "é".encode("latin-1"))
    assert "templates/help.html.jinja: The file is not in UTF-8." in refused(workspace, "extract")


def test_a_source_in_another_charset_is_not_corrected(workspace: Workspace) -> None:
    file = workspace.root / "briefs" / BRIEF / "community.md"
    file.write_bytes(file.read_bytes() + "é".encode("latin-1"))
    assert "not in UTF-8" in refused(workspace, "fix-source", "the", "teh")
