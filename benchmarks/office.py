"""Fifty people at an office's desk at once, behind its nginx: how long they wait, what it takes.

    python -m benchmarks.office --people 50 --seconds 300

Each goes on by herself, with a pause between two steps: some translate a message and look at the
leaflet, others choose a leaflet and look at it, and a few have many made at once. A preview is what
is seen first; the proofed leaflet follows by itself.
"""

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import psutil

from tests.conftest import BRIEF, copied_project
from tests.office.crowds import LOCALES, crowd_names, office_of
from tests.office.houses import HOST, House, desk_behind, nginx
from tests.office.repositories import in_git
from tests.office.test_roles import hidden, place

FORMATS = ("a4", "a4", "a4", "a5-booklet", "dl-trifold", "pocket")


class Times:
    """How long each kind of step took, in seconds, and what was refused."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = {}
        self.refused: list[str] = []
        self._lock = threading.Lock()

    def step(self, kind: str, ask: Callable[[], int]) -> None:
        start = time.monotonic()
        status = ask()
        took = time.monotonic() - start
        with self._lock:
            self.taken.setdefault(kind, []).append(took)
            if status not in (200, 303):
                self.refused.append(f"{kind}: {status}")

    def told(self) -> str:
        lines = []
        for kind, times in sorted(self.taken.items()):
            p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
            lines.append(
                f"{kind}: {len(times)}, median {statistics.median(times):.2f} s, "
                f"p95 {p95:.2f} s, longest {max(times):.2f} s"
            )
        return "\n".join((*lines, f"refused: {len(self.refused)} {self.refused[:3]}"))


def work(office: House, name: str, number: int, times: Times, end: float, pause: float) -> None:
    """Do what somebody does all day, until the end."""
    chance = random.Random(name)
    locale = LOCALES[number % len(LOCALES)]
    time.sleep(chance.uniform(0, pause))
    while time.monotonic() < end:
        if number % 5 == 0:
            translate(office, name, locale, times, chance)
        elif number % 25 == 1 and chance.random() < 0.2:
            several(office, name, times, chance)
        else:
            look(office, name, times, chance)
        time.sleep(chance.expovariate(1 / pause))


def look(office: House, name: str, times: Times, chance: random.Random) -> None:
    """Choose a leaflet, as people do: some languages are asked for more often."""
    locale = LOCALES[min(int(chance.expovariate(0.4)), len(LOCALES) - 1)]
    chosen = urlencode(place(locale=locale, format=chance.choice(FORMATS)))
    times.step("page", lambda: office.ask(name, f"/?{chosen}").status)
    times.step("preview", lambda: office.ask(name, f"/?{chosen}&show=1").status)
    times.step("proofed", lambda: office.ask(name, f"/leaflet?{chosen}").status)


def translate(office: House, name: str, locale: str, times: Times, chance: random.Random) -> None:
    where = urlencode(place(locale=locale))
    query = urlencode(place(locale=locale, show="all"))
    page = office.ask(name, f"/translate?{query}")
    fields = dict(hidden(page.text, "saving"))
    fields |= {"text": f"{name} {chance.random()}", "then": ""}
    times.step("save", lambda: _saved(office, name, fields))
    times.step("preview", lambda: office.ask(name, f"/translate/pages?{where}").status)
    proofed = f"/translate/pages?{where}&proofed=yes"
    times.step("proofed", lambda: office.ask(name, proofed).status)


def _saved(office: House, name: str, fields: dict[str, str]) -> int:
    status = office.ask(name, "/translate/save", fields).status
    # Another has saved the same message at this moment: that is told, and nothing is lost.
    return 303 if status == 409 else status


def several(office: House, name: str, times: Times, chance: random.Random) -> None:
    form = [("token", office.token(name)), *place(format="a4", several="1").items()]
    form += [("languages", locale) for locale in chance.sample(LOCALES, 6)]
    body = urlencode(form).encode()
    times.step("many at once", lambda: office.ask(name, "/choose", body).status)


def cost(pid: int) -> tuple[float, float]:
    """Return what a process and all below it take: memory in MiB, and seconds of a core so far.

    What they share counts once.
    """
    memory, seconds = 0, 0.0
    for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
        try:
            memory += process.memory_full_info().pss
            taken = process.cpu_times()
        except psutil.Error:
            continue
        seconds += taken.user + taken.system
    return memory / 1024 / 1024, seconds


def main() -> None:
    """Print how long steps took, and the most memory."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--pause", type=float, default=20, help="seconds between steps, on average")
    asked = parser.parse_args()
    times, most, seconds = Times(), 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        workspace = copied_project(root / "project", root / "cache")
        in_git(workspace.root)
        names = crowd_names(asked.people)
        (workspace.root / "office.toml").write_text(office_of(names), encoding="utf-8")
        spot = f"unix:{root}/desk.sock"
        with desk_behind(workspace, spot) as process, nginx(root, spot, names) as port:
            office = House(workspace, port, root / f"{HOST}.pem", spot)
            # The fonts are made once, before anybody comes.
            office.ask(names[0], f"/leaflet?{urlencode(place(format='a4'))}")
            end = time.monotonic() + asked.seconds
            threads = [
                threading.Thread(target=work, args=(office, name, n, times, end, asked.pause))
                for n, name in enumerate(names)
            ]
            for thread in threads:
                thread.start()
            while any(thread.is_alive() for thread in threads):
                used, seconds = cost(process.pid)
                most = max(most, used)
                time.sleep(1)
    sys.stdout.write(
        f"{asked.people} people, {asked.seconds:.0f} s, brief {BRIEF}\n{times.told()}\n"
        f"most memory: {most:.0f} MiB; {seconds:.0f} s of a core in all\n"
    )


if __name__ == "__main__":
    main()
