"""A pile of printed sheets, for “briefkit trace --list”: which to withdraw, and why."""

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.cli.contacts import ContactChoice
from briefkit.cli.edition_words import edition_words
from briefkit.cli.listed_text import listed_text
from briefkit.cli.output import diagnostics_as_json, new_console, print_json, report, shown
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location, Severity, legible
from briefkit.errors import BriefkitError, UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from briefkit.build import Order, PiledCode, Recalled, Recaller

__all__ = ["trace_pile"]

# How many places of a code are named.
_PLACES = 3


def trace_pile(
    settings: Settings,
    given: Sequence[str],
    order: "Order",
    manifest: str,
    contacts: ContactChoice,
    *,
    as_json: bool,
) -> int:
    """Tell which sheets of a pile are to be withdrawn; 1 where there are any, or it can't be told.

    `given` are codes, files of codes, pictures of sheets, and “-” for what is piped in.
    """
    from briefkit.build import Recaller, Verdict

    chosen = bool(contacts.path or contacts.numbers)
    recaller = Recaller(order, manifest, settings.today, with_contacts=chosen)
    faults: list[Diagnostic] = []
    pile = [listed for item in given for listed in _listed(item, recaller, faults)]
    if not pile and not faults:
        message = "There is no code in what was given."
        raise UsageError(Diagnostic(check="pile", message=message, hint="Type a code a line."))
    found = recaller.recall(pile)
    if as_json:
        print_json(
            {
                "sheets": [_as_json(item) for item in found],
                "diagnostics": diagnostics_as_json(faults),
            }
        )
    else:
        for line in _lines(found):
            new_console().print(legible(line))
        report(faults)
    bad = any(item.verdict in (Verdict.WITHDRAW, Verdict.UNKNOWN) for item in found)
    return 1 if bad or any(fault.severity is Severity.ERROR for fault in faults) else 0


def _listed(item: str, recaller: "Recaller", faults: list[Diagnostic]) -> Iterator["PiledCode"]:
    """Yield the codes of what was given, and add what can't be read to `faults`."""
    from briefkit.build import PiledCode, piled_codes
    from briefkit.proof import is_scan

    path = Path(item)
    if item != "-" and not path.is_file():
        if path.is_dir():
            faults.append(_fault("This is a folder.", "Give the files in it.", item))
        elif _looks_like_file(item):
            faults.append(_fault("There is no such file.", "Check its name.", item))
        else:
            yield PiledCode(typed=item)
        return
    name = "standard input" if item == "-" else shown(path)
    try:
        data = sys.stdin.buffer.read() if item == "-" else path.read_bytes()
        if is_scan(data):
            yield from _scanned(data, name, faults)
        else:
            yield from piled_codes(listed_text(data, name), name, recaller.is_code)
    except OSError as error:
        faults.append(_fault(f"The file cannot be read: {error.strerror}.", "", name))
    except BriefkitError as error:
        if any(d.check == "extra" for d in error.diagnostics):
            raise
        faults += error.diagnostics


def _looks_like_file(item: str) -> bool:
    return bool(re.search(r"[/\\]|\.[A-Za-z]{3,4}$", item))


def _scanned(data: bytes, name: str, faults: list[Diagnostic]) -> Iterator["PiledCode"]:
    """Yield the codes that a scan shows; of a leaflet of ours without one, what it says itself."""
    from briefkit.build import PiledCode
    from briefkit.proof import read_edition_code, scanned_codes

    try:
        with needing_extra("Reading codes off pictures", "scan"):
            codes = list(scanned_codes(data))
    except UsageError as error:
        faults += [_fault(d.message, d.hint, name) for d in error.diagnostics]
        return
    # Other codes of a leaflet are addresses: “https:”, “tel:”.
    mine = [(page, code) for page, code in codes if ":" not in code]
    if not mine and data.startswith(b"%PDF") and (code := read_edition_code(data)):
        mine = [(1, code)]
    for page, code in mine:
        yield PiledCode(typed=code, location=Location(f"{name}, page {page}"))
    if not mine:
        others = f", only {len(codes)} other QR codes" if codes else ""
        message = f"No code of a sheet can be read in it{others}."
        hint = "Take it from nearer, in even light; or type the codes that stand in the feet."
        faults.append(_fault(message, hint, name))


def _fault(message: str, hint: str, place: str) -> Diagnostic:
    return Diagnostic(check="pile", message=message, hint=hint, location=Location(place))


_HEADINGS = {
    "withdraw": "Withdraw",
    "unknown": "Can’t be told",
    "older": "May stay, though they would be printed otherwise now",
    "current": "Current",
}


def _lines(found: Sequence["Recalled"]) -> Iterator[str]:
    for verdict, group in groupby(found, lambda item: item.verdict):
        some = list(group)
        yield f"{_HEADINGS[verdict]}: {_counted(some)}"
        for item in some:
            yield f"  {item.code}  × {item.count}{_edition(item)}"
            yield from (f"      {reason.text}{_meant(item)}" for reason in item.reasons)
            if item.verdict == "unknown" and item.places:
                more = len(item.places) - _PLACES
                places = ", ".join(map(str, item.places[:_PLACES]))
                yield f"      at {places}{f' and {more} more' if more > 0 else ''}"
    if found:
        withdrawn = sum(item.count for item in found if item.verdict == "withdraw")
        yield f"To withdraw: {withdrawn} of {sum(item.count for item in found)} sheets."


def _counted(found: Sequence["Recalled"]) -> str:
    sheets = sum(item.count for item in found)
    return (
        f"{sheets} sheet{'s' if sheets != 1 else ''} of {len(found)} "
        f"code{'s' if len(found) != 1 else ''}"
    )


def _edition(item: "Recalled") -> str:
    edition = item.edition
    if edition is None:
        return ""
    return f"  {', '.join(filter(None, [edition_words(edition), edition.office]))}"


def _meant(item: "Recalled") -> str:
    return f": did you mean {' or '.join(item.near[:3])}?" if item.near else ""


def _as_json(item: "Recalled") -> dict[str, object]:
    edition = item.edition
    return {
        "code": item.code,
        "count": item.count,
        "verdict": str(item.verdict),
        "reasons": [reason._asdict() for reason in item.reasons],
        "near": list(item.near),
        "places": [str(place) for place in item.places],
        "code_now": item.now or None,
        "brief": edition.brief if edition else None,
        "locale": edition.locale if edition else None,
        "audience": edition.audience if edition else None,
        "format": edition.format if edition else None,
        "office": (edition.office or None) if edition else None,
    }
