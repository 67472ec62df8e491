"""What briefs are called on the desk's pages."""

from briefkit.desk.catalog_cache import CatalogCache
from briefkit.errors import BriefkitError
from briefkit.model import Segment
from briefkit.project import Project

__all__ = ["brief_titles"]


def brief_titles(project: Project, catalogs: CatalogCache, language: str) -> dict[str, str]:
    """Return the briefs' names with their titles, in a language where they are translated into it.

    A brief that cannot be read is called by its name.
    """
    found = {}
    for name in project.brief_names:
        title = _title(project, name)
        catalog = catalogs.readable(project, name, language) if title else None
        translated = catalog.lookup(title.key) if title and catalog else None
        found[name] = translated or (title.text if title else name)
    return found


def _title(project: Project, name: str) -> Segment | None:
    try:
        (text, *_) = project.brief(name).texts.values()
    except BriefkitError:
        return None
    return text.title
