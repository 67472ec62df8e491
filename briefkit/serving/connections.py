"""Connections that hold nothing up: those that ask for nothing are closed, the oldest first."""

import asyncio
import socket
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["BoundedConnection"]

# How long a whole request may take to arrive, in seconds: from this computer alone, a file of 32 MB
# takes less than one.
_LONGEST_REQUEST = 10.0

# How many connections may be open whose request has not arrived. More than are accepted at once
# (asyncio takes in a whole backlog), lest one be closed before what it sent was read.
_MOST_WAITING = 512


class BoundedConnection(H11Protocol):
    """A connection that is closed when it sends no whole request in time.

    Uvicorn limits how long a connection may be idle after an answer, but not before a request.
    """

    # The connections of all servers of this process that wait for a request, the oldest first.
    _waiting: ClassVar[dict["BoundedConnection", asyncio.TimerHandle]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where too many wait, the oldest makes room."""
        super().connection_made(transport)
        # An answer's head and body are sent apart: a browser acknowledges the first only after
        # 40 ms, and the second would wait for that (Nagle's algorithm).
        connected = transport.get_extra_info("socket")
        if connected is not None and connected.family in (socket.AF_INET, socket.AF_INET6):
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._wait()
        if len(self._waiting) > _MOST_WAITING:
            next(iter(self._waiting))._give_up()

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request; wait on where it is not whole."""
        super().data_received(data)
        self._heed_request()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._heed_request()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _heed_request(self) -> None:
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._wait()
        else:
            self._stop_waiting()

    def _wait(self) -> None:
        if self not in self._waiting and not self.transport.is_closing():
            timer = self.loop.call_later(_LONGEST_REQUEST, self._give_up)
            self._waiting[self] = timer

    def _stop_waiting(self) -> None:
        if timer := self._waiting.pop(self, None):
            timer.cancel()

    def _give_up(self) -> None:
        self._stop_waiting()
        self.transport.abort()
