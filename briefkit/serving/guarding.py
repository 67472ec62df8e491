"""The guard before every server: requests for this very server alone, every answer private."""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Guard", "own_addresses"]

_SAFETY_HEADERS = {
    "cross-origin-resource-policy": "same-origin",
    # “no-referrer” would have browsers hide where a form comes from.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


def own_addresses(port: int) -> frozenset[str]:
    """Return the addresses at which this computer's browser asks for a server of ours."""
    return frozenset({f"http://127.0.0.1:{port}", f"http://localhost:{port}"})


class Guard:
    """Lets in requests for this very server alone, and marks every answer as private.

    A page elsewhere that has its name point to this computer (DNS rebinding) names itself as
    the host: `addresses` are those that browsers may ask at. What changes something (POST, where
    `methods` has it) must say that it comes from one of this server's own pages, and have at most
    `limit` bytes, or those that `limits` allow a path.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        addresses: frozenset[str],
        policy: str,
        methods: tuple[str, ...] = ("GET",),
        limit: int = 0,
        limits: Mapping[str, int] | None = None,
    ) -> None:
        self.app = app
        self.origins = addresses
        self.hosts = frozenset(address.partition("://")[2] for address in addresses)
        self.headers = {**_SAFETY_HEADERS, "content-security-policy": policy}
        self.methods = methods
        self.limit = limit
        self.limits = limits or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return

        async def send_marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        app = self._refusal(scope["method"], scope["path"], Headers(scope=scope)) or self.app
        await app(scope, receive, send_marked)

    def _refusal(self, method: str, path: str, headers: Headers) -> ASGIApp | None:
        if headers.get("host") not in self.hosts:
            return PlainTextResponse("This server answers to its own address only.\n", 421)
        if method not in self.methods:
            allowed = ", ".join(self.methods)
            refusal = "This server can only be read.\n" if allowed == "GET" else "Not so.\n"
            return PlainTextResponse(refusal, 405, {"allow": allowed})
        if method == "GET":
            return None
        if headers.get("origin", "") not in self.origins:
            return PlainTextResponse("This was not sent from one of the desk’s own pages.\n", 403)
        length = headers.get("content-length", "")
        # No length means a body sent in pieces, which no form does.
        limit = self.limits.get(path, self.limit)
        if not length.isdecimal() or int(length) > limit:
            return PlainTextResponse(f"At most {limit} bytes can be sent.\n", 413)
        return None
