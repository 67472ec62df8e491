"""The door of an office's desk: one proxy alone comes in, and says who is signed in."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from briefkit.desk.office_file import OfficeFile
from briefkit.desk.persons import acting_as, person
from briefkit.office import Office, Person
from briefkit.serving import HEALTH, METRICS

__all__ = ["SECRET_HEADER", "Door", "Entrance", "is_from_monitor"]

# In which the proxy says what nobody else knows, where it calls by a network.
SECRET_HEADER = "x-briefkit-proxy"

# What a monitor asks, without a name: the proxy says who may.
_MONITORED = (HEALTH, METRICS)
_MONITOR = Person(user="", name="")

_REFUSED = "This desk is asked by its proxy alone.\n"
_NOBODY = "The proxy has not said who is signed in.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """Who comes in: the proxy of an `office`, whose people stand in a `file`.

    It has the `secret` where it calls by a network. Without one there is a Unix socket, whose mode
    says who may use it.
    """

    office: Office
    file: Path
    secret: str = ""


def is_from_monitor(_: Request) -> bool:
    """Whether the proxy passes on what a monitor asks: it names nobody."""
    return person() is _MONITOR


class Door:
    """Lets the proxy in, and has each request answered for the person whom it names.

    Where anybody else calls, or a header that it must set comes twice, nothing is answered. Whom
    `office.toml` does not name has no role.
    """

    def __init__(self, app: ASGIApp, *, entrance: Entrance, office_file: OfficeFile) -> None:
        self.app = app
        self.office = entrance.office
        self.office_file = office_file
        self.secret = entrance.secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_proxy(scope, headers):
            await PlainTextResponse(_REFUSED, 403)(scope, receive, send)
        elif scope["path"] in _MONITORED and self.office.header.lower() not in headers:
            with acting_as(_MONITOR):
                await self.app(scope, receive, send)
        elif (somebody := self._signed_in(headers)) is None:
            await PlainTextResponse(_NOBODY, 401)(scope, receive, send)
        else:
            with acting_as(somebody):
                await self.app(scope, receive, send)

    def _is_proxy(self, scope: Mapping[str, object], headers: Headers) -> bool:
        if not self.secret:
            return True
        told = headers.getlist(SECRET_HEADER)
        client = scope.get("client")
        known = isinstance(client, tuple) and client[0] == self.office.proxy
        same = hmac.compare_digest((told or [""])[0].encode(), self.secret.encode())
        return known and same and len(told) == 1

    def _signed_in(self, headers: Headers) -> Person | None:
        told = headers.getlist(self.office.header)
        try:
            # Starlette reads headers as Latin-1: proxies send names in UTF-8.
            (user,) = (value.encode("latin-1").decode() for value in told)
        except ValueError:
            return None
        # What is no text to be read, such as a sign that turns it round, is nobody’s name.
        if not user.strip() or not user.isprintable():
            return None
        return self.office_file.people().get(user, Person(user=user, name=user))
