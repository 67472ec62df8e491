"""What is measured: a row of the table, a bar of the picture, and where rows come together."""

import statistics
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

__all__ = ["Bar", "Results", "Row", "cheapest", "say"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A figure, with its unit (“× the bare limit”), and what is wanted of it, if anything.

    `figures` are what it comes from: times, counts. With `at_least`, more is better.
    """

    what: str
    measured: float
    unit: str
    wanted: float | None = None
    at_least: bool = False
    figures: str = ""

    @property
    def met(self) -> bool | None:
        """Whether it is as wanted, to the digits that are shown; None where nothing is."""
        if self.wanted is None:
            return None
        measured = float(number(self.measured))
        return measured >= self.wanted if self.at_least else measured <= self.wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What a leaflet takes, in ms of a core; `kind` is “ours”, “limit” or “peer”."""

    name: str
    ms: float
    kind: str


@dataclass(slots=True)
class Results:
    """All rows, bars, and what the sum for a national campaign needs."""

    machine: str = ""
    rows: list[Row] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    campaign: dict[str, float] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Take a row, and show it."""
        self.rows.append(row)
        wanted = "" if row.wanted is None else f"  [{'met' if row.met else 'MISSED'}: {goal(row)}]"
        say(f"{row.what}: {number(row.measured)} {row.unit}{wanted}\n    {row.figures}")


def number(value: float) -> str:
    """Return a figure with as many digits as it is worth."""
    return f"{value:.0f}" if abs(value) >= 20 else f"{value:.2f}"


def goal(row: Row) -> str:
    """Return what is wanted of a row, in words."""
    assert row.wanted is not None
    return f"{row.wanted:g} or {'more' if row.at_least else 'less'}"


def cheapest(work: Callable[[], float], runs: int) -> float:
    """Return the least of what some work takes: the rest of it was other programs' doing."""
    return min(work() for _ in range(runs))


def mean_ratio(pairs: Iterable[tuple[float, float]]) -> float:
    """Return the mean of ratios."""
    return statistics.mean(ours / theirs for ours, theirs in pairs)


def say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
