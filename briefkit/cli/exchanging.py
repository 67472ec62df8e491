"""Commands that take catalogs to other tools and back: exchange export, exchange import."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE, json_option
from briefkit.cli.output import diagnostics_as_json, new_console, print_json, report
from briefkit.cli.sections import Sections
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from briefkit.catalogs.exchange import Imported
    from briefkit.model import Catalog, Message
    from briefkit.project import Project

__all__ = ["exchange"]


def _require_extra() -> ModuleType:
    with needing_extra("The exchange", "exchange"):
        from briefkit.catalogs import exchange
    return exchange


@click.command(epilog="Example: briefkit exchange export --format xlsx --locale bg")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["xliff", "xliff2", "tmx", "xlsx", "po"], case_sensitive=False),
    required=True,
    help="xliff (1.2) or xliff2 (2.0) for CAT tools, tmx for translation memories, xlsx for a "
    "spreadsheet, po for Poedit.",
)
@click.option(
    "--locale", required=True, type=LOCALE, metavar="CODE", help="The language to translate into."
)
@click.option("--domain", metavar="NAME", help="Only this domain.  [default: a file for each]")
@click.option(
    "--reference",
    type=LOCALE,
    metavar="CODE",
    help="Another language to show beside the source, in xliff, xliff2 and xlsx.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The file to write, of one domain.  [default: DOMAIN.CODE.xlsx in this folder]",
)
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@click.pass_obj
@reporting
def export(
    settings: Settings,
    format_name: str,
    locale: str,
    domain: str | None,
    reference: str | None,
    output: Path | None,
    force: bool,
) -> int:
    """Write a language's messages, with what is translated already, to a file."""
    from briefkit.languages import require_known
    from briefkit.maintaining import sound_domains
    from briefkit.project import domain_locales, is_source

    module = _require_extra()
    project = settings.project
    project.catalogs.require_locale(require_known(locale))
    if reference is not None:
        _require_reference(project, reference, format_name)
    domains = _chosen(project, domain, output)
    format = module.Format(format_name)
    files: dict[Path, bytes] = {}
    faults: list[Diagnostic] = []
    for name, messages in sound_domains(project, faults, domains):
        if not domain_locales(project, name, [locale]):
            if domain and is_source(project, name, locale):
                raise _written_in(name, locale)
            if not domain:
                continue
        catalog = project.catalogs.read(name, locale)
        path = output or Path(f"{name}.{locale}{format.suffix}")
        if not force:
            _require_new(path)
        beside = project.catalogs.read(name, reference) if reference else None
        source = project.source_locale(name)
        files[path] = module.export_catalog(catalog, format, source, beside)
        _warn_of_old(messages, catalog)
    for path, data in files.items():
        _write(path, data)
        new_console().print(f"{path}: written")
    report(faults)
    return 1 if faults else 0


def _chosen(project: "Project", domain: str | None, output: Path | None) -> Sequence[str]:
    """Return the domains to export: the one that is named, or all where each has a file."""
    from briefkit.project import require_domain

    if domain:
        require_domain(project, domain)
    domains = [domain] if domain else project.domains
    if output and len(domains) > 1:
        raise UsageError(
            Diagnostic(
                check="domain",
                message=f"--output names one file, and there are {len(domains)} domains.",
                hint=f"Choose one with --domain: {', '.join(domains)}.",
            )
        )
    return domains


def _require_reference(project: "Project", reference: str, format_name: str) -> None:
    """Raise UsageError where there is no such language, or no place for it in the file."""
    if format_name in ("tmx", "po"):
        what = "A translation memory (tmx)" if format_name == "tmx" else "A PO file"
        raise UsageError(
            Diagnostic(
                check="exchange",
                message=f"{what} shows no other language beside the source.",
                hint="Leave --reference out, or give --format xliff, xliff2 or xlsx.",
            )
        )
    project.catalogs.require_locale(reference)


def _written_in(domain: str, locale: str) -> UsageError:
    return UsageError(
        Diagnostic(
            check="locale",
            message=f"“{domain}” is written in {locale}: there is nothing to translate.",
            hint="Name another --locale.",
        )
    )


def _require_new(path: Path) -> None:
    if path.exists():
        raise UsageError(
            Diagnostic(
                check="files",
                message="There is a file of that name already.",
                hint="It may hold somebody's work: import it first, choose another name with "
                "--output, or write over it with --force.",
                location=Location(str(path)),
            )
        )


def _write(path: Path, data: bytes) -> None:
    from briefkit.project import write_atomically

    try:
        write_atomically(path, data)
    except OSError as error:
        raise UsageError(
            Diagnostic(
                check="files",
                message=f"The file cannot be written: {error.strerror or error}.",
                hint="Choose another place with --output.",
                location=Location(str(path)),
            )
        ) from None


def _warn_of_old(messages: Iterable["Message"], catalog: "Catalog") -> None:
    from briefkit.maintaining import differing_messages

    if differ := differing_messages(messages, catalog):
        report(
            [
                Diagnostic(
                    check="exchange",
                    severity=Severity.WARNING,
                    message=f"{differ} messages differ from the source as it is now.",
                    hint="Give “briefkit update”, then export again.",
                    location=Location(catalog.path),
                    locale=catalog.locale,
                )
            ]
        )


@click.command("import", epilog="Example: briefkit exchange import cyber-trafficking.bg.xlsx")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--skip-changed",
    is_flag=True,
    help="Leave messages alone whose source has changed since, and take over the others.",
)
@json_option
@click.pass_obj
@reporting
def import_(settings: Settings, file: Path, skip_changed: bool, as_json: bool) -> int:
    """Bring translations back from a file; it says itself what it is for.

    What the file lacks is left alone, and nothing is deleted. What was changed both in the file and
    in the catalog since the export is reported, and stays as the catalog has it. A translation
    memory fills empty messages that it has word by word, as fuzzy. What “briefkit check” finds in
    the messages that changed is reported as warnings.
    """
    module = _require_extra()
    from briefkit.maintaining import write_changes
    from briefkit.maintaining.exchange import imported_findings, plan_import

    project = settings.project
    plan = plan_import(
        project, _read(file, module.FILE_LIMIT), str(file), skip_changed=skip_changed
    )
    write_changes(project, plan.changes)
    found: dict[tuple[str, str], Sequence[Diagnostic]] = {}
    for before in (change.before for change in plan.changes):
        target = before.domain, before.locale
        found[target] = imported_findings(project, before, project.catalogs.read(*target))
    # A memory may have several parts for a catalog: the first reports what was found in it.
    reports = [
        (result, (*result.warnings, *result.conflicts, *found.pop(target, ())))
        for target, result in plan.results
    ]
    if as_json:
        print_json([_as_json(result, diagnostics) for result, diagnostics in reports])
    else:
        for result, diagnostics in reports:
            report(diagnostics)
            new_console().print(f"{result.catalog.path}: {_tally(result)}")
        _tell_unconfirmed(plan.unconfirmed)
    return 1 if any(result.conflicts for result, _ in reports) else 0


def _tell_unconfirmed(many: int) -> None:
    """Say how many messages came in with words that don't print, for they are fuzzy."""
    if many:
        new_console().print(
            f"Fuzzy, so not printed yet: {many}. Confirm them in “briefkit desk”; or, where the "
            "file has states,\nset them to “done” there and import it again."
        )


def _read(file: Path, limit: int) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(limit + 1)
    except OSError as error:
        raise UsageError(
            Diagnostic(
                check="files",
                message=f"The file cannot be read: {error.strerror or error}.",
                hint="Check that you may open it.",
                location=Location(str(file)),
            )
        ) from None


def _tally(result: "Imported") -> str:
    counts = [f"{result.translated} translated", f"{result.changed} changed"]
    counts.append(f"{result.unchanged} unchanged")
    if result.conflicts:
        counts.append(f"{len(result.conflicts)} in conflict, left as they are")
    if result.skipped:
        counts.append(f"{result.skipped} skipped for their source")
    if result.absent:
        counts.append(f"{result.absent} not in the file")
    if result.emptied:
        counts.append(f"{result.emptied} emptied in the file, kept as they were")
    return ", ".join(counts)


def _as_json(result: "Imported", diagnostics: Sequence[Diagnostic]) -> dict[str, object]:
    counts = ("translated", "changed", "unchanged", "skipped", "absent", "emptied")
    return {
        "domain": result.catalog.domain,
        "locale": result.catalog.locale,
        "path": result.catalog.path,
        **{name: getattr(result, name) for name in counts},
        "conflicts": len(result.conflicts),
        "diagnostics": diagnostics_as_json(diagnostics),
    }


@click.group(
    cls=Sections,
    sections={"Commands": (export, import_)},
    epilog="Example: briefkit exchange export --format xlsx --locale bg",
)
def exchange() -> None:
    """Take catalogs to translators' tools, or to a spreadsheet, and bring them back."""
