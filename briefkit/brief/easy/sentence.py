"""A sentence of an easy text, and what a rule says of it."""

import re
from dataclasses import dataclass
from functools import cached_property

from briefkit.diagnostics import Translatable

__all__ = ["WORD", "Finding", "Sentence"]

# What a rule finds: the name of its check, what is wrong, what to do.
Finding = tuple[str, Translatable, Translatable]

# A word: letters, with the marks and signs within it (“don’t”, “e-mail”).
WORD = re.compile(r"[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence, without its markup, in a language."""

    text: str
    locale: str

    @property
    def language(self) -> str:
        """Its language, without a country or a script: “pt”."""
        return self.locale.partition("_")[0]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words; numbers are none."""
        return tuple(WORD.findall(self.text))
