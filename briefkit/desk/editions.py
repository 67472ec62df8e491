"""What a choice on the desk asks for: an edition and its finish; and what a format can have."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from briefkit.build import plan, plan_languages_sheet
from briefkit.desk.audiences import OfferedAudience
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import BriefkitError, UsageError
from briefkit.leaflet import FORMATS, LANGUAGES_SHEETS, PRINTED, Finish, Format, find_format
from briefkit.model import Edition
from briefkit.project import Project, code_of

__all__ = [
    "LISTS",
    "OFFERED",
    "OfferedFormat",
    "WantedLeaflet",
    "brief_called",
    "edition_of",
    "finish_of",
    "flipped_edge",
    "offered_formats",
    "paper_of",
    "wanted_leaflets",
]

# All formats that the desk offers, with the sheets that list a text's languages.
LISTS = {fmt.name: paper for paper, fmt in LANGUAGES_SHEETS.items()}
OFFERED = (*FORMATS, *LISTS)

# Beyond the trim, for the print shop, in mm: as print shops ask for.
_BLEED = 3.0

# The long edge of an A4 sheet in mm (ISO 216); what is longer is an A3 one.
_LONG_A4 = 297


class OfferedFormat(NamedTuple):
    """A format, and the options that it has room for.

    `audiences` have it, `discreet` are those of them that can have it with its subject hidden.
    """

    name: str
    audiences: tuple[str, ...]
    discreet: tuple[str, ...]
    for_two: bool
    for_twins: bool
    for_press: bool
    has_contacts: bool


def offered_formats(audiences: tuple[OfferedAudience, ...]) -> tuple[OfferedFormat, ...]:
    """Return the formats that the desk offers for a brief's audiences."""
    return tuple(_offered(find_format(name), audiences) for name in OFFERED)


def _offered(fmt: Format, audiences: tuple[OfferedAudience, ...]) -> OfferedFormat:
    lists = fmt.name in LISTS
    own = [each for each in audiences if lists or fmt.name in each.formats]
    hidden = bool(fmt.outside) and not fmt.always_discreet
    return OfferedFormat(
        name=fmt.name,
        audiences=tuple(each.name for each in own),
        discreet=tuple(each.name for each in own if hidden and each.discreet),
        for_two=fmt.for_two,
        for_twins=not lists,
        for_press=fmt.name in PRINTED,
        has_contacts=fmt.has_contacts,
    )


def edition_of(project: Project, fields: Mapping[str, str]) -> Edition:
    """Return the edition that a query or a form names, with its options.

    Raises UsageError for what there isn't, and for options that don't go together.
    """
    # An empty name would mean all there are.
    brief, audience, locale, fmt = (
        fields.get(name) or "?" for name in ("brief", "audience", "locale", "format")
    )
    brief = brief_called(project, brief)
    second, twin = fields.get("second", ""), fields.get("twin", "")
    if fmt in LISTS:
        if second or twin:
            raise _refusal(
                translatable("A sheet of languages lists them all: no other stands beside it."),
                translatable("Choose another format, or take the second language out."),
            )
        if brief not in project.brief_names:
            plan(project, briefs=[brief])  # says which there are
        return plan_languages_sheet(
            project, brief, paper=LISTS[fmt], audience=audience, locale=locale
        )
    (edition, *_) = plan(
        project,
        briefs=[brief],
        audiences=[audience],
        locales=[locale],
        formats=[fmt],
        # A format that always hides its subject needs not be asked to.
        discreet=bool(fields.get("discreet")) and not _always_discreet(fmt),
        second=second,
        twin=twin,
    )
    return edition


def brief_called(project: Project, name: str) -> str:
    """Return the name of the brief that is called so, by its name or by its code.

    Addresses of discreet leaflets have the code: a name tells the subject. What is neither is
    returned as it is.
    """
    if name and name not in project.brief_names:
        folder = project.folder("briefs")
        called = (own for own in project.brief_names if code_of(folder / own).lower() == name)
        return next(called, name)
    return name


def _always_discreet(name: str) -> bool:
    return name in FORMATS and FORMATS[name].always_discreet


def finish_of(fields: Mapping[str, str]) -> Finish:
    """Return how a query or a form wants it finished.

    Raises UsageError for a print shop's file of what no print shop prints.
    """
    press = bool(fields.get("press"))
    if press and fields.get("format") not in PRINTED:
        raise _refusal(
            translatable("There is no file for the print shop of this format."),
            translatable("Choose another format, or take the print shop’s file out."),
        )
    grayscale = bool(fields.get("grayscale"))
    return Finish(bleed=_BLEED if press else 0, crop_marks=press, grayscale=grayscale)


class WantedLeaflet(NamedTuple):
    """An edition that is asked for: whether it may have gaps, and how it is finished."""

    edition: Edition
    gaps: bool
    finish: Finish


def wanted_leaflets(
    project: Project, lines: Iterable[Mapping[str, str]]
) -> tuple[WantedLeaflet, ...]:
    """Return what lines ask for, each once: the fields of a form, and a twin's besides.

    Raises UsageError with all that is wrong with any of them.
    """
    found: dict[WantedLeaflet, None] = {}
    wrong: dict[Diagnostic, None] = {}
    for line in lines:
        try:
            wanted = WantedLeaflet(
                edition_of(project, line), bool(line.get("gaps")), finish_of(line)
            )
        except BriefkitError as error:
            wrong |= dict.fromkeys(error.diagnostics)
            continue
        found[wanted] = None
        if twin := wanted.edition.twin:
            edition = replace(wanted.edition, locale=twin, twin=wanted.edition.locale)
            found[wanted._replace(edition=edition)] = None
    if wrong:
        raise UsageError(*wrong)
    return tuple(found)


def flipped_edge(fmt: Format, pages: int) -> str:
    """Return over which edge a printer turns the paper, “long” or “short”; nothing for one side."""
    if fmt.sheet is not None:
        return "long" if fmt.sheet.flip_long_edge else "short"
    return "long" if pages > 1 else ""


def paper_of(fmt: Format) -> str:
    """Return the paper that a format is printed on: “a4” or “a3”."""
    printed = fmt.sheet or fmt
    return "a4" if max(printed.width, printed.height) <= _LONG_A4 else "a3"


def _refusal(message: str, hint: str) -> UsageError:
    return UsageError(Diagnostic(check="format", message=message, hint=hint))
