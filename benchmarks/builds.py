"""Builds by the command, in new processes: all leaflets, none, a worker more, many offices."""

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.metering import Command, Cost, meter
from benchmarks.rows import Bar, Results, Row
from benchmarks.stock import STARTED
from benchmarks.subject import CORES, EU, LOCALES, Subject, offices_csv
from briefkit.leaflet import Page

__all__ = ["all_leaflets", "many_offices", "nothing_changed", "started", "with_fonts", "write_html"]

ROUNDS = 3
# In its steady state from here on: what is kept between leaflets is there.
SETTLED = 200
OFFICES = 2_000


def all_leaflets(subject: Subject, results: Results) -> None:
    """Measure all leaflets, new in a new process, by turns with WeasyPrint alone.

    Fonts are made, catalogs read, workers started.
    """
    costs: list[Cost] = []
    bare: list[list[float]] = []
    for number in range(ROUNDS):
        build = ("build", *LOCALES, "--anew", "--output", str(subject.folder / f"cold-{number}"))
        cache = subject.folder / f"cache-{number}"
        costs += meter([subject.command(*build, cache=cache)])[0]
        bare.append([subject.bare(subject.page(e), subject.steps[e]) for e in subject.editions])
    ours, clock = min(cost.cpu for cost in costs), min(cost.clock for cost in costs)
    limit = sum(min(times) for times in zip(*bare, strict=True))
    count = len(subject.editions)
    results.add(
        Row(
            what=f"{count} leaflets ({len(EU)} languages, two audiences), all new",
            measured=ours / limit,
            unit="× the bare limit",
            wanted=1.7,
            figures=f"{ours:.1f} s of a core, limit {limit:.1f} s; "
            f"by the clock {clock:.1f} s, {clock * CORES / limit:.2f} × the limit",
        )
    )
    results.bars.append(Bar(name="briefkit, all new", ms=ours / count * 1000, kind="ours"))
    results.bars.append(Bar(name="WeasyPrint alone, once", ms=limit / count * 1000, kind="limit"))
    _process_each(subject, results, ours / count, clock / count)


def _process_each(subject: Subject, results: Results, ours: float, clock: float) -> None:
    """Measure a process of WeasyPrint's own for each leaflet, one after another."""
    commands = []
    for edition in subject.sample:
        path = write_html(subject.page(edition), subject.steps[edition], subject.folder)
        files = [path, path.with_suffix(".pdf")]
        commands.append(with_fonts(subject, [sys.executable, "-m", "weasyprint", "-q", *files]))
    each = [cost for (cost,) in meter(commands)]
    single = statistics.mean(cost.cpu for cost in each)
    by_clock = statistics.mean(cost.clock for cost in each)
    results.add(
        Row(
            what="one process a leaflet with the same fonts (weasyprint in.html out.pdf)",
            measured=single / (ours / CORES),
            unit="× as slow as ours",
            wanted=5.5,
            at_least=True,
            figures=f"{single * 1000:.0f} ms of a core, one after another; ours "
            f"{ours * 1000:.0f} ms, on {CORES} cores; by the clock {by_clock / clock:.2f} ×",
        )
    )
    results.bars.append(Bar(name="a WeasyPrint process", ms=single * 1000, kind="peer"))


def write_html(page: Page, step: tuple[float, float], folder: Path) -> Path:
    """Write a page with its stylesheet and its size into one file, and return where."""
    style = f"{page.css}\n:root {{ font-size: {step[0]}pt; line-height: {step[1]} }}"
    path = folder / f"page-{abs(hash(page.html))}.html"
    html = page.html.replace("</head>", f"<style>{style}</style></head>")
    path.write_text(html, encoding="utf-8")
    return path


def with_fonts(subject: Subject, arguments: Sequence[str | Path]) -> Command:
    """Return another program's command, with our fonts."""
    return Command(
        arguments=[str(argument) for argument in arguments],
        folder=str(subject.folder),
        environment={"FONTCONFIG_FILE": str(subject.fonts / "fonts.conf")},
    )


def nothing_changed(subject: Subject, results: Results) -> None:
    """Measure the same command given again, by turns with a Python that does nothing."""
    build = subject.command("build", *LOCALES, "--output", str(subject.folder / "all"))
    meter([build], rounds=2)  # the second time, it is remembered
    passed = Command(arguments=[sys.executable, "-c", "pass"], folder=str(subject.root))
    ours, theirs = meter([build, passed], rounds=25)
    least = [min(cost.cpu for cost in costs) for costs in (ours, theirs)]
    clocks = [min(cost.clock for cost in costs) for costs in (ours, theirs)]
    results.add(
        Row(
            what="nothing changed",
            measured=clocks[0] / clocks[1],
            unit="× python -c pass",
            wanted=3.0,
            figures=f"{clocks[0] * 1000:.0f} and {clocks[1] * 1000:.0f} ms by the clock; "
            f"of a core {least[0] / least[1]:.2f} ×",
        )
    )


def started(subject: Subject, results: Results) -> None:
    """Measure what another worker adds to a build, by turns with a WeasyPrint that only starts."""
    locales = [word for locale in EU[:8] for word in ("--locale", locale)]
    asked = ["build", *locales, "--audience", "community", "--anew"]
    asked += ["--output", str(subject.folder / "started")]
    few, many = (subject.command(*asked, "--jobs", jobs) for jobs in ("2", "6"))
    bare = with_fonts(subject, [sys.executable, "-c", STARTED])
    one = ["build", "--locale", "en", "--audience", "community", "--anew"]
    alone = subject.command(*one, "--output", str(subject.folder / "started"))
    costs = meter([few, many, bare, alone], rounds=5)
    two, six, start, first = (min(cost.cpu for cost in each) for each in costs)
    worker = (six - two) / 4
    results.add(
        Row(
            what="start-up that a worker adds",
            measured=worker / start,
            unit="× the start of WeasyPrint alone",
            wanted=0.75,
            figures=f"{worker * 1000:.0f} and {start * 1000:.0f} ms of a core; "
            f"a new process with its first leaflet: {first * 1000:.0f} ms",
        )
    )


def many_offices(subject: Subject, results: Results) -> None:
    """Measure the memory of a build for many offices: of all its processes together."""
    offices = OFFICES
    path = subject.root / "offices.csv"
    path.write_text(offices_csv(range(offices)), encoding="utf-8")
    output = subject.folder / "offices"
    command = subject.command(
        "build", "--locale", "bg", "--audience", "community", "--contacts", "offices.csv",
        "--jobs", "2", "--output", str(output), counted=str(output / "manifest.jsonl"),
    )  # fmt: skip
    ((cost,),) = meter([command])
    peak = max(memory for _, memory in cost.samples)
    early = [memory for made, memory in cost.samples if SETTLED <= made < SETTLED * 2]
    late = [memory for made, memory in cost.samples if offices - SETTLED <= made < offices]
    growth = statistics.median(late) - statistics.median(early)
    lines = (output / "manifest.jsonl").read_bytes()
    results.campaign["manifest line"] = len(lines) / offices
    figures = f"{offices:,} leaflets in {cost.clock:.0f} s, {cost.cpu / offices * 1000:.0f} ms each"
    results.add(
        Row(
            what=f"{offices:,} offices: memory of the whole run",
            measured=peak,
            unit="MiB at most",
            wanted=300,
            figures=f"two workers; {figures} of a core",
        )
    )
    results.add(
        Row(
            what=f"the same: growth after the first {SETTLED}",
            measured=growth,
            unit="MiB",
            wanted=5,
            figures=f"median of the last {SETTLED} less that of those after the first {SETTLED}",
        )
    )
