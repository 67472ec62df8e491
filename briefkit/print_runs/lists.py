"""The list of a print run: what to print, to tick; how to fold it; as a page to print."""

from collections.abc import Sequence
from typing import Any

from briefkit.languages import direction, language_tag
from briefkit.leaflet import find_format
from briefkit.pages import Pages
from briefkit.print_runs.changes import Outcome

__all__ = ["list_page"]

_A3 = 400  # mm: what is longer than this is an A3 sheet


def list_page(outcomes: Sequence[tuple[Outcome, str]], pages: Pages, locale: str) -> str:
    """Return the list of a run as HTML, in the language of `pages`: `locale`.

    The outcomes are those that are made, each with the name of its file.
    """
    formats = dict.fromkeys(outcome.planned.edition.format for outcome, _ in outcomes)
    values: dict[str, Any] = {
        "lang": language_tag(locale),
        "dir": direction(locale),
        "locale": locale,
        "lines": [_line(outcome, name) for outcome, name in outcomes],
        "formats": [(name, _how(name)) for name in formats],
    }
    return pages.render("print-run.html.jinja", values)


def _line(outcome: Outcome, name: str) -> dict[str, Any]:
    edition = outcome.planned.edition
    return {
        "count": outcome.count,
        "times": outcome.times,
        "stays": outcome.stays,
        "withdrawn": outcome.withdrawn,
        "file": name,
        "locale": edition.locale,
        "format": edition.format,
        "place": outcome.planned.line.place,
        "codes": [code for code, _ in outcome.sheets],
        "state": outcome.built.state,
    }


def _how(name: str) -> dict[str, bool]:
    """Return how a format is printed, for the notes."""
    fmt = find_format(name)
    sheet = fmt.sheet
    height = max(sheet.width, sheet.height) if sheet else max(fmt.width, fmt.height)
    return {
        "a3": height > _A3,
        "long_edge": sheet is None or sheet.flip_long_edge,
        "staple": name == "a5-booklet",
        "fold": name == "dl-trifold",
        "cut": name == "pocket",
        "strips": fmt.strips > 0,
    }
