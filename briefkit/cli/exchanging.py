"""Commands that take catalogs to other tools and back: exchange export, exchange import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE, json_option
from briefkit.cli.output import diagnostics_as_json, new_console, print_json, report
from briefkit.cli.sections import Sections
from briefkit.cli.settings import Settings
from briefkit.cli.sound_domains import sound_domains
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import BriefkitError, CatalogError, UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from briefkit.catalogs.exchange import Imported, Returned
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
    type=click.Choice(["xliff", "tmx", "xlsx"], case_sensitive=False),
    required=True,
    help="xliff for CAT tools, tmx for translation memories, xlsx for a spreadsheet.",
)
@click.option(
    "--locale", required=True, type=LOCALE, metavar="CODE", help="The language to translate into."
)
@click.option("--domain", metavar="NAME", help="Only this domain.  [default: a file for each]")
@click.option(
    "--reference",
    type=LOCALE,
    metavar="CODE",
    help="Another language to show beside the source, in xliff and xlsx.",
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
    if format_name == "tmx":
        raise UsageError(
            Diagnostic(
                check="exchange",
                message="A translation memory (tmx) shows no other language beside the source.",
                hint="Leave --reference out, or give --format xliff or xlsx.",
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
    held = {(e.message.key, e.message.plural) for e in catalog.entries if not e.obsolete}
    wanted = {
        (m.key, m.plural)
        for m in messages
        if m.is_wanted_in(catalog.locale) or (m.key, m.plural) in held
    }
    if wanted != held:
        report(
            [
                Diagnostic(
                    check="exchange",
                    severity=Severity.WARNING,
                    message=f"{len(wanted ^ held)} messages differ from the source as it is now.",
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
    project = settings.project
    before: dict[tuple[str, str], Catalog] = {}
    after: dict[tuple[str, str], Catalog] = {}
    results: list[tuple[tuple[str, str], Imported]] = []
    for returned in module.parse_exchange(_read(file, module.FILE_LIMIT), str(file)):
        for target in _targets(project, returned, module):
            if target not in before:
                before[target] = after[target] = project.catalogs.read(*target)
            result = module.import_translations(returned, after[target], skip_changed=skip_changed)
            after[target] = result.catalog
            results.append((target, result))
    if not results:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message="The file has no translation into a language of this project.",
                hint=f"There is: {', '.join(project.catalogs.locales)}.",
                location=Location(str(file)),
            )
        )
    found: dict[tuple[str, str], Sequence[Diagnostic]] = {}
    for target, catalog in after.items():
        if catalog != before[target]:
            project.catalogs.write(catalog, before[target])
            found[target] = _findings(project, before[target])
    # A memory may have several parts for a catalog: the first reports what was found in it.
    reports = [
        (result, (*result.warnings, *result.conflicts, *found.pop(target, ())))
        for target, result in results
    ]
    if as_json:
        print_json([_as_json(result, diagnostics) for result, diagnostics in reports])
    else:
        for result, diagnostics in reports:
            report(diagnostics)
            new_console().print(f"{result.catalog.path}: {_tally(result)}")
        _tell_unconfirmed(before, after)
    return 1 if any(result.conflicts for result, _ in reports) else 0


def _tell_unconfirmed(
    before: Mapping[tuple[str, str], "Catalog"], after: Mapping[tuple[str, str], "Catalog"]
) -> None:
    """Say how many messages came in with words that don't print, for they are fuzzy."""
    known = {(key, e.message.key): e for key, catalog in before.items() for e in catalog.entries}
    many = sum(
        entry.fuzzy and entry.translated and entry != known.get((key, entry.message.key))
        for key, catalog in after.items()
        for entry in catalog.entries
    )
    if many:
        new_console().print(
            f"Fuzzy, so not printed yet: {many}. Confirm them in “briefkit desk”; or, where the "
            "file has states,\nset them to “done” there and import it again."
        )


def _findings(project: "Project", before: "Catalog") -> Sequence[Diagnostic]:
    """Return what the checks find in the entries of a catalog that an import changed, as warnings.

    It is read again, for the lines that they are on now.
    """
    from briefkit.catalogs.checks import check_catalog

    catalog = project.catalogs.read(before.domain, before.locale)
    known = {entry.message.key: entry for entry in before.entries if not entry.obsolete}
    try:
        changed = [
            message
            for message in project.messages(catalog.domain)
            if catalog.entry(message.key) != known.get(message.key)
        ]
        found = check_catalog(
            catalog,
            changed,
            source_locale=project.source_locale(catalog.domain),
            glossary=project.catalogs.glossary,
        )
    except BriefkitError as error:  # the source, or the glossary, needs work
        found = tuple(error.diagnostics)
    # What is wrong with the header, which no message names, was not imported.
    return [
        replace(item, severity=Severity.WARNING)
        for item in found
        if item.msgid or item.location is None or item.location.path != catalog.path
    ]


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


def _targets(
    project: "Project", returned: "Returned", module: ModuleType
) -> Sequence[tuple[str, str]]:
    """Return the domains and the locale that a file is for; a memory may be for others too."""
    from briefkit.project import is_source

    memory = returned.format is module.Format.TMX
    locale = module.match_locale(returned.locale, project.catalogs.locales)
    known = returned.domain in project.domains or (memory and not returned.domain)
    if memory and locale is None:
        return ()
    if locale is None or not known:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message=f"The file is for “{returned.domain}” in “{returned.locale}”, and this "
                "project has no such catalog.",
                hint="Give a file that “briefkit exchange export” made here.",
                location=Location(returned.name),
            )
        )
    domains = [returned.domain] if returned.domain else project.domains
    return [(domain, locale) for domain in domains if not is_source(project, domain, locale)]


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
