"""Two copies of a table become one: no row of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.office.repository.rows import merged_rows

HEAD = "name,phone\n"


def table(*rows: str, end: str = "\n") -> bytes:
    return (HEAD + "".join(f"{row}\n" for row in rows)).replace("\n", end).encode()


@pytest.mark.parametrize(
    ("own", "other", "merged"),
    [
        (["a,1", "b,2", "c,3"], ["a,1", "b,2", "d,4"], ["a,1", "b,2", "c,3", "d,4"]),
        (["a,1"], ["a,1", "b,2"], ["a,1"]),  # taken out here, untouched there
        (["a,1", "b,2"], ["b,2"], ["b,2"]),
        (["a,9", "b,2"], ["a,1", "b,8"], ["a,9", "b,8"]),
        (["a,1", "b,2", "c,3"], ["a,1", "b,2", "c,3"], ["a,1", "b,2", "c,3"]),
    ],
)
def test_what_each_has_changed_is_kept(own: list[str], other: list[str], merged: list[str]) -> None:
    found = merged_rows(table("a,1", "b,2"), table(*own), table(*other))
    assert found is not None
    assert sorted(found.decode().splitlines()) == sorted([HEAD.strip(), *merged])


def test_a_row_that_both_have_changed_is_somebody_s_to_choose() -> None:
    assert merged_rows(table("a,1"), table("a,2"), table("a,3")) is None
    assert merged_rows(table("a,1"), b"name,phone,mail\na,1,\n", table("a,1", "b,2")) is None


def test_a_cell_may_go_over_lines_and_line_ends_stay() -> None:
    long = 'b,"two\nlines"'
    for end, other in (("\r\n", "\n"), ("\n", "\r\n"), ("\r\n", "\r\n")):
        found = merged_rows(
            table("a,1"), table("a,1", long, end=end), table("a,1", "c,3", end=other)
        )
        # Of a row over two lines, each end is its own program's.
        assert found is not None
        assert found.replace(b"\r\n", b"\n") == table("a,1", long, "c,3")
        assert found.endswith(f"c,3{end}".encode())
    mark = b"\xef\xbb\xbf"
    assert merged_rows(table("a,1"), mark + table("a,1"), mark + table("a,1", "b,2")) == (
        mark + table("a,1", "b,2")
    )
    found = merged_rows(table("a,1"), table("a,1", long), table("a,1", "c,3"))
    assert found == table("a,1", long, "c,3")
    assert merged_rows(table("a,1"), table("a,1", "b,2")[:-1], table("a,1", "c,3")) == table(
        "a,1", "b,2", "c,3"
    )


_ROWS = st.lists(st.sampled_from(["a,1", "b,2", "c,3", "d,4", "e,5"]), unique=True)


@given(_ROWS, _ROWS, _ROWS)
def test_no_row_is_lost_that_one_has_added(
    before: list[str], own: list[str], other: list[str]
) -> None:
    found = merged_rows(table(*before), table(*own), table(*other))
    if found is None:
        return
    rows = found.decode().splitlines()[1:]
    assert len(rows) == len(set(rows))
    for row in {*before, *own, *other}:
        if row in before:
            assert (row in rows) == (row in own and row in other)
        else:
            assert row in rows
