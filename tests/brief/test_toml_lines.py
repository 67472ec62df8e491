"""Every key of a TOML file is found on its line, in whatever way the file is written."""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.brief.toml_lines import line_of, toml_lines
from tests.brief.toml_writing import written

NAMES = st.text(min_size=1, max_size=6).filter(lambda text: text.isprintable())
SHAPES: st.SearchStrategy[Any] = st.recursive(
    st.just(0),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below, max_size=3),
    max_leaves=12,
)


def numbered(shape: Any, numbers: Iterator[int]) -> Any:
    """Return a shape with a number of its own in each place: no two are alike."""
    match shape:
        case dict():
            return {name: numbered(below, numbers) for name, below in shape.items()}
        case list():
            return [numbered(below, numbers) for below in shape]
        case _:
            return next(numbers)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, Any]]:
    match value:
        case Mapping():
            for name, below in value.items():
                yield from leaves(below, (*path, name))
        case list():
            for number, below in enumerate(value):
                yield from leaves(below, (*path, number))
        case _:
            yield path, value


@given(st.dictionaries(NAMES, SHAPES, max_size=4), st.booleans(), st.booleans())
def test_each_value_stands_on_the_line_that_is_found(
    shape: dict[str, Any], tables: bool, spread: bool
) -> None:
    data = numbered(shape, count(100_001))
    text = written(data, tables=tables, spread=spread)
    assert tomllib.loads(text) == data
    lines = toml_lines(text)
    for path, value in leaves(data):
        assert str(value) in text.split("\n")[lines[path] - 1]


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("a = 1\nb.c = 2\n", ("b", "c"), 2),
        ('a = """\n[x]\nb = 1\n"""\n[x]\nb = 2\n', ("x", "b"), 6),
        ("a = '''\n'''''\nb = 2\n", ("b",), 3),
        ("[[l]]\na = 1\n[[l]]\na = 2\n[l.m]\nb = 3\n", ("l", 1, "m", "b"), 6),
        ("'a b'.\"c\\u0064\" = 1\n", ("a b", "cd"), 1),
        ("a = [\n  { b = 1 }, # ]\n  { b = '}' },\n]\nc = 1", ("a", 1, "b"), 3),
        ("day = 2026-11-24 12:00:00 # x\nb = 1", ("b",), 2),
    ],
)
def test_ways_to_write_it(text: str, path: tuple[str | int, ...], line: int) -> None:
    assert tomllib.loads(text)
    assert toml_lines(text)[path] == line


def test_what_is_missing_is_looked_for_where_it_would_stand() -> None:
    lines = toml_lines("a = 1\n\n[b.c]\nd = 1\n")
    assert line_of(("b", "c", "e"), lines) == 3
    assert line_of(("x", "y"), lines) == 1
