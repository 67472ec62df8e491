"""Checks of the funder's notice: whole where it must stand, and nowhere without a funder."""

from collections.abc import Iterator, Sequence

from briefkit.diagnostics import Translatable, translatable
from briefkit.leaflet import PT_PER_MM
from briefkit.model import Position
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import TOLERANCE, Printed
from briefkit.proof.reading import StructureElement, comparable

__all__ = ["check_disclaimer", "check_emblem", "check_unfunded"]

# The EU emblem: its least height in mm, its proportions, and the space round it that nothing else
# enters, in mm (Interinstitutional Style Guide, Annex A1; “The use of the EU emblem in the context
# of EU programmes 2021-2027”).
_EMBLEM_HEIGHT, _PROPORTION = 10, 1.5
_CLEAR = 1.0


def check_disclaimer(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """The notice is whole, in its language, and where it must be: last on the last page, if there.

    At the start it stands on the first page.
    """
    if printed.structure is None or not wanted.notice:
        return
    notice = comparable(wanted.notice) + comparable(wanted.second_notice)
    blocks = [e for e in printed.structure.walk() if e.role == "P"]
    holders = [e for e in blocks if notice in comparable(e.text(printed.texts))]
    if not holders:
        yield (
            translatable("the disclaimer that every leaflet must end with is missing, or not whole")
            if Position.END in wanted.notice_at
            else translatable(
                "the disclaimer that every leaflet must begin with is missing, or not whole"
            )
        )
        return
    if Position.START in wanted.notice_at:
        yield from _start_faults(holders[0])
    if Position.END in wanted.notice_at:
        yield from _end_faults(printed, wanted, holders, notice)
    elif len(holders) > 1:
        yield translatable("the disclaimer stands there more than once")
    for holder in holders:
        languages = {e.lang for e in holder.walk() if e.lang} or {wanted.lang}
        for language in filter(None, (wanted.notice_lang, wanted.second_notice_lang)):
            if language not in languages:
                yield translatable(
                    "the disclaimer is not marked as being in “%(language)s”", language=language
                )


def _start_faults(holder: StructureElement) -> Iterator[Translatable]:
    if {page for e in holder.walk() for page, _ in e.content} != {0}:
        yield translatable("the disclaimer is not whole on the first page")


def _end_faults(
    printed: Printed, wanted: Expectation, holders: Sequence[StructureElement], notice: str
) -> Iterator[Translatable]:
    assert printed.structure is not None
    last = len(printed.pdf.pages) - 1
    whole = comparable(printed.structure.text(printed.texts))
    if len(holders) != len(wanted.notice_at) or not whole.endswith(notice):
        yield translatable("the disclaimer is not the last content")
    pages = {page for e in holders[-1].walk() for page, _ in e.content}
    if pages != {last}:
        yield translatable("the disclaimer is not whole on the last page")
    notes = {p for e in printed.structure.walk() if e.role == "Note" for p in _places(e)}
    lowest = min(
        (
            run.box[1]
            for run in printed.runs
            if run.page == last and run.mcid >= 0 and (run.page, run.mcid) not in notes
        ),
        default=0,
    )
    places = set(_places(holders[-1]))
    mine = [r.box[1] for r in printed.runs if (r.page, r.mcid) in places]
    if mine and min(mine) > lowest + TOLERANCE:
        yield translatable("something is printed below the disclaimer")


def _places(element: StructureElement) -> Iterator[tuple[int, int]]:
    for below in element.walk():
        yield from below.content


def check_unfunded(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """A leaflet that nobody paid for does not say that the EU did, nor shows its emblem."""
    if printed.structure is None or not wanted.unfunded:
        return
    whole = comparable(printed.structure.text(printed.texts)).casefold()
    drawn = comparable("".join(run.text for run in printed.runs)).casefold()
    for text in wanted.unfunded:
        words = comparable(text).casefold()
        if words in whole or words in drawn:
            yield translatable(
                "it says “%(words)s”, and its brief.toml has no such funder", words=text[:60]
            )
            break


def check_emblem(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """The EU emblem stands where the notice does: high enough, undistorted, clear of all else."""
    if printed.structure is None or not wanted.emblem_at:
        return
    figures = [e for e in printed.structure.walk() if e.role == "Figure" and e.alt == wanted.emblem]
    if len(figures) != len(wanted.emblem_at):
        yield translatable(
            "it has the EU emblem %(count)s times, not %(meant)s",
            count=len(figures),
            meant=len(wanted.emblem_at),
        )
    for figure in figures:
        if figure.box is None:
            yield translatable("the EU emblem has no place")
            continue
        left, bottom, right, top = figure.box
        height = (top - bottom) / PT_PER_MM
        if height < _EMBLEM_HEIGHT - 0.05:
            yield translatable(
                "the EU emblem is %(height)s mm high, less than %(least)s mm",
                height=f"{height:.1f}",
                least=_EMBLEM_HEIGHT,
            )
        if abs((right - left) / (top - bottom) / _PROPORTION - 1) > 0.02:
            yield translatable("the EU emblem is distorted")
        clear = _CLEAR * PT_PER_MM
        for run in printed.runs:
            if run.page == figure.page and (
                run.box[0] < right + clear
                and run.box[2] > left - clear
                and run.box[1] < top + clear
                and run.box[3] > bottom - clear
            ):
                yield translatable(
                    "“%(words)s” stands too near to the EU emblem", words=run.text.strip()[:40]
                )
                break
