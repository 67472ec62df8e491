r"""The long attack: files spoilt by the ten thousand, commands killed, an editor that saves too.

    python -m benchmarks.attack --inputs 25000 --kills 60 --desk-kills 30 --office-kills 30 \
        --collisions 200

What the tests do in passing, at length; it ends at the first file that breaks a reader.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import Workspace, copied_project
from tests.end_to_end.fuzz import TARGETS, attack
from tests.end_to_end.test_collisions import collide
from tests.end_to_end.test_faults import COMMANDS, interrupted, kill_desk
from tests.office.crowds import kill_office


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


@contextmanager
def project_to_spoil() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        yield copied_project(Path(folder) / "project", Path(folder) / "cache")


def kill_commands(kills: int) -> None:
    for name in COMMANDS:
        with project_to_spoil() as workspace:
            folder = workspace.root.parent
            workspace.run("build", "--locale", "en", "--output", f"{folder}/fonts-made")
            hit = interrupted(workspace, name, kills // len(COMMANDS), random.Random(name), folder)
            say(f"{name}: {hit} times killed at work")


def kill_desks(kills: int) -> None:
    with project_to_spoil() as workspace:
        kept = kill_desk(workspace, kills, random.Random("desk"))
        say(f"desk: {kills} runs, killed while it added {kept} contacts")


def kill_offices(kills: int) -> None:
    with project_to_spoil() as workspace:
        began = time.monotonic()
        folder = workspace.root.parent
        told, commits = kill_office(workspace, folder, 20, kills, random.Random("office"))
        say(
            f"an office's desk: killed {kills} times while 20 people saved; {told} saves were "
            f"acknowledged and are there, {commits} commits; {time.monotonic() - began:.0f} s"
        )


def collide_all(collisions: int) -> None:
    for how in ("truncate", "rename"):
        with project_to_spoil() as workspace:
            redone = collide(workspace, how, collisions // 2, redone_at_least=1)
            say(
                f"an editor that saves by “{how}”: {collisions // 2} times, {redone} of them redone"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (
        ("inputs", 25_000),
        ("kills", 60),
        ("desk-kills", 30),
        ("office-kills", 30),
        ("collisions", 200),
    ):
        parser.add_argument(f"--{name}", type=int, default=number)
    options = parser.parse_args()
    spoil_all(options.inputs)
    kill_commands(options.kills)
    kill_desks(options.desk_kills)
    kill_offices(options.office_kills)
    collide_all(options.collisions)
