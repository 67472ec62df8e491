"""The day of verification, as people and spreadsheets write it: never another than was typed."""

import re
from datetime import date, datetime, timedelta
from functools import reduce

from briefkit.contacts.refusals import Refused, shown
from briefkit.diagnostics import translatable

__all__ = ["read_day"]

# A time of day behind a day: spreadsheets add one.
_TIME = re.compile(
    r"[T ]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?\s*([AP]M|Z|[+-][0-9:]{2,6})?$"
)
# “year” behind a day, as in Bulgarian, Russian and Ukrainian, and a full stop.
_YEAR_WORD = re.compile(r"(?<=[0-9])\s*(г|год|р|року)?\s*\.?$", re.IGNORECASE)
# Small words and endings within a day: “20 de noviembre de 2026”, “20th”, “1er”.
_SMALL_WORDS = re.compile(r"\b(of|de|del|di)\b|(?<=[0-9])(st|nd|rd|th|er|º|ª)\b", re.IGNORECASE)
_PARTS = re.compile(r"([0-9]{1,4})\s*([-./])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})")
_SERIAL = re.compile(r"[0-9]{5}([.,][0-9]+)?")
# Day 0 of spreadsheets that count from 1900 (ECMA-376, part 1, 18.17.4.1).
_DAY_ZERO = date(1899, 12, 30)
_SAY_IT = translatable(
    "Write the day on which it was verified as year-month-day, such as 2026-11-20."
)


def read_day(value: object) -> date:
    """Return the day that a setting (TOML) or a cell (CSV) says.

    Taken are the year first (2026-11-20, 2026/11/20), day, month and year with full stops
    (20.11.2026 г.), with other signs where one of the two can be no month, and with the month's
    name. Raises Refused for what is none, or might be two.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise Refused(
            translatable(
                "has a date of verification that is none: “%(value)s”", value=shown(value)
            ),
            _SAY_IT,
        )
    typed = " ".join(value.split())
    text = _YEAR_WORD.sub("", _TIME.sub("", typed))
    if found := _PARTS.fullmatch(text):
        return _of_numbers(typed, *found.groups())
    if _SERIAL.fullmatch(text):
        raise _serial(typed)
    return _of_words(typed, text)


def _of_numbers(typed: str, first: str, sign: str, second: str, third: str) -> date:
    if len(first) == 4 and len(third) <= 2:
        days = _days((first, second, third))
    elif len(third) == 4 and len(first) <= 2:
        # Nobody writes the month first with full stops.
        orders = [(third, second, first)] + ([] if sign == "." else [(third, first, second)])
        days = _days(*orders)
    elif len(first) <= 2 and len(third) <= 2:
        raise _two_digits(typed)
    else:
        raise _unread(typed)
    return _only(typed, days)


def _of_words(typed: str, text: str) -> date:
    """Return the day of a text that names its month."""
    from briefkit.languages import months_meant  # loads all languages' names: 0.1 s

    words = re.findall(r"[0-9]+|[^\W\d_]+\.?", _SMALL_WORDS.sub(" ", text))
    numbers = [word for word in words if word.isdecimal()]
    names = [word for word in words if not word.isdecimal()]
    spare = re.sub(r"[\s,./-]|[0-9]|[^\W\d_]", "", text)
    if len(numbers) != 2 or len(names) != 1 or spare:
        raise _unread(typed)
    months = months_meant(names[0])
    if not months:
        raise _unread(typed)
    years = [number for number in numbers if len(number) == 4]
    if not years and all(len(number) <= 2 for number in numbers):
        raise _two_digits(typed)
    if len(years) != 1:
        raise _unread(typed)
    (day,) = (number for number in numbers if number != years[0])
    return _only(typed, _days(*((years[0], str(month), day) for month in months)))


def _days(*orders: tuple[str, str, str]) -> list[date]:
    """Return the days that there are among readings as year, month and day."""
    found: dict[date, None] = {}
    for year, month, day in orders:
        try:
            found[date(int(year), int(month), int(day))] = None
        except ValueError:
            continue
    return list(found)


def _only(typed: str, days: list[date]) -> date:
    if not days:
        raise _unread(typed)
    if len(days) > 1:
        raise Refused(
            translatable(
                "has a date that can be read as %(days)s: “%(typed)s”",
                days=reduce(_or_as, map(str, days)),
                typed=shown(typed),
            ),
            translatable("Write %(days)s.", days=reduce(_or, map(str, days))),
        )
    return days[0]


def _or_as(one: str, other: str) -> str:
    # TRANSLATORS: two days that a date “can be read as”
    return translatable("%(one)s or as %(other)s", one=one, other=other)


def _or(one: str, other: str) -> str:
    return translatable("%(one)s or %(other)s", one=one, other=other)


def _unread(typed: str) -> Refused:
    return Refused(
        translatable("has a date that can’t be read: “%(typed)s”", typed=shown(typed)), _SAY_IT
    )


def _two_digits(typed: str) -> Refused:
    return Refused(
        translatable(
            "has a date that can’t be read, for its year has two digits: “%(typed)s”",
            typed=shown(typed),
        ),
        _SAY_IT,
    )


def _serial(typed: str) -> Refused:
    day = _DAY_ZERO + timedelta(days=int(typed[:5]))
    return Refused(
        translatable(
            "has a spreadsheet’s count of days as its date: “%(typed)s”", typed=shown(typed)
        ),
        translatable(
            "Give the column the format YYYY-MM-DD and save it as CSV again. It may be %(day)s; "
            "write that if it is the day.",
            day=day,
        ),
    )
