"""Answers that take long: whoever waits for one does not keep the server from ending."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request

from briefkit.diagnostics import translatable

__all__ = ["PULSE", "unless_ended"]

Result = TypeVar("Result")

# How often it is asked whether the server ends, in seconds.
PULSE = 0.5


async def unless_ended(request: Request, work: Coroutine[Any, Any, Result]) -> Result:
    """Return what `work` returns, or raises. Raises HTTPException (503) if the server ends first.

    What `work` waits for is then cancelled.
    """
    task = asyncio.create_task(work)
    while not task.done():
        if request.app.state.server.should_exit:
            task.cancel()
            raise HTTPException(503, translatable("The program was ended."))
        await asyncio.wait((task,), timeout=PULSE)
    return task.result()
