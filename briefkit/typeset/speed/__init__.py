"""WeasyPrint made faster and leaner, with the same bytes: the one room that changes its functions.

One change, `hanging_blanks`, mends a fault instead.

Each patch is a function that yields what it replaces. It says what that changes, what it gains
and where it belongs; docs/upstream.md has the texts. To drop a patch, take it out of PATCHES.
"""

import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache

import weasyprint

from briefkit.typeset.speed.columns import columns
from briefkit.typeset.speed.contexts import contexts
from briefkit.typeset.speed.cycles import cycles
from briefkit.typeset.speed.drawings import drawings
from briefkit.typeset.speed.flow import flow
from briefkit.typeset.speed.font_features import font_features
from briefkit.typeset.speed.glyphs import glyphs
from briefkit.typeset.speed.hanging_blanks import hanging_blanks
from briefkit.typeset.speed.lengths import lengths
from briefkit.typeset.speed.lines import breaks, lines, strut
from briefkit.typeset.speed.margins import complete_pages, margins
from briefkit.typeset.speed.parsing import parsing
from briefkit.typeset.speed.recent import Recent
from briefkit.typeset.speed.references import references
from briefkit.typeset.speed.repeats import repeats
from briefkit.typeset.speed.replacing import Replacement, everywhere, replace_all
from briefkit.typeset.speed.styles import forget_patterns, styles

__all__ = [
    "MADE_FOR",
    "PATCHES",
    "Recent",
    "complete_pages",
    "everywhere",
    "forget_patterns",
    "replace_all",
    "use_patches",
]

MADE_FOR = "70.0"
"""The version of WeasyPrint whose functions are changed."""

PATCHES: Mapping[str, Callable[[], Iterable[Replacement]]] = {
    "contexts": contexts,
    "font_features": font_features,
    "parsing": parsing,
    "styles": styles,
    "lengths": lengths,
    "flow": flow,
    "columns": columns,
    "margins": margins,
    "hanging_blanks": hanging_blanks,  # before what remembers lines
    "strut": strut,
    "breaks": breaks,
    "lines": lines,
    "repeats": repeats,
    "glyphs": glyphs,
    "drawings": drawings,
    "references": references,
    "cycles": cycles,
}

_used: dict[str, Callable[[], None]] = {}


def use_patches(names: Iterable[str] = PATCHES) -> None:
    """Change WeasyPrint by these patches in the order of PATCHES, and by no others.

    Another version than `MADE_FOR` is left as it is, with a RuntimeWarning, once a process.
    """
    if weasyprint.__version__ != MADE_FOR:
        _warn_of(weasyprint.__version__)
        names = ()
    wanted = [name for name in PATCHES if name in set(names)]
    if wanted == list(_used):
        return
    while _used:
        _, take_back = _used.popitem()
        take_back()
    for name in wanted:
        _used[name] = replace_all(PATCHES[name]())


@cache
def _warn_of(version: str) -> None:
    warnings.warn(
        f"WeasyPrint {version} is installed; what makes it faster is made for {MADE_FOR}, and is "
        "left out. Leaflets take twice as long. To have it again: "
        f"pip install weasyprint=={MADE_FOR}",
        RuntimeWarning,
        stacklevel=3,
    )
