"""Print the SHA-256 of every leaflet that the project makes, to show that a change alters none.

    python scripts/digests.py > before.txt      # then change the program
    python scripts/digests.py > after.txt
    diff before.txt after.txt

Options are passed on to “briefkit build”: with `--locale bg` it takes a minute. The sample
contacts are dated today, which leaflets print, so compare the lists of one day.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["BUILDS", "FORMATS", "digests"]

ROOT = Path(__file__).parent.parent

FORMATS = ("a4", "a5-booklet", "dl-trifold", "large-print", "pocket", "poster")
WITH_A_DISCREET_FORM = ("a4", "a5-booklet", "dl-trifold", "pocket")

# What is built: the name of the folder, the formats, other options.
BUILDS: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "plain": (FORMATS, ()),
    "contacts": (FORMATS, ("--contacts", "contacts.toml")),
    "discreet": (WITH_A_DISCREET_FORM, ("--discreet",)),
    "grayscale": (FORMATS, ("--grayscale",)),
    "press": (FORMATS, ("--bleed", "3mm", "--crop-marks")),
}

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


def digests(options: Sequence[str]) -> Iterator[str]:
    """Yield a line for each PDF, its digest and its name, and one for each build that fails."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        today = datetime.now(UTC).astimezone().date()
        (root / "contacts.toml").write_text(CONTACTS.format(today=today), encoding="utf-8")
        for name, (formats, chosen) in BUILDS.items():
            named = [f"--format={fmt}" for fmt in formats]
            code = _build(root, ["--output", name, *named, *chosen, *options])
            if code:
                yield f"exit code {code}  {name}"
        for path in sorted(root.glob("*/*.pdf")):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield f"{digest}  {path.relative_to(root).as_posix()}"


def _build(folder: Path, options: Sequence[str]) -> int:
    """Run the program that this file belongs to, from a folder, and return its exit code."""
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", "--project", str(ROOT), "build", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    for line in digests(sys.argv[1:]):
        sys.stdout.write(f"{line}\n")
