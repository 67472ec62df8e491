"""Briefs whose funder's notice is required whatever their `brief.toml` says."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefkit.brief.settings import ParsedSettings
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.model import Preset

__all__ = ["required_notice_faults"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Required:
    """A project, the folders and titles by which its briefs are known, and its notice's names."""

    folders: tuple[str, ...]
    titles: tuple[str, ...]
    project: str
    programme: str
    grant: str


# Grant Agreement No 101021832: every leaflet must carry its disclaimer.
_REQUIRED = (
    _Required(
        folders=("cyber-trafficking",),
        titles=(
            "Sexual exploitation online: know the signs, find help",
            "Cyber-trafficking: why it grows and how to limit it",
        ),
        project="A4",
        programme="ISFP",
        grant="101021832",
    ),
)


def required_notice_faults(
    name: str, titles: Iterable[str], parsed: ParsedSettings
) -> Iterator[Diagnostic]:
    """Yield a fault where a brief is of a project whose notice its settings don't have.

    It is known by its folder's `name`, by a title of its texts, or by the number of the grant.
    """
    titles = tuple(titles)
    funder = parsed.settings.funder
    said = [segment.text for segment in parsed.segments()]
    said += [funder.grant, funder.project] if funder else []
    for required in _REQUIRED:
        has = (
            funder is not None
            and funder.preset is Preset.ISFP
            and (funder.project, funder.programme, funder.grant)
            == (required.project, required.programme, required.grant)
        )
        known = (
            name.casefold() in required.folders
            or any(title in required.titles for title in titles)
            or any(required.grant in re.sub(r"\D", "", text) for text in said)
        )
        if known and not has:
            yield parsed.places.fault(
                ("funder",),
                translatable(
                    "isn't that of the project “%(project)s”, whose brief this is: every leaflet "
                    "of it must carry its notice, whatever is set",
                    project=required.project,
                ),
                translatable(
                    "Write below %(table)s: %(settings)s. A brief of your own has a folder and "
                    "titles of its own.",
                    table="[funder]",
                    settings=f'preset = "isfp", project = "{required.project}", programme = '
                    f'"{required.programme}", grant = "{required.grant}"',
                ),
            )
