"""Briefs as they stand in their folders: settings, texts and references."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefkit.brief import (
    AUDIENCES,
    Reference,
    brief_messages,
    citation_faults,
    parse_brief,
    parse_references,
    parse_settings,
    unprinted_fields,
)
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError, UsageError
from briefkit.languages import require_known
from briefkit.model import Brief, Message, Segment
from briefkit.project.files import read_text

__all__ = ["LoadedBrief", "list_briefs", "read_brief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrief:
    """A brief's texts by audience, and the works that they cite.

    `warnings` tell what of these works is not printed.
    """

    name: str
    texts: Mapping[str, Brief[Segment]]
    references: Mapping[str, Reference]
    warnings: tuple[Diagnostic, ...] = ()

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
    faults: list[Diagnostic] = []
    references: Mapping[str, Reference] = {}
    warnings: tuple[Diagnostic, ...] = ()
    try:
        references, warnings = _read_references(folder / "references.json", place)
    except SourceError as error:
        faults += error.diagnostics
    texts: dict[str, Brief[Segment]] = {}
    for audience in (a for a in AUDIENCES if a in named.settings.audiences):
        try:
            texts[audience] = parse_brief(
                name=name,
                audience=audience,
                settings=named,
                text=read_text(folder / f"{audience}.md", place),
                path=f"{place}/{audience}.md",
            )
        except SourceError as error:
            faults += error.diagnostics
    faults = faults or list(citation_faults(texts.values(), references))
    if faults:
        raise SourceError(*faults)
    return LoadedBrief(name=name, texts=texts, references=references, warnings=warnings)


def _read_references(
    file: Path, place: str
) -> tuple[Mapping[str, Reference], tuple[Diagnostic, ...]]:
    if not file.exists():
        return {}, ()
    text, path = read_text(file, place), f"{place}/references.json"
    return parse_references(text, path), unprinted_fields(text, path)
