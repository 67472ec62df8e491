"""Catalogs below locales/ that nothing reads, because of where they are."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import SourceError

if TYPE_CHECKING:
    from briefkit.project import Project

__all__ = ["ignored_catalogs"]


def ignored_catalogs(project: "Project") -> Iterator[Diagnostic]:
    """Yield a warning for each folder, and each file in a right one, that is left unread."""
    catalogs = project.catalogs
    yield from catalogs.misnamed
    misnamed = {Path(f.location.path).name for f in catalogs.misnamed if f.location}
    # A text isn't translated into the language that it is written in.
    written = {catalogs.path(*pair) for pair in _written(project)}
    of_domains = {catalogs.path(d, locale) for d in project.domains for locale in catalogs.locales}
    read = of_domains - written
    there = {
        path
        for path in catalogs.folder.rglob("*.po")
        if path.relative_to(catalogs.folder).parts[0] not in misnamed
    }
    unread = sorted(there - read)
    own = {path.parent for path in of_domains}
    for place in dict.fromkeys(path if path.parent in own else path.parent for path in unread):
        inside = place.relative_to(catalogs.folder)
        if place in written:
            message, hint = _OF_SOURCE
        elif place.parent in own:
            message, hint = _of_file(project.domains)
        else:
            message, hint = _of_folder(inside)
        yield Diagnostic(
            check="locale",
            message=message,
            hint=hint,
            severity=Severity.WARNING,
            location=Location(f"locales/{inside.as_posix()}".removesuffix("/.")),
        )


_OF_SOURCE = (
    "This catalog is not read: its brief is written in this language.",
    "Delete it, or name another source_locale in brief.toml.",
)


def _written(project: "Project") -> Iterator[tuple[str, str]]:
    """Yield the briefs that can be read, each with the locale that it is written in."""
    for name in project.brief_names:
        with suppress(SourceError):
            yield name, project.source_locale(name)


def _of_file(domains: tuple[str, ...]) -> tuple[str, str]:
    return (
        "This catalog is not read: there is no brief of its name.",
        f"Name it after its domain: {', '.join(domains)}.",
    )


def _of_folder(folder: Path) -> tuple[str, str]:
    """Return what is wrong with a folder, relative to locales/, that has catalogs in it."""
    if folder.parts[1:] != ("LC_MESSAGES",):
        return "The catalogs here are not read.", "Put them in locales/LOCALE/LC_MESSAGES/."
    return (
        "The catalogs here are not read.",
        f"No brief has any of their names, in “{folder.parts[0]}”.",
    )
