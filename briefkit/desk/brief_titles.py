"""What briefs are called in a list of them."""

from briefkit.errors import BriefkitError
from briefkit.project import Project

__all__ = ["brief_titles"]


def brief_titles(project: Project) -> tuple[tuple[str, str], ...]:
    """Return the briefs' names with their titles; with its name where a brief cannot be read."""
    found = []
    for name in project.brief_names:
        try:
            (text, *_) = project.brief(name).texts.values()
            found.append((name, text.title.text))
        except BriefkitError:
            found.append((name, name))
    return tuple(found)
