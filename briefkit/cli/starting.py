"""Commands that start a project or a language: init, init-locale."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from briefkit.cli.asking import can_ask
from briefkit.cli.exit_codes import reporting
from briefkit.cli.extracting import started
from briefkit.cli.new_briefs import (
    Answers,
    answer_faults,
    asked,
    asked_name,
    brief_options,
    make_brief,
)
from briefkit.cli.options import LOCALE, gathered
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings, gettext_now
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["init", "init_locale"]


@click.command(
    epilog='Example: briefkit init leaflets --brief heat --title "Heat: how to keep well" '
    "--languages en,fr,tr --funder none"
)
@click.argument("folder", required=False, default=".", type=click.Path(path_type=Path))
@click.option("--brief", metavar="NAME", help="The name of its first brief.")
@gathered("answers", Answers, *brief_options)
@click.option("--with-a4-brief", is_flag=True, help="Put the A4 project's brief into it.")
@click.pass_obj
@reporting
def init(
    settings: Settings, folder: Path, brief: str | None, answers: Answers, with_a4_brief: bool
) -> int:
    """Start a project: a folder with a brief as “briefkit new” makes it, in Git where there is Git.

    What isn't given is asked where a person sits at the terminal. The templates stay those of the
    program: “briefkit theme” copies one that is to be changed. A brief needn't be made where the
    project has the A4 project's, with its catalogs.
    """
    from briefkit.project import Project, bundled_folder

    project = Project(folder.absolute(), bundled_folder())
    faults = [*_folder_faults(folder)]
    if brief is None and not with_a4_brief and can_ask():
        if faults:
            raise UsageError(*faults)
        brief = asked_name(project, "The name of the first brief, in a word (such as heat)")
    if brief is not None:
        answers = asked(answers)
        faults += answer_faults(project, brief, answers)
    elif not with_a4_brief:
        faults += [_NO_BRIEF, *answer_faults(project, None, answers)]
    if faults:
        raise UsageError(*faults)
    (folder / "briefs").mkdir(parents=True)
    if with_a4_brief:
        _copy_a4_brief(folder)
    if brief is not None:
        make_brief(Project(folder.absolute(), bundled_folder()), brief, answers)
    source = next(iter(answers.wishes.locales), "en")
    _write_new(folder / "README.md", _README.replace("LOCALE", source))
    _write_new(folder / ".gitignore", _IGNORED)
    _start_git(folder)
    new_console().print(f"{folder}: ready. Go there and give “briefkit build --locale {source}”.")
    return 0


_NO_BRIEF = Diagnostic(
    check="brief",
    message="The name of the first brief is missing.",
    hint="Give it: --brief heat; or --with-a4-brief for that of the A4 project.",
)

_README = """\
# Leaflets

Made by briefkit from the texts in `briefs/` and their translations in `locales/`:

    briefkit build --locale LOCALE     # leaflets in the language that the texts are written in
    briefkit update                # after a change of a text: bring the translations up to date
    briefkit build                 # all leaflets, in leaflets/

`briefkit --help` lists all commands; `briefkit check` says what is wrong, and where.
"""

_IGNORED = """\
/leaflets/
.briefkit-*
"""


def _folder_faults(folder: Path) -> Iterator[Diagnostic]:
    if folder.exists() and not folder.is_dir():
        yield Diagnostic(
            check="project", message=f"{folder} is a file.", hint="Choose another name."
        )
    for name in ("briefs", "locales"):
        if (folder / name).exists():
            yield Diagnostic(
                check="project",
                message=f"There is a {name}/ in {folder} already.",
                hint="Choose another folder: nothing of yours is overwritten.",
            )


# The A4 project's brief, among those that come with the program.
_A4_BRIEF = "cyber-trafficking"


def _copy_a4_brief(folder: Path) -> None:
    from briefkit.authoring import write_schema
    from briefkit.project import bundled_folder

    bundled = bundled_folder()
    shutil.copytree(bundled / "briefs" / _A4_BRIEF, folder / "briefs" / _A4_BRIEF)
    shutil.copytree(bundled / "locales", folder / "locales")
    write_schema(folder / "briefs")
    new_console().print(f"briefs/{_A4_BRIEF}: copied, with its catalogs")


def _write_new(path: Path, text: str) -> None:
    """Write a file where there is none."""
    from briefkit.project import write_atomically

    if path.exists():
        new_console().print(f"{path}: there already, left as it is")
    else:
        write_atomically(path, text.encode(), expected="")


def _start_git(folder: Path) -> None:
    """Have Git keep the folder, where Git is installed and doesn't keep it yet."""
    git = shutil.which("git")
    if git is None:
        return
    inside = subprocess.run(
        [git, "rev-parse", "--is-inside-work-tree"], cwd=folder, capture_output=True, check=False
    )
    if inside.returncode:
        subprocess.run([git, "init", "--quiet"], cwd=folder, capture_output=True, check=False)


@click.command("init-locale", epilog="Example: briefkit init-locale uk")
@click.argument("locale", type=LOCALE)
@click.option("--translator", default="", metavar="'NAME <ADDRESS>'", help="For Last-Translator.")
@click.pass_obj
@reporting
def init_locale(settings: Settings, locale: str, translator: str) -> int:
    """Start a language: a catalog for each domain, with its plural forms from CLDR."""
    from briefkit.maintaining import CatalogChange, Skipped, font_faults, plan_start

    project = settings.project
    start = plan_start(project, locale, created=gettext_now(), translator=translator)
    console = new_console()
    for domain, each in start.domains:
        if isinstance(each, CatalogChange):
            project.catalogs.write(each.after, each.before)
            console.print(started(each.after))
        elif each is Skipped.THERE:
            path = project.catalogs.read(domain, locale).path
            console.print(f"{path}: there already, left as it is")
        elif each is Skipped.SOURCE:
            console.print(f"{domain}: written in {locale}, so nothing of it is to translate")
        else:
            console.print(
                f"briefs/{domain}: not made in {locale} (languages in brief.toml): add "
                f"“{locale}” there and give this again to have it translated."
            )
    report(start.faults)
    if start.faults:
        return 1
    report(font_faults(project, locale))
    return 0
