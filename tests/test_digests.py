"""The script that lists the digests of all leaflets."""

import hashlib
import runpy
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefkit.leaflet import FORMATS
from tests.conftest import BRIEF, ROOT, Workspace

SCRIPT = ROOT / "scripts" / "digests.py"


@pytest.fixture(scope="module")
def listed(font_cache: Path) -> Mapping[str, str]:
    """The digests by name, of the English leaflets for communities."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFKIT_CACHE", str(font_cache))
        done = subprocess.run(
            [sys.executable, str(SCRIPT), "--locale", "en", "--audience", "community"],
            capture_output=True,
            text=True,
            check=True,
        )
    assert "error" not in done.stderr
    rows = [line.split("  ", 1) for line in done.stdout.splitlines()]
    return {name: digest for digest, name in rows}


def test_every_format_and_every_way_to_print_it_is_listed(listed: Mapping[str, str]) -> None:
    script = runpy.run_path(str(SCRIPT))
    assert list(script["FORMATS"]) == sorted(FORMATS)
    assert {name.partition("/")[0] for name in listed} == set(script["BUILDS"])
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
