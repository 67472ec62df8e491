"""The languages of a text, as a sheet lists them for a reader who points at hers."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefkit.catalogs import Label
from briefkit.languages import direction, endonym, language_tag, name_for, sort_key
from briefkit.model import Message

__all__ = ["AVAILABLE", "LanguageLine", "in_script_order"]

# What each line says, in its own language; the heading of the sheet says it in the worker's.
AVAILABLE = Message(msgid="This information is available in your language")


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageLine:
    """A language of a text: what its line says, in which fonts, and where its leaflet is.

    `families` are tried in their order; `address` is that of the leaflet's page, empty for none.
    Of a draft `by_machine`, a machine translated the leaflet, or some of it.
    """

    locale: str
    sentence: Label
    families: tuple[str, ...]
    address: str
    draft: bool
    by_machine: bool

    @property
    def name(self) -> str:
        """What its speakers call the language."""
        return endonym(self.locale)

    @property
    def tag(self) -> str:
        """The language as HTML names it."""
        return language_tag(self.locale)

    @property
    def direction(self) -> str:
        """Where its lines run, “ltr” or “rtl”."""
        return direction(self.locale)

    @property
    def mark(self) -> str:
        """The sign of a draft, which a note on the sheet explains; empty for what is reviewed."""
        if not self.draft:
            return ""
        return "*" if self.by_machine else "†"

    def known_as(self, locale: str) -> str:
        """Return the language's name in another language; empty where it is the same word."""
        name = name_for(self.locale, locale)
        return "" if name.casefold() == self.name.casefold() else name


def in_script_order(lines: Iterable[LanguageLine]) -> tuple[LanguageLine, ...]:
    """Return lines by the scripts of their languages' own names, then by these names.

    Latin comes first, then Greek, Cyrillic, Hebrew, Arabic …, as Unicode has its scripts.
    """
    return tuple(sorted(lines, key=lambda line: (sort_key(line.name, "en"), line.locale)))
