"""The domains of a project that can be read: a fault in one brief leaves the others alone."""

from collections.abc import Iterable, Iterator, Sequence

from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError
from briefkit.model import Message, wanted_in
from briefkit.project import Project, domain_locales

__all__ = ["sound_domains", "wanted_by_locale"]


def sound_domains(
    project: Project, faults: list[Diagnostic], domains: Sequence[str] = ()
) -> Iterator[tuple[str, tuple[Message, ...]]]:
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


def wanted_by_locale(
    project: Project,
    faults: list[Diagnostic],
    locales: Iterable[str],
    domains: Sequence[str] = (),
) -> Iterator[tuple[str, str, tuple[Message, ...]]]:
    """Yield domains with the locales that each is made in, and the messages that one is asked for.

    The locales are those named, or all; domains and `faults` are as in `sound_domains`.
    """
    named = tuple(locales)
    for domain, messages in sound_domains(project, faults, domains):
        for locale in domain_locales(project, domain, named):
            yield domain, locale, wanted_in(messages, locale)
