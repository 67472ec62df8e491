"""Answers that take long, and a server that is to end."""

import asyncio
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request

from briefkit.errors import TypesetError
from briefkit.serving import unless_ended
from tests.loops import run


def request_of(server: SimpleNamespace) -> Request:
    application = Starlette()
    application.state.server = server
    return Request({"type": "http", "app": application})


def test_whoever_waits_does_not_keep_the_server_from_ending() -> None:
    server = SimpleNamespace(should_exit=False)
    ended: list[str] = []

    async def forever() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("forever")
            raise

    async def wait() -> None:
        waiting = asyncio.create_task(unless_ended(request_of(server), forever()))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        server.should_exit = True
        with pytest.raises(HTTPException) as refusal:
            await asyncio.wait_for(waiting, 10)
        assert refusal.value.status_code == 503
        await asyncio.sleep(0)

    run(wait())
    assert ended == ["forever"]


def test_what_comes_of_the_work_is_passed_on() -> None:
    request = request_of(SimpleNamespace(should_exit=False))

    async def answer() -> int:
        return 7

    async def fail() -> int:
        raise TypesetError

    assert run(unless_ended(request, answer())) == 7
    with pytest.raises(TypesetError):
        run(unless_ended(request, fail()))
