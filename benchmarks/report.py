"""The figures in docs/performance.md and its picture, from what the benchmark wrote last.

    python -m benchmarks.report

writes them anew from benchmarks/results.json, without measuring.
"""

import json
import re
from dataclasses import asdict
from pathlib import Path

from benchmarks.picture import alternative, drawn
from benchmarks.rows import Bar, Results, Row, number

__all__ = ["PAGE", "PICTURE", "page_with", "read_results", "renew", "write_results"]

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "images" / "performance.svg"
LEAFLETS = 72_000  # of each audience: 3,000 offices, 24 languages


def read_results() -> Results:
    """Return what was measured last."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    return Results(
        machine=kept["machine"],
        rows=[Row(**row) for row in kept["rows"]],
        bars=[Bar(**bar) for bar in kept["bars"]],
        campaign=kept["campaign"],
    )


def write_results(results: Results) -> None:
    """Keep what was measured for the page and its picture."""
    text = json.dumps(asdict(results), ensure_ascii=False, indent=2)
    RESULTS.write_text(f"{text}\n", encoding="utf-8")


def renew(results: Results) -> None:
    """Write the picture, and the figures of the page; its other words stay."""
    PICTURE.write_text(drawn(results.bars), encoding="utf-8")
    PAGE.write_text(page_with(results, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def page_with(results: Results, page: str) -> str:
    """Return the page with the results in the places that it marks for them."""
    parts = {
        "table": _table(results),
        "picture": f"![{alternative(results.bars)}](images/{PICTURE.name})",
        "campaign": _campaign(results.campaign),
    }
    for name, text in parts.items():
        marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        page, found = marked.subn(lambda m, text=text: f"{m[1]}{text}\n{m[2]}", page)  # type: ignore[misc]
        assert found == 1, f"{PAGE.name} has no place for: {name}"
    return page


def _table(results: Results) -> str:
    lines = [f"Measured: {results.machine}.", "", "| what | measured | wanted | from |"]
    lines.append("| --- | --- | --- | --- |")
    for row in results.rows:
        missed = " **missed**" if row.met is False else ""
        wanted = "" if row.wanted is None else f"{row.wanted:g}{' or more' if row.at_least else ''}"
        measured = f"**{number(row.measured)}** {row.unit}{missed}"
        lines.append(f"| {row.what} | {measured} | {wanted} | {row.figures} |")
    return "\n".join(lines)


def _campaign(sums: dict[str, float]) -> str:
    seconds = [sums[f"seconds {audience}"] for audience in ("community", "professional")]
    size = [sums[f"bytes {audience}"] for audience in ("community", "professional")]
    hours = LEAFLETS * sum(seconds) / 3600
    rows = {
        "work": f"{LEAFLETS:,} × {seconds[0]:.2f} s + {LEAFLETS:,} × {seconds[1]:.2f} s = "
        f"{hours:.1f} hours of one core",
        "one laptop of 4 cores": f"{hours / 4:.1f} hours",
        "a server of 32 cores": f"{hours / 32 * 60:.0f} minutes",
        "bytes": f"{LEAFLETS:,} × {size[0] / 1e3:.0f} kB + {LEAFLETS:,} × {size[1] / 1e3:.0f} kB = "
        f"{LEAFLETS * sum(size) / 1e9:.1f} GB",
        "manifest": f"{2 * LEAFLETS:,} lines of {sums['manifest line'] / 1e3:.1f} kB = "
        f"{2 * LEAFLETS * sums['manifest line'] / 1e6:.0f} MB",
    }
    return "\n".join(["| | |", "| --- | --- |", *(f"| {k} | {v} |" for k, v in rows.items())])


if __name__ == "__main__":
    renew(read_results())
