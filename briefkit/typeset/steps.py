"""Sizes, leadings and looks to try, and the search for the roomiest that fits."""

import math
from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple, TypeVar

from briefkit.model import Fit
from briefkit.typeset.boxes import Layout

__all__ = ["GROWTH", "Step", "best_larger", "layout_steps", "roomiest"]

# What a text fills grows with this power of its size squared times its leading: a little more than
# the root of it, for some of a page does not grow (measured with our leaflets in five languages).
GROWTH = 0.6
# What stays empty at a page's foot, as a part of it.
GAP = 0.03
# How far pages are filled on average that look full, with room left for breaks.
_WELL_FILLED = 0.95
# So many larger sizes are tried for that.
_LARGER = 3
# So many steps next to a likely one are tried one by one: the right one is seldom further.
_NEAR = 3

T = TypeVar("T")


class Step(NamedTuple):
    """What a text is set in: a size in pt, a leading, and a theme's stylesheet for its look."""

    size: float
    leading: float
    look: str = ""

    @property
    def takes(self) -> float:
        """How much room a line takes, for its length and height: of use to compare steps."""
        return self.size**2 * self.leading


def layout_steps(
    fit: Fit, roomier: Sequence[str] = (), closer: Sequence[str] = ()
) -> tuple[Step, ...]:
    """Return the steps to try, the roomiest first: each takes less space than the one before it.

    The `roomier` looks are for a text that has room left at the largest size and leading. Then
    sizes go down by a quarter of a point, leadings by a third of their range, and looks by the
    `closer` ones, by turns, and reach their limits together.
    """
    quarters = int((fit.size_max - fit.size_min) * 4 + 1e-9)
    down = [fit.size_max - n / 4 for n in range(quarters + 1)]
    sizes = list(dict.fromkeys([*down, fit.size_min]))
    room = fit.leading_max - fit.leading_min
    leadings = list(dict.fromkeys(round(fit.leading_max - room * n / 3, 3) for n in range(4)))
    turns = [((n + 1) / len(sizes), "size") for n in range(len(sizes) - 1)]
    turns += [((n + 0.5) / len(leadings), "leading") for n in range(len(leadings) - 1)]
    turns += [((n + 0.75) / (len(closer) + 1), "look") for n in range(len(closer))]
    step = Step(sizes.pop(0), leadings.pop(0))
    steps = [step._replace(look=look) for look in (*roomier, "")]
    left = {"size": sizes, "leading": leadings, "look": list(closer)}
    for _, turn in sorted(turns):
        steps.append(steps[-1]._replace(**{turn: left[turn].pop(0)}))  # type: ignore[attr-defined]
    return tuple(steps)


def best_larger(
    step: Step, largest: float, filled: float, attempt: Callable[[Step], tuple[float, T] | None]
) -> tuple[float, T] | None:
    """Return the best of a few layouts at larger sizes, for a text that leaves pages empty.

    It is `filled` (of 1) at `step`, and sizes go up to the `largest`. `attempt` returns how much
    the pages of a layout lack, and the layout, or None where it takes more pages. The likeliest
    size is tried first, then the sizes between are halved.
    """
    best: tuple[float, T] | None = None
    low, high = step.size, largest
    size = low * (_WELL_FILLED / filled) ** (1 / (2 * GROWTH))
    for _ in range(_LARGER):
        size = max(low + 0.25, math.floor(min(size, high) * 4) / 4)
        if size > high:
            break
        found = attempt(step._replace(size=size))
        if found is None:
            high = size - 0.25
        else:
            low = size
            best = found if best is None or found[0] < best[0] else best
        if best and not best[0]:
            break
        size = (low + high) / 2
    return best


def roomiest(
    steps: Sequence[Step],
    pages: int,
    attempt: Callable[[int], Layout],
    start: int,
    *,
    whole: bool = False,
    together: bool = False,
    narrow: bool = False,
    sections: bool = False,
) -> int | None:
    """Return the first of the steps at which a text takes no more than `pages`, or None.

    Where it must be `whole`, its help box may not go on from one page to another either; where it
    must stand `together` with the notice, it is on the back with it. Where it must be `narrow`, no
    table may reach over the margins. Where its `sections` are to be whole, no list goes on over a
    page that could stand on one.

    `attempt` returns the layout of a step. The step `start` is tried first. Where it is a likely
    one, the search goes on from it, step by step and then in growing strides, until it has passed
    what is sought; from the first step, the next two are estimated from what the last one filled.
    Then the rest is halved. The search ends when the step before the found one was tried too, so
    the result is the same wherever it begins, for a text that fits at every step closer than one at
    which it fits.
    """
    takes = [step.takes for step in steps]
    best, low, high, index = None, 0, len(steps) - 1, start
    for tries in count():
        tried = attempt(index)
        parted = (whole and tried.torn) or (together and tried.notice_alone)
        parted = parted or (sections and "apart" in tried.mended)
        if tried.pages <= pages and not parted and not (narrow and tried.too_wide):
            best, high = index, index - 1
        else:
            low = index + 1
        if low > high:
            break
        filled = pages * (1 - GAP) / tried.filled
        likely = takes[index] * filled ** (1 / GROWTH)
        passed = best is not None and low > 0
        if start and not passed:
            stride = 2 ** max(tries - _NEAR + 1, 0)
            near = index + stride if likely >= takes[-1] else high
            index = min(high, near) if best is None else max(low, index - stride)
        elif start or tries >= 3:
            index = (low + high) // 2
        else:
            index = next((i for i in range(low, high + 1) if takes[i] <= likely), high)
    return best
