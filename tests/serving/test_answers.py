"""Files are sent under the name that they have."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.serving import file_answer


@pytest.mark.parametrize(
    "name",
    ["a.en.pdf", "я.pdf", 'x"y.pdf', "a\nb.pdf", "a b.pdf", "100%.pdf", "🙂.pdf", "a;b,c.pdf",
     "it's.pdf", "a\\b.pdf", "مركز.pdf", "é.pdf"],
)  # fmt: skip
def test_a_name_arrives_as_it_is(name: str) -> None:
    header = file_answer(b"", "application/pdf", name).headers["content-disposition"]
    assert header.isascii()
    assert header.isprintable()
    plain = header.partition('filename="')[2].partition('"')[0]
    _, extended, encoded = header.partition("; filename*=UTF-8''")
    assert (unquote(encoded) if extended else plain) == name
    # Browsers that know no other take the plain one.
    assert plain.endswith(".pdf")


@given(st.text())
def test_any_name_can_be_sent(name: str) -> None:
    header = file_answer(b"", "application/pdf", name).headers["content-disposition"]
    assert header.isascii()
    assert "\n" not in header
    assert header.count('"') == 2
