"""What briefkit is made of: locked by hashes, listed with licences; a wheel that can be remade."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LOCKS = ("run", "dev")


def requirements(lock: str) -> list[str]:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    return [part for part in re.split(r"\n(?=\S)", text) if part and not part.startswith("#")]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_and_hashed(lock: str) -> None:
    parts = requirements(lock)
    assert len(parts) > 20
    for part in parts:
        assert re.match(r"[\w.-]+==[^\s;\\]+", part), part
        assert "--hash=sha256:" in part, part


def test_the_bill_of_materials_is_that_of_the_locks() -> None:
    bill = json.loads((ROOT / "docs" / "sbom.cdx.json").read_text(encoding="utf-8"))
    listed = {f"{c['name']}=={c['version']}" for c in bill["components"]}
    wanted = {re.split(r"[\s;\\]", part)[0] for lock in LOCKS for part in requirements(lock)}
    assert listed == wanted, "run “python scripts/sbom.py”"
    for component in bill["components"]:
        assert component["externalReferences"][0]["hashes"]


def test_every_package_is_listed_with_its_licence() -> None:
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w.-]+) \| (\d\S*) \| (.+) \| .+ \|$", text, re.MULTILINE)
    listed = {f"{name}=={version}" for name, version, _ in rows}
    wanted = {re.split(r"[\s;\\]", part)[0] for lock in LOCKS for part in requirements(lock)}
    assert listed == wanted, "run “python scripts/sbom.py”"
    # Those for other systems than the one on which it was written.
    unknown = [name for name, _, licence in rows if licence == "not installed here"]
    assert len(unknown) < 8, unknown


def test_a_wheel_made_twice_is_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for number in range(2):
        tree = tmp_path / str(number)
        tree.mkdir()
        for name in ("briefkit", "briefs", "locales", "templates"):
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("LICENSE", "README.md", "pyproject.toml"):
            shutil.copyfile(ROOT / name, tree / name)
        for path in tree.rglob("*"):
            os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"],
            cwd=tree,
            check=True,
            capture_output=True,
        )
        (wheel,) = (tree / "dist").glob("*.whl")
        made.append((wheel.name, wheel.read_bytes()))
    assert made[0] == made[1]
