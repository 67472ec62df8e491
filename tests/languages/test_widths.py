"""How wide texts are, counted in letters."""

import pytest

from briefkit.languages import letters


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("in lines", 8),
        ("Γραμμή", 6),
        ("e\u0301te\u0301", 3),
        ("网络", 4),
        ("ኣብ ኢንተርነት", 13),
        ("", 0),
    ],
)
def test_marks_are_no_letters_and_wide_characters_are_more_than_one(text: str, count: int) -> None:
    assert letters(text) == count
