"""Who approved which words, of answers as Weblate 2026.10 gives them."""

from datetime import date
from typing import Any

import pytest

from briefkit.errors import RemoteError
from briefkit.model import Review
from briefkit.weblate import Client, read_units
from tests.weblate.answering import Answer, answering, found

PLACE = "/api/translations/briefkit/leaflet/bg"


def unit(number: int, state: int, **values: Any) -> dict[str, Any]:
    return {
        "id": number, "source": [f"Source {number}"], "target": [f"Превод {number}"], "context": "",
        "state": state, "automatically_translated": False, **values,
    }  # fmt: skip


def change(number: int, action: int, state: int, user: str | None = "ivan") -> dict[str, Any]:
    return {
        "unit": f"http://127.0.0.1/api/units/{number}/", "action": action,
        "user": user and f"http://127.0.0.1/api/users/{user}/",
        "timestamp": f"2026-11-{10 + number}T20:15:06.463804Z", "details": {"state": state},
    }  # fmt: skip


ANSWERS: dict[str, Answer] = {
    f"{PLACE}/units/": found(
        results=[
            unit(1, 30),
            unit(2, 20, context="Menu"),
            unit(3, 20),
            unit(4, 30, automatically_translated=True),
            unit(5, 10),
        ],
        next=None,
    ),
    # The newest first. The second was approved once; nobody knows who approved the fourth.
    f"{PLACE}/changes/": found(
        results=[
            change(1, 36, 30),
            change(1, 36, 30, "mariya"),
            change(2, 2, 20, "mariya"),
            change(2, 36, 30),
            change(4, 2, 30, None),
        ],
        next=None,
    ),
    "/api/users/ivan/": found(full_name="Ivan  Ivanov\n", username="ivan"),
}


def test_an_approval_is_the_last_one_s_who_gave_it() -> None:
    with answering(ANSWERS) as (url, asked):
        one, two, three, four, five = read_units(Client(url, "key"), "briefkit", "leaflet", "bg")
    assert one.approval == Review("Ivan Ivanov", date(2026, 11, 11))
    assert (two.key, two.approval, two.withdrawn) == (("Menu", "Source 2"), None, True)
    assert two.by_person
    assert (three.translated, three.approval, three.withdrawn) == (True, None, False)
    assert not any(unit.by_person for unit in (one, three, four, five))
    assert (four.approval, four.withdrawn) == (None, False)
    assert not five.translated
    assert asked.count("/api/users/ivan/") == 1


def test_an_answer_of_another_kind_is_told() -> None:
    other: dict[str, Answer] = {**ANSWERS, f"{PLACE}/units/": found(results=[{"id": 1}], next=None)}
    with answering(other) as (url, _), pytest.raises(RemoteError, match="cannot be understood"):
        read_units(Client(url, "key"), "briefkit", "leaflet", "bg")
