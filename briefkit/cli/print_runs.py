"""The command that makes a folder for the printer of an order: print-run."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.build_reports import withdraw_leaflets
from briefkit.cli.contacts import ContactChoice, contact_options, read_contacts
from briefkit.cli.exit_codes import reporting
from briefkit.cli.listed_text import listed_text
from briefkit.cli.options import LOCALE, jobs_option
from briefkit.cli.output import new_console, report, shown
from briefkit.cli.settings import Settings, cores
from briefkit.diagnostics import Diagnostic, Location, legible
from briefkit.errors import ContactError, SourceError, UsageError

if TYPE_CHECKING:
    from briefkit.build import Built, Order
    from briefkit.contacts import Contact
    from briefkit.model import Edition
    from briefkit.pages import Pages
    from briefkit.print_runs import Kept, Outcome, PlannedLine, Printed

__all__ = ["print_run"]

_ORDER_LIMIT = 256 * 1024


@click.command("print-run", epilog="Example: briefkit print-run order.toml --language bg")
@click.argument("order", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder to make, or to bring up to date.  [default: named as the order is]",
)
@click.option(
    "--language",
    type=LOCALE,
    default="en",
    metavar="CODE",
    show_default=True,
    help="The language of the list and of the notes on folding.",
)
@contact_options
@jobs_option
@click.pass_obj
@reporting
def print_run(
    settings: Settings,
    order: Path,
    output: Path | None,
    language: str,
    contacts: ContactChoice,
    jobs: int | None,
) -> int:
    """Make a folder of what an order says is to be printed, with a list to tick.

    The order (TOML, CSV) says how many of what, a line each. Given again after a change, the
    command says what must be printed anew, and what stays.
    """
    from briefkit.build import build
    from briefkit.print_runs import LEAFLETS, read_state
    from briefkit.project import locked

    folder = (output or Path(order.stem)).absolute()
    _require_print_run(folder)
    pages, kept = _pages(settings, language), read_state(folder)
    try:
        chosen = read_contacts(settings, contacts)
    except ContactError:
        _take_away(folder, kept.files)
        withdraw_leaflets(folder / LEAFLETS, lambda _: True)
        raise
    lines = _planned(settings, order, chosen)
    with locked(folder):
        kept = _begun(folder)
        work = settings.order(output=folder / LEAFLETS, made=datetime.now(UTC), contacts=chosen)
        made = build([each.edition for each in lines], work, jobs=jobs or cores())
        report(dict.fromkeys(diagnostic for built in made for diagnostic in built.diagnostics))
        lines_made = list(zip(lines, made, strict=True))
        may_stay = _judge(settings, work, contacts)
        for said in _written(folder, kept, lines_made, pages, language, may_stay):
            new_console().print(legible(said))
    return 0 if all(built.path for built in made) else 1


def _judge(settings: Settings, work: "Order", contacts: ContactChoice) -> Callable[[str], bool]:
    """Return what tells, as “trace --list” does, whether sheets with a code may stay."""
    from briefkit.build import MANIFEST, PiledCode, Recaller, Verdict
    from briefkit.project import read_text

    manifest = work.output / MANIFEST
    text = read_text(manifest, str(manifest)) if manifest.is_file() else ""
    chosen = bool(contacts.path or contacts.numbers)
    recaller = Recaller(work, text, settings.today, with_contacts=chosen)

    def may_stay(code: str) -> bool:
        (found,) = recaller.recall([PiledCode(typed=code)])
        return found.verdict in (Verdict.OLDER, Verdict.CURRENT)

    return may_stay


def _begun(folder: Path) -> "Kept":
    """Return what is known of a run; a folder that is none yet is marked as one first."""
    from briefkit.print_runs import STATE, read_state, state_bytes
    from briefkit.project import write_atomically

    kept = read_state(folder)
    if not (folder / STATE).exists():
        write_atomically(folder / STATE, state_bytes(kept.printed, kept.files))
    return kept


def _require_print_run(folder: Path) -> None:
    from briefkit.print_runs import is_print_run

    if folder.exists() and not folder.is_dir():
        raise UsageError(
            Diagnostic(
                check="print-run",
                message="There is a file of the name that the folder would have.",
                hint="Name the folder with --output.",
                location=Location(str(folder)),
            )
        )
    if not is_print_run(folder):
        raise UsageError(
            Diagnostic(
                check="print-run",
                message="The folder has other things in it than a print run.",
                hint="Choose a new one with --output: nothing of yours is written over.",
                location=Location(str(folder)),
            )
        )


def _pages(settings: Settings, language: str) -> "Pages":
    """Return the pages of a language. Raises UsageError for one that they are not translated to."""
    from briefkit.pages import pages_by_language, pages_in

    pages = pages_in(settings.project, language)
    if pages is None:
        message = f"The list and the notes are not translated into “{language}”."
        hint = f"Choose one of: {', '.join(pages_by_language(settings.project))}."
        raise UsageError(Diagnostic(check="locale", message=message, hint=hint))
    return pages


def _planned(
    settings: Settings, order: Path, contacts: Sequence["Contact"]
) -> tuple["PlannedLine", ...]:
    """Return the lines of an order with their editions. Raises SourceError with all mistakes."""
    from briefkit.print_runs import parse_order, plan_lines
    from briefkit.project import read_bytes

    place = str(order)
    text = listed_text(read_bytes(order, place, _ORDER_LIMIT, SourceError), place)
    return plan_lines(*parse_order(text, place), settings.project, contacts)


def _written(
    folder: Path,
    kept: "Kept",
    made: Sequence[tuple["PlannedLine", "Built"]],
    pages: "Pages",
    language: str,
    may_stay: Callable[[str], bool],
) -> Iterator[str]:
    """Write what is to be printed, the list and what is known of the run; yield what is told."""
    from briefkit.build import read_records
    from briefkit.print_runs import (
        LEAFLETS,
        LIST,
        STATE,
        compared,
        left_over,
        list_page,
        state_bytes,
    )
    from briefkit.project import digest_of, write_atomically

    records = {record.code: record for record in read_records(folder / LEAFLETS)}
    outcomes = compared(made, kept.printed, records, may_stay)
    left = left_over([planned for planned, _ in made], kept.printed)
    width = len(str(len(made)))
    printable = [
        (outcome, f"{number:0{width}}-{outcome.file.path.name}")
        for number, outcome in enumerate(outcomes, start=1)
        if outcome.is_made
    ]
    digests = {name: outcome.file.sha256 for outcome, name in printable}
    has_news = {*digests, LIST} != {*kept.files} or any(o.count or o.withdrawn for o in outcomes)
    _take_away(folder, {n: d for n, d in kept.files.items() if d != digests.get(n)})
    # Should it be ended now, a run given again knows what is its own, and says all of this anew.
    write_atomically(folder / STATE, state_bytes(kept.printed, {**kept.files, **digests}))
    for outcome, name in printable:
        data = outcome.file.path.read_bytes()
        yield from _set_aside(folder / name, data, kept.files)
        write_atomically(folder / name, data)
    digests[LIST] = kept.files.get(LIST, "")
    if has_news:
        data = list_page(printable, pages, language).encode()
        digests[LIST] = digest_of(data)
        yield from _set_aside(folder / LIST, data, kept.files)
        write_atomically(folder / LIST, data)
    printed = [outcome.printed for outcome in outcomes if outcome.printed]
    write_atomically(folder / STATE, state_bytes(printed, digests))
    yield from _told(outcomes, left, folder, has_news=has_news)


def _set_aside(path: Path, data: bytes, known: Mapping[str, str]) -> Iterator[str]:
    """Give a file another name that is not as a run wrote it, and an earlier list; tell of those.

    Nothing is done where it holds the same.
    """
    from briefkit.print_runs import LIST

    if not path.exists() or path.read_bytes() == data:
        return
    is_ours = _is_known(path, known)
    if is_ours and path.name != LIST:
        return
    free = next(
        each
        for number in count(1)
        if not (each := path.with_name(f"{path.stem}.before-{number}{path.suffix}")).exists()
    )
    path.rename(free)
    kind = "The list before this one" if is_ours else f"What was in {path.name}"
    yield f"{kind} is kept as {free.name}."


def _take_away(folder: Path, known: Mapping[str, str]) -> None:
    """Delete PDFs that a run wrote and that must not be printed any more."""
    for name in known:
        path = folder / name
        if path.suffix == ".pdf" and path.is_file() and _is_known(path, known):
            path.unlink()


def _is_known(path: Path, known: Mapping[str, str]) -> bool:
    from briefkit.project import digest_of

    return known.get(path.name) == digest_of(path.read_bytes())


def _told(
    outcomes: Sequence["Outcome"], left: Iterable["Printed"], folder: Path, *, has_news: bool
) -> Iterator[str]:
    """Yield what is to be printed and what stays, with counts."""
    from briefkit.build import State
    from briefkit.print_runs import sheets_of

    for outcome in outcomes:
        what = _what(outcome.planned.edition, outcome.planned.line.place)
        if not outcome.is_made:
            yield f"Refused: {outcome.planned.line.count} × {what}"
        elif outcome.count:
            yield f"Print {outcome.count} × {what}{_why(outcome)}"
        for code, sheets in outcome.withdrawn:
            yield f"  Take back {sheets} × {code}, printed before"
        for code, sheets in outcome.kept if outcome.is_made else ():
            yield f"Stays: {sheets} × {what}, {code}"
    for each in left:
        for code, sheets in sheets_of(each):
            yield f"No longer ordered: {sheets} × {_what(each.edition, each.place)}, {code}"
    if not has_news:
        yield "Nothing has changed since the last list."
    to_print = sum(o.count for o in outcomes)
    if drafts := sum(o.count for o in outcomes if o.built.state == State.DRAFT):
        yield f"Drafts, which nobody has reviewed yet: {drafts} of those to print."
    stay = sum(min(o.stays, o.planned.line.count) for o in outcomes if o.is_made)
    yield f"{shown(folder)}: {to_print} to print, {stay} stay."


def _what(edition: "Edition", place: str) -> str:
    from briefkit.languages import english_name

    parts = [f"{english_name(edition.locale)} ({edition.locale}) {edition.format}"]
    parts += [edition.audience, place]
    return ", ".join(filter(None, parts))


def _why(outcome: "Outcome") -> str:
    if outcome.changed:
        return f": changed since are {', '.join(outcome.changed)}"
    if outcome.withdrawn:
        return ": it has changed"
    return " more" if outcome.stays else ""
