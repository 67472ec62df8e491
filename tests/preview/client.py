"""A running preview, asked without a browser, and files saved as editors save them."""

import http.client
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.conftest import Workspace, serving

__all__ = ["get", "running", "save", "view", "wait_for"]


def running(workspace: Workspace, *arguments: str) -> AbstractContextManager[str]:
    return serving(workspace, "preview", *arguments)


def get(
    address: str, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=60)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def view(address: str) -> Any:
    return json.loads(get(address, "/view")[1])


def wait_for(condition: Callable[[], object], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def save(path: Path, text: str, *, in_place: bool = False) -> None:
    """Save as editors do: write a new file and rename it, or write over the old one."""
    if in_place:
        path.write_text(text, encoding="utf-8")
        return
    new = path.with_name(f".{path.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(path)
