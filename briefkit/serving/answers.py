"""Answers that are files, made or listed."""

from collections.abc import Container

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

__all__ = ["file_answer", "listed_name"]


def file_answer(
    data: bytes, media_type: str, name: str, disposition: str = "attachment"
) -> Response:
    """Return a file by its name; the `disposition` “inline” shows it in the browser."""
    headers = {"content-disposition": f'{disposition}; filename="{name}"'}
    return Response(data, media_type=media_type, headers=headers)


def listed_name(request: Request, names: Container[str], missing: str | None = None) -> str:
    """Return the `name` in a request's path. Raises HTTPException (404) if it is not listed.

    A name is looked up and never made into a path. `missing` is what the error says.
    """
    name = str(request.path_params["name"])
    if name not in names:
        raise HTTPException(404, missing)
    return name
