"""Briefs as they stand in their folders: settings, texts and references."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError, UsageError
from briefkit.languages import require_known
from briefkit.model import Brief, Message, Segment
from briefkit.project.files import read_text

__all__ = ["LoadedBrief", "list_briefs", "read_brief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrief:
    """A brief's texts by audience, and the works that they cite."""

    name: str
    texts: Mapping[str, Brief[Segment]]
    references: Mapping[str, Reference]

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
        raise UsageError(
            Diagnostic(
                check="brief",
                message=f"There is no brief “{name}” in {briefs}.",
                hint=f"Choose one of: {', '.join(known) or 'none yet'}.",
            )
        )
    folder, place = briefs / name, f"briefs/{name}"
    named = parse_settings(read_text(folder / "brief.toml", place), f"{place}/brief.toml")
    require_known(named.settings.source_locale)
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
