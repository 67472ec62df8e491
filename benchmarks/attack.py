"""The long attack: spoilt files by the ten thousand, and commands killed at many moments.

    python -m benchmarks.attack --inputs 20000 --kills 60

What the tests do in passing, at length; it ends at the first file that breaks a reader.
"""

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT, Workspace
from tests.end_to_end.fuzz import TARGETS, attack
from tests.end_to_end.test_faults import COMMANDS, interrupted, kill_desk


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def spoil_all(inputs: int) -> None:
    for name, target in TARGETS.items():
        sound = target.seed()
        taken, slowest, began = 0, 0.0, time.monotonic()
        for number in range(inputs // len(TARGETS)):
            data = target.spoil(sound, random.Random(f"{name} {number}"))
            start = time.monotonic()
            try:
                taken += attack(target, data) == ""
            except Exception:
                say(f"{name}: input {number} broke it: {data!r}")
                raise
            slowest = max(slowest, time.monotonic() - start)
        say(
            f"{name}: {inputs // len(TARGETS)} inputs, {taken} taken, the others refused in words; "
            f"slowest {slowest * 1000:.0f} ms; {time.monotonic() - began:.0f} s"
        )
    say(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


def kill_all(kills: int) -> None:
    for name in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace(Path(folder) / "project", Path(folder) / "cache")
            for part in ("briefs", "locales", "templates"):
                shutil.copytree(ROOT / part, workspace.root / part)
            workspace.run("build", "--locale", "en", "--output", f"{folder}/fonts-made")
            hit = interrupted(
                workspace, name, kills // len(COMMANDS), random.Random(name), Path(folder)
            )
            say(f"{name}: {kills // len(COMMANDS)} runs, {hit} of them killed at work")

    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "project", Path(folder) / "cache")
        for part in ("briefs", "locales", "templates"):
            shutil.copytree(ROOT / part, workspace.root / part)
        kept = kill_desk(workspace, kills // len(COMMANDS), random.Random("desk"))
        say(f"desk: {kills // len(COMMANDS)} runs, killed while it added {kept} contacts")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=60)
    options = parser.parse_args()
    spoil_all(options.inputs)
    kill_all(options.kills)
