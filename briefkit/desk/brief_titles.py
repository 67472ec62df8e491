"""What briefs are called on the desk's pages."""

from briefkit.desk.catalog_cache import CatalogCache
from briefkit.errors import BriefkitError
from briefkit.model import Segment
from briefkit.project import Project

__all__ = ["brief_title", "brief_titles"]


def brief_titles(
    project: Project, catalogs: CatalogCache, language: str
) -> tuple[tuple[str, str], ...]:
    """Return the briefs' names with their titles, in a language where they are translated into it.

    A brief that cannot be read is called by its name.
    """
    found = []
    for name in project.brief_names:
        title = _title(project, name)
        catalog = catalogs.readable(project, name, language) if title else None
        translated = catalog.lookup(title.key) if title and catalog else None
        found.append((name, translated or (title.text if title else name)))
    return tuple(found)


def brief_title(project: Project, name: str) -> str:
    """Return a brief's title as it was written, or its name where the brief cannot be read."""
    title = _title(project, name)
    return title.text if title else name


def _title(project: Project, name: str) -> Segment | None:
    try:
        (text, *_) = project.brief(name).texts.values()
    except BriefkitError:
        return None
    return text.title
