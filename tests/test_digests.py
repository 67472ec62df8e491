"""The script that lists the digests of all leaflets."""

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefkit.leaflet import FORMATS
from scripts import every_leaflet
from scripts.digests import digests
from tests.commands import Done, give
from tests.conftest import BRIEF, ROOT, Workspace


@pytest.fixture(scope="module")
def listed(font_cache: Path) -> Mapping[str, str]:
    """The digests by name, of the English leaflets for communities."""
    environment = Workspace(ROOT, font_cache).environment

    def here(command: list[str], *, cwd: Path, **_: object) -> Done:
        assert command[:3] == [sys.executable, "-m", "briefkit"]
        done = give(command[3:], cwd, environment)
        assert "error" not in done.stderr
        return done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "run", here)
        lines = list(digests(["--locale", "en", "--audience", "community"]))
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def test_builds_that_fail_are_listed_too() -> None:
    command = [sys.executable, "-m", "scripts.digests", "--locale", "nowhere"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "".join(f"exit code 2  {build.name}\n" for build in every_leaflet.BUILDS)


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
