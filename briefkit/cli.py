"""The command line: parse, call, report. Rich and the heavy modules are imported when needed."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from briefkit import __version__
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.errors import BriefkitError, ContactError

if TYPE_CHECKING:
    from rich.console import Console

    from briefkit.build import Built, Order
    from briefkit.contacts import Contact
    from briefkit.project import Project

__all__ = ["main"]

P = ParamSpec("P")
T = TypeVar("T")


def _console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    # Paths and messages stand as they are: no markup, no colouring of numbers.
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def _report(diagnostics: Iterable[Diagnostic]) -> None:
    console = _console(stderr=True)
    for diagnostic in diagnostics:
        style = "bold red" if diagnostic.severity is Severity.ERROR else "yellow"
        console.print(f"{diagnostic.severity}: ", style=style, end="")
        console.print(str(diagnostic))


def _reporting(function: Callable[P, int]) -> Callable[P, None]:
    """Turn a command's result and its errors into an exit code."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
        except BriefkitError as error:
            _report(error.diagnostics)
            code = error.exit_code
        sys.exit(code)

    return run


def _as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    return [
        {
            "check": item.check,
            "severity": str(item.severity),
            "message": item.message,
            "hint": item.hint,
            "path": item.location.path if item.location else None,
            "line": item.location.line if item.location else None,
            "locale": item.locale or None,
            "msgid": item.msgid or None,
        }
        for item in diagnostics
    ]


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


class _Settings:
    def __init__(self, root: Path, today: date) -> None:
        self.root = root
        self.today = today

    @property
    def project(self) -> "Project":
        from briefkit.project import Project, bundled_folder

        return Project(self.root, bundled_folder())

    def order(self, **changes: Any) -> "Order":
        import platformdirs

        from briefkit.build import Order
        from briefkit.project import bundled_folder

        cache = os.environ.get("BRIEFKIT_CACHE") or platformdirs.user_cache_dir("briefkit", False)
        defaults: dict[str, Any] = {
            "root": self.root,
            "bundled": bundled_folder(),
            "output": self.root / "leaflets",
            "font_cache": Path(cache),
        }
        return Order(**{**defaults, **changes})


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: briefkit build --locale bg --locale el",
)
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder.  [default: this folder]",
)
@click.version_option(__version__, prog_name="briefkit")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """One brief, many languages, on paper: make, translate and check leaflets."""
    context.obj = _Settings(root.absolute(), datetime.now(UTC).astimezone().date())


# --- build ---


@main.command(
    epilog="Example: briefkit build --locale bg --audience community --output leaflets"
)
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
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the leaflets go.  [default: leaflets]",
)
@click.option(
    "--contacts",
    "contacts_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Verified local contacts for the help box (TOML).",
)
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
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: cores]")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@_reporting
def build(
    settings: _Settings,
    briefs: Sequence[str],
    locales: Sequence[str],
    audiences: Sequence[str],
    output: Path | None,
    contacts_file: Path | None,
    without_stale_contacts: bool,
    allow_incomplete: bool,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Make the leaflets, and let out those that pass their proof."""
    from briefkit.build import build as build_leaflets
    from briefkit.build import plan

    project = settings.project
    editions = plan(project, briefs=briefs, locales=locales, audiences=audiences)
    order = settings.order(
        contacts=_contacts(settings, contacts_file, fall_back=without_stale_contacts),
        allow_incomplete=allow_incomplete,
        **({"output": output.absolute()} if output else {}),
    )
    if jobs is None:
        jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if as_json:
        built = build_leaflets(editions, order, jobs=jobs or 1)
        _print_json([_built_as_json(item) for item in built])
    else:
        with _progress(len(editions)) as advance:
            built = build_leaflets(editions, order, jobs=jobs or 1, progress=advance)
        _report(diagnostic for item in built for diagnostic in item.diagnostics)
        _closing_table(built, order.output)
    return 1 if any(item.path is None for item in built) else 0


def _contacts(
    settings: _Settings, path: Path | None, *, fall_back: bool
) -> tuple["Contact", ...]:
    if path is None:
        return ()
    try:
        return settings.project.contacts(path, settings.today)
    except ContactError as error:
        if not fall_back:
            raise
        _report(error.diagnostics)
        _console(stderr=True).print("The leaflets show 112 alone.", style="bold")
        return ()


class _progress:
    """A progress bar over leaflets."""

    def __init__(self, total: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=_console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("Making leaflets", total=total)

    def __enter__(self) -> "Callable[[Built], None]":
        self._bar.start()
        return lambda built: self._bar.update(
            self._task, advance=1, description=f"{built.edition.locale} {built.edition.audience}"
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
        refused = item.state == State.REFUSED
        table.add_row(
            f"{item.edition.stem}.pdf",
            "" if refused else str(item.pages),
            "" if refused else f"{item.size / 1000:.0f} kB",
            item.state,
        )
    console = _console()
    console.print(table)
    done = sum(item.path is not None for item in built)
    console.print(f"{done} of {len(built)} leaflets are in {_shown(output)}")
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
        "state": item.state,
        "file": str(item.path) if item.path else None,
        "code": item.code,
        "pages": item.pages,
        "bytes": item.size,
        "size_pt": item.text_size,
        "leading": item.leading,
        "diagnostics": _as_json(item.diagnostics),
    }


# --- extract, status ---


@main.command(epilog="Example: briefkit extract && git diff locales/")
@click.pass_obj
@_reporting
def extract(settings: _Settings) -> int:
    """Write the templates (.pot) of all domains from the briefs and the page templates."""
    from briefkit.merge import template_catalog

    project = settings.project
    console = _console()
    for domain in project.domains:
        before = project.template(domain)
        after = template_catalog(
            project.messages(domain),
            domain=domain,
            path=before.path,
            created=before.header("POT-Creation-Date") or _now(),
        )
        if after.entries != before.entries:
            after = after.with_headers(POT_Creation_Date=_now())
        changed = project.write_catalog(after, before)
        state = "written" if changed else "unchanged"
        console.print(f"{before.path}: {len(after.entries)} messages, {state}")
    return 0


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")


@main.command(epilog="Example: briefkit status --json")
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@_reporting
def status(settings: _Settings, locales: Sequence[str], as_json: bool) -> int:
    """Show how far each language is: translated, fuzzy, missing, reviewed."""
    from rich.table import Table

    from briefkit.locales import require_known

    project = settings.project
    rows: list[dict[str, object]] = []
    for domain in project.domains:
        messages = project.messages(domain)
        for locale in locales or project.locales:
            catalog = project.catalog(domain, require_known(locale))
            entries = [catalog.entry(message.key) for message in messages]
            translated = sum(entry is not None and entry.current for entry in entries)
            fuzzy = sum(
                entry is not None and entry.fuzzy and entry.translated for entry in entries
            )
            review = catalog.review
            rows.append(
                {
                    "domain": domain,
                    "locale": locale,
                    "messages": len(messages),
                    "translated": translated,
                    "fuzzy": fuzzy,
                    "missing": len(messages) - translated - fuzzy,
                    "reviewed_by": review.reviewer if review else None,
                    "reviewed_on": review.day.isoformat() if review else None,
                }
            )
    if as_json:
        _print_json(rows)
        return 0
    table = Table(box=None, pad_edge=False)
    for heading in ("Locale", "Domain", "Translated", "Fuzzy", "Missing", "Reviewed"):
        table.add_column(heading, justify="right" if heading[0] in "TFM" else "left")
    for row in sorted(rows, key=lambda row: (str(row["locale"]), str(row["domain"]))):
        reviewed = f"{row['reviewed_by']}, {row['reviewed_on']}" if row["reviewed_by"] else "draft"
        table.add_row(
            str(row["locale"]),
            str(row["domain"]),
            f"{row['translated']}/{row['messages']}",
            str(row["fuzzy"]),
            str(row["missing"]),
            reviewed,
        )
    _console().print(table)
    return 0


# --- proof, doctor ---


@main.command(epilog="Example: briefkit proof leaflets/*.pdf")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--contacts",
    "contacts_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The contacts that the leaflets were made with.",
)
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@_reporting
def proof(
    settings: _Settings, files: Sequence[Path], contacts_file: Path | None, as_json: bool
) -> int:
    """Read finished leaflets back, and check them against the project's texts."""
    from briefkit.build import proof_file

    order = settings.order(contacts=_contacts(settings, contacts_file, fall_back=False))
    found = {str(path): proof_file(path, order) for path in files}
    if as_json:
        _print_json({path: _as_json(diagnostics) for path, diagnostics in found.items()})
    else:
        console = _console()
        for path, diagnostics in found.items():
            console.print(f"{path}: {'FAILED' if diagnostics else 'passed'}")
            _report(diagnostics)
    return 1 if any(found.values()) else 0


@main.command(epilog="Example: briefkit doctor")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@_reporting
def doctor(settings: _Settings, as_json: bool) -> int:
    """Say what is missing on this computer, and the command that installs it."""
    from briefkit.doctor import examine

    findings = examine(settings.order().font_cache)
    if as_json:
        _print_json([{"what": f.what, "ok": f.ok, "found": f.found, "hint": f.hint} for f in findings])
    else:
        console = _console()
        for finding in findings:
            console.print("ok      " if finding.ok else "MISSING ", end="")
            console.print(f"{finding.what}: {finding.found}")
            if not finding.ok:
                console.print(f"        {finding.hint}")
    return 0 if all(finding.ok for finding in findings) else 1
