"""Clause 11: the languages of the file and of its parts."""

import re
from collections.abc import Iterator

from briefkit.diagnostics import shorten
from briefkit.languages import canonical_locale, script, scripts_of
from briefkit.proof.audit.parsing import File

__all__ = ["check_11_languages", "check_11_scripts"]

# RFC 3066, which ISO 32000-1 takes for its languages.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Of a language that nobody knows, BCP 47 (2.2.3, 4.1) names the script: “und-Cyrl”.
_SCRIPT = re.compile(r"und-([A-Za-z]{4})")


def check_11_languages(file: File) -> Iterator[str]:
    """11-001 to 11-006: the languages of the file and of its elements are given."""
    found = {file.language: "the file"}
    found |= {element.language: file.named(element) for element in file.elements}
    for language, where in found.items():
        if not _LANGUAGE.fullmatch(language):
            yield f"The language of {where} is given as “{language}”"


def check_11_scripts(file: File) -> Iterator[str]:
    """11-007: three words in letters of another script are of another language."""
    for element in file.elements:
        own = _scripts(element.language)
        text = "".join(file.contents[page].texts.get(mcid, "") for page, mcid in element.places)
        foreign = 0
        for word in re.findall(r"[^\W\d_]{2,}", str(element.item.get("/ActualText", text))):
            foreign = foreign + 1 if script(word[0]) not in {"", *own} else 0
            if foreign == 3 and not element.within("Link"):
                yield f"“{shorten(text, 60)}” is marked as “{element.language}”"
                break


def _scripts(tag: str) -> frozenset[str]:
    """Return the scripts of a language tag: the one that it names, or those of its language."""
    named = _SCRIPT.fullmatch(tag)
    return frozenset({named[1].title()}) if named else scripts_of(canonical_locale(tag))
