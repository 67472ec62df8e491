"""The form for a new brief: what it asks in plain words, and what a brief is made of."""

import re
from dataclasses import dataclass

from briefkit.authoring import Wishes
from briefkit.desk.forms import Form
from briefkit.languages import endonyms, languages_meant
from briefkit.model import Level
from briefkit.project import Project, shipped_catalogs

__all__ = ["OFFERED_LEVELS", "BriefForm", "form_languages", "parse_brief_form"]


# Whom a brief may be for, in the order in which they are offered.
OFFERED_LEVELS = (Level.PLAIN, Level.PROFESSIONAL, Level.EASY)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefForm:
    """The form as it was sent: each field as it was typed, or chosen.

    `others` are codes that were ticked, `more` and `source_more` names or codes of languages that
    the form has no place for.
    """

    title: str = ""
    name: str = ""
    levels: tuple[str, ...] = ()
    source: str = ""
    source_more: str = ""
    others: tuple[str, ...] = ()
    more: str = ""
    funder: str = ""
    notice: str = ""

    @property
    def folder(self) -> str:
        """The name of the brief's folder: the one that was typed, or one made of the title."""
        return self.name.strip() or _folder_name(self.title)

    @property
    def wishes(self) -> Wishes:
        """What the form says, as a brief is made of it."""
        source = _codes(self.source_more) or (self.source,)
        locales = dict.fromkeys((*source, *self.others, *_codes(self.more)))
        return Wishes(
            title=self.title,
            locales=tuple(filter(None, locales)),
            funder=self.funder,
            notice=self.notice,
            levels=tuple(level for level in OFFERED_LEVELS if level in self.levels),
        )

    @property
    def missing(self) -> frozenset[str]:
        """The names of the fields that have nothing in them."""
        fields = ("title", "levels", "funder", "notice")
        return frozenset(name for name in fields if not _filled(getattr(self, name)))


def _folder_name(title: str) -> str:
    return "-".join(re.findall(r"\w+", title.casefold()))[:40].strip("-")


def _filled(value: str | tuple[str, ...]) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _codes(text: str) -> tuple[str, ...]:
    """Return the codes of languages that are named with commas between them.

    What names none, or several, stays as it is: reading it says so.
    """
    typed = [part.strip() for part in re.split("[,;،、]", text)]
    meant = ((part, languages_meant(part)) for part in typed if part)
    return tuple(codes[0] if len(codes) == 1 else part for part, codes in meant)


def parse_brief_form(form: Form) -> BriefForm:
    """Return the fields of a form that was sent."""

    def one(name: str) -> str:
        return form.get(name, [""])[0]

    return BriefForm(
        title=one("title"),
        name=one("name"),
        levels=tuple(form.get("levels", ())),
        source=one("source"),
        source_more=one("source_more"),
        others=tuple(form.get("others", ())),
        more=one("more"),
        funder=one("funder"),
        notice=one("notice"),
    )


def form_languages(project: Project) -> tuple[tuple[str, str], ...]:
    """Return the languages that the form offers, with their own names: those with catalogs."""
    shipped = shipped_catalogs(project.catalogs)
    known = (*project.catalogs.locales, *(shipped.locales if shipped else ()), "en")
    return endonyms(dict.fromkeys(known))
