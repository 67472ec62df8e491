"""What commands take, with every process that they start: time and memory.

    echo '{"commands": [{"arguments": ["true"], "folder": "/"}], "rounds": 1}' |
        python -m benchmarks.metering

Each command runs below a process of this module, which becomes the parent of whatever the command
leaves behind (Linux, “PR_SET_CHILD_SUBREAPER”): the time of a worker's worker is not lost.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

__all__ = ["Command", "Cost", "meter"]

ROOT = Path(__file__).parent.parent
PR_SET_CHILD_SUBREAPER = 36
SAMPLED_EVERY = 0.2  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, the folder that it is given in, and where its output goes (nowhere if empty).

    The number of lines in the file `counted`, if one is named, stands with each sample of memory.
    """

    arguments: Sequence[str]
    folder: str
    environment: Mapping[str, str] = field(default_factory=dict)
    output: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took: seconds of all cores, seconds by the clock, samples of its memory.

    A sample is a count of lines (see Command) and MiB, where what processes share counts once.
    """

    cpu: float
    clock: float
    samples: Sequence[tuple[int, float]] = ()


def meter(commands: Sequence[Command], rounds: int = 1) -> list[list[Cost]]:
    """Give the commands by turns, `rounds` times, and return what each took in each round.

    Raises CalledProcessError for a command that fails.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.metering"],
        cwd=ROOT,
        input=json.dumps({"commands": [asdict(c) for c in commands], "rounds": rounds}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return [[Cost(**cost) for cost in costs] for costs in json.loads(done.stdout)]


def _metered(command: Command) -> Cost:
    before, start = _used(), time.perf_counter()
    with open(command.output or os.devnull, "wb") as output:
        process = subprocess.Popen(
            command.arguments,
            cwd=command.folder,
            env={**os.environ, **command.environment},
            stdout=output,
        )
    with _sampling(command.counted) as samples:
        process.wait()
    clock = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command.arguments))
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)  # what it left behind is ours now
    return Cost(cpu=_used() - before, clock=clock, samples=samples)


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@contextmanager
def _sampling(counted: str) -> Iterator[list[tuple[int, float]]]:
    """Yield a list that fills with samples of the memory of all processes below this one."""
    samples: list[tuple[int, float]] = []
    ended = threading.Event()

    def sample() -> None:
        while not ended.wait(SAMPLED_EVERY):
            path = Path(counted)
            count = path.read_bytes().count(b"\n") if path.exists() else 0
            samples.append((count, _memory()))

    thread = threading.Thread(target=sample)
    if counted:
        thread.start()
    try:
        yield samples
    finally:
        ended.set()
        if counted:
            thread.join()


def _memory() -> float:
    total = 0
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total / 1024**2


def _main() -> None:
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("This system gives no process to its grandparent: measure on Linux.")
    asked = json.load(sys.stdin)
    commands = [Command(**command) for command in asked["commands"]]
    rounds = [[_metered(command) for command in commands] for _ in range(asked["rounds"])]
    json.dump([[asdict(cost) for cost in costs] for costs in zip(*rounds, strict=True)], sys.stdout)


if __name__ == "__main__":
    _main()
