"""Where a fault in a template or its stylesheet stands: its file, and its line."""

import re
import traceback
from collections.abc import Mapping

from jinja2.exceptions import TemplateSyntaxError

from briefkit.diagnostics import Location

__all__ = ["place_in_stylesheet", "place_of_error"]


def place_of_error(error: Exception, places: Mapping[str, str]) -> Location | None:
    """Return where a template failed; `places` are how the files of templates are called."""
    if isinstance(error, TemplateSyntaxError) and error.filename in places.values():
        return Location(str(error.filename), error.lineno)
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        # Jinja2 gives its frames the template's own lines.
        if frame.filename in places.values():
            return Location(frame.filename, frame.lineno or 0)
    return None


# As WeasyPrint's warnings name places in a stylesheet, and what they have found there.
_AT = re.compile(r" at (\d+):\d+")
_QUOTED = re.compile(r"[\"'`](.+)[\"'`]")


def place_in_stylesheet(
    warning: str, css: str, texts: Mapping[str, str], places: Mapping[str, str]
) -> Location | None:
    """Return where in the templates stands what typesetting warns of in their stylesheet `css`.

    `texts` and `places` are the templates, and how their files are called, by their names.
    """
    wanted = ""
    lines = css.splitlines()
    if (at := _AT.search(warning)) and int(at[1]) <= len(lines):
        wanted = lines[int(at[1]) - 1].strip()
    elif quoted := _QUOTED.search(warning):
        wanted = next((line.strip() for line in lines if quoted[1] in line), "")
    if not wanted:
        return None
    for name, text in texts.items():
        for number, line in enumerate(text.splitlines() if ".css" in name else (), 1):
            if _pattern(line).fullmatch(wanted):
                return Location(places[name], number)
    return None


def _pattern(line: str) -> re.Pattern[str]:
    """Return what a template's line may be in a stylesheet; only what is all expression is not."""
    parts = [re.escape(part) for part in re.split(r"\{[{%#].*?[}%#]\}", line.strip())]
    return re.compile(".*".join(parts) if any(parts) else r"(?!)")
