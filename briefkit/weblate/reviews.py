"""Who approved which words in Weblate, read from its API; and words approved there."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from briefkit.diagnostics import Diagnostic
from briefkit.errors import RemoteError
from briefkit.maintaining import reviewer_name
from briefkit.model import Review
from briefkit.weblate.client import Client
from briefkit.weblate.units import Unit

__all__ = ["approve", "read_units"]

# Weblate's states of units.
_TRANSLATED, _APPROVED = 20, 30

# Its changes in which a person writes or approves words: changed, new, a suggestion accepted,
# approved, marked for editing.
_WRITTEN = (2, 5, 7)
_CHANGES = (*_WRITTEN, 36, 37)


def read_units(client: Client, project: str, component: str, locale: str) -> tuple[Unit, ...]:
    """Return the units of a component in a language. Raises RemoteError."""
    place = ("translations", project, component, locale)
    query = "".join(f"&action={action}" for action in _CHANGES)
    histories: dict[int, list[Mapping[str, Any]]] = {}
    for change in client.listed(*place, "changes", query=query):  # the newest first
        histories.setdefault(_number(change.get("unit")), []).append(change)
    names: dict[str, str] = {}
    found = []
    for unit in client.listed(*place, "units"):
        try:
            found.append(_unit(client, unit, histories.get(int(unit["id"]), []), names))
        except (KeyError, TypeError, ValueError, IndexError):
            raise RemoteError(
                Diagnostic(
                    check="weblate",
                    message=f"Weblate's answer about {'/'.join(place)} cannot be understood.",
                    hint="docs/weblate.md says which versions of Weblate were tried.",
                )
            ) from None
    return tuple(found)


def approve(client: Client, units: Iterable[Unit]) -> None:
    """Approve units as they are. Raises RemoteError, where the key's user may not."""
    for unit in units:
        client.sent("PATCH", "units", str(unit.id), target=list(unit.words), state=_APPROVED)


def _unit(
    client: Client,
    unit: Mapping[str, Any],
    history: Iterable[Mapping[str, Any]],
    names: dict[str, str],
) -> Unit:
    words = tuple(map(str, unit["target"]))
    state = int(unit["state"])
    changes = [change for change in history if change["user"]]
    approvals = [change for change in changes if change["details"].get("state") == _APPROVED]
    wrote = any(change["action"] in _WRITTEN for change in changes)
    approved = state == _APPROVED and bool(approvals)
    return Unit(
        id=int(unit["id"]),
        key=(str(unit["context"]) or None, str(unit["source"][0])),
        words=words,
        translated=state == _TRANSLATED,
        approval=_review(client, approvals[0], names) if approved else None,
        withdrawn=bool(approvals) and state != _APPROVED,
        by_person=wrote and not unit["automatically_translated"],
    )


def _review(client: Client, change: Mapping[str, Any], names: dict[str, str]) -> Review:
    user = str(change["user"]).rstrip("/").rpartition("/")[2]
    if user not in names:
        names[user] = reviewer_name(str(client.got("users", user).get("full_name") or user))
    return Review(names[user], date.fromisoformat(str(change["timestamp"])[:10]))


def _number(address: object) -> int:
    """Return the number that an address of the API ends with, or 0."""
    last = str(address).rstrip("/").rpartition("/")[2]
    return int(last) if last.isascii() and last.isdigit() else 0
