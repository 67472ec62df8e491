"""Build every leaflet that the project makes, in each way to print it."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["BUILDS", "EXAMPLES", "FORMATS", "Build", "build_each"]

ROOT = Path(__file__).parent.parent

FORMATS = (
    "a4", "a5-booklet", "dl-trifold", "large-print", "pocket", "poster", "share", "tear-off",
)  # fmt: skip
WITH_A_DISCREET_FORM = ("a4", "a5-booklet", "dl-trifold", "pocket")


@dataclass(frozen=True, slots=True)
class Build:
    """A build: the name of its folder, its formats, its other options, and whose leaflets."""

    name: str
    formats: Sequence[str]
    options: Sequence[str] = ()
    project: Path = ROOT


BUILDS = (
    Build("plain", FORMATS),
    Build("contacts", FORMATS, ("--contacts", "contacts.toml")),
    Build("discreet", WITH_A_DISCREET_FORM, ("--discreet",)),
    Build("grayscale", FORMATS, ("--grayscale",)),
    Build("press", FORMATS, ("--bleed", "3mm", "--crop-marks")),
)

# Leaflets of others, in languages of their own.
EXAMPLES = Build("examples", FORMATS, project=ROOT / "examples")

CONTACTS = """\
[[contact]]
name = "Sample centre"
kind = "help line"
phone = "02 981 7686"
country = "BG"
web = "https://example.org"
languages = ["bg", "en", "uk"]
source = "https://example.org/contact"
verified_by = "A. Person"
verified_on = {today}
"""


def build_each(
    folder: Path, options: Sequence[str], builds: Iterable[Build] = BUILDS
) -> Iterator[tuple[Build, int]]:
    """Make the builds in folders of their names below `folder`; yield each with its exit code.

    `options` are given to “briefkit build” too.
    """
    today = datetime.now(UTC).astimezone().date()
    (folder / "contacts.toml").write_text(CONTACTS.format(today=today), encoding="utf-8")
    for build in builds:
        formats = [f"--format={fmt}" for fmt in build.formats]
        given = ["--output", build.name, *formats, *build.options, *options]
        # The program that this file belongs to, from a folder where nothing is written beside it.
        done = subprocess.run(
            [sys.executable, "-m", "briefkit", "--project", str(build.project), "build", *given],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        yield build, done.returncode
