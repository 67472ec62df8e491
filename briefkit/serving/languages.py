"""The language that a browser wants an answer in."""

from collections.abc import Sequence

__all__ = ["preferred_language"]


def preferred_language(accepted: str, offered: Sequence[str]) -> str:
    """Return the first language of an Accept-Language header that is offered, or nothing.

    RFC 9110, 12.5.4; browsers name the languages by preference.
    """
    for part in accepted.split(","):
        locale = part.partition(";")[0].strip().replace("-", "_")
        for name in (locale, locale.partition("_")[0].lower()):
            if name in offered:
                return name
    return ""
