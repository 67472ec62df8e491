"""Edition codes, read as people type them."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.leaflet import ALPHABET
from briefkit.model import Edition

__all__ = ["find_edition", "near_codes"]

DIGEST_LENGTH = 8

# Crockford's base 32 has no O, I or L, for they are read as digits.
MISREAD = str.maketrans("OIL", "011")


def find_edition(typed: str, prefixes: Mapping[Edition, str]) -> tuple[str, Edition]:
    """Return the code that a person typed, as it is printed, and its edition.

    Letter case, hyphens and blanks don't matter, nor an O for 0, nor an I or L for 1 in the digest.
    `prefixes` are what the codes of the editions begin with. Raises UsageError for what is no code.
    """
    bare = re.sub(r"[^0-9A-Z]", "", typed.upper())
    head, digest = bare[:-DIGEST_LENGTH], bare[-DIGEST_LENGTH:].translate(MISREAD)
    for edition, prefix in prefixes.items():
        if _bare(prefix) == head and set(digest) <= set(ALPHABET):
            return prefix + digest, edition
    near = sorted(
        {
            prefix
            for prefix in prefixes.values()
            if DamerauLevenshtein.distance(_bare(prefix), head, score_cutoff=1) <= 1
        }
    )
    hint = (
        f"Did you mean {' or '.join(f'{prefix}…' for prefix in near[:3])}, with eight "
        "letters or digits at the end?"
        if near and set(digest) <= set(ALPHABET)
        else "It stands in the foot of the sheet and is like CT-BG-C-A4-7Q2M9XKD: the brief, the "
        "language, the audience, the format, then eight letters and digits."
    )
    raise UsageError(
        Diagnostic(
            check="edition-code",
            message=f"“{typed}” is no edition code of this project.",
            hint=hint,
        )
    )


def _bare(prefix: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", prefix)


def near_codes(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return those of the known codes that differ from `code` by one slip in typing."""
    return tuple(
        dict.fromkeys(
            other
            for other in known
            if DamerauLevenshtein.distance(code, other, score_cutoff=1) == 1
        )
    )
