"""The dates of references (CSL-JSON 1.0, “Date fields”)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefkit.brief.reference_faults import Unreadable, must_be
from briefkit.diagnostics import shorten, translatable

__all__ = ["DAY", "ReferenceDate", "read_date"]

DAY = '{"date-parts": [[2019, 3, 15]]}'
"""A day, as an example."""

_SPAN = '{"date-parts": [[2019, 3, 15], [2019, 3, 17]]}'

# A year, a month or a day, or a span of them, as ISO 8601 and CSL's EDTF write them; a time of
# day is left out.
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?)?)?")


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """A date: (year), (year, month) or (year, month, day), or empty; where it is a span, its `end`.

    `text` is a date that is printed as it was written (“n.d.”, “Spring 2019”).
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    text: str = ""


def read_date(item: Mapping[str, Any], name: str) -> ReferenceDate:
    """Read a date field. Raises Unreadable."""
    value = item.get(name)
    if value in (None, "", {}):
        return ReferenceDate()
    if isinstance(value, str):
        return _written(value)
    if not isinstance(value, Mapping):
        raise must_be(name, DAY, shorten(str(value), 60))
    if "date-parts" in value:
        return _parts(value["date-parts"], name)
    for key in ("raw", "literal"):
        if isinstance(value.get(key), str) and value[key].strip():
            return _written(value[key])
    raise must_be(name, DAY, shorten(str(value), 60))


def _parts(listed: Any, name: str) -> ReferenceDate:
    if not isinstance(listed, list) or not 1 <= len(listed) <= 2:
        raise must_be(name, _SPAN, shorten(str(listed), 60))
    days = []
    for parts in listed:
        numbers = parts if isinstance(parts, list) else []
        if not 1 <= len(numbers) <= 3 or not all(map(_is_number, numbers)):
            raise must_be(name, DAY, shorten(str(parts), 60))
        days.append(_sound(tuple(map(int, numbers)), name))
    return _span(*days, name=name) if len(days) == 2 else ReferenceDate(days[0])


def _is_number(part: Any) -> bool:
    if isinstance(part, str):
        return re.fullmatch(r"[0-9]{1,4}", part.strip()) is not None
    return isinstance(part, int) and not isinstance(part, bool)


def _sound(parts: tuple[int, ...], name: str) -> tuple[int, ...]:
    day = "-".join(f"{part:02d}" for part in parts)
    if not 1000 <= parts[0] <= 9999:
        raise Unreadable(
            translatable(
                "its “%(field)s” says %(day)s: the year must have four digits", field=name, day=day
            )
        )
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        raise Unreadable(
            translatable("its “%(field)s” says %(day)s, which is no day", field=name, day=day)
        ) from None
    return parts


def _span(start: tuple[int, ...], end: tuple[int, ...], *, name: str) -> ReferenceDate:
    if start == end:
        return ReferenceDate(start)
    if len(start) != len(end) or start > end:
        raise Unreadable(
            translatable(
                "its “%(field)s” is a span whose end is before its start, or not as exact: write "
                "both as years, as months or as days",
                field=name,
            )
        )
    return ReferenceDate(start, end)


def _written(text: str) -> ReferenceDate:
    """Return a date that is written as text: in digits, year first, or as it stands."""
    text = " ".join(text.split())
    found = [_ISO.fullmatch(part) for part in text.split("/")]
    if len(found) > 2 or not all(found):
        return ReferenceDate(text=text)
    try:
        days = [_sound(tuple(int(p) for p in m.groups() if p), "") for m in found if m]
        return _span(*days, name="") if len(days) == 2 else ReferenceDate(days[0])
    except ValueError:
        return ReferenceDate(text=text)
