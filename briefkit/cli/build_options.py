"""The options of a build, in groups: which leaflets, how they are printed, how the work is done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.clusters import cluster_option
from briefkit.cli.options import (
    LOCALE,
    formats_option,
    gathered,
    jobs_option,
    site_option,
    site_warnings,
)
from briefkit.cli.settings import cores
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from briefkit.leaflet import Finish
    from briefkit.model import Edition
    from briefkit.typeset import OutputProfile

__all__ = [
    "Printing",
    "Selection",
    "Work",
    "printing_options",
    "selection_options",
    "work_options",
]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which leaflets are asked for; of a kind that none is named of, all are."""

    briefs: Sequence[str]
    locales: Sequence[str]
    audiences: Sequence[str]
    formats: Sequence[str]
    discreet: bool
    second: str
    twin: str

    def has(self, edition: "Edition") -> bool:
        """Whether an edition is among them, or the twin of one, discreet or not."""
        if edition.second != self.second or bool(edition.twin) != bool(self.twin):
            return False
        locales = {edition.locale, edition.twin} if self.twin else {edition.locale}
        asked = (
            (self.briefs, {edition.brief}),
            (self.locales, locales),
            (self.audiences, {edition.audience}),
            (self.formats, {edition.format}),
            ([self.twin] if self.twin else [], locales),
        )
        return all(not some or not given.isdisjoint(some) for some, given in asked)


selection_options = gathered(
    "selection",
    Selection,
    click.option("--brief", "briefs", multiple=True, metavar="NAME", help="Only this brief."),
    click.option(
        "--locale",
        "locales",
        multiple=True,
        type=LOCALE,
        metavar="CODE",
        help="Only this language.",
    ),
    click.option(
        "--audience",
        "audiences",
        multiple=True,
        metavar="NAME",
        help="Only for this audience, by its name in brief.toml.",
    ),
    formats_option(
        "In this format: a4, a5-booklet, dl-trifold, large-print, pocket, poster, tear-off, share."
    ),
    click.option(
        "--discreet",
        is_flag=True,
        help="Hide the subject on the outside, in the file's name and in its metadata.",
    ),
    click.option(
        "--with",
        "second",
        default="",
        type=LOCALE,
        metavar="CODE",
        help="This language beside the reader's own: in a4, a5-booklet, large-print.",
    ),
    click.option(
        "--twin",
        default="",
        type=LOCALE,
        metavar="CODE",
        help="Each leaflet in this language too, the passages of both numbered alike.",
    ),
)


@dataclass(frozen=True, slots=True)
class Printing:
    """How leaflets are printed: `bleed` is in mm, `profile_file` an ICC profile.

    `site` is the address of the web site that their codes lead to.
    """

    grayscale: bool
    bleed: float
    crop_marks: bool
    profile_file: Path | None
    site: str

    @property
    def finish(self) -> "Finish":
        from briefkit.leaflet import Finish

        return Finish(bleed=self.bleed, crop_marks=self.crop_marks, grayscale=self.grayscale)

    @property
    def given(self) -> dict[str, object]:
        """What an order has of them. Raises UsageError for a profile that does not suit."""
        return {"finish": self.finish, "profile": self.profile, "site": self.site}

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What a person should know of how they are printed."""
        return site_warnings(self.site)

    @property
    def profile(self) -> "OutputProfile | None":
        """The profile, read. Raises UsageError for one that does not suit the finish."""
        if self.profile_file is None:
            return None
        from briefkit.typeset import read_profile

        profile = read_profile(self.profile_file.read_bytes(), str(self.profile_file))
        if not self.finish.for_press:
            message, hint = "An output profile is for the print shop's file.", "Add --bleed 3mm."
        elif profile.space == "GRAY" and not self.grayscale:
            message, hint = "This profile is for black ink alone.", "Add --grayscale."
        else:
            return profile
        raise UsageError(Diagnostic(check="output-profile", message=message, hint=hint))


def _millimetres(_: click.Context, __: click.Parameter, value: str) -> float:
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?) *(?:mm)?", value.strip())
    number = float(match[1].replace(",", ".")) if match else -1
    if not 0 <= number <= 20:
        raise click.BadParameter("give millimetres from 0 to 20, such as 3mm")
    return number


printing_options = gathered(
    "printing",
    Printing,
    click.option("--grayscale", is_flag=True, help="In greys alone, for black ink."),
    click.option(
        "--bleed",
        default="0",
        metavar="MM",
        callback=_millimetres,
        help="A file for the print shop too, with this bleed: 3mm.",
    ),
    click.option(
        "--crop-marks", is_flag=True, help="A file for the print shop too, with marks for cutting."
    ),
    click.option(
        "--output-profile",
        "profile_file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The print shop's ICC profile: its file is then PDF/X-4.",
    ),
    site_option,
)


@dataclass(frozen=True, slots=True)
class Work:
    """How the work is done: whether all is made anew, by how many processes, on which cluster."""

    anew: bool
    jobs: int | None
    cluster: str | None

    @property
    def processes(self) -> int:
        return self.jobs or cores()

    @property
    def in_processes(self) -> bool:
        """Whether other processes of this computer do it, if there is enough to do."""
        return self.cluster is None and self.processes > 1


work_options = gathered(
    "work",
    Work,
    click.option(
        "--anew", is_flag=True, help="Make them all, also those in which nothing has changed."
    ),
    jobs_option,
    cluster_option,
)
