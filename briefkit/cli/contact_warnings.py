"""What of the contacts that were chosen leaflets leave out, and who won't be understood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from briefkit.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from briefkit.contacts import Contact
    from briefkit.model import Edition, Level
    from briefkit.project import Project

__all__ = ["contact_warnings"]

# How many names a warning lists.
_NAMED = 5


def contact_warnings(
    project: "Project", editions: Iterable["Edition"], contacts: Sequence["Contact"]
) -> Iterator[Diagnostic]:
    """Yield what of the contacts the leaflets leave out, and the languages in which none answers.

    Raises BriefkitError where a brief of the editions can't be read.
    """
    from briefkit.contacts import by_office
    from briefkit.leaflet import find_format

    if not contacts:
        return
    wanted: dict[str, dict[tuple[str, Level], None]] = {}
    for edition in editions:
        level = project.brief(edition.brief).texts[edition.audience].reader.level
        wanted.setdefault(edition.format, {})[edition.locale, level] = None
    offices = by_office(contacts)
    for name, readers in wanted.items():
        yield from _without_room(name, tuple(readers), tuple(offices.values()))
    with_contacts = [readers for name, readers in wanted.items() if find_format(name).has_contacts]
    read = dict.fromkeys(code for readers in with_contacts for code, _ in readers)
    yield from _unanswered(tuple(read), offices)


def _without_room(
    name: str, readers: Sequence[tuple[str, "Level"]], offices: Sequence[Sequence["Contact"]]
) -> Iterator[Diagnostic]:
    """Yield what a format leaves out: for all languages at once, where it is the same."""
    from briefkit.contacts import in_their_order
    from briefkit.leaflet import find_format

    fmt = find_format(name)
    without: dict[tuple[str, ...], list[str]] = {}
    by_one_way: dict[tuple[str, ...], list[str]] = {}
    for locale, level in readers:
        left: list[Contact] = []
        short: list[Contact] = []
        for mine in (in_their_order(contacts, locale) for contacts in offices):
            out = fmt.left_out(mine)
            left += out
            short += [
                contact
                for contact in mine
                if contact not in out and fmt.ways(contact, mine, level) != contact.ways
            ]
        for found, told in ((left, without), (short, by_one_way)):
            told.setdefault(tuple(dict.fromkeys(c.name for c in found)), []).append(locale)
    for told, lacking, hint in (
        (without, "no room for", "They stand on the leaflets of other formats."),
        (by_one_way, "room for one way to reach", "Leaflets of other formats have the others."),
    ):
        for names, codes in told.items():
            if names:
                where = f"The {name}" if len(told) == 1 else f"The {name} in {_listed(codes)}"
                yield Diagnostic(
                    check="contacts",
                    message=f"{where} has {lacking} {_listed(names)}.",
                    hint=hint,
                    severity=Severity.WARNING,
                )


def _unanswered(
    locales: Sequence[str], offices: Mapping[str, Sequence["Contact"]]
) -> Iterator[Diagnostic]:
    """Yield the languages of leaflets in which none of their contacts is known to answer."""
    from briefkit.contacts import unanswered
    from briefkit.languages import name_for

    lacking: dict[str, list[str]] = {}
    for office, contacts in offices.items():
        for locale in unanswered(contacts, locales):
            lacking.setdefault(locale, []).append(office)
    told: dict[tuple[str, ...], list[str]] = {}
    for locale, lonely in lacking.items():
        told.setdefault(tuple(lonely), []).append(name_for(locale, "en"))
    for names, languages in told.items():
        whose = "" if len(names) == len(offices) else f" of {_listed(names)}"
        yield Diagnostic(
            check="contacts",
            message=f"None of the contacts{whose} is known to answer in {_listed(languages)}.",
            hint="They are printed all the same. Write the languages in which each of them answers "
            "to “languages”, or look for one who answers in these.",
            severity=Severity.WARNING,
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
