"""The check that no picture stands on text: a number that is half covered is read as another."""

from collections.abc import Iterator

from briefkit.diagnostics import translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import TextFault
from briefkit.proof.printed import Printed
from briefkit.proof.reading import Box

__all__ = ["check_pictures_cover_nothing"]

# How far a text's box, which has room above and below its letters, may reach into a picture's, in
# pt; and how much of a line's height a picture within it may take, as a pictogram in a line does.
_REACH, _OF_HEIGHT = 1.5, 0.35


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
    width = min(text[2], picture[2]) - max(text[0], picture[0])
    height = min(text[3], picture[3]) - max(text[1], picture[1])
    return width > _REACH and height > max(_REACH, _OF_HEIGHT * (text[3] - text[1]))
