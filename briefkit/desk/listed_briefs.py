"""The briefs of a project as their author sees them: those that need work too."""

from dataclasses import dataclass

from briefkit.authoring import brief_settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError
from briefkit.model import Level
from briefkit.project import LoadedBrief, Project

__all__ = ["ListedBrief", "ListedText", "listed_brief", "listed_briefs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedText:
    """An audience's text; `title` is empty where it can't be read, `label` where it has none."""

    audience: str
    label: str
    level: Level
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBrief:
    """A brief with its texts, and what is wrong with it; without sound settings it has no texts."""

    name: str
    locale: str = ""
    texts: tuple[ListedText, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


def listed_briefs(project: Project) -> tuple[ListedBrief, ...]:
    """Return all briefs of a project."""
    return tuple(listed_brief(project, name) for name in project.brief_names)


def listed_brief(project: Project, name: str) -> ListedBrief:
    """Return a brief of a project."""
    problems: tuple[Diagnostic, ...] = ()
    loaded: LoadedBrief | None = None
    try:
        loaded = project.brief(name)
    except BriefkitError as error:
        problems = tuple(error.diagnostics)
    try:
        parsed = brief_settings(project, name)
    except BriefkitError:
        return ListedBrief(name=name, problems=problems)
    labels = {audience: words.label for audience, words in parsed.words.items()}
    texts = (
        ListedText(
            audience=audience.name,
            label=label.text if (label := labels[audience.name]) else "",
            level=audience.level,
            title=loaded.texts[audience.name].title.text if loaded else "",
        )
        for audience in parsed.settings.audiences.values()
    )
    return ListedBrief(
        name=name, locale=parsed.settings.source_locale, texts=tuple(texts), problems=problems
    )
