"""Edition codes, read as people type them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from briefkit.brief import as_latin
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.leaflet import ALPHABET
from briefkit.model import Edition

__all__ = ["MISREAD", "find_edition", "near_codes", "plain_code"]

DIGEST_LENGTH = 8

# Crockford's base 32 has no O, I or L, for they are read as digits.
MISREAD = str.maketrans("OIL", "011")


def plain_code(typed: str) -> str:
    """Return the letters and digits of what a person typed, as capitals of ASCII.

    А on a Bulgarian keyboard is A, and digits of any script are digits.
    """
    wide = unicodedata.normalize("NFKC", typed).upper()
    digits = (str(unicodedata.digit(c)) if c.isdigit() else c for c in as_latin(wide))
    return re.sub(r"[^0-9A-Z]", "", "".join(digits))


def find_edition(typed: str, prefixes: Mapping[Edition, str]) -> tuple[str, Edition]:
    """Return the code that a person typed, as it is printed, and its edition.

    Letter case and blanks don't matter, nor the keyboard's alphabet where letters look alike, nor
    an O for 0, nor an I or L for 1, unless they tell codes apart; nor hyphens, where they alone
    don't.
    `prefixes` are what the codes of the editions begin with. Raises UsageError for what is no code.
    """
    bare = plain_code(typed)
    head, digest = bare[:-DIGEST_LENGTH], bare[-DIGEST_LENGTH:].translate(MISREAD)
    alike = _alike(head, prefixes) if set(digest) <= set(ALPHABET) else {}
    # Hyphens matter where they alone tell two apart: A-FUR-… from AF-UR-….
    exact = {e: p for e, p in alike.items() if as_latin(typed.strip().upper()).startswith(p)}
    if exact or len(alike) == 1:
        edition, prefix = next(iter((exact or alike).items()))
        return prefix + digest, edition
    if alike:
        raise UsageError(
            Diagnostic(
                check="edition-code",
                message=f"“{typed}” may be a code of {len(alike)} editions.",
                hint=f"Type its hyphens, too: {' or '.join(f'{p}…' for p in alike.values())}",
            )
        )
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


def _alike(head: str, prefixes: Mapping[Edition, str]) -> dict[Edition, str]:
    """Return the prefixes that `head` is; where it is none, those that it may be misread from."""
    exact = {e: p for e, p in prefixes.items() if _bare(p) == head}
    misread = head.translate(MISREAD)
    return exact or {e: p for e, p in prefixes.items() if _bare(p).translate(MISREAD) == misread}


@lru_cache(4096)  # of a pile, each code is held against all prefixes
def _bare(prefix: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", prefix)


def near_codes(code: str, known: Iterable[str], *, slips: int = 1) -> tuple[str, ...]:
    """Return those of the known codes that differ from `code` by so many slips in typing at most.

    The nearest come first; hyphens are not counted.
    """
    bare = _bare(code)
    found = {}
    for other in dict.fromkeys(known):
        distance = DamerauLevenshtein.distance(bare, _bare(other), score_cutoff=slips)
        if 0 < distance <= slips:
            found[other] = distance
    return tuple(sorted(found, key=lambda other: found[other]))
