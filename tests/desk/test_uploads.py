"""Forms with a file, as they are read, and plans that wait to be confirmed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.desk.pending import Pending, PendingChanges
from briefkit.desk.uploads import parse_upload
from tests.desk.sending import multipart

TYPE = "multipart/form-data; boundary=----formboundary7MA4YWxk"


@given(st.binary(max_size=200), st.text(st.characters(codec="utf-8"), max_size=40))
def test_a_file_comes_as_it_was_sent(data: bytes, value: str) -> None:
    upload = parse_upload(TYPE, multipart({"field": value}, "back.xlsx", data))
    assert (upload.name, upload.data, upload.fields) == ("back.xlsx", data, {"field": value})


@given(st.binary(max_size=300), st.integers(0, 400))
def test_what_is_no_whole_form_is_refused_without_a_traceback(noise: bytes, cut: int) -> None:
    whole = multipart({"field": "x"}, "a.po", b"data")
    for body in (noise, whole[:cut], whole[:cut] + noise + whole[cut:]):
        try:
            parse_upload(TYPE, body)
        except ValueError:
            continue


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Eva\\back.xlsx", "back.xlsx"),
        ("a%22b.po", 'a"b.po'),
        ("tab\there\u202e.po", "tabhere.po"),
        ("x" * 500 + ".po", "x" * 117 + ".po"),
    ],
)
def test_a_file_s_name_is_but_a_name(sent: str, read: str) -> None:
    assert parse_upload(TYPE, multipart({}, sent, b"")).name == read


@pytest.mark.parametrize(
    "kind", ["", "multipart/form-data", "text/plain", "multipart/form-data; boundary=" + "x" * 71]
)
def test_another_kind_of_form_is_refused(kind: str) -> None:
    with pytest.raises(ValueError, match="no multipart form"):
        parse_upload(kind, multipart({}, "a.po", b""))


def test_a_plan_waits_for_an_hour_and_is_confirmed_once() -> None:
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    waiting = PendingChanges(lambda: now)
    plan = Pending(kind="update", back="/languages/bg", write=lambda project: None)
    first, second = waiting.keep(plan), waiting.keep(plan)
    assert first != second
    now += timedelta(minutes=59)
    assert waiting.take(first) is plan
    assert waiting.take(first) is None
    now += timedelta(minutes=2)
    assert waiting.take(second) is None
