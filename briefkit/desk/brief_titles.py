"""What briefs are called on the desk's pages."""

from briefkit.desk.catalog_cache import CatalogCache
from briefkit.errors import BriefkitError
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
        try:
            (text, *_) = project.brief(name).texts.values()
        except BriefkitError:
            found.append((name, name))
            continue
        catalog = catalogs.readable(project, name, language)
        translated = catalog.lookup(text.title.key) if catalog else None
        found.append((name, translated or text.title.text))
    return tuple(found)


def brief_title(project: Project, name: str) -> str:
    """Return a brief's title as it was written, or its name where the brief cannot be read."""
    try:
        (text, *_) = project.brief(name).texts.values()
        return text.title.text
    except BriefkitError:
        return name
