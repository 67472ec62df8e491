"""How fast leaflets are made, against WeasyPrint alone, other programs, and growing work.

    python -m benchmarks                  # all; some fifteen minutes on two cores
    python -m benchmarks saved offices    # only these
    python -m benchmarks --write          # all, and the figures and the picture of the docs

All figures are ratios taken in one run. The method stands in docs/performance.md.
"""

import argparse
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks import builds, growth, peers, saves
from benchmarks.report import renew, write_results
from benchmarks.rows import Results, goal, number, say
from benchmarks.subject import CORES, Subject

PARTS: dict[str, Callable[[Subject, Results], None]] = {
    # First, while this process has made no leaflet: those that are new to it.
    "typst": peers.typst,
    "leaflets": builds.all_leaflets,
    "saved": saves.message_saved,
    "seen": saves.pages_seen,
    "offices": saves.offices_of_a_campaign,
    "unchanged": builds.nothing_changed,
    "start": builds.started,
    "memory": builds.many_offices,
    "briefs": growth.long_briefs,
    "catalogs": lambda _, results: growth.large_catalogs(results),
    "merging": lambda _, results: growth.merging(results),
    "others": peers.processes,
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="./run bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of: {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="renew the figures in the docs")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there is {', '.join(PARTS)}")
    if options.write and options.parts:
        parser.error("the docs want all figures of one run: leave the parts out")
    results = Results(
        machine=f"{CORES} cores, Python {platform.python_version()}, "
        f"WeasyPrint {version('weasyprint')}, {platform.system()}"
    )
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        subject = Subject(Path(folder))
        with subject.stock:
            for name in options.parts or PARTS:
                PARTS[name](subject, results)
    _show(results, time.monotonic() - start)
    if options.write:
        write_results(results)
        renew(results)


def _show(results: Results, took: float) -> None:
    """Say again what was wanted, row by row, and how it stands."""
    say(f"\n{results.machine}; measured in {took / 60:.1f} minutes")
    width = max(len(row.what) for row in results.rows) if results.rows else 0
    for row in results.rows:
        if row.wanted is not None:
            met = "met" if row.met else "MISSED"
            say(f"{row.what:<{width}}  {number(row.measured):>6}  wanted {goal(row):<13} {met}")


if __name__ == "__main__":
    main()
