"""What of a print run must be printed anew since the last one, and what stays."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefkit.build import PARTS, Built, MadeFile, Record
from briefkit.leaflet import find_format
from briefkit.model import Edition
from briefkit.print_runs.planning import PlannedLine

__all__ = ["Outcome", "Printed", "Sheets", "compared", "left_over", "sheets_of"]

_Item = TypeVar("_Item")


# How many sheets have which code in their foot.
Sheets = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Copies that a print run had printed: of which edition, for which place, with which code.

    `older` are those that stay from before, with theirs.
    """

    edition: Edition
    place: str
    count: int
    code: str
    older: Sheets = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a line: how many copies to print now, and how many stay.

    Of those printed before, `kept` stay and `withdrawn` are to be taken back; what has `changed`
    since is told where it is known.
    """

    planned: PlannedLine
    built: Built
    count: int
    kept: Sheets = ()
    withdrawn: Sheets = ()
    changed: tuple[str, ...] = ()

    @property
    def stays(self) -> int:
        """How many of those printed before stay."""
        return sum(count for _, count in self.kept)

    @property
    def sheets(self) -> Sheets:
        """What is there when the run is printed, the newest first."""
        counts = Counter({self.built.code: self.count} if self.count else {})
        counts.update(dict(self.kept))
        newest = sorted(counts.items(), key=lambda item: item[0] != self.built.code)
        return tuple(newest)

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
        if not self.sheets:
            return None
        (code, count), *older = self.sheets
        return Printed(
            edition=self.planned.edition,
            place=self.planned.line.place,
            count=count,
            code=code,
            older=tuple(older),
        )


def _copies_on(fmt: str) -> int:
    """Return how many copies a format's sheet holds."""
    sheet = find_format(fmt).sheet
    if sheet is None:
        return 1
    return max(1, sum(cell.page == 0 for side in sheet.arrange(2, False) for cell in side))


def sheets_of(printed: Printed) -> Sheets:
    """Return what was printed, the newest first."""
    return ((printed.code, printed.count), *printed.older)


def compared(
    lines: Sequence[tuple[PlannedLine, Built]],
    before: Iterable[Printed],
    records: Mapping[str, Record],
    may_stay: Callable[[str], bool],
) -> tuple[Outcome, ...]:
    """Return what becomes of lines, by what was printed `before`; `records` are by codes.

    `may_stay` tells whether sheets with another code than a leaflet has now may stay.
    """
    earlier = dict(_keyed(before, _of_printed))
    return tuple(
        _outcome(planned, built, earlier.get(key), records, may_stay)
        for key, (planned, built) in _keyed(lines, lambda pair: _of_line(pair[0]))
    )


def _outcome(
    planned: PlannedLine,
    built: Built,
    last: Printed | None,
    records: Mapping[str, Record],
    may_stay: Callable[[str], bool],
) -> Outcome:
    sheets = sheets_of(last) if last else ()
    if built.path is None:
        return Outcome(planned=planned, built=built, count=0, kept=sheets)
    kept = tuple((code, n) for code, n in sheets if code == built.code or may_stay(code))
    withdrawn = tuple(item for item in sheets if item not in kept)
    return Outcome(
        planned=planned,
        built=built,
        count=max(0, planned.line.count - sum(count for _, count in kept)),
        kept=kept,
        withdrawn=withdrawn,
        changed=_changed(records.get(withdrawn[0][0]), records.get(built.code))
        if withdrawn
        else (),
    )


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
