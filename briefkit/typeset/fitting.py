"""A text fitted to its number of pages, or refused with how much it is too long."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError
from briefkit.model import Fit
from briefkit.typeset.boxes import Layout
from briefkit.typeset.steps import Step, layout_steps, roomiest

__all__ = ["Fitted", "fit_text"]

# So many steps closer a text may be set for its sections to be whole: about half a point.
_FOR_SECTIONS = 4


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout that fits: its step (from 0, the roomiest), and that step's size and so on."""

    layout: Layout
    step: int
    size: float
    leading: float
    look: str


def fit_text(
    lay_out: Callable[[float, float, str], Layout],
    fit: Fit,
    label: str,
    *,
    roomier: Sequence[str] = (),
    closer: Sequence[str] = (),
    start: int = 0,
    text_name: str = "",
) -> Fitted:
    """Return the layout of the roomiest step that fits.

    `lay_out` lays the text out at a size (pt), a leading and a look; the step `start` is tried
    first, and the result doesn't depend on it. The looks are those of `layout_steps`. Sections are
    parted over pages only where they fit at no step otherwise, or at one that is much closer. Where
    only the footer would stand on the last page, or only the help box though the page before has
    room, a tighter step that does without that page is taken, if there is one. What is folded keeps
    its last page for the footer, but takes no more sheets than it must, and has its help box on one
    page: on the footer's, where they can stand together. A table that is too wide at a size is set
    smaller; where it is at all, the proof tells of it.

    `label` names the edition, `text_name` whatever is fitted: “the German translation”. Raises
    TypesetError when no step fits.
    """
    steps = layout_steps(fit, roomier, closer)

    @cache
    def attempt(index: int) -> Layout:
        return lay_out(*steps[index])

    found = _found(steps, fit, attempt, min(start, len(steps) - 1))
    if found is None:
        raise _too_long(attempt(len(steps) - 1), fit, label, text_name)
    pages = attempt(found).pages
    if fit.pages_step == 1 and pages > fit.pages_min and _closes_alone(attempt(found)):
        tighter = roomiest(steps, pages - 1, attempt, start)
        found = found if tighter is None else tighter
    if attempt(found).pages < fit.pages_min:
        raise _too_short(attempt(found), fit, label, text_name)
    return Fitted(attempt(found), found, *steps[found])


def _found(
    steps: Sequence[Step], fit: Fit, attempt: Callable[[int], Layout], start: int
) -> int | None:
    """Return the step to take, or None where none fits."""
    folded = fit.pages_step > 1
    most = range(min(fit.pages_step, fit.pages_max), fit.pages_max + 1, fit.pages_step)
    allowed = most if folded else (fit.pages_max,)

    def search(start: int, *, sections: bool) -> int | None:
        found = (
            roomiest(
                steps, n, attempt, start,
                whole=folded, together=together, narrow=narrow, sections=sections,
            )
            for narrow in (True, False)
            for together in ((True, False) if folded else (False,))
            for n in allowed
        )  # fmt: skip
        return next((index for index in found if index is not None), None)

    found = search(start, sections=True)
    before = len(steps) - 1 if found is None else found - 1
    if before < 0 or not _saves_a_page(attempt(before), fit):
        return found
    if found is None:
        return search(before, sections=False)
    much = found - _FOR_SECTIONS - 1
    parts = much >= 0 and _saves_a_page(attempt(much), fit)
    return search(before, sections=False) if parts else found


def _saves_a_page(layout: Layout, fit: Fit) -> bool:
    """Whether a layout fits because its sections are parted over pages."""
    return "apart" in layout.mended and layout.pages <= fit.pages_max


def _closes_alone(layout: Layout) -> bool:
    """Whether what closes a leaflet stands alone at a size, or would if it were not adjusted."""
    return "alone" in layout.mended or layout.imprint_alone or layout.help_alone


def _too_long(tightest: Layout, fit: Fit, label: str, text_name: str) -> TypesetError:
    if fit.pages_step > 1 and tightest.torn and tightest.pages <= fit.pages_max:
        excess = "its help box is torn"
    else:
        lines = (tightest.unadjusted or tightest).lines_after(fit.pages_max)
        excess = f"it is about {lines} lines too long"
    whose = f"{text_name} is too long: " if text_name else ""
    return _unfit(
        f"{label}: {whose}at {fit.size_min:g} pt and a leading of {fit.leading_min:g} it takes "
        f"{tightest.pages} pages where {fit.set_by} allows {fit.pages_max}: {excess}.",
        hint=f"Shorten {text_name or 'the text'}.",
        check="fit",
    )


def _too_short(layout: Layout, fit: Fit, label: str, text_name: str) -> TypesetError:
    whose = f"{text_name} is too short: " if text_name else ""
    return _unfit(
        f"{label}: {whose}it takes {layout.pages} pages where {fit.set_by} asks for "
        f"{fit.pages_min}.",
        hint="Raise size_max or leading_max in brief.toml, or give the text its missing part.",
        check="fit-short",
    )


def _unfit(message: str, hint: str, check: str) -> TypesetError:
    return TypesetError(Diagnostic(check=check, message=message, hint=hint))
