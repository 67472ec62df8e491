"""What a command knows of its surroundings: the project, the day, the caches, the cores."""

import os
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from briefkit.build import Order
    from briefkit.project import Project

__all__ = ["Settings", "cores", "gettext_now", "state_folder"]


class Settings:
    """The project's folder, which was `named` or is the one in which, and the day on which, the
    command is given.
    """

    def __init__(self, root: Path, today: date, *, named: bool) -> None:
        self._root = root
        self._named = named
        self.today = today

    @property
    def root(self) -> Path:
        """The project's folder. Raises UsageError where the one that was meant is above it."""
        from briefkit.project import require_top_folder

        if not self._named:
            require_top_folder(self._root)
        return self._root

    @cached_property
    def project(self) -> "Project":
        """The project: a command reads its briefs and templates once.

        Raises SourceError for the languages that it declares wrongly.
        """
        from briefkit.errors import SourceError
        from briefkit.project import Project, bundled_folder

        project = Project(self.root, bundled_folder())
        if project.faults:
            raise SourceError(*project.faults)
        return project

    def brief_name(self, named: str | None) -> str:
        """Return the name of the brief that is meant: the one named, or the only one there is.

        Raises UsageError where there are others, or none.
        """
        names = self.project.brief_names
        if named is None and len(names) != 1:
            raise UsageError(
                Diagnostic(
                    check="brief",
                    message=f"There are {len(names)} briefs here.",
                    hint=f"Choose one with --brief: {', '.join(names) or 'none yet'}.",
                )
            )
        return named or names[0]

    @property
    def leaflets(self) -> Path:
        """Where leaflets are made, if nowhere else is named."""
        return self.root / "leaflets"

    def order(self, **changes: Any) -> "Order":
        import platformdirs

        from briefkit.build import Order
        from briefkit.project import bundled_folder

        cache = os.environ.get("BRIEFKIT_CACHE") or platformdirs.user_cache_dir("briefkit", False)
        defaults: dict[str, Any] = {
            "root": self.root,
            "bundled": bundled_folder(),
            "output": self.leaflets,
            "font_cache": Path(cache),
        }
        return Order(**{**defaults, **changes})


def gettext_now() -> str:
    """Return the time as gettext's headers have it."""
    from briefkit.model import gettext_time

    return gettext_time(datetime.now(UTC))


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def state_folder() -> Path:
    """Return where the desk remembers a person's choices and orders."""
    import platformdirs

    return Path(os.environ.get("BRIEFKIT_STATE") or platformdirs.user_state_dir("briefkit", False))
