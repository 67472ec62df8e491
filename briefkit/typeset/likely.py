"""The step at which a text will likely fit, by those at which others did."""

import hashlib
import re
import unicodedata
from collections.abc import Hashable, Sequence
from contextlib import suppress
from pathlib import Path

from briefkit.leaflet import Page
from briefkit.typeset.steps import GROWTH, Step

__all__ = ["LikelySteps"]

# As many texts of a kind are compared with.
_MOST = 64
# A file of steps that has grown larger is begun anew, in bytes: some ten thousand leaflets.
_LARGEST = 200_000


class LikelySteps:
    """Steps to begin a search with; they change nothing but the time that it takes.

    `known` are those at which leaflets fitted before, by their kinds: a leaflet of the same kind
    takes nearly the same room. With a `file`, what other processes have found is known, too.
    """

    def __init__(self, file: Path | None = None) -> None:
        self.known: dict[str, int] = {}
        self._file = file
        # By what a text is set in, and its script: its letters, and the step at which it fitted.
        self._others: dict[Hashable, list[tuple[int, int]]] = {}

    def likely(self, kind: str, page: Page, steps: Sequence[Step]) -> int:
        """Return the step to try first: the one known, or what texts of like lengths tell."""
        known = self.known.get(kind)
        if known is None:
            known = self._kept(kind, steps)
        others = self._others.get(_look(page, steps))
        if known is not None or not others:
            return known or 0
        return _interpolated(others, len(page.text), steps)

    def learn(self, kind: str, page: Page, steps: Sequence[Step], step: int) -> None:
        """Remember the step that a search found."""
        if self.known.get(kind) != step:
            self._keep(kind, steps, step)
        self.known[kind] = step
        if not step:  # the roomiest is no measure: there may be room left
            return
        others = self._others.setdefault(_look(page, steps), [])
        others.append((max(len(page.text), 1), step))
        del others[:-_MOST]

    def _kept(self, kind: str, steps: Sequence[Step]) -> int | None:
        """Return the step that some process found last; None where none has, or it is no matter."""
        if self._file is None:
            return None
        try:
            text = self._file.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return None
        found = re.findall(rf"^{_name(kind, steps)} (\d{{1,4}})$", text, re.MULTILINE)
        return int(found[-1]) if found else None

    def _keep(self, kind: str, steps: Sequence[Step], step: int) -> None:
        """Note a step for other processes, if it is new and there is a place for it."""
        if self._file is None or self._kept(kind, steps) == step:
            return
        with suppress(OSError):
            if self._file.exists() and self._file.stat().st_size > _LARGEST:
                self._file.unlink()
            with self._file.open("a", encoding="ascii") as file:
                file.write(f"{_name(kind, steps)} {step}\n")


def _name(kind: str, steps: Sequence[Step]) -> str:
    """Return what a file of steps calls a kind: it tells nobody what leaflets were made of."""
    return hashlib.sha256(f"{kind} {len(steps)}".encode()).hexdigest()[:12]


def _interpolated(others: Sequence[tuple[int, int]], letters: int, steps: Sequence[Step]) -> int:
    """Return the step for a text of so many letters, by the lengths and steps of others."""
    shorter = max((other for other in others if other[0] <= letters), default=None)
    longer = min((other for other in others if other[0] >= letters), default=None)
    if shorter and longer:
        part = (letters - shorter[0]) / max(longer[0] - shorter[0], 1)
        return min(round(shorter[1] + part * (longer[1] - shorter[1])), len(steps) - 1)
    length, step = shorter or longer or (letters, 0)
    takes = steps[step].takes * (length / letters) ** (1 / GROWTH)
    gaps = [abs(each.takes - takes) for each in steps]
    return gaps.index(min(gaps))


def _look(page: Page, steps: Sequence[Step]) -> Hashable:
    """Return what texts have in common that take as much room as they are long."""
    letter = next(filter(str.isalpha, page.title), "a")
    return (
        unicodedata.name(letter, "").split(" ")[0],
        len(page.adjustments),
        *((step.size, step.leading) for step in steps),
    )
