"""What a monitor may ask a server: whether it works, and figures of its work. Both name nobody."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = [
    "HEALTH",
    "METRICS",
    "Measures",
    "health_route",
    "is_local",
    "measured",
    "new_measures",
]

# Anybody may ask the first, a monitor alone the second.
HEALTH = "/healthz"
METRICS = "/metrics"

IsMonitor = Callable[[Request], bool]

# What a proxy adds to what it passes on (RFC 7239, and before it): then somebody else asks.
_PASSED_ON = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

_LOCAL = ("127.0.0.1", "::1")

# How long answers take, in seconds: a page, a leaflet from the cache, one that is made, a zip.
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)


def health_route(faults: Callable[[], Iterable[str]]) -> Route:
    """Return the route that answers “ok” (200), or the `faults` there are now (503)."""

    async def health(_: Request) -> Response:
        """Whether the server works; in a thread of its own, as a disk is asked."""
        found = await asyncio.to_thread(lambda: [*faults()])
        text = "".join(f"{fault}\n" for fault in found) or "ok\n"
        return PlainTextResponse(text, 503 if found else 200)

    return Route(HEALTH, health)


class Measures(Protocol):
    """Figures of a server's work: in labels stand routes as they are written, and nothing else."""

    def watched(self, routes: Iterable[Route], *, is_monitor: IsMonitor) -> list[Route]:
        """Return routes whose answers are counted and timed, and that of the figures.

        Those are for whoever `is_monitor`.
        """

    def began(self) -> None:
        """Note that work for the other processes waits."""

    def ended(self, seconds: float) -> None:
        """Note that it is done."""


@contextmanager
def measured(measures: Measures) -> Iterator[None]:
    """Have work measured, its waiting included, from here to the end."""
    begun = time.monotonic()
    measures.began()
    try:
        yield
    finally:
        measures.ended(time.monotonic() - begun)


def new_measures() -> Measures:
    """Return what measures: with the extra “metrics” as Prometheus has it, and else nothing."""
    try:
        return _Prometheus()
    except ModuleNotFoundError:
        return _Nothing()


class _Nothing:
    """Measures nothing, and says what it would need."""

    def watched(self, routes: Iterable[Route], *, is_monitor: IsMonitor) -> list[Route]:
        def missing(request: Request) -> Response:
            _require(is_monitor, request)
            raise HTTPException(404, "Figures need the extra “metrics”: see docs/office.md.")

        return [*routes, Route(METRICS, missing)]

    def began(self) -> None: ...

    def ended(self, seconds: float) -> None: ...


class _Prometheus:
    """Measures by Prometheus's own library, in a registry of its own."""

    def __init__(self) -> None:
        import prometheus_client as prometheus

        self._registry = prometheus.CollectorRegistry()
        registry = self._registry
        prometheus.ProcessCollector(registry=registry)
        self._seconds = prometheus.Histogram(
            "briefkit_request_seconds", "How long answers took.", ["route", "status"],
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip
        self._waiting = prometheus.Gauge(
            "briefkit_work_waiting", "Leaflets being made or waiting for it.", registry=registry
        )
        self._work = prometheus.Histogram(
            "briefkit_work_seconds", "How long making them took, their waiting included.",
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip
        self._latest = prometheus.generate_latest
        self._type = prometheus.CONTENT_TYPE_LATEST

    def watched(self, routes: Iterable[Route], *, is_monitor: IsMonitor) -> list[Route]:
        def figures(request: Request) -> Response:
            _require(is_monitor, request)
            return Response(self._latest(self._registry), headers={"content-type": self._type})

        watched = [*routes]
        for route in watched:
            route.app = self._timed(route.app, route.path)
        return [*watched, Route(METRICS, figures)]

    def began(self) -> None:
        self._waiting.inc()

    def ended(self, seconds: float) -> None:
        self._waiting.dec()
        self._work.observe(seconds)

    def _timed(self, app: ASGIApp, path: str) -> ASGIApp:
        async def timed(scope: Scope, receive: Receive, send: Send) -> None:
            begun, status = time.monotonic(), 500

            async def noted(message: Message) -> None:
                nonlocal status
                status = message.get("status", status)
                await send(message)

            try:
                await app(scope, receive, noted)
            finally:
                labels: Any = self._seconds.labels(path, status)
                labels.observe(time.monotonic() - begun)

        return timed


def is_local(request: Request) -> bool:
    """Whether somebody on this computer asks, and by no proxy."""
    passed_on = any(name in request.headers for name in _PASSED_ON)
    return not passed_on and request.client is not None and request.client.host in _LOCAL


def _require(is_monitor: IsMonitor, request: Request) -> None:
    """Raise HTTPException (404) for whoever is no monitor."""
    if not is_monitor(request):
        raise HTTPException(404)
