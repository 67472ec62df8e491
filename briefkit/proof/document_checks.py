"""Checks of the document: its pages, their size, its language, its title and its tags."""

from collections.abc import Iterator

import pikepdf

from briefkit.diagnostics import Translatable, listed, translatable
from briefkit.leaflet import PT_PER_MM
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed

__all__ = ["check_language", "check_page_count", "check_page_size", "check_tags", "check_title"]


def check_page_count(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """A leaflet has as many pages as its audience's fit allows."""
    count = len(printed.pdf.pages)
    if not wanted.pages_min <= count <= wanted.pages_max:
        yield translatable(
            "it has %(count)s pages, not %(least)s to %(most)s",
            count=count,
            least=wanted.pages_min,
            most=wanted.pages_max,
        )


def check_page_size(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """Each page, once cut, is of the format's size, to half a pt."""
    for number, page in enumerate(printed.pdf.pages, start=1):
        size = wanted.fmt.page_width(number) * PT_PER_MM, wanted.fmt.height * PT_PER_MM
        left, bottom, right, top = (float(value) for value in page.trimbox)
        if abs(right - left - size[0]) > 0.5 or abs(top - bottom - size[1]) > 0.5:
            yield translatable(
                "page %(page)s is %(width)s x %(height)s pt in size",
                page=number,
                width=f"{right - left:.0f}",
                height=f"{top - bottom:.0f}",
            )


def check_language(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """The file's language is the leaflet's."""
    found = str(printed.pdf.Root.get("/Lang", ""))
    if found != wanted.lang:
        yield translatable(
            "its language is given as “%(found)s”, not “%(meant)s”", found=found, meant=wanted.lang
        )


def check_title(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """The file has the leaflet's title, and a viewer shows it."""
    found = str(printed.pdf.docinfo.get("/Title", ""))
    if found != wanted.title:
        yield translatable(
            "its title is “%(found)s”, not “%(meant)s”", found=found, meant=wanted.title
        )
    if not printed.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield translatable("a viewer would show its file name instead of its title")


def check_tags(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """All text is in tags, of all the roles wanted, and figures have alternative texts."""
    if printed.structure is None or not printed.pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get(
        "/Marked"
    ):
        yield translatable("it has no tags")
        return
    roles = {element.role for element in printed.structure.walk()}
    if missing := wanted.roles - roles:
        yield translatable("its tags have no %(roles)s", roles=listed(sorted(missing)))
    owned = {place for element in printed.structure.walk() for place in element.content}
    for run in printed.runs:
        if run.mcid >= 0 and (run.page, run.mcid) not in owned:
            yield translatable(
                "“%(words)s” on page %(page)s is in no tag",
                words=run.text.strip(),
                page=run.page + 1,
            )
    if any(e.role == "Figure" and not e.alt for e in printed.structure.walk()):
        yield translatable("a figure has no alternative text")
