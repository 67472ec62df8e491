"""Briefs as they stand in their folders: settings, texts and references."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.brief import (
    AUDIENCES,
    Reference,
    brief_messages,
    citations_in,
    parse_brief,
    parse_inline,
    parse_references,
    parse_settings,
)
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError, UsageError
from briefkit.languages import require_known
from briefkit.model import Brief, Message, Segment
from briefkit.project.brief_names import folded_name, require_usable_name
from briefkit.project.files import read_text

__all__ = ["LoadedBrief", "list_briefs", "read_brief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrief:
    """A brief's texts by audience, and the works that they cite."""

    name: str
    texts: Mapping[str, Brief[Segment]]
    references: Mapping[str, Reference]

    @property
    def source_locale(self) -> str:
        """The locale that it is written in."""
        return next(iter(self.texts.values())).settings.source_locale

    @property
    def messages(self) -> tuple[Message, ...]:
        """What translators are asked for in its domain."""
        return brief_messages(self.texts.values())


def list_briefs(folder: Path) -> tuple[str, ...]:
    """Return the names of the briefs in a folder, sorted."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/brief.toml")))


def read_brief(name: str, briefs: Path, known: tuple[str, ...]) -> LoadedBrief:
    """Read a brief from the folder of briefs; `known` are their names.

    Raises SourceError where it needs work, and UsageError for a name that is not known.
    """
    if name not in known:
        meant = next((other for other in known if folded_name(other) == folded_name(name)), "")
        raise UsageError(
            Diagnostic(
                check="brief",
                message=f"There is no brief “{name}” in {briefs}.",
                hint=f"Did you mean {meant}?"
                if meant
                else f"Choose one of: {', '.join(known) or 'none yet'}.",
            )
        )
    require_usable_name(name, known)
    folder, place = briefs / name, f"briefs/{name}"
    named = parse_settings(read_text(folder / "brief.toml", place), f"{place}/brief.toml")
    _require_locale(named.settings.source_locale, f"{place}/brief.toml")
    _require_own_code(name, named.settings.code, briefs, known)
    references = _read_references(folder / "references.json", place)
    texts = {
        audience: parse_brief(
            name=name,
            audience=audience,
            settings=named,
            text=read_text(folder / f"{audience}.md", place),
            path=f"{place}/{audience}.md",
        )
        for audience in AUDIENCES
        if audience in named.settings.audiences
    }
    _require_references(texts, references)
    return LoadedBrief(name=name, texts=texts, references=references)


def _require_locale(locale: str, path: str) -> None:
    """Raise SourceError for a source's locale that CLDR doesn't know."""
    try:
        require_known(locale)
    except UsageError as error:
        faults = (replace(d, location=Location(path)) for d in error.diagnostics)
        raise SourceError(*faults) from None


def _require_own_code(name: str, code: str, briefs: Path, known: tuple[str, ...]) -> None:
    """Raise SourceError where another brief has the same code: no sheet could be traced."""
    same = [other for other in known if other != name and _code(briefs / other) == code]
    if same:
        raise SourceError(
            Diagnostic(
                check="code",
                message=f"The code “{code}” is also that of briefs/{', briefs/'.join(same)}.",
                hint="Give one of them another: sheets are traced by it.",
                location=Location(f"briefs/{name}/brief.toml"),
            )
        )


def _code(folder: Path) -> str:
    """Return the code of a brief, or "" where its settings can't be read: it is told of that."""
    place = f"briefs/{folder.name}"
    try:
        text = read_text(folder / "brief.toml", place)
        return parse_settings(text, f"{place}/brief.toml").settings.code
    except SourceError:
        return ""


def _read_references(file: Path, place: str) -> Mapping[str, Reference]:
    if not file.exists():
        return {}
    return parse_references(read_text(file, place), f"{place}/references.json")


def _require_references(
    texts: Mapping[str, Brief[Segment]], references: Mapping[str, Reference]
) -> None:
    unknown = [
        Diagnostic(
            check="references",
            message=f"The work “{key}” is cited, and references.json has none of that id.",
            hint="Mend the citation, or export the reference from Zotero.",
            location=segment.location,
        )
        for brief in texts.values()
        for segment in brief.segments()
        for citation in citations_in(parse_inline(segment.text, segment.location))
        for key in citation.keys
        if key not in references
    ]
    if unknown:
        raise SourceError(*unknown)
