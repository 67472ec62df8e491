"""Commands that make leaflets and look at them: build, proof, contact-sheet, doctor."""

import os
import re
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from briefkit.cli.shell import (
    Settings,
    contact_options,
    cores,
    diagnostics_as_json,
    needing_extra,
    new_console,
    print_json,
    read_contacts,
    report,
    reporting,
)
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import ContactError, SourceError, UsageError
from briefkit.unchanged import REMEMBERED, is_repeatable, read_by_builds, remember

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from briefkit.build import Built
    from briefkit.contacts import Contact
    from briefkit.leaflet import Finish
    from briefkit.model import Edition
    from briefkit.typeset import OutputProfile

__all__ = ["build", "contact_sheet", "doctor", "proof"]


def _millimetres(_: click.Context, __: click.Parameter, value: str) -> float:
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?) *(?:mm)?", value.strip())
    number = float(match[1].replace(",", ".")) if match else -1
    if not 0 <= number <= 20:
        raise click.BadParameter("give millimetres from 0 to 20, such as 3mm")
    return number


@click.command(epilog="Example: briefkit build --locale bg --format dl-trifold --discreet")
@click.option("--brief", "briefs", multiple=True, metavar="NAME", help="Only this brief.")
@click.option("--locale", "locales", multiple=True, metavar="CODE", help="Only this language.")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="NAME",
    help="Only for this audience: community or professional.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("a4",),
    metavar="NAME",
    help="In this format: a4, a5-booklet, dl-trifold, large-print, pocket, poster.  [default: a4]",
)
@click.option(
    "--discreet",
    is_flag=True,
    help="Hide the subject on the outside, in the file's name and in its metadata.",
)
@click.option("--grayscale", is_flag=True, help="In greys alone, for black ink.")
@click.option(
    "--bleed",
    default="0",
    metavar="MM",
    callback=_millimetres,
    help="A file for the print shop too, with this bleed: 3mm.",
)
@click.option(
    "--crop-marks", is_flag=True, help="A file for the print shop too, with marks for cutting."
)
@click.option(
    "--output-profile",
    "profile_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The print shop's ICC profile: its file is then PDF/X-4.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the leaflets go.  [default: leaflets]",
)
@contact_options
@click.option(
    "--without-stale-contacts",
    is_flag=True,
    help="Print 112 alone, and say so, when a contact must not be printed.",
)
@click.option(
    "--allow-incomplete",
    is_flag=True,
    help="Fill gaps with the source's text, marked on the page.",
)
@click.option(
    "--anew", is_flag=True, help="Make them all, also those in which nothing has changed."
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: cores]")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have a Dask cluster make them, that shares this folder: tcp://HOST:8786.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@reporting
def build(
    settings: Settings,
    /,
    briefs: Sequence[str],
    locales: Sequence[str],
    audiences: Sequence[str],
    formats: Sequence[str],
    discreet: bool,
    grayscale: bool,
    bleed: float,
    crop_marks: bool,
    profile_file: Path | None,
    output: Path | None,
    without_stale_contacts: bool,
    allow_incomplete: bool,
    anew: bool,
    jobs: int | None,
    cluster: str | None,
    as_json: bool,
    **chosen: Any,
) -> int:
    """Make the leaflets, and let out those that pass their proof.

    Those that lie there already, and that nothing has changed in, are left as they are.
    """
    from briefkit.build import build as build_leaflets
    from briefkit.build import for_offices, plan
    from briefkit.leaflet import Finish

    read = read_by_builds(sys.argv[1:], os.getcwd())
    folder = output.absolute() if output else settings.leaflets

    def asked_for(edition: "Edition") -> bool:
        asked = (briefs, locales, audiences, formats)
        names = (edition.brief, edition.locale, edition.audience, edition.format)
        return all(not some or name in some for some, name in zip(asked, names, strict=True))

    try:
        editions = plan(
            settings.project,
            briefs=briefs,
            locales=locales,
            audiences=audiences,
            formats=formats,
            discreet=discreet,
        )
        contacts = read_contacts(settings, fall_back=without_stale_contacts, **chosen)
    except (ContactError, SourceError):
        _withdraw_earlier(folder, asked_for)
        raise
    if without_stale_contacts and chosen["path"] and not contacts:
        # What was made for offices has contacts that must not be printed now.
        _withdraw_earlier(folder, lambda edition: asked_for(edition) and bool(edition.office))
    finish = Finish(bleed=bleed, crop_marks=crop_marks, grayscale=grayscale)
    order = settings.order(
        finish=finish,
        profile=_output_profile(profile_file, finish) if profile_file else None,
        made=datetime.now(UTC),
        contacts=contacts,
        allow_incomplete=allow_incomplete,
        output=folder,
    )
    report(_without_room(formats, order.contacts))
    editions = for_offices(editions, order.contacts)
    work = partial(build_leaflets, editions, order, jobs=jobs or cores(), anew=anew)
    with _executor(cluster) as executor:
        if as_json:
            built = work(executor=executor)
        else:
            with _progress(len(editions)) as advance:
                built = work(executor=executor, progress=advance)
    if as_json:
        print_json([_built_as_json(item) for item in built])
    else:
        report(diagnostic for item in built for diagnostic in item.diagnostics)
        _closing_table(built, order.output)
        if finish.for_press and order.profile is None:
            new_console().print(
                "The files for the press are not PDF/X-4: that wants an --output-profile."
            )
    if any(item.path is None for item in built):
        return 1
    arguments = sys.argv[1:]
    if is_repeatable(arguments) and read == read_by_builds(arguments, os.getcwd()):
        _remember(built, order.output, read)
    return 0


def _without_room(formats: Sequence[str], contacts: "Sequence[Contact]") -> "Iterator[Diagnostic]":
    from briefkit.contacts import by_office
    from briefkit.leaflet import find_format

    for name in formats:
        fmt = find_format(name)
        left = [c for mine in by_office(contacts).values() for c in fmt.left_out(mine)]
        if names := dict.fromkeys(contact.name for contact in left):
            yield Diagnostic(
                check="contacts",
                message=f"The {name} has no room for {', '.join(list(names)[:5])}"
                + (f" and {len(names) - 5} more." if len(names) > 5 else "."),
                hint="They stand on the leaflets of other formats.",
                severity=Severity.WARNING,
            )


def _withdraw_earlier(output: Path, unfit: "Callable[[Edition], bool]") -> None:
    from briefkit.build import withdraw_earlier

    if names := withdraw_earlier(output, unfit):
        listed = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        new_console(stderr=True).print(
            f"Taken away from {_shown(output)}, lest they be printed: {len(names)} files made "
            f"before ({listed})."
        )


@contextmanager
def _executor(address: str | None) -> "Iterator[Executor | None]":
    """Yield the executor of a Dask cluster, or nothing without an address.

    Raises UsageError where none answers, and where its workers use threads: the libraries that set
    leaflets are not made for several in one process.
    """
    if address is None:
        yield None
        return
    with needing_extra("A cluster", "cluster"):
        from distributed import Client
    try:
        parts = urlsplit(address)
        # A client that finds nobody complains for long when it is thrown away.
        socket.create_connection((parts.hostname or "", parts.port or 8786), timeout=5).close()
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError):
        raise _no_cluster(
            f"No cluster answers at {address}.",
            "Start one with “dask scheduler”, and give the address that it tells.",
        ) from None
    with client:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        hint = f"Start workers with “dask worker {address} --nworkers auto --nthreads 1”."
        if not workers:
            raise _no_cluster("The cluster has no worker.", hint)
        if any(worker["nthreads"] > 1 for worker in workers):
            raise _no_cluster("The cluster has a worker with several threads.", hint)
        yield client.get_executor(pure=False)


def _no_cluster(message: str, hint: str) -> UsageError:
    return UsageError(Diagnostic(check="cluster", message=message, hint=hint))


def _remember(built: "Sequence[Built]", output: Path, read: str) -> None:
    """Note that the same command, given again, has nothing to do while nothing changes."""
    from briefkit.project import write_atomically

    files = {file.path.name: file.sha256 for item in built for file in item.files}
    said = f"{_tally(built, output)}. Nothing has changed since they were made."
    with suppress(OSError):  # it only saves time
        data = remember(sys.argv[1:], os.getcwd(), files, read, said)
        write_atomically(output / REMEMBERED, data)


def _tally(built: "Sequence[Built]", output: Path) -> str:
    done = sum(item.path is not None for item in built)
    return f"{done} of {len(built)} leaflets are in {_shown(output)}"


def _output_profile(path: Path, finish: "Finish") -> "OutputProfile":
    from briefkit.typeset import read_profile

    profile = read_profile(path.read_bytes(), str(path))
    if not finish.for_press:
        message, hint = "An output profile is for the print shop's file.", "Add --bleed 3mm."
    elif profile.space == "GRAY" and not finish.grayscale:
        message, hint = "This profile is for black ink alone.", "Add --grayscale."
    else:
        return profile
    raise UsageError(Diagnostic(check="output-profile", message=message, hint=hint))


class _progress:
    """A progress bar over leaflets."""

    def __init__(self, total: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=new_console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("Making leaflets", total=total)

    def __enter__(self) -> "Callable[[Built], None]":
        self._bar.start()
        return lambda built: self._bar.update(
            self._task, advance=1, description=f"{built.edition.locale} {built.edition.format}"
        )

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _closing_table(built: "Sequence[Built]", output: Path) -> None:
    from rich.table import Table

    from briefkit.build import State

    table = Table(box=None, pad_edge=False)
    for heading, justify in (("File", "left"), ("Pages", "right"), ("Size", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    table.add_column("State")
    for item in built:
        if item.state == State.REFUSED:
            table.add_row(f"{item.edition.stem}.pdf", "", "", item.state)
        for file in item.files:
            state = item.state if item.made else f"{item.state}, unchanged"
            table.add_row(file.path.name, str(file.pages), f"{file.size / 1000:.0f} kB", state)
    console = new_console()
    console.print(table)
    unchanged = sum(not item.made for item in built)
    console.print(_tally(built, output) + (f"; {unchanged} unchanged" if unchanged else ""))
    if any(item.state == State.DRAFT for item in built):
        console.print("Drafts say so on every page: nobody has reviewed their translation yet.")


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _built_as_json(item: "Built") -> dict[str, object]:
    return {
        "brief": item.edition.brief,
        "audience": item.edition.audience,
        "locale": item.edition.locale,
        "format": item.edition.format,
        "discreet": item.edition.discreet,
        "office": item.edition.office or None,
        "state": item.state,
        "file": str(item.path) if item.path else None,
        "code": item.code,
        "pages": item.pages,
        "bytes": item.size,
        "size_pt": item.text_size,
        "leading": item.leading,
        "files": [str(file.path) for file in item.files],
        "made": item.made,
        "diagnostics": diagnostics_as_json(item.diagnostics),
    }


@click.command(epilog="Example: briefkit proof leaflets/*.pdf")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@contact_options
@click.option("--audit", "audited", is_flag=True, help="Check their accessibility too (PDF/UA-1).")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@reporting
def proof(
    settings: Settings, /, files: Sequence[Path], audited: bool, as_json: bool, **chosen: Any
) -> int:
    """Read finished leaflets back, and check them against the project's texts.

    Give the same contacts as when they were made.
    """
    from briefkit.build import proof_file

    order = settings.order(contacts=read_contacts(settings, fall_back=False, **chosen))
    found = {
        str(path): (
            *proof_file(path, order),
            *(_audit_file(path) if audited and not _to_print(path.name) else ()),
        )
        for path in files
    }
    if as_json:
        print_json({path: diagnostics_as_json(diagnostics) for path, diagnostics in found.items()})
    else:
        console = new_console()
        for path, diagnostics in found.items():
            left_out = " (not audited: a print file has no tags)" * (audited and _to_print(path))
            console.print(f"{path}: {'FAILED' if diagnostics else 'passed'}{left_out}")
            report(diagnostics)
    return 1 if any(found.values()) else 0


def _to_print(name: str) -> bool:
    """Whether a file is one to print from: what a screen reader is given lies beside it."""
    return name.endswith((".sheet.pdf", ".press.pdf"))


def _audit_file(path: Path) -> tuple[Diagnostic, ...]:
    from briefkit.proof import NotPdfError
    from briefkit.proof.audit import audit

    try:
        found = audit(path.read_bytes())
    except (OSError, NotPdfError):
        return ()  # the proof has said so
    return tuple(replace(finding, location=Location(str(path))) for finding in found)


@click.command(
    "contact-sheet",
    epilog="Example: briefkit contact-sheet leaflets/*.pdf --output docs/images/contact-sheet.png",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("contact-sheet.png"),
    show_default=True,
    metavar="FILE",
    help="The picture to write (PNG).",
)
@click.option("--columns", type=click.IntRange(1), default=6, show_default=True)
@click.option("--width", type=click.IntRange(50, 2000), default=300, show_default=True, help="px")
@click.option("--every-page", is_flag=True, help="Show all pages, not the first alone.")
@click.pass_obj
@reporting
def contact_sheet(
    settings: Settings,
    files: Sequence[Path],
    output: Path,
    columns: int,
    width: int,
    every_page: bool,
) -> int:
    """Put the first pages of leaflets together in one picture."""
    from briefkit.project import write_atomically
    from briefkit.proof import NotPdfError
    from briefkit.proof import contact_sheet as make_contact_sheet

    try:
        picture = make_contact_sheet(
            [path.read_bytes() for path in files],
            columns=columns,
            width=width,
            every_page=every_page,
        )
    except (NotPdfError, OSError) as error:
        raise UsageError(
            Diagnostic(
                check="picture",
                message=f"A file cannot be shown: {error}.",
                hint="Give leaflets that briefkit built.",
            )
        ) from None
    write_atomically(output, picture)
    new_console().print(f"{output}: {len(files)} leaflets")
    return 0


@click.command(epilog="Example: briefkit doctor")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@reporting
def doctor(settings: Settings, as_json: bool) -> int:
    """Say what is missing on this computer, and the command that installs it."""
    from briefkit.doctor import examine

    findings = examine(settings.order().font_cache)
    if as_json:
        print_json(
            [{"what": f.what, "ok": f.ok, "found": f.found, "hint": f.hint} for f in findings]
        )
    else:
        console = new_console()
        for finding in findings:
            console.print("ok      " if finding.ok else "MISSING ", end="")
            console.print(f"{finding.what}: {finding.found}")
            if not finding.ok:
                console.print(f"        {finding.hint}")
    return 0 if all(finding.ok for finding in findings) else 1
