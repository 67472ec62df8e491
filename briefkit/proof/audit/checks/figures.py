"""Clause 13: figures."""

from collections.abc import Iterator, Sequence

from briefkit.proof.audit.parsing import File

__all__ = ["check_13_alternatives", "check_13_places"]

# Side bearings and rounding, in pt.
_TOLERANCE = 1.0


def check_13_alternatives(file: File) -> Iterator[str]:
    """13-004: a figure says what it shows."""
    for figure in file.of("Figure"):
        if not str(figure.item.get("/Alt", figure.item.get("/ActualText", ""))).strip():
            yield "A figure has no alternative text"


def check_13_places(file: File) -> Iterator[str]:
    """ISO 32000-1, 14.8.5.4.3: a figure's box is where it is drawn."""
    for figure in file.of("Figure"):
        box = figure.attribute("/Layout", "/BBox")
        places = [place for element in figure.walk() for place in element.places]
        drawn = [file.contents[p].drawn[m] for p, m in places if m in file.contents[p].drawn]
        if box is None or not all(_covers([float(v) for v in box], one) for one in drawn):
            yield f"The box of the figure “{figure.item.get('/Alt', '')}” is not where it is drawn"


def _covers(outer: Sequence[float], inner: Sequence[float]) -> bool:
    return all(
        (a <= b + _TOLERANCE) if side < 2 else (a >= b - _TOLERANCE)
        for side, (a, b) in enumerate(zip(outer, inner, strict=True))
    )
