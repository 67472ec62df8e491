"""Packages that are installed only when they are asked for, as extras."""

from collections.abc import Iterator
from contextlib import contextmanager

from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError

__all__ = ["needing_extra"]


@contextmanager
def needing_extra(what: str, extra: str) -> Iterator[None]:
    """Raise BriefkitError, which says what to install, where an import within fails."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise BriefkitError(
            Diagnostic(
                check="extra",
                message=f"{what} needs packages that are not installed, such as "
                f"“{(error.name or '').partition('.')[0]}”.",
                hint=f'Install it with pip install "briefkit[{extra}]".',
            )
        ) from None
