"""Web and e-mail addresses that a translation has and its source has not."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefkit.catalogs.checks.unit import SOURCES, Finding, Unit
from briefkit.diagnostics import translatable

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

__all__ = ["addresses", "is_top_level", "without_addresses"]

# The lengths are bounded (RFC 1035, 2.3.4; RFC 5321, 4.5.3.1.1), so that no text takes long.
_LABEL = r"[\w-]{1,63}"
_PATH = r"(?:[/?#][^\s<>«»“”„‘’\"()،؛]*)?"

# A domain ends before what is no letter of its script’s neighbours, or before a hyphen and a case
# ending (Hungarian “europa.eu-n”); Japanese writes on without a space.
_END = r"(?![a-z\d_\u00c0-\u052f])(?!-[\w-]*\.)"

# A scheme and an authority (RFC 3986, 3), “www.”, “@” (RFC 5322, 3.4.1; or a name on a network),
# a domain with a path, and a bare domain (RFC 1035, 2.3.1). Of the last, a name of three letters or
# more comes before the top level, so that “z.B.”, “m.in.” and “т.е.” are none.
_ADDRESS = re.compile(
    rf"""
    \b[a-z][a-z0-9+.-]{{0,30}}://[^\s<>«»“”„‘’"()،؛]+
    | \bwww\d?\.{_LABEL}(?:\.{_LABEL}){{0,8}}{_PATH}
    | [\w.+-]{{1,64}}@{_LABEL}(?:\.{_LABEL}){{1,8}}
    | (?<!\w)@\w+
    | \b(?:{_LABEL}\.){{1,8}}[a-z]{{2,63}}/\w[^\s<>«»“”„‘’"()،؛]*
    | \b(?P<name>(?:{_LABEL}\.){{0,8}}(?:[\w-]{{3,63}}|[\u3040-\uffff]{{1,63}}))
      \.(?P<top>xn--[a-z\d-]{{1,59}}|[a-z]{{2,63}}|[^\W\d_a-z]{{2,63}}){_END}{_PATH}
    """,
    re.VERBOSE | re.IGNORECASE,
)

_MAY_BE_ADDRESS = re.compile(r"[\w/]\.\w|@|://")


def addresses(unit: Unit) -> Iterator[Finding]:
    """Web and e-mail addresses are the source’s (RFC 3986, 1035, 5322; Public Suffix List).

    Text that is not linked prints all the same, and a reader types it.
    """
    ours, theirs = _addresses(unit.plain), _addresses_of_source(unit.source_plain)
    if added := dict.fromkeys(address for address in ours if address not in theirs):
        yield (
            translatable("The source has no such address: %(added)s.", added=", ".join(added)),
            translatable("Take it out; where it is none, put a space after the full stop."),
        )


@lru_cache(SOURCES)
def _addresses_of_source(text: str) -> tuple[str, ...]:
    """Return the addresses of a text that every language is checked against."""
    return tuple(_addresses(text))


def without_addresses(text: str) -> str:
    """Return a text without its web and e-mail addresses, which no language translates."""

    def kept(match: re.Match[str]) -> str:
        is_none = match["top"] and not _is_domain(match["name"], match["top"])
        return match[0] if is_none else ""

    return _ADDRESS.sub(kept, text) if _MAY_BE_ADDRESS.search(text) else text


def _addresses(text: str) -> Iterator[str]:
    # As a reader reads them: no soft hyphens, and one dot for all that look like it.
    seen = text
    for character in set(text):
        if unicodedata.category(character) == "Cf":
            seen = seen.replace(character, "")
    seen = re.sub(r"(?<=[A-Za-z\d])[。｡](?=[A-Za-z])", ".", seen)
    for match in _ADDRESS.finditer(unicodedata.normalize("NFKC", seen)):
        if match["top"] and not _is_domain(match["name"], match["top"]):
            continue
        # What stands before it without a space, in scripts that have none, is not of it.
        address = re.sub(r"^[\u0530-\uffff]+(?=[a-zA-Z\d])", "", match[0])
        yield address.rstrip(".,:;!?·؟/").casefold()


def _is_domain(name: str, top: str) -> bool:
    """Whether a bare name with a dot in it is a domain, and not two words with a stop between."""
    if not is_top_level(top.casefold()):
        return False
    last = name.rpartition(".")[2]
    if last.isdecimal() and len(last) < 5:
        return len(top) > 2  # “2024.de”: a year, and a word
    # “konec.To” begins a sentence; “Evil.Org” is written as a name.
    begins = top[0].isupper() and top[1:].islower()
    return not begins or (last[0].isupper() and len(top) > 2)


@cache
def is_top_level(name: str) -> bool:
    """Whether there is such a top-level domain (the list of publicsuffix.org, as installed)."""
    return _suffixes().publicsuffix(f"name.name.{name}") is not None


@cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList(accept_unknown=False, only_icann=True)
