"""What of a print run must be printed anew since the last one, and what stays."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefkit.build import PARTS, Built, MadeFile, Record
from briefkit.leaflet import find_format
from briefkit.model import Edition
from briefkit.print_runs.planning import PlannedLine

__all__ = ["Outcome", "Printed", "compared", "left_over"]

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Copies that a print run had printed: of which edition, for which place, with which code."""

    edition: Edition
    place: str
    count: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a line: how many copies to print now, and how many stay.

    Of those printed before, `withdrawn` are to be taken back, that have the code `old_code`; what
    has `changed` since is told where it is known.
    """

    planned: PlannedLine
    built: Built
    count: int
    stays: int = 0
    withdrawn: int = 0
    old_code: str = ""
    changed: tuple[str, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether its leaflet was made, and not refused."""
        return self.built.path is not None

    @property
    def file(self) -> MadeFile:
        """The file of its leaflet that is printed: the sheet, where there is one."""
        kinds = {file.kind: file for file in self.built.files}
        return kinds["sheet" if "sheet" in kinds else ""]

    @property
    def times(self) -> int:
        """How many times its file is printed: a sheet of cards holds several."""
        return -(-self.count // _copies_on(self.planned.edition.format))

    @property
    def printed(self) -> Printed | None:
        """What has been printed when the run is; of what is refused, what was before."""
        if not self.is_made and not self.stays:
            return None
        return Printed(
            edition=self.planned.edition,
            place=self.planned.line.place,
            count=self.stays + self.count,
            code=self.built.code or self.old_code,
        )


def _copies_on(fmt: str) -> int:
    """Return how many copies a format's sheet holds."""
    sheet = find_format(fmt).sheet
    if sheet is None:
        return 1
    return max(1, sum(cell.page == 0 for side in sheet.arrange(2, False) for cell in side))


def compared(
    lines: Sequence[tuple[PlannedLine, Built]],
    before: Iterable[Printed],
    records: Mapping[str, Record],
) -> tuple[Outcome, ...]:
    """Return what becomes of lines, by what was printed `before`; `records` are by codes."""
    earlier = dict(_keyed(before, _of_printed))
    outcomes = []
    for key, (planned, built) in _keyed(lines, lambda pair: _of_line(pair[0])):
        last = earlier.get(key)
        wanted = planned.line.count
        if built.path is None:
            stays, code = (last.count, last.code) if last else (0, "")
            outcomes.append(
                Outcome(planned=planned, built=built, count=0, stays=stays, old_code=code)
            )
        elif last is None:
            outcomes.append(Outcome(planned=planned, built=built, count=wanted))
        elif last.code == built.code:
            more = max(0, wanted - last.count)
            outcomes.append(Outcome(planned=planned, built=built, count=more, stays=last.count))
        else:
            outcomes.append(
                Outcome(
                    planned=planned,
                    built=built,
                    count=wanted,
                    withdrawn=last.count,
                    old_code=last.code,
                    changed=_changed(records.get(last.code), records.get(built.code)),
                )
            )
    return tuple(outcomes)


def left_over(lines: Sequence[PlannedLine], before: Iterable[Printed]) -> tuple[Printed, ...]:
    """Return what was printed before and is not ordered any more."""
    wanted = {key for key, _ in _keyed(lines, _of_line)}
    return tuple(p for key, p in _keyed(before, _of_printed) if key not in wanted)


def _of_printed(printed: Printed) -> tuple[Edition, str]:
    """Return what sheets are of, however the place is written, and whosever contacts they have.

    An office is that of the place; where its contacts were taken away, they are of the same still.
    """
    return printed.edition.common, " ".join(printed.place.casefold().split())


def _of_line(planned: PlannedLine) -> tuple[Edition, str]:
    place = planned.line.place
    return _of_printed(Printed(edition=planned.edition, place=place, count=0, code=""))


def _keyed(
    items: Iterable[_Item], key: Callable[[_Item], tuple[Edition, str]]
) -> Iterator[tuple[tuple[Edition, str, int], _Item]]:
    """Yield items by what they are of, those alike by their number."""
    seen: Counter[tuple[Edition, str]] = Counter()
    for item in items:
        own = key(item)
        yield (*own, seen[own]), item
        seen[own] += 1


def _changed(old: Record | None, new: Record | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ()
    return tuple(
        words for part, words in PARTS.items() if old.digests.get(part) != new.digests.get(part)
    )
