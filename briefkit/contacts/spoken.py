"""The languages in which help is given, as people write them."""

import re
from collections.abc import Iterable, Sequence

from briefkit.contacts.refusals import Refused, shown
from briefkit.diagnostics import Translatable, translatable
from briefkit.languages import languages_like, languages_meant

__all__ = ["parted_languages", "read_languages"]

_BETWEEN = re.compile(r"[,;/|&+·\n\r،؛]+|\band\b", re.IGNORECASE)
# Codes that are small words too: “German or French” isn't Odia, nor “fr et en” Estonian.
_SMALL_WORDS = frozenset("as et in is ja no or si to und".split())
_LISTED = translatable(
    "Write codes, with commas, such as %(codes)s: %(page)s has examples.",
    codes="bg, en",
    page="docs/contacts.md",
)


def parted_languages(text: str) -> list[str]:
    """Return what a cell lists: between commas and other signs, line ends or “and”.

    Blanks part it where all words are languages, and none may be a small word.
    """
    found: list[str] = []
    for item in (" ".join(item.split()) for item in _BETWEEN.split(text)):
        words = item.split(" ")
        listed = all(languages_meant(w) and w.casefold() not in _SMALL_WORDS for w in words)
        if len(words) > 1 and not languages_meant(item) and listed:
            found += words
        elif item:
            found.append(item)
    return found


def read_languages(names: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of languages that are listed by codes or names, each once.

    Raises Refused, naming all that are none and those that were most likely meant.
    """
    codes: dict[str, None] = {}
    unknown: dict[str, Translatable] = {}
    for name in names:
        meant = languages_meant(name)
        if len(meant) == 1:
            codes[meant[0]] = None
        else:
            unknown[shown(name)] = _unknown(shown(name), meant, languages_like(name))
    if unknown:
        first, *others = unknown.values()
        for other in others:
            first = translatable("%(first)s; %(other)s", first=first, other=other)
        raise Refused(
            translatable("has languages that are not known: %(names)s", names=first), _LISTED
        )
    return tuple(codes)


def _unknown(name: str, meant: Sequence[str], near: str) -> Translatable:
    if meant:
        listed = ", ".join(meant)
        return translatable("“%(name)s” (it names several: %(listed)s)", name=name, listed=listed)
    if near:
        return translatable("“%(name)s” (did you mean %(near)s?)", name=name, near=near)
    return translatable("“%(name)s” (there is none like it)", name=name)
