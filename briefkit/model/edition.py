"""What is asked for: a brief, an audience, a locale and a format."""

import re
from dataclasses import dataclass, fields, replace

__all__ = ["Edition", "office_slug"]

# Always discreet, and sent or hung up: in a file's name, that word would make one ask why.
_UNMARKED = ("share", "languages", "languages_a3")
# What most editions don't have.
_SELDOM = frozenset(("second", "twin"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One brief, audience, locale and format.

    `alias` is what a discreet edition is called instead of its brief, and empty for others.
    `office` is the one whose contacts it has, and empty for one that is not an office's. `second`
    is the locale that stands beside its own, in one leaflet; empty for one in one language. `twin`
    is that of the same leaflet whose passages are numbered alike, and empty where they are not.
    """

    brief: str
    audience: str
    locale: str
    format: str = "a4"
    alias: str = ""
    office: str = ""
    second: str = ""
    twin: str = ""

    def __repr__(self) -> str:
        # Codes are made of it: that of an edition in one language says nothing of another.
        names = [f.name for f in fields(self) if f.name not in _SELDOM or getattr(self, f.name)]
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    @property
    def discreet(self) -> bool:
        """Whether its outside, its file's name and its metadata hide the subject."""
        return bool(self.alias)

    @property
    def common(self) -> "Edition":
        """The edition without its office: what those of all offices have in common."""
        return replace(self, office="")

    @property
    def languages(self) -> str:
        """Its locale as names and codes have it, with the one beside it: “uk+en”; or “uk=en”."""
        if self.twin:
            return f"{self.locale}={self.twin}"
        return f"{self.locale}+{self.second}" if self.second else self.locale

    @property
    def locales(self) -> tuple[str, ...]:
        """Its locale, and that of the language beside it or of its twin."""
        return tuple(filter(None, (self.locale, self.second or self.twin)))

    @property
    def stem(self) -> str:
        """The leaflet's file name without its ending."""
        stem = f"{self.alias or self.brief}.{self.languages}.{self.audience}.{self.format}"
        stem = f"{stem}.discreet" if self._marked else stem
        return f"{stem}.{office_slug(self.office)}" if self.office else stem

    @property
    def _marked(self) -> bool:
        """Whether its names say that it is discreet."""
        return self.discreet and self.format not in _UNMARKED

    def code_prefix(self, brief_code: str, letter: str) -> str:
        """Return what an edition code of this edition begins with.

        `brief_code` is brief.toml's, and `letter` that of the audience. A format goes by the first
        part of its name, and a discreet edition has a “D” after it.
        """
        form = self.format.partition("-")[0] + "d" * self._marked
        return f"{brief_code}-{self.languages}-{letter}-{form}-".upper()


def office_slug(office: str) -> str:
    """Return an office's name as it stands in file names: its letters and digits, and hyphens.

    It has at most 60 letters and 100 bytes of UTF-8: a file's name has 255.
    """
    slug = "-".join(re.findall(r"\w+", office.casefold().replace("_", " ")))[:60]
    return slug.encode()[:100].decode(errors="ignore")
