"""The step at which a text will likely fit, by those at which others did."""

import unicodedata
from collections.abc import Hashable, Sequence

from briefkit.leaflet import Page
from briefkit.typeset.steps import GROWTH, Step

__all__ = ["LikelySteps"]

# As many texts of a kind are compared with.
_MOST = 64


class LikelySteps:
    """Steps to begin a search with; they change nothing but the time that it takes.

    `known` are those at which leaflets fitted before, by their kinds: a leaflet of the same kind
    takes nearly the same room.
    """

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        # By what a text is set in, and its script: its letters, and the step at which it fitted.
        self._others: dict[Hashable, list[tuple[int, int]]] = {}

    def likely(self, kind: str, page: Page, steps: Sequence[Step]) -> int:
        """Return the step to try first: the one known, or that of the text of nearest length."""
        known = self.known.get(kind)
        others = self._others.get(_look(page, steps))
        if known is not None or not others:
            return known or 0
        letters = len(page.text)
        length, step = min(others, key=lambda other: abs(other[0] - letters))
        takes = steps[step].takes * (length / letters) ** (1 / GROWTH)
        if steps[step].takes >= takes > 0.97 * steps[step].takes:
            return step
        fits = (n for n, each in enumerate(steps) if each.takes <= takes)
        return next(fits, len(steps) - 1)

    def learn(self, kind: str, page: Page, steps: Sequence[Step], step: int) -> None:
        """Remember the step that a search found."""
        self.known[kind] = step
        if not step:  # the roomiest is no measure: there may be room left
            return
        others = self._others.setdefault(_look(page, steps), [])
        others.append((max(len(page.text), 1), step))
        del others[:-_MOST]


def _look(page: Page, steps: Sequence[Step]) -> Hashable:
    """Return what texts have in common that take as much room as they are long."""
    letter = next(filter(str.isalpha, page.title), "a")
    return (
        unicodedata.name(letter, "").split(" ")[0],
        len(page.adjustments),
        *((step.size, step.leading) for step in steps),
    )
