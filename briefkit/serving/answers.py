"""Answers that are files, made or listed."""

import re
from collections.abc import Container
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from briefkit.diagnostics import translatable

__all__ = ["NO_SUCH_FILE", "file_answer", "listed_name"]

NO_SUCH_FILE = translatable("There is no such page or file.")


def file_answer(
    data: bytes, media_type: str, name: str, disposition: str = "attachment"
) -> Response:
    """Return a file by its name; the `disposition` “inline” shows it in the browser."""
    # RFC 6266: what isn't plain ASCII is percent-encoded beside it, as RFC 8187 has it.
    plain = re.sub(r"[^\w.()\[\]+,;=@~ -]", "_", name, flags=re.ASCII)
    value = f'{disposition}; filename="{plain}"'
    if plain != name:
        value += f"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
    return Response(data, media_type=media_type, headers={"content-disposition": value})


def listed_name(request: Request, names: Container[str]) -> str:
    """Return the `name` in a request's path. Raises HTTPException (404) if it is not listed.

    A name is looked up and never made into a path.
    """
    name = str(request.path_params["name"])
    if name not in names:
        raise HTTPException(404, NO_SUCH_FILE)
    return name
