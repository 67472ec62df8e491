"""The script that lists the digests of all leaflets."""

import hashlib
import runpy
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from briefkit.leaflet import FORMATS
from scripts import every_leaflet
from tests.commands import Done, give
from tests.conftest import BRIEF, ROOT, Workspace


@pytest.fixture(scope="module")
def digests_here(font_cache: Path) -> Callable[..., list[str]]:
    """Return the lines that the script prints for some options; its builds are made here."""
    environment = Workspace(ROOT, font_cache).environment

    def here(command: list[str], *, cwd: Path, **_: object) -> Done:
        assert command[:3] == [sys.executable, "-m", "briefkit"]
        return give(command[3:], cwd, environment)

    def listed(*options: str) -> list[str]:
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out:
            patch.setattr(subprocess, "run", here)
            patch.setattr(sys, "argv", ["digests", *options])
            runpy.run_module("scripts.digests", run_name="__main__")
        return out.getvalue().splitlines()

    return listed


@pytest.fixture(scope="module")
def listed(digests_here: Callable[..., list[str]]) -> Mapping[str, str]:
    """The digests by name, of the English leaflets for communities."""
    lines = digests_here("--locale", "en", "--audience", "community")
    assert not any(line.startswith("exit code") for line in lines)
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_builds_that_fail_are_listed_too(digests_here: Callable[..., list[str]]) -> None:
    found = digests_here("--locale", "nowhere")
    assert found == [f"exit code 2  {build.name}" for build in every_leaflet.BUILDS]


def test_every_format_and_every_way_to_print_it_is_listed(listed: Mapping[str, str]) -> None:
    assert list(every_leaflet.FORMATS) == sorted(FORMATS)
    assert {name.partition("/")[0] for name in listed} == {
        build.name for build in every_leaflet.BUILDS
    }
    for fmt in FORMATS:
        assert any(f".{fmt}." in name for name in listed if name.startswith("press/"))


def test_a_digest_is_that_of_the_leaflet_that_a_build_makes(
    listed: Mapping[str, str], workspace: Workspace
) -> None:
    workspace.run("build", "--locale", "en", "--audience", "community")
    name = f"{BRIEF}.en.community.a4.pdf"
    digest = hashlib.sha256((workspace.output / name).read_bytes()).hexdigest()
    assert listed[f"plain/{name}"] == digest
    assert listed[f"contacts/{name}"] != digest
