"""Transformation matrices, and the boxes of what is drawn under them."""

from collections.abc import Sequence

from briefkit.proof import Box

__all__ = ["IDENTITY", "Matrix", "bounding_box", "joint", "multiplied", "overlap"]

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f of ISO 32000-1, 8.3.3; e and f in pt"""

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def multiplied(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix that transforms by `a` first, then by `b`."""
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def bounding_box(
    before: Box | None, matrix: Matrix, operator: str, operands: Sequence[float]
) -> Box:
    """Return the box around `before`, if there is one, and a path operator's points, in pt."""
    if operator == "re":
        x, y, width, height = operands
        operands = x, y, x + width, y, x, y + height, x + width, y + height
    a, b, c, d, e, f = matrix
    points = [
        (a * x + c * y + e, b * x + d * y + f) for x, y in zip(*[iter(operands)] * 2, strict=True)
    ]
    xs, ys = zip(*points, *_corners(before), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def joint(before: Box | None, box: Box) -> Box:
    """Return the box around two, or the one there is."""
    return bounding_box(before, IDENTITY, "m", box)


def overlap(box: Box, clip: Box | None) -> Box | None:
    """Return what of a box is within another, if there is one; None where nothing is."""
    if clip is None:
        return box
    left, bottom = max(box[0], clip[0]), max(box[1], clip[1])
    right, top = min(box[2], clip[2]), min(box[3], clip[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def _corners(box: Box | None) -> list[tuple[float, float]]:
    return [(box[0], box[1]), (box[2], box[3])] if box else []
