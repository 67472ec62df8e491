"""The domains of a project that can be read: a fault in one brief leaves the others alone."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError

if TYPE_CHECKING:
    from briefkit.model import Message
    from briefkit.project import Project

__all__ = ["sound_domains"]


def sound_domains(
    project: "Project", faults: list[Diagnostic], domains: Sequence[str] = ()
) -> Iterator[tuple[str, tuple["Message", ...]]]:
    """Yield domains with their messages, all where none is named.

    What is wrong with the others is added to `faults`.
    """
    for domain in domains or project.domains:
        try:
            messages = project.messages(domain)
        except SourceError as error:
            faults += error.diagnostics
        else:
            yield domain, messages
