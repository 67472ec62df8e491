"""Commands for catalogs: from starting a locale to recording its review."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.shell import Settings, gettext_now, new_console, print_json, report, reporting
from briefkit.diagnostics import Diagnostic, Location, Severity, legible
from briefkit.errors import CatalogError, SourceError, UsageError

if TYPE_CHECKING:
    from briefkit.catalogs.correction import Correction
    from briefkit.model import Brief, Catalog, Message, MessageKey
    from briefkit.project import Project

__all__ = ["extract", "fix_source", "init", "init_locale", "pseudo", "review", "status", "update"]


@click.command(epilog="Example: briefkit extract")
@click.pass_obj
@reporting
def extract(settings: Settings) -> int:
    """Write the templates (.pot) of all domains from the briefs and the page templates."""
    console = new_console()
    project = settings.project
    for domain in project.domains:
        messages = project.messages(domain)
        changed = _write_template(project, domain, messages)
        state = "written" if changed else "unchanged"
        console.print(f"{project.template(domain).path}: {len(messages)} messages, {state}")
    return 0


def _write_template(project: "Project", domain: str, messages: "Sequence[Message]") -> bool:
    from briefkit.catalogs import template_catalog

    before = project.template(domain)
    created = before.header("POT-Creation-Date") or gettext_now()
    after = template_catalog(messages, domain=domain, path=before.path, created=created)
    if after.entries != before.entries:
        after = after.with_headers(POT_Creation_Date=gettext_now())
    return project.write_catalog(after, before)


@click.command(epilog="Example: briefkit status --json")
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@reporting
def status(settings: Settings, locales: Sequence[str], as_json: bool) -> int:
    """Show how far each language is: translated, fuzzy, missing, reviewed."""
    from rich.table import Table

    from briefkit.languages import require_known

    project = settings.project
    rows: list[dict[str, object]] = []
    for domain in project.domains:
        messages = project.messages(domain)
        for locale in locales or project.locales:
            catalog = project.catalog(domain, require_known(locale))
            entries = [catalog.entry(message.key) for message in messages]
            translated = sum(entry is not None and entry.current for entry in entries)
            fuzzy = sum(entry is not None and entry.fuzzy and entry.translated for entry in entries)
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
        print_json(rows)
        return 0
    table = Table(box=None, pad_edge=False)
    for heading in ("Locale", "Domain", "Translated", "Fuzzy", "Missing", "Reviewed"):
        table.add_column(heading, justify="right" if heading[0] in "TFM" else "left")
    for row in sorted(rows, key=lambda row: (str(row["locale"]), str(row["domain"]))):
        reviewed = f"{row['reviewed_by']}, {row['reviewed_on']}" if row["reviewed_by"] else "draft"
        reviewed = legible(reviewed)
        table.add_row(
            str(row["locale"]),
            str(row["domain"]),
            f"{row['translated']}/{row['messages']}",
            str(row["fuzzy"]),
            str(row["missing"]),
            reviewed,
        )
    new_console().print(table)
    return 0


# --- starting ---


@click.command(epilog="Example: briefkit init my-campaign")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
@reporting
def init(settings: Settings, folder: Path) -> int:
    """Start a project of your own: a folder with the brief, the catalogs and the templates."""
    from briefkit.project import bundled_folder

    names = ("briefs", "locales", "templates")
    if taken := [name for name in names if (folder / name).exists()]:
        raise UsageError(
            Diagnostic(
                check="project",
                message=f"There is a {taken[0]}/ in {folder} already.",
                hint="Choose another folder: nothing of yours is overwritten.",
            )
        )
    for name in names:
        shutil.copytree(bundled_folder() / name, folder / name)
    new_console().print(f"{folder}: ready. Go there and give “briefkit build”.")
    return 0


@click.command("init-locale", epilog="Example: briefkit init-locale uk")
@click.argument("locale")
@click.option("--translator", default="", metavar="'NAME <ADDRESS>'", help="For Last-Translator.")
@click.pass_obj
@reporting
def init_locale(settings: Settings, locale: str, translator: str) -> int:
    """Start a language: a catalog for each domain, with its plural forms from CLDR."""
    from briefkit.catalogs import new_catalog
    from briefkit.languages import require_known

    project = settings.project
    require_known(locale)
    console = new_console()
    started = 0
    for domain in project.domains:
        before = project.catalog(domain, locale)
        if project.catalog_path(domain, locale).exists():
            console.print(f"{before.path}: there already, left as it is")
            continue
        catalog = new_catalog(
            project.messages(domain),
            domain=domain,
            locale=locale,
            path=before.path,
            created=gettext_now(),
            translator=translator,
        )
        project.write_catalog(catalog, before)
        console.print(f"{before.path}: {len(catalog.entries)} messages to translate")
        started += 1
    if not started:
        raise UsageError(
            Diagnostic(
                check="locale",
                message=f"“{locale}” has all its catalogs already.",
                hint="Bring them up to date with “briefkit update”.",
            )
        )
    report(_unprintable(locale))
    return 0


def _unprintable(locale: str) -> Iterator[Diagnostic]:
    """Yield a warning where the fonts lack the letters of a language's own name."""
    from briefkit.languages import endonym, english_name, missing_glyphs

    if missing_glyphs(endonym(locale), locale):
        yield Diagnostic(
            check="missing-glyphs",
            message=f"The fonts have no letters for {english_name(locale)} ({endonym(locale)}): "
            "catalogs can be translated, but no leaflet can be printed yet.",
            severity=Severity.WARNING,
        )


# --- following the source ---


@click.command(epilog="Example: briefkit update && briefkit status")
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.pass_obj
@reporting
def update(settings: Settings, locales: Sequence[str]) -> int:
    """Merge a changed source into the catalogs; no translation is lost.

    Long strings stay folded, but for a catalog whose lines Poedit would fold otherwise: there each
    is on a line of its own.
    """
    from briefkit.catalogs import merge, unfolded

    project = settings.project
    for locale in locales:
        project.require_started(locale)
    console = new_console()
    failed = 0
    for domain in project.domains:
        messages = project.messages(domain)
        for locale in locales or project.locales:
            if not project.catalog_path(domain, locale).exists():
                continue
            try:
                before = project.catalog(domain, locale)
                after = merge(messages, before)
                if after != before:
                    after = after.with_headers(POT_Creation_Date=gettext_now())
                project.write_catalog(unfolded(after), before)
            except CatalogError as error:
                report(error.diagnostics)
                failed += 1
                continue
            console.print(f"{before.path}: {_tally(before, after)}")
    return 1 if failed else 0


def _tally(before: "Catalog", after: "Catalog") -> str:
    if before == after:
        return "unchanged"
    old = {entry.message.key for entry in before.entries if not entry.obsolete}
    new = [entry for entry in after.entries if not entry.obsolete]
    counts = {
        "translated": sum(entry.current for entry in new),
        "fuzzy": sum(entry.fuzzy for entry in new),
        "untranslated": sum(not entry.translated for entry in new),
        "new": sum(entry.message.key not in old for entry in new),
        "obsolete": sum(entry.obsolete for entry in after.entries),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items())


@click.command("fix-source", epilog='Example: briefkit fix-source "recieve help" "receive help"')
@click.argument("old")
@click.argument("new")
@click.pass_obj
@reporting
def fix_source(settings: Settings, old: str, new: str) -> int:
    """Correct a typo in the source and in all catalogs; no translation turns fuzzy.

    Use it only for corrections that change nothing for a translator: spelling, punctuation. The
    mistake is found as whole words in the messages; where a file has it elsewhere too, or where
    the words would mean something else, nothing is changed.
    """
    from briefkit.catalogs import merge, rename
    from briefkit.catalogs.correction import Correction
    from briefkit.project import read_text, write_atomically

    project = settings.project
    correction = Correction(old, new)
    if not correction.old or correction.old == correction.new:
        raise UsageError(
            Diagnostic(check="fix-source", message="Give the mistake, then its correction.")
        )
    everywhere = [message for d in _own_domains(project) for message in project.messages(d)]
    changes: dict[Path, str] = {}
    places = dict(project.source_files())
    texts = {place: read_text(path, place.rpartition("/")[0]) for place, path in places.items()}
    if not any(map(correction.stands_in, everywhere)):
        raise SourceError(
            Diagnostic(
                check="fix-source",
                message=f"“{old}” stands nowhere in the texts of the briefs or the templates.",
                hint="Give whole words, as the source has them, capitals and markup included.",
            )
        )
    correction.require_small()
    for place, text in texts.items():
        if (corrected_text := correction.made_in_file(text, place, everywhere)) != text:
            project.require_own(place.partition("/")[0])
            changes[places[place]] = corrected_text
    corrected = _corrected_messages(project, changes, correction)
    renamed: dict[str, dict[MessageKey, str]] = {
        domain: {
            old.key: new.msgid
            for old, new in zip(project.messages(domain), messages, strict=True)
            if old.msgid != new.msgid
        }
        for domain, messages in corrected.items()
    }
    console = new_console()
    # The catalogs first: when this is cut short, the same command finishes it.
    changed = 0
    for domain, messages in corrected.items():
        for locale in project.locales:
            before = project.catalog(domain, locale)
            after = rename(before, renamed[domain])
            if merge(project.messages(domain), before) == before:
                # It was up to date: its comments, which name headings, stay so.
                after = merge(messages, after)
            changed += project.write_catalog(after, before)
        _write_template(project, domain, messages)
    for path, text in changes.items():
        write_atomically(path, text.encode("utf-8"))
        console.print(f"{path}: corrected")
    count = sum(len(keys) for keys in renamed.values())
    console.print(f"{count} messages corrected, {changed} catalogs written; none turned fuzzy")
    return 0


def _own_domains(project: "Project") -> tuple[str, ...]:
    """Return the domains whose source is the project's: the program's own pages are not."""
    from briefkit.project import DESK_DOMAIN

    return tuple(domain for domain in project.domains if domain != DESK_DOMAIN)


def _corrected_messages(
    project: "Project", changes: dict[Path, str], correction: "Correction"
) -> "dict[str, tuple[Message, ...]]":
    """Return, by domain, the messages of the project with `changes` made to its files.

    Raises SourceError unless they are the old ones, corrected.
    """
    from briefkit.project import Project

    wanted = {
        domain: [
            correction.made_in(m, project.source_locale(domain)) for m in project.messages(domain)
        ]
        for domain in _own_domains(project)
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("briefs", "templates"):
            shutil.copytree(project.folder(name), root / name)
        for path, text in changes.items():
            name = "briefs" if path.is_relative_to(project.folder("briefs")) else "templates"
            copy = root / name / path.relative_to(project.folder(name))
            copy.write_text(text, encoding="utf-8")
        corrected = Project(root, root)
        messages = {domain: corrected.messages(domain) for domain in wanted}
        same = all(
            _shape(project, name) == _shape(corrected, name) for name in project.brief_names
        ) and all(_words(messages[domain]) == _words(wanted[domain]) for domain in wanted)
    if not same:
        raise SourceError(
            Diagnostic(
                check="fix-source",
                message="This changes which messages there are, not their words alone.",
                hint="Edit the source by hand, then give “briefkit update”.",
            )
        )
    return messages


def _words(messages: "Sequence[Message]") -> list[tuple[str | None, str, str | None]]:
    return [(message.context, message.msgid, message.plural) for message in messages]


def _shape(project: "Project", name: str) -> "list[Brief[None]]":
    """Return a brief's texts with the words taken out."""
    return [text.map_segments(lambda _: None) for text in project.brief(name).texts.values()]


# --- review ---


@click.command(epilog='Example: briefkit review bg --reviewer "Mariya Petrova"')
@click.argument("locale")
@click.option("--reviewer", required=True, metavar="NAME", help="Who has read every message.")
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="Only this domain.")
@click.pass_obj
@reporting
def review(settings: Settings, locale: str, reviewer: str, domains: Sequence[str]) -> int:
    """Record that a native speaker has read a language's catalogs and stands by them.

    The leaflets then print without the draft band, until a message changes. A catalog that
    “briefkit check” finds errors in is refused.
    """
    from briefkit.catalogs import record_review
    from briefkit.catalogs.checks import catalog_errors

    project = settings.project
    project.require_started(locale)
    name = " ".join(reviewer.split())
    if not name:
        raise UsageError(Diagnostic(check="review", message="Give the reviewer's name."))
    for domain in domains:
        project.require_domain(domain)
    pairs = []
    faults: list[Diagnostic] = []
    for domain in domains or project.domains:
        catalog = project.catalog(domain, locale)
        messages = project.messages(domain)
        entries = [catalog.entry(message.key) for message in messages]
        if waiting := [entry for entry in entries if entry is None or not entry.current]:
            first = next((entry for entry in waiting if entry is not None), None)
            raise CatalogError(
                Diagnostic(
                    check="review",
                    message=f"{len(waiting)} messages are fuzzy, empty or missing.",
                    hint="A review vouches for every message: finish them first.",
                    location=Location(catalog.path, first.line if first else 0),
                    locale=locale,
                    msgid=first.message.msgid if first else "",
                )
            )
        faults += catalog_errors(catalog, messages, source_locale=project.source_locale(domain))
        pairs.append((record_review(catalog, name, settings.today), catalog))
    if faults:
        raise CatalogError(*faults)
    for after, before in pairs:
        project.write_catalog(after, before)
        new_console().print(f"{after.path}: reviewed by {name} on {settings.today}")
    return 0


# --- pseudo-locales ---


@click.command(epilog="Example: briefkit pseudo --output leaflets/pseudo")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("leaflets/pseudo"),
    show_default=True,
    metavar="DIR",
)
@click.pass_obj
@reporting
def pseudo(settings: Settings, output: Path) -> int:
    """Make leaflets in two pseudo-languages, to find hard-coded text and what overflows.

    en_XA is accented and 35 % longer than the source; ar_XB is the same from right to left.
    """
    from briefkit.build import build, hard_coded, plan
    from briefkit.catalogs import pseudo_catalog
    from briefkit.languages import PSEUDO_LOCALES
    from briefkit.project import Project

    project = settings.project
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("briefs", "templates"):
            shutil.copytree(project.folder(name), root / name)
        (root / "locales").mkdir()
        copy = Project(root, root)
        for domain in copy.domains:
            for locale in PSEUDO_LOCALES:
                before = copy.catalog(domain, locale)
                messages = copy.messages(domain)
                catalog = pseudo_catalog(
                    messages, domain=domain, locale=locale, created=gettext_now()
                )
                copy.write_catalog(catalog, before)
        order = settings.order(root=root, bundled=root, output=output.absolute())
        built = build(plan(copy, locales=tuple(PSEUDO_LOCALES)), order)
        words = {b.edition: hard_coded(b, order) for b in built if b.edition.locale == "en_XA"}
    report(diagnostic for item in built for diagnostic in item.diagnostics)
    console = new_console()
    for item in built:
        console.print(f"{item.edition.stem}.pdf: {item.state if item.path is None else 'made'}")
    for edition, found in words.items():
        if found:
            console.print(f"{edition.stem}: words from no catalog: {', '.join(found)}")
    failed = any(item.path is None for item in built) or any(words.values())
    return 1 if failed else 0
