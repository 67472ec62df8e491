"""Which editions the lines of an order are, in a project and with its contacts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefkit.brief import did_you_mean
from briefkit.build import plan
from briefkit.contacts import Contact, by_office
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, SourceError, UsageError
from briefkit.leaflet import PRINTED
from briefkit.model import Edition
from briefkit.print_runs.orders import OrderLine, order_fault
from briefkit.project import Project

__all__ = ["PlannedLine", "plan_lines"]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of an order, and the edition that it asks for."""

    line: OrderLine
    edition: Edition


def plan_lines(
    lines: Iterable[OrderLine],
    faults: Iterable[Diagnostic],
    project: Project,
    contacts: Iterable[Contact],
) -> tuple[PlannedLine, ...]:
    """Return what the lines of an order ask for, in their order.

    A brief is left out where there is one alone; an audience, where the first that has the format
    is meant. Raises SourceError with all that is wrong: the `faults`, and what the project lacks.
    """
    found: list[PlannedLine] = []
    wrong = list(faults)
    offices = [office for office in by_office(contacts) if office]
    for line in lines:
        mine = [*_place_faults(line, offices)]
        try:
            edition = _edition(line, project)
        except BriefkitError as error:
            mine += [replace(d, location=d.location or line.location) for d in error.diagnostics]
        else:
            office = next((o for o in offices if o.casefold() == line.place.casefold()), "")
            found.append(PlannedLine(line, replace(edition, office=office)))
        wrong += mine
    if wrong:
        unique = dict.fromkeys(wrong)
        raise SourceError(*sorted(unique, key=lambda d: d.location.line if d.location else 0))
    return tuple(found)


def _edition(line: OrderLine, project: Project) -> Edition:
    """Return the edition of a line. Raises BriefkitError where there is none."""
    brief = line.brief
    if not brief:
        if len(project.brief_names) != 1:
            message = "The line does not say which brief."
            hint = f"Set brief to one of: {', '.join(project.brief_names)}."
            raise UsageError(order_fault(message, hint, line.location))
        (brief,) = project.brief_names
    if line.format.lower() not in PRINTED:
        message = f"There is no format “{line.format}” to print."
        raise UsageError(
            order_fault(message, f"Choose one of: {', '.join(PRINTED)}.", line.location)
        )
    return plan(
        project,
        briefs=[brief],
        locales=[line.locale],
        audiences=[line.audience] if line.audience else [],
        formats=[line.format.lower()],
        discreet=line.discreet,
    )[0]


def _place_faults(line: OrderLine, offices: list[str]) -> Iterator[Diagnostic]:
    """Yield that a place is none of the contacts' offices, where they have any."""
    if line.place and offices and line.place.casefold() not in map(str.casefold, offices):
        mean = did_you_mean(line.place, offices)
        message = f"None of the contacts is of the office “{line.place}”."
        yield order_fault(
            message, f"{mean} There are: {', '.join(offices[:10])}.".lstrip(), line.location
        )
