"""Packages that are installed only when they are asked for, as extras."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError

__all__ = ["install_command", "needing_extra"]


def install_command(extra: str) -> str:
    """Return the command that installs an extra where this program is, from whatever folder."""
    return f'{shlex.quote(sys.executable)} -m pip install "briefkit[{extra}]"'


@contextmanager
def needing_extra(what: str, extra: str) -> Iterator[None]:
    """Raise BriefkitError, which says what to install, where an import within fails."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise BriefkitError(
            Diagnostic(
                check="extra",
                message=translatable(
                    "%(what)s needs packages that are not installed, such as “%(package)s”.",
                    what=what,
                    package=(error.name or "").partition(".")[0],
                ),
                hint=translatable("Install them: %(command)s", command=install_command(extra)),
            )
        ) from None
