"""Clause 11: the languages of the file and of its parts."""

import re
from collections.abc import Iterator

from briefkit.diagnostics import shorten
from briefkit.languages import canonical_locale, script, scripts_of
from briefkit.proof.audit.parsing import File

__all__ = ["check_11_languages", "check_11_scripts"]

# RFC 3066, which ISO 32000-1 takes for its languages.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


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
        own = scripts_of(canonical_locale(element.language))
        text = "".join(file.contents[page].texts.get(mcid, "") for page, mcid in element.places)
        foreign = 0
        for word in re.findall(r"[^\W\d_]{2,}", str(element.item.get("/ActualText", text))):
            foreign = foreign + 1 if script(word[0]) not in {"", *own} else 0
            if foreign == 3 and not element.within("Link"):
                yield f"“{shorten(text, 60)}” is marked as “{element.language}”"
                break
