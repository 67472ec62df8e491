"""Choices: which leaflet a person asks for, and how the choice is kept for the next time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from briefkit.desk.editions import OFFERED, edition_of
from briefkit.errors import BriefkitError
from briefkit.model import Edition
from briefkit.project import Project, brief_locales

__all__ = [
    "NAMES",
    "OPTIONS",
    "Choice",
    "asked_choice",
    "completed",
    "edition_of",
    "named_choice",
    "parse_choice",
    "read_choice",
]

# What names an edition, and how it can be had besides: empty where it is not.
NAMES = ("brief", "audience", "locale", "format")
OPTIONS = ("discreet", "second", "twin", "grayscale", "press", "gaps")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A leaflet that is asked for: names as the project has them; `contacts` are rows' ids.

    `second` is the locale that stands beside its own, `twin` that of the same leaflet numbered
    alike. `discreet`, `grayscale` and `press` (a file for the print shop too) are “yes” or empty,
    and so is `gaps`: what is not translated may stand in the source's language. `language` is what
    the desk itself speaks, and empty where nobody has chosen it. `contact_names` are what the
    contacts are called, in their order, for when their file has them no longer. `alias` is what
    addresses call the brief where its subject is hidden, and empty where it isn't.
    """

    brief: str = ""
    audience: str = ""
    locale: str = ""
    format: str = "a4"
    discreet: str = ""
    second: str = ""
    twin: str = ""
    grayscale: str = ""
    press: str = ""
    gaps: str = ""
    language: str = ""
    contacts: tuple[str, ...] = ()
    contact_names: tuple[str, ...] = ()
    alias: str = ""

    @property
    def ticked(self) -> dict[str, str]:
        """The ids of its contacts, each with its name, which is empty where it is not known."""
        names = self.contact_names[: len(self.contacts)]
        return dict(zip_longest(self.contacts, names, fillvalue=""))

    def with_ticked(self, ticked: Mapping[str, str]) -> "Choice":
        """Return the choice with other contacts: their ids, each with its name."""
        return replace(self, contacts=(*ticked,), contact_names=(*ticked.values(),))

    @property
    def query(self) -> str:
        """The choice as the query of an address."""
        names = {**self.names, "brief": self.alias or self.brief, "contacts": self.contacts}
        return urlencode(names, doseq=True)

    def of_edition(self, edition: Edition) -> "Choice":
        """Return the choice as that of its edition, which knows its brief and how to call it."""
        return replace(self, brief=edition.brief, alias=edition.alias)

    @property
    def names(self) -> dict[str, str]:
        """What names its edition, and the options that it has."""
        options = {name: value for name in OPTIONS if (value := getattr(self, name))}
        return {**self.in_short, **options}

    @property
    def in_short(self) -> dict[str, str]:
        """What names its edition, without any option."""
        return {name: getattr(self, name) for name in NAMES}

    @property
    def place(self) -> dict[str, str]:
        """The same for an address, which tells no subject where the leaflet must not."""
        return {**self.in_short, "brief": self.alias or self.brief}

    @property
    def twin_choice(self) -> "Choice":
        """The choice of its twin."""
        return replace(self, locale=self.twin, twin=self.locale)

    def as_json(self) -> str:
        """The choice as the file that remembers it has it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def parse_choice(text: str) -> Choice:
    """Return the choice that a file remembers; what makes no sense there is forgotten."""
    try:
        return read_choice(json.loads(text))
    except (ValueError, RecursionError):
        return Choice()


def read_choice(data: object) -> Choice:
    """Return the choice that a JSON object has; what makes no sense there is forgotten."""
    if not isinstance(data, dict):
        return Choice()
    names = {f.name for f in fields(Choice)} - {"contacts", "contact_names"}
    kept: dict[str, Any] = {k: v for k, v in data.items() if k in names and isinstance(v, str)}
    contacts, called = _texts(data.get("contacts")), _texts(data.get("contact_names"))
    return replace(Choice(contacts=contacts, contact_names=called), **kept)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


def asked_choice(last: Choice, query: Mapping[str, str], contacts: Sequence[str]) -> Choice:
    """Return the choice that an address holds; without one in it, the last one.

    `query` are its values, `contacts` those that it names. What it doesn't name is as it was last.
    """
    named: dict[str, Any] = {name: query[name] for name in NAMES if name in query}
    if not named:
        return last
    named["alias"] = ""
    ticked = {row_id: last.ticked.get(row_id, "") for row_id in contacts}
    options: dict[str, Any] = {name: query.get(name, "") for name in OPTIONS}
    return replace(last.with_ticked(ticked), **options, **named)


def named_choice(query: Mapping[str, str], contacts: Sequence[str]) -> Choice:
    """Return the choice that an address names in full, and nothing that was chosen before."""
    names: dict[str, Any] = {name: query.get(name, "") for name in (*NAMES, *OPTIONS)}
    return Choice(**names, contacts=tuple(contacts))


def completed(project: Project, choice: Choice, language: str) -> Choice:
    """Return a choice with the first of all there is for what there isn't.

    Where no language is chosen, the leaflet's is the one that the desk speaks; where no brief is,
    the first that can be read. Of a brief that cannot be read, the rest stays as it was.
    """
    brief = choice.brief
    if brief not in project.brief_names:
        sound = (name for name in project.brief_names if _is_sound(project, name))
        brief = next(sound, project.brief_names[0] if project.brief_names else "")
    fmt = _one_of(choice.format, OFFERED)
    if not _is_sound(project, brief):
        return replace(choice, brief=brief, format=fmt)
    texts, locales = project.brief(brief).texts, brief_locales(project, brief)
    audience = _one_of(choice.audience, tuple(texts))
    if choice.locale not in locales:
        locales = tuple(filter(texts[audience].reader.is_made_in, locales))
    return replace(
        choice,
        brief=brief,
        audience=audience,
        locale=_one_of(choice.locale or language, locales),
        format=fmt,
    )


def _is_sound(project: Project, brief: str) -> bool:
    try:
        project.brief(brief)
    except BriefkitError:
        return False
    return True


def _one_of(name: str, names: tuple[str, ...]) -> str:
    return name if name in names else names[0]
