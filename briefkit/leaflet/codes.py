"""The code of an edition, which says what is printed."""

import hashlib

from briefkit.model import Edition, Settings

__all__ = ["ALPHABET", "edition_code"]

# Crockford's base 32: no letter that a hurried eye takes for another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def edition_code(settings: Settings, edition: Edition, content: str) -> str:
    """Return an edition's code: its prefix, and 40 bits of the digest of `content` in ALPHABET."""
    number = int.from_bytes(hashlib.sha256(content.encode()).digest()[:5])
    digest = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    letter = settings.audiences[edition.audience].letter
    return edition.code_prefix(settings.code, letter) + digest
