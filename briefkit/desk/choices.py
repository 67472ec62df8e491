"""Choices: which leaflet a person asks for, and how the choice is kept for the next time."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from urllib.parse import urlencode

from briefkit.build import plan
from briefkit.leaflet import FORMATS, Format
from briefkit.model import Edition
from briefkit.project import Project

__all__ = [
    "NAMES",
    "Choice",
    "completed",
    "edition_of",
    "flipped_edge",
    "locales_of",
    "parse_choice",
]

# What names an edition.
NAMES = ("brief", "audience", "locale", "format")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A leaflet that is asked for: names as the project has them; `contacts` are rows' ids.

    `gaps` is “yes” where what is not translated may stand in the source's language, `language` what
    the desk itself speaks, and empty where nobody has chosen it.
    """

    brief: str = ""
    audience: str = ""
    locale: str = ""
    format: str = "a4"
    gaps: str = ""
    language: str = ""
    contacts: tuple[str, ...] = ()

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
    names = {f.name for f in fields(Choice)} - {"contacts"}
    kept = {k: v for k, v in data.items() if k in names and isinstance(v, str)}
    contacts = data.get("contacts")
    chosen = contacts if isinstance(contacts, list) else []
    return Choice(**kept, contacts=tuple(c for c in chosen if isinstance(c, str)))


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

    Where no language is chosen, the leaflet's is the one that the desk speaks.
    """
    brief = _one_of(choice.brief, project.brief_names)
    audiences = tuple(project.brief(brief).texts)
    return replace(
        choice,
        brief=brief,
        audience=_one_of(choice.audience, audiences),
        locale=_one_of(choice.locale or language, locales_of(project, brief)),
        format=_one_of(choice.format, tuple(FORMATS)),
    )


def locales_of(project: Project, brief: str) -> tuple[str, ...]:
    """Return the locales that a brief's leaflets are planned in."""
    return tuple(dict.fromkeys(edition.locale for edition in plan(project, briefs=[brief])))


def _one_of(name: str, names: tuple[str, ...]) -> str:
    return name if name in names else names[0]
