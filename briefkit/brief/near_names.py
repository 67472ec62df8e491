"""What a name that is none may have been meant as."""

from collections.abc import Iterable
from difflib import get_close_matches

from briefkit.diagnostics import translatable

__all__ = ["did_you_mean"]


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return “Did you mean …?” with the one of the names that is most like `name`, or ""."""
    near = get_close_matches(name, list(names), n=1)
    return translatable("Did you mean %(meant)s?", meant=near[0]) if near else ""
