"""The checks that nothing stands on text: what is half covered is read as something else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from briefkit.diagnostics import translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import TextFault
from briefkit.proof.printed import Printed
from briefkit.proof.reading import Box, Run

__all__ = ["check_pictures_cover_nothing", "check_texts_cover_nothing"]

# How far a text's box, which has room above and below its letters, may reach into a picture's, in
# pt; and how much of a line's height a picture within it may take, as a pictogram in a line does.
_REACH, _OF_HEIGHT = 1.5, 0.35
# How wide two texts may overlap, as a part of the lower one's height: a box ends with a blank.
_OF_WIDTH = 0.25


def check_pictures_cover_nothing(printed: Printed, wanted: Expectation) -> Iterator[TextFault]:
    """No text of the leaflet stands under a picture or a code, or over one."""
    if printed.structure is None:
        return
    figures = [
        (element, element.box, set(element.content))
        for element in printed.structure.walk()
        if element.role == "Figure" and element.box
    ]
    for run in printed.runs:
        place = run.page, run.mcid
        if run.mcid < 0 or not run.text.strip():
            continue
        for element, box, own in figures:
            on_page = any(page == run.page for page, _ in element.content)
            if on_page and place not in own and _overlap(run.box, box):
                yield TextFault(
                    translatable(
                        "“%(words)s” on page %(page)s is covered by a picture",
                        words=run.text.strip()[:60],
                        page=run.page + 1,
                    ),
                    run.text,
                )
                break


def _overlap(text: Box, picture: Box) -> bool:
    """Whether a picture covers a part of a text that one would miss."""
    width, height = _common(text, picture)
    return width > _REACH and height > max(_REACH, _OF_HEIGHT * (text[3] - text[1]))


def check_texts_cover_nothing(printed: Printed, wanted: Expectation) -> Iterator[TextFault]:
    """No text stands on another, nor does one run into the text beside it."""
    pages = defaultdict[int, list[Run]](list)
    for run in printed.runs:
        if any(map(str.isalnum, run.text)):
            pages[run.page].append(run)
    for page, runs in pages.items():
        for one, other in _overlapping(runs):
            if one.mcid != other.mcid or one.mcid < 0:
                yield TextFault(
                    translatable(
                        "“%(words)s” and “%(other)s” overlap on page %(page)s",
                        words=one.text.strip()[:60],
                        other=other.text.strip()[:60],
                        page=page + 1,
                    ),
                    one.text,
                )


def _overlapping(runs: Iterable[Run]) -> Iterator[tuple[Run, Run]]:
    """Return the pairs of texts of a page that overlap, each in the order of drawing.

    A text is compared with those alone that begin below its upper edge: all pairs would be many.
    """
    begun: list[tuple[int, Run]] = []
    found = list[tuple[int, Run, int, Run]]()
    for number, run in sorted(enumerate(runs), key=_foot):
        begun = [each for each in begun if each[1].box[3] > run.box[1]]
        for each in begun:
            if _collide(each[1].box, run.box):
                first, second = sorted((each, (number, run)))
                found.append((*first, *second))
        begun.append((number, run))
    return ((one, other) for _, one, _, other in sorted(found))


def _foot(numbered: tuple[int, Run]) -> float:
    return numbered[1].box[1]


def _collide(one: Box, other: Box) -> bool:
    """Whether two texts overlap by what one would miss."""
    width, height = _common(one, other)
    lower = min(one[3] - one[1], other[3] - other[1])
    return width > max(_REACH, _OF_WIDTH * lower) and height > _OF_HEIGHT * lower


def _common(one: Box, other: Box) -> tuple[float, float]:
    """Return how wide and how high what two boxes share is: less than 0 where they are apart."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    return width, min(one[3], other[3]) - max(one[1], other[1])
