"""Where a project's folders are, and those of the program."""

import shlex
from pathlib import Path

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import UsageError

__all__ = [
    "PACKAGE",
    "PAGES",
    "bundled_folder",
    "find_folder",
    "require_own_folder",
    "require_top_folder",
]

# What a project can have of its own; each that it lacks is the program's.
_OWN = ("briefs", "locales", "templates", "fonts")

# The program's own code.
PACKAGE = Path(__file__).parent.parent

# The templates of its pages, and what these fetch.
PAGES = tuple(
    PACKAGE / shell / "pages"
    for shell in ("desk", "preview/server", "serving", "site", "print_runs", "offline")
)


def bundled_folder() -> Path:
    """Return the folder that holds briefkit's own briefs, locales and templates."""
    packaged = PACKAGE / "bundled"
    return packaged if packaged.is_dir() else PACKAGE.parent


def find_folder(root: Path, bundled: Path, name: str) -> Path:
    """Return the folder of that name in `root`, or the one in `bundled` where there is none."""
    own = root / name
    return own if own.is_dir() else bundled / name


def require_own_folder(root: Path, name: str) -> None:
    """Raise UsageError unless `root` has a folder of that name to write to."""
    if not (root / name).is_dir():
        raise UsageError(
            Diagnostic(
                check="project",
                message=translatable(
                    "This folder has no %(name)s/ of its own to write to.", name=name
                ),
                hint=translatable(
                    "Go to your project's folder, or make one with “%(command)s”.",
                    command="briefkit init FOLDER",
                ),
                location=Location(str(root)),
            )
        )


def require_top_folder(folder: Path) -> None:
    """Raise UsageError where a folder has nothing of a project, and one above it has briefs.

    There, the program's own brief would be taken for the one that was meant.
    """
    if any((folder / name).is_dir() for name in _OWN):
        return
    if project := next((f for f in folder.parents if any(f.glob("briefs/*/brief.toml"))), None):
        raise UsageError(
            Diagnostic(
                check="project",
                message=translatable(
                    "This folder is inside the project %(project)s, and is none itself.",
                    project=project,
                ),
                hint=translatable(
                    "Go to the project's folder first: %(command)s",
                    command=f"cd {shlex.quote(str(project))}",
                ),
                location=Location(str(folder)),
            )
        )
