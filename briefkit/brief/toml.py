"""TOML is read, or refused with its line."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

from briefkit.diagnostics import InEnglish, Translatable, translatable
from briefkit.errors import BriefkitError

__all__ = ["parse_toml"]

# The longest line of TOML, in characters: tomllib takes the square of a dotted key’s length.
_LINE_LIMIT = 2_000


def parse_toml(text: str, fail: Callable[[Translatable, int], BriefkitError]) -> dict[str, Any]:
    """Read TOML. Raises what `fail` makes of a message and a line (0 where it is not known)."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LINE_LIMIT:
            raise fail(
                translatable("The line is longer than %(most)s characters.", most=_LINE_LIMIT),
                number,
            )
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise fail(translatable("Its brackets are nested too deeply."), 0) from None
    except ValueError as error:  # TOMLDecodeError, and int’s for a number of thousands of digits
        found = re.search(r"at line (\d+)", str(error))
        at_end = text.count("\n") + 1 if "end of document" in str(error) else 0
        why = translatable("This is not TOML: %(why)s.", why=InEnglish(error))
        raise fail(why, int(found[1]) if found else at_end) from None
