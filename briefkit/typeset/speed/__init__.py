"""WeasyPrint made faster, with the same bytes: the one room that changes its functions.

Each patch is a function that yields what it replaces. It says what that changes, what it gains
and where it belongs; docs/upstream.md has the texts. To drop a patch, take it out of PATCHES.
"""

from collections.abc import Callable, Iterable, Mapping

from briefkit.typeset.speed.flow import flow
from briefkit.typeset.speed.glyphs import glyphs
from briefkit.typeset.speed.lengths import lengths
from briefkit.typeset.speed.lines import breaks, lines, strut
from briefkit.typeset.speed.parsing import parsing
from briefkit.typeset.speed.replacing import Replacement, replace_all
from briefkit.typeset.speed.styles import styles

__all__ = ["PATCHES", "use_patches"]

PATCHES: Mapping[str, Callable[[], Iterable[Replacement]]] = {
    "parsing": parsing,
    "styles": styles,
    "lengths": lengths,
    "flow": flow,
    "strut": strut,
    "breaks": breaks,
    "lines": lines,
    "glyphs": glyphs,
}

_used: dict[str, Callable[[], None]] = {}


def use_patches(names: Iterable[str] = PATCHES) -> None:
    """Change WeasyPrint by these patches in the order of PATCHES, and by no others."""
    wanted = [name for name in PATCHES if name in set(names)]
    if wanted == list(_used):
        return
    while _used:
        _, take_back = _used.popitem()
        take_back()
    for name in wanted:
        _used[name] = replace_all(PATCHES[name]())
