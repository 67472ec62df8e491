"""Weblate's REST API, of which little is needed (docs.weblate.org, “Weblate's REST API”)."""

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from briefkit.diagnostics import Diagnostic
from briefkit.errors import RemoteError, UsageError

__all__ = ["Client"]

_TIMEOUT = 120  # seconds
_MOST_BYTES = 32 * 2**20
_MOST_PAGES = 1_000
_SHOWN = 300


class _NoRedirects(HTTPRedirectHandler):
    """Follows nothing: the key is for one address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Client:
    """A Weblate: the address of its API (`…/api/`), and a user's key.

    Raises UsageError for an address that would show the key to others.
    """

    url: str
    key: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))
        if not safe or not parts.hostname or not parts.path.endswith("/api/"):
            raise UsageError(
                Diagnostic(
                    check="weblate",
                    message=f"“{self.url}” is no address of a Weblate's API.",
                    hint="Put it into WLC_URL, as https://weblate.example.org/api/, with https.",
                )
            )
        if not self.key or not self.key.isascii() or not self.key.isprintable():
            raise UsageError(
                Diagnostic(
                    check="weblate",
                    message="There is no key for Weblate's API.",
                    hint="Copy it from your profile in Weblate (“API access”) into WLC_KEY.",
                )
            )

    def listed(self, *path: str, query: str = "") -> Iterator[Mapping[str, Any]]:
        """Yield what a list of the API has, from all its pages. Raises RemoteError."""
        url: object = f"{self._address(path)}?page_size=200{query}"
        for _ in range(_MOST_PAGES):
            answer = self._ask("GET", str(url))
            results = answer.get("results")
            if not isinstance(results, list):
                raise _strange(str(url))
            yield from (each for each in results if isinstance(each, dict))
            url = answer.get("next")
            if not url:
                return
        raise _strange(self.url)

    def got(self, *path: str) -> Mapping[str, Any]:
        """Return one thing of the API. Raises RemoteError."""
        return self._ask("GET", self._address(path))

    def sent(self, method: str, *path: str, **values: object) -> Mapping[str, Any]:
        """Return what the API answers to `values` in JSON. Raises RemoteError."""
        body = json.dumps(values).encode()
        return self._ask(method, self._address(path), body, "application/json")

    def uploaded(self, *path: str, png: bytes, **values: str) -> Mapping[str, Any]:
        """Return what the API answers to a picture, as `image` of a form. Raises RemoteError."""
        mark = secrets.token_hex(16)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in values.items()
        ]
        head = 'Content-Disposition: form-data; name="image"; filename="page.png"'
        parts.append(f"--{mark}\r\n{head}\r\nContent-Type: image/png\r\n\r\n".encode() + png)
        body = b"".join(parts) + f"\r\n--{mark}--\r\n".encode()
        form = f"multipart/form-data; boundary={mark}"
        return self._ask("POST", self._address(path), body, form)

    def _address(self, path: tuple[str, ...]) -> str:
        return self.url + "".join(f"{quote(part, safe='')}/" for part in path)

    def _ask(
        self, method: str, url: str, body: bytes | None = None, form: str = ""
    ) -> Mapping[str, Any]:
        if not url.startswith(self.url):  # the next page that an answer names
            raise _strange(url)
        headers = {"Authorization": f"Token {self.key}", "Accept": "application/json"}
        headers |= {"Content-Type": form} if form else {}
        request = Request(url, data=body, headers=headers, method=method)
        try:
            with build_opener(_NoRedirects).open(request, timeout=_TIMEOUT) as answer:
                data = answer.read(_MOST_BYTES + 1)
        except HTTPError as error:
            with error:
                said = error.read(_SHOWN).decode("utf-8", "replace")
            raise _refused(f"{error.code} {error.reason}: {said}", url) from None
        except (URLError, HTTPException, OSError) as error:
            raise _refused(str(getattr(error, "reason", error)), url) from None
        try:
            found = json.loads(data) if data else {}
        except ValueError:
            raise _strange(url) from None
        if len(data) > _MOST_BYTES or not isinstance(found, dict):
            raise _strange(url)
        return found


def _is_here(host: str | None) -> bool:
    """Whether a host is this computer, by its number or as localhost."""
    try:
        return host == "localhost" or ip_address(host or "").is_loopback
    except ValueError:
        return False


def _refused(why: str, url: str) -> RemoteError:
    return RemoteError(
        Diagnostic(
            check="weblate",
            message=f"Weblate did not do what it was asked: {' '.join(why.split())} ({url})",
            hint="Look whether the address and the project's name are right, and what the key's "
            "user may do there.",
        )
    )


def _strange(url: str) -> RemoteError:
    return RemoteError(
        Diagnostic(
            check="weblate",
            message=f"What {url} answered is not what Weblate's API answers.",
            hint="Look whether the address is right.",
        )
    )
