"""A leaflet's HTML for a page whose policy forbids attributes of style."""

import re

__all__ = ["browser_html"]

_NUMBERED = re.compile(r' style="counter-reset: list-item (-?\d+)"')
_JOINED = re.compile(
    r'(<li class="joined" id="note-(\d+)"[^>]*) style="counter-increment: list-item (\d+)"'
)
_STYLED = re.compile(r'(<[a-z][\w-]*\b[^>]*?) style="[^"]*"')


def browser_html(html: str) -> str:
    """Return HTML without attributes of style; lists keep their numbers by attributes of HTML."""
    return _STYLED.sub(r"\1", _JOINED.sub(_last, _NUMBERED.sub(_start, html)))


def _start(match: re.Match[str]) -> str:
    return f' start="{int(match[1]) + 1}"'


def _last(match: re.Match[str]) -> str:
    """Number an item that joins some notes by the last of them, so that the next ones are right."""
    return f'{match[1]} value="{int(match[2]) + int(match[3]) - 1}"'
