"""Choices: which leaflet a person asks for, and how the choice is kept for the next time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

from briefkit.build import plan
from briefkit.errors import BriefkitError
from briefkit.leaflet import PRINTED, Format
from briefkit.model import Edition
from briefkit.project import Project, brief_locales

__all__ = [
    "NAMES",
    "Choice",
    "asked_choice",
    "completed",
    "edition_of",
    "flipped_edge",
    "parse_choice",
]

# What names an edition.
NAMES = ("brief", "audience", "locale", "format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A leaflet that is asked for: names as the project has them; `contacts` are rows' ids.

    `gaps` is “yes” where what is not translated may stand in the source's language, `language` what
    the desk itself speaks, and empty where nobody has chosen it. `contact_names` are what the
    contacts are called, in their order, for when their file has them no longer.
    """

    brief: str = ""
    audience: str = ""
    locale: str = ""
    format: str = "a4"
    gaps: str = ""
    language: str = ""
    contacts: tuple[str, ...] = ()
    contact_names: tuple[str, ...] = ()

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
        names = {name: getattr(self, name) for name in (*NAMES, "gaps", "contacts")}
        return urlencode(names, doseq=True)

    @property
    def names(self) -> dict[str, str]:
        """The names of its edition."""
        return {name: getattr(self, name) for name in NAMES}

    def as_json(self) -> str:
        """The choice as the file that remembers it has it."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def parse_choice(text: str) -> Choice:
    """Return the choice that a file remembers; what makes no sense there is forgotten."""
    try:
        data = json.loads(text)
    except ValueError:
        return Choice()
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
    ticked = {row_id: last.ticked.get(row_id, "") for row_id in contacts}
    return replace(last.with_ticked(ticked), gaps=query.get("gaps", ""), **named)


def edition_of(project: Project, fields: Mapping[str, str]) -> Edition:
    """Return the edition that a query or a form names. Raises UsageError for what there isn't."""
    # An empty name would mean all there are.
    brief, audience, locale, fmt = (fields.get(name) or "?" for name in NAMES)
    (edition, *_) = plan(
        project, briefs=[brief], audiences=[audience], locales=[locale], formats=[fmt]
    )
    return edition


def flipped_edge(fmt: Format, pages: int) -> str:
    """Return over which edge a printer turns the paper, “long” or “short”; nothing for one side."""
    if fmt.sheet is not None:
        return "long" if fmt.sheet.flip_long_edge else "short"
    return "long" if pages > 1 else ""


def completed(project: Project, choice: Choice, language: str) -> Choice:
    """Return a choice with the first of all there is for what there isn't.

    Where no language is chosen, the leaflet's is the one that the desk speaks; where no brief is,
    the first that can be read. Of a brief that cannot be read, the rest stays as it was.
    """
    brief = choice.brief
    if brief not in project.brief_names:
        sound = (name for name in project.brief_names if _is_sound(project, name))
        brief = next(sound, project.brief_names[0] if project.brief_names else "")
    fmt = _one_of(choice.format, PRINTED)
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
