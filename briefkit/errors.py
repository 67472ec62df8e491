"""Every error that briefkit raises for bad input.

BriefkitError
├── SourceError      a brief's text, settings or references need work
├── ChangedError     a file is not as it was read: nothing was written
├── CatalogError     a catalog cannot be read, or must not be printed
├── ContactError     a contact is unsourced, out of date or malformed
├── TypesetError     a leaflet could not be set without a fault
├── ProofError       a finished PDF failed its proof
├── RemoteError      another program's server did not do what it was asked
└── UsageError       the command was given something that does not exist
"""

from collections.abc import Sequence

from briefkit.diagnostics import Diagnostic

__all__ = [
    "BriefkitError",
    "CatalogError",
    "ChangedError",
    "ContactError",
    "ProofError",
    "RemoteError",
    "SourceError",
    "TypesetError",
    "UsageError",
]


class BriefkitError(Exception):
    """Bad input: carries the diagnostics that a person needs to mend it."""

    exit_code = 1

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics: Sequence[Diagnostic] = diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))

    def __reduce__(self) -> tuple[type["BriefkitError"], tuple[Diagnostic, ...]]:
        # Exceptions cross process boundaries; the default would pass the joined text instead.
        return type(self), tuple(self.diagnostics)


class SourceError(BriefkitError):
    """A brief's text, settings or references need work."""


class ChangedError(BriefkitError):
    """A file is not as it was when it was read: another program changed it; nothing is written."""


class CatalogError(BriefkitError):
    """A catalog cannot be read, or its messages must not be printed."""


class ContactError(BriefkitError):
    """A contact is unsourced, out of date or malformed."""


class TypesetError(BriefkitError):
    """A leaflet could not be set without a fault."""


class ProofError(BriefkitError):
    """A finished PDF failed its proof."""


class RemoteError(BriefkitError):
    """Another program's server cannot be reached, or did not do what it was asked."""


class UsageError(BriefkitError):
    """The command was given something that does not exist."""

    exit_code = 2
