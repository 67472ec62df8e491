"""A mended typo is told from a change, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.authoring import mended_slip


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        ("- Drink watter often.\n", "- Drink water often.\n", ("Drink watter", "Drink water")),
        ("Ask for help form us\n", "Ask for help from us\n", ("help form us", "help from us")),
        ("**Tell somone.** Now\n", "**Tell someone.** Now\n", ("somone.** Now", "someone.** Now")),
        ("# Heat\n\nwater ,\n", "# Heat\n\nwater,\n", ("water ,", "water,")),
        ("One, two\n", "One two\n", ("One, two", "One two")),
        ("Call 112\n", "Call 113\n", None),
        ("They win trust.\n", "They lose trust.\n", None),
        ("a\n", "a\n\nb\n", None),
        ("same\n", "same\n", None),
        ("", "new\n", None),
        ("old\n", "", None),
    ],
)
def test_a_slip_is_told_with_the_plain_words_beside_it(
    before: str, after: str, slip: tuple[str, str] | None
) -> None:
    assert mended_slip(before, after) == slip


@given(st.text(alphabet="ab \n*-", max_size=30), st.text(alphabet="ab \n*-", max_size=30))
def test_a_slip_makes_the_one_text_of_the_other(before: str, after: str) -> None:
    if slip := mended_slip(before, after):
        old, new = slip
        assert old in before
        assert new in after
        assert any(
            before[:at] + new + before[at + len(old) :] == after
            for at in range(len(before))
            if before.startswith(old, at)
        )
