"""Whom a brief's leaflets are for, as the desk offers them."""

from dataclasses import dataclass

from briefkit.model import Catalog, Segment
from briefkit.project import Project, brief_locales

__all__ = ["OfferedAudience", "offered_audiences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedAudience:
    """An audience: `label` is the brief's own, and empty where it leaves that to the `level`.

    `languages` are the locales that it is made in, `discreet` whether its subject can be hidden.
    """

    name: str
    label: str
    level: str
    formats: tuple[str, ...]
    languages: tuple[str, ...]
    discreet: bool


def offered_audiences(
    project: Project, brief: str, catalog: Catalog | None
) -> tuple[OfferedAudience, ...]:
    """Return a brief's audiences, with labels as a catalog has them, or as they were written.

    Raises SourceError for a brief that needs work.
    """
    texts = project.brief(brief).texts.values()
    return tuple(
        OfferedAudience(
            name=text.audience,
            label=_label(text.words.label, catalog),
            level=text.reader.level,
            formats=text.reader.formats,
            languages=tuple(filter(text.reader.is_made_in, brief_locales(project, brief))),
            discreet=text.reader.discreet,
        )
        for text in texts
    )


def _label(label: Segment | None, catalog: Catalog | None) -> str:
    if label is None:
        return ""
    return (catalog.lookup(label.key) if catalog else None) or label.text
