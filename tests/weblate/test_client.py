"""The key for Weblate goes to its address alone, and what it refuses is told in words."""

import pytest

from briefkit.errors import RemoteError, UsageError
from briefkit.weblate import Client
from tests.conftest import Workspace
from tests.weblate.answering import Answer, answering, found


@pytest.mark.parametrize(
    "url",
    ["", "http://weblate.example.org/api/", "https://weblate.example.org/", "ftp://127.0.0.1/api/",
     "file:///api/", "http://127.0.0.1.example.org/api/", "https:///api/"],
)  # fmt: skip
def test_an_address_that_would_show_the_key_to_others_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="no address of a Weblate"):
        Client(url, "key")


@pytest.mark.parametrize("key", ["", "key\r\nHost: elsewhere", "ключ"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="There is no key"):
        Client("https://weblate.example.org/api/", key)


def test_a_list_is_read_to_its_end_but_no_other_server_is_asked() -> None:
    answers: dict[str, Answer] = {"/api/units/": found(results=[{"id": 1}], next=None)}
    with answering({"/api/": found()}) as (elsewhere, stolen), answering(answers) as (url, asked):
        client = Client(url, "key")
        assert [*client.listed("units")] == [{"id": 1}]
        answers["/api/units/"] = found(results=[{"id": 1}], next=f"{elsewhere}?page=2")
        with pytest.raises(RemoteError):
            [*client.listed("units")]
        answers["/api/units/"] = 302, {"Location": elsewhere}, b""
        with pytest.raises(RemoteError, match="302"):
            client.got("units")
        assert len(asked) == 3
        assert not stolen


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((403, {}, b'{"detail": "You may not."}'), "You may not"),
        ((200, {}, b"<html>"), "is not what Weblate's API answers"),
        ((200, {}, b"[1]"), "is not what Weblate's API answers"),
        (found(results="none"), "is not what Weblate's API answers"),
    ],
)
def test_what_went_wrong_is_told(answer: Answer, told: str) -> None:
    with answering({"/api/units/": answer}) as (url, _), pytest.raises(RemoteError, match=told):
        [*Client(url, "key").listed("units")]


def test_a_server_that_is_not_there_is_told(workspace: Workspace) -> None:
    with answering({}) as (url, _):
        pass
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WLC_URL", url)
        patch.setenv("WLC_KEY", "key")
        done = workspace.run("weblate", "reviews", "briefkit", "bg", code=1)
    assert "Weblate did not do what it was asked" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_an_address_it_is_said_where_to_put_it(workspace: Workspace) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("WLC_URL", raising=False)
        done = workspace.run("weblate", "pictures", "briefkit", code=2)
    assert "Put it into WLC_URL, as https://weblate.example.org/api/" in done.stderr
