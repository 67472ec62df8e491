"""The checks there are, what each holds, and whether its findings stop a build."""

from collections.abc import Callable

from briefkit.catalogs.checks.characters import (
    hidden_characters,
    letters,
    missing_glyphs,
    mixed_script,
)
from briefkit.catalogs.checks.digits import numbers
from briefkit.catalogs.checks.header_fields import headers, plural_forms
from briefkit.catalogs.checks.inline_markup import (
    citations,
    links,
    markup,
    newlines,
    placeholders,
)
from briefkit.catalogs.checks.typography import end_punctuation, punctuation, quotes, spacing
from briefkit.catalogs.checks.unit import Check
from briefkit.catalogs.checks.web_addresses import addresses
from briefkit.catalogs.checks.wording import copied, length, sentences, terms, too_short

__all__ = ["CHECKS", "ERRORS", "RULES", "WARNINGS", "check_name"]

ERRORS: tuple[Check, ...] = (
    citations,
    links,
    addresses,
    placeholders,
    newlines,
    markup,
    numbers,
    hidden_characters,
    missing_glyphs,
    mixed_script,
    too_short,
)
"""What stops a build."""

WARNINGS: tuple[Check, ...] = (
    copied,
    end_punctuation,
    punctuation,
    spacing,
    quotes,
    letters,
    sentences,
    terms,
    length,
)

CHECKS = ERRORS + WARNINGS


def check_name(check: Callable[..., object]) -> str:
    """Return the name by which a check’s findings are known."""
    return check.__name__.replace("_", "-")


_NAMED: tuple[Callable[..., object], ...] = (headers, plural_forms, *CHECKS)

RULES = {check_name(check): (check.__doc__ or "").partition("\n")[0] for check in _NAMED}
"""What each check holds, by its name."""
