"""`brief.toml` becomes settings, or a refusal."""

import re
from dataclasses import dataclass

from briefkit.brief.look_alikes import look_alikes
from briefkit.brief.tables import Table
from briefkit.brief.toml import parse_toml
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError
from briefkit.model import Fit, Segment, Settings

__all__ = ["AUDIENCES", "NamedSettings", "parse_settings"]

AUDIENCES = ("community", "professional")


@dataclass(frozen=True, slots=True)
class NamedSettings:
    """What `brief.toml` says: the settings, and the two names that are translated."""

    settings: Settings
    project_name: Segment
    programme_name: Segment


def parse_settings(text: str, path: str) -> NamedSettings:
    """Read `brief.toml`. Raises SourceError, with the line, for what is missing or unknown."""

    def fail(message: str, line: int) -> SourceError:
        return SourceError(
            Diagnostic(
                check="settings",
                message=message,
                hint="Mend the line; a text stands between quotation marks.",
                location=Location(path, line),
            )
        )

    data = parse_toml(text, fail)
    table = Table(data, path, text, "")
    code = table.text("code")
    if not re.fullmatch(r"[A-Z0-9]{1,6}", code):
        raise table.error("code", "must be one to six capital letters or digits")
    audiences = table.get("audiences", list)
    if not audiences or not all(audience in AUDIENCES for audience in audiences):
        raise table.error("audiences", f"must be a list of {' or '.join(AUDIENCES)}")
    project, programme, grant = (table.table(n) for n in ("project", "programme", "grant"))
    fit_tables = table.table("fit")
    settings = Settings(
        code=code,
        source_locale=table.text("source_locale"),
        audiences=tuple(audiences),
        project=project.text("short"),
        programme=programme.text("short"),
        grant=grant.text("number"),
        fits={audience: _fit(fit_tables.table(audience)) for audience in audiences},
    )
    named = NamedSettings(
        settings,
        project.segment("name", "name of the project in full, in the footer of every leaflet"),
        programme.segment("name", "official name of the EU programme that funds the project"),
    )
    if seeming := tuple(look_alikes(text, path, settings.source_locale)):
        raise SourceError(*seeming)
    for part in (table, project, programme, grant, fit_tables):
        part.refuse_unknown()
    return named


def _fit(table: Table) -> Fit:
    exact = table.get("pages", int, 0)
    fit = Fit(
        size_max=table.number("size_max"),
        size_min=table.number("size_min"),
        leading_max=table.number("leading_max"),
        leading_min=table.number("leading_min"),
        pages_min=exact or table.get("pages_min", int, 1),
        pages_max=exact or table.get("pages_max", int),
    )
    table.refuse_unknown()
    if not 4 <= fit.size_min <= fit.size_max <= 72:
        raise table.error("size_min", "and size_max must be sizes in pt, the smaller first")
    if not 1 <= fit.leading_min <= fit.leading_max <= 3:
        raise table.error("leading_min", "and leading_max must be multiples of the size")
    if not 1 <= fit.pages_min <= fit.pages_max:
        raise table.error("pages_max", "must be a number of pages")
    return fit
