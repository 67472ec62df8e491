"""The command that makes leaflets: build."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.build_options import (
    Printing,
    Selection,
    Work,
    printing_options,
    selection_options,
    work_options,
)
from briefkit.cli.build_reports import (
    Progress,
    built_as_json,
    print_table,
    tally,
    withdraw_leaflets,
)
from briefkit.cli.clusters import cluster_executor
from briefkit.cli.contact_warnings import contact_warnings
from briefkit.cli.contacts import (
    ContactChoice,
    contact_options,
    read_contacts,
)
from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import json_option, verbose_option
from briefkit.cli.output import new_console, print_json, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError, ContactError, SourceError, TypesetError
from briefkit.unchanged import REMEMBERED, is_repeatable, read_by_builds, remember

if TYPE_CHECKING:
    from briefkit.build import Built, Order
    from briefkit.contacts import Contact
    from briefkit.model import Edition
    from briefkit.project import Project

__all__ = ["build"]


@click.command(epilog="Example: briefkit build --locale bg --format dl-trifold --discreet")
@selection_options
@printing_options
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
@work_options
@verbose_option
@json_option
@click.pass_obj
@reporting
def build(
    settings: Settings,
    selection: Selection,
    printing: Printing,
    output: Path | None,
    contacts: ContactChoice,
    without_stale_contacts: bool,
    allow_incomplete: bool,
    work: Work,
    verbose: bool,
    as_json: bool,
) -> int:
    """Make the leaflets, and let out those that pass their proof.

    Those that lie there already, and that nothing has changed in, are left as they are.
    """
    read = read_by_builds(sys.argv[1:], os.getcwd())
    folder = output.absolute() if output else settings.leaflets
    _prepare(selection, contacts, folder, work)
    faults: list[Diagnostic] = []
    editions, chosen = _planned(
        settings, selection, contacts, folder, faults, fall_back=without_stale_contacts
    )
    if faults and not editions:
        if as_json:
            print_json([])
        report(faults)
        return 1
    order = settings.order(
        **printing.given,
        made=datetime.now(UTC),
        contacts=chosen,
        allow_incomplete=allow_incomplete,
        output=folder,
    )
    report((*printing.warnings, *contact_warnings(settings.project, editions, order.contacts)))
    report(_brief_warnings(settings.project, editions))
    built = _make(editions, order, work, silent=as_json)
    if as_json:
        print_json([built_as_json(item) for item in built])
    else:
        _show(built, order, verbose=verbose)
    report(faults, verbose=verbose)
    if faults or any(item.path is None for item in built):
        return 1
    if is_repeatable(sys.argv[1:]) and read == read_by_builds(sys.argv[1:], os.getcwd()):
        _remember(built, order.output, read)
    return 0


def _prepare(selection: Selection, contacts: ContactChoice, folder: Path, work: Work) -> None:
    """Have what other processes need loaded while this one finds out what they have to do.

    Only where they will be wanted, as far as can be told before anything is read.
    """
    from briefkit.processes import prepare_workers

    makes_many = len(selection.locales) != 1 or contacts.path is not None
    if work.in_processes and makes_many and (work.anew or not folder.exists()):
        prepare_workers()


def _brief_warnings(project: "Project", editions: Sequence["Edition"]) -> Iterator[Diagnostic]:
    """Yield what is not printed as the briefs have it, or only in another font."""
    from briefkit.leaflet import blurred_pictures, find_format
    from briefkit.project import author_warnings, font_warnings

    for name in dict.fromkeys(edition.brief for edition in editions):
        yield from author_warnings(project, name)
    for name, locale in dict.fromkeys(
        (e.brief, each) for e in editions for each in (e.locale, e.second) if each
    ):
        with suppress(CatalogError):  # which is told where the leaflet is made
            yield from font_warnings(project, name, locale)
    yield from dict.fromkeys(
        warning
        for edition in editions
        for warning in blurred_pictures(
            project.brief(edition.brief).texts[edition.audience],
            edition.locale,
            find_format(edition.format),
        )
    )


def _planned(
    settings: Settings,
    selection: Selection,
    choice: ContactChoice,
    folder: Path,
    faults: list[Diagnostic],
    *,
    fall_back: bool,
) -> tuple[Sequence["Edition"], tuple["Contact", ...]]:
    """Return the editions that are asked for, and the contacts that they are to have.

    What is wrong with briefs is added to `faults`; the other briefs are planned. Earlier leaflets
    of what can't be read are taken out of `folder`.
    """
    from briefkit.build import plan, take_over

    unfit: set[str] = set()

    def refuse(brief: str, error: SourceError) -> None:
        unfit.add(brief)
        faults.extend(error.diagnostics)

    try:
        editions = plan(
            settings.project,
            briefs=selection.briefs,
            locales=selection.locales,
            audiences=selection.audiences,
            formats=selection.formats,
            discreet=selection.discreet,
            second=selection.second,
            twin=selection.twin,
            refused=refuse,
        )
        if unfit:
            withdraw_leaflets(folder, lambda e: selection.has(e) and e.brief in unfit)
        contacts = read_contacts(settings, choice, fall_back=fall_back)
    except (ContactError, SourceError):
        withdraw_leaflets(folder, selection.has)
        raise
    if fall_back and choice.path and not contacts:
        # Earlier leaflets of offices have contacts that must not be printed any more.
        withdraw_leaflets(folder, lambda edition: selection.has(edition) and bool(edition.office))
    with suppress(OSError, TypesetError):  # each leaflet says why the templates cannot be read
        take_over(settings.project)
    return editions, contacts


def _make(
    editions: Sequence["Edition"], order: "Order", work: Work, *, silent: bool
) -> Sequence["Built"]:
    from briefkit.build import build as build_leaflets
    from briefkit.build import for_offices

    editions = for_offices(editions, order.contacts)
    make = partial(build_leaflets, editions, order, jobs=work.processes, anew=work.anew)
    with cluster_executor(work.cluster) as executor:
        if silent:
            return make(executor=executor)
        with Progress(len(editions)) as advance:
            return make(executor=executor, progress=advance)


def _show(built: Sequence["Built"], order: "Order", *, verbose: bool) -> None:
    report(dict.fromkeys(d for item in built for d in item.diagnostics), verbose=verbose)
    print_table(built, order.output)
    if order.root != order.bundled and not (order.root / "briefs").is_dir():
        new_console().print(
            "There is no folder briefs here: they are made from the brief that comes with briefkit."
        )
    if order.finish.for_press and order.profile is None:
        new_console().print(
            "The files for the press are not PDF/X-4: that wants an --output-profile."
        )


def _remember(built: "Sequence[Built]", output: Path, read: str) -> None:
    """Note that the same command, given again, has nothing to do while nothing changes."""
    from briefkit.project import write_atomically

    files = {file.path.name: file.sha256 for item in built for file in item.files}
    summary = f"{tally(built, output)}. Nothing has changed since they were made."
    with suppress(OSError):  # it only saves time
        data = remember(sys.argv[1:], os.getcwd(), files, read, summary)
        write_atomically(output / REMEMBERED, data)
