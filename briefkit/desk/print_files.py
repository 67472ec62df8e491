"""What of several leaflets goes to the printer: a PDF for each paper, and each turn of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefkit.build import State
from briefkit.desk.editions import flipped_edge, paper_of
from briefkit.desk.leaflets import MadeLeaflet
from briefkit.leaflet import find_format
from briefkit.proof import page_count
from briefkit.typeset import joined

__all__ = ["PrintFile", "print_files"]

# What must be printed apart: the paper, and whether it is turned over its short edge.
_Pile = tuple[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintFile:
    """A PDF for the printer: sheets of one `paper`, “a4” or “a3”, that are turned alike.

    `flipped` is the edge, “long” or “short”, and empty where one side is printed. It has so many
    `leaflets` on so many `sheets`; a `draft` has one that is no more than that.
    """

    paper: str
    flipped: str
    leaflets: int
    sheets: int
    draft: bool
    data: bytes

    @property
    def name(self) -> str:
        """The file's name, which tells nothing of what is printed."""
        return f"to-print.{'-'.join(filter(None, (self.paper, self.flipped)))}.pdf"


def print_files(made: Iterable[MadeLeaflet]) -> tuple[PrintFile, ...]:
    """Return what goes to the printer of leaflets, in their order; cards to send don't.

    A leaflet of one side goes with those of its paper that are turned over the long edge.
    """
    piles: dict[_Pile, list[MadeLeaflet]] = {}
    for leaflet in made:
        fmt = find_format(leaflet.built.edition.format)
        if leaflet.files and fmt.other is None:
            pile = paper_of(fmt), _edge(leaflet) == "short"
            piles.setdefault(pile, []).append(leaflet)
    # What most have first: A4 before A3, and the usual turn before the other.
    in_order = sorted(piles, key=lambda pile: (pile[0] != "a4", pile[1]))
    return tuple(_print_file(pile[0], piles[pile]) for pile in in_order)


def _edge(leaflet: MadeLeaflet) -> str:
    return flipped_edge(find_format(leaflet.built.edition.format), leaflet.built.pages)


def _print_file(paper: str, leaflets: Sequence[MadeLeaflet]) -> PrintFile:
    flipped = max(map(_edge, leaflets))
    files = [(leaflet.files.get("sheet") or leaflet.files[""])[1] for leaflet in leaflets]
    data = joined(files, flipped=flipped)
    pages = page_count(data)
    return PrintFile(
        paper=paper,
        flipped=flipped,
        leaflets=len(leaflets),
        sheets=-(-pages // 2) if flipped else pages,
        draft=any(each.built.state in (State.DRAFT, State.INCOMPLETE) for each in leaflets),
        data=data,
    )
