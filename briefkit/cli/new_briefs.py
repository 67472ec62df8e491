"""The command that makes one brief, with a text that shows all that a leaflet can have: new."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.asking import answered, can_ask, chosen
from briefkit.cli.exit_codes import reporting
from briefkit.cli.extracting import start_catalog
from briefkit.cli.options import gathered
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings
from briefkit.cli.upgrading import write_schema
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError, UsageError

if TYPE_CHECKING:
    from briefkit.project import Project

__all__ = [
    "Wishes",
    "asked",
    "asked_name",
    "brief_options",
    "make_brief",
    "name_faults",
    "new",
    "wish_faults",
]

# The files that a brief starts with, and the one of them that is its text.
_EXAMPLE = Path(__file__).parent / "example"
_TEXT = "everyone.md"

_NONE, _EU, _OTHER = "none", "eu-2021-2027", "other"

_FUNDER_CHOICES = (
    f"  {_NONE}: nobody paid who wants that said",
    f"  {_EU}: a programme of the European Union, whose emblem and disclaimer are put in",
    f"  {_OTHER}: another funder, whose words you give",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person says of a brief that is to be made; None where it isn't said."""

    title: str | None
    languages: str | None
    funder: str | None
    notice: str | None

    @property
    def locales(self) -> list[str]:
        """Its languages, as CLDR names them where it knows them; the first is its source."""
        from briefkit.languages import canonical_locale

        typed = [part.strip() for part in (self.languages or "").split(",")]
        return [canonical_locale(part) or part for part in typed if part]


brief_options = (
    click.option("--title", metavar="TEXT", help="The title of its text."),
    click.option(
        "--languages",
        metavar="CODE,CODE,…",
        help="Its languages, such as en,fr,tr: the first is the one that you write in.",
    ),
    click.option(
        "--funder",
        type=click.Choice([_NONE, _EU, _OTHER]),
        help="Whose notice it must carry: nobody's, that of an EU programme, another's.",
    ),
    click.option("--notice", metavar="TEXT", help="The words of another funder's notice."),
)


@click.command(
    epilog='Example: briefkit new heat --title "Heat: how to keep well" --languages en,fr,tr '
    "--funder none"
)
@click.argument("name", required=False)
@gathered("wishes", Wishes, *brief_options)
@click.pass_obj
@reporting
def new(settings: Settings, name: str | None, wishes: Wishes) -> int:
    """Make a brief: its settings, a text that shows all that a leaflet can have, its catalogs.

    What isn't given is asked where a person sits at the terminal.
    """
    from briefkit.project import require_own_folder

    project = settings.project
    require_own_folder(project.root, "briefs")
    if name is None:
        name = asked_name(project, "The name of its folder, in a word (such as heat)")
    wishes = asked(wishes)
    if faults := [*name_faults(project, name), *wish_faults(wishes)]:
        raise UsageError(*faults)
    make_brief(project, name, wishes)
    new_console().print(
        f"briefs/{name}/{_TEXT}: write your text over the example, then give “briefkit update”."
    )
    return 0


def asked_name(project: "Project", question: str) -> str:
    """Return the name that a person gives a brief, or "" where nobody can be asked."""
    return answered(question, lambda name: name_faults(project, name)) if can_ask() else ""


def asked(wishes: Wishes) -> Wishes:
    """Return what a person says of a brief, who is asked for the rest if one is there."""
    if not can_ask():
        return wishes
    if wishes.title is None:
        title = answered("The title of the leaflet", lambda text: _text_faults("title", text))
        wishes = replace(wishes, title=title)
    if wishes.languages is None:
        question = "The codes of its languages, the one that you write in first (such as en,fr,tr)"
        languages = answered(
            question, lambda typed: _language_faults(replace(wishes, languages=typed).locales)
        )
        wishes = replace(wishes, languages=languages)
    if wishes.funder is None and wishes.notice is None:
        for line in ("Must the leaflet say who paid for it?", *_FUNDER_CHOICES):
            click.echo(line, err=True)
        wishes = replace(wishes, funder=chosen("Your choice", [_NONE, _EU, _OTHER]))
    if wishes.funder == _OTHER and wishes.notice is None:
        notice = answered("The funder's words", lambda text: _text_faults("notice", text))
        wishes = replace(wishes, notice=notice)
    return wishes


def name_faults(project: "Project", name: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the name of a brief that is to be made."""
    from briefkit.project import require_usable_name

    if not name:
        yield Diagnostic(
            check="brief", message="The brief has no name.", hint="Give it one, such as heat."
        )
        return
    try:
        require_usable_name(name, project.brief_names)
        if (project.root / "briefs" / name).exists():
            yield Diagnostic(
                check="brief",
                message=f"There is a brief “{name}” already.",
                hint="Choose another name: nothing of yours is overwritten.",
            )
    except SourceError as error:
        for fault in error.diagnostics:
            hint = fault.hint.removeprefix("Rename the folder: ")
            yield replace(fault, hint=hint[:1].upper() + hint[1:], location=None)


def wish_faults(wishes: Wishes) -> Iterator[Diagnostic]:
    """Yield what is wrong with what is said of a brief, and what is missing."""
    yield from _text_faults("title", wishes.title)
    if wishes.notice is not None or wishes.funder == _OTHER:
        yield from _text_faults("notice", wishes.notice)
    if wishes.funder is None and not wishes.notice:
        yield Diagnostic(
            check="brief",
            message="It is not said who paid.",
            hint=f"Give --funder {_NONE}, --funder {_EU}, or --notice with the words that a "
            "funder requires.",
        )
    elif wishes.notice is not None and wishes.funder in (_NONE, _EU):
        yield Diagnostic(
            check="brief",
            message=f"There are words of a notice beside --funder {wishes.funder}.",
            hint=f"Give one of the two, or --funder {_OTHER}.",
        )
    yield from _language_faults(wishes.locales)


_WANTED = {
    "title": 'Give it: --title "Heat: how to keep well".',
    "notice": "Give it: --notice TEXT.",
}


def _text_faults(option: str, text: str | None) -> Iterator[Diagnostic]:
    from briefkit.brief import hidden_characters

    if not (text or "").strip():
        yield Diagnostic(check="brief", message=f"The {option} is missing.", hint=_WANTED[option])
    elif hidden := hidden_characters(text or ""):
        yield Diagnostic(
            check="brief",
            message=f"The {option} has characters that hide or reorder it: {', '.join(hidden)}.",
            hint="Type it again without them.",
        )


def _language_faults(locales: Iterable[str]) -> Iterator[Diagnostic]:
    from briefkit.languages import require_known

    named = list(dict.fromkeys(locales))
    if not named:
        yield Diagnostic(
            check="brief",
            message="The languages are missing.",
            hint="Give them, the one that you write in first: --languages en,fr,tr.",
        )
    for locale in named:
        try:
            require_known(locale)
        except UsageError as error:
            yield from error.diagnostics


def make_brief(project: "Project", name: str, wishes: Wishes) -> None:
    """Write a brief and its catalogs. Raises UsageError where it would need work: then nothing is.

    The folder appears when all its files are written.
    """
    from briefkit.project import (
        DESK_DOMAIN,
        LEAFLET_DOMAIN,
        Project,
        is_source,
        write_atomically,
    )

    console = new_console()
    with tempfile.TemporaryDirectory(prefix=".briefkit-", dir=project.root) as part:
        made = Path(part) / "briefs" / name
        for file, data in _files(project, name, wishes):
            write_atomically(made / file, data)
        try:
            Project(Path(part), project.bundled).brief(name)
        except SourceError as error:
            raise UsageError(*error.diagnostics) from None
        os.rename(made, project.root / "briefs" / name)
    console.print(f"briefs/{name}: made")
    if write_schema(project.root / "briefs"):
        console.print("briefs/brief.schema.json: written")
    (project.root / "locales").mkdir(exist_ok=True)
    fresh = Project(project.root, project.bundled)
    for locale in wishes.locales:
        for domain in (name, LEAFLET_DOMAIN, DESK_DOMAIN):
            there = fresh.catalogs.path(domain, locale).exists()
            if not there and not is_source(fresh, domain, locale):
                console.print(start_catalog(fresh, domain, locale))


def _files(project: "Project", name: str, wishes: Wishes) -> Iterator[tuple[str, bytes]]:
    from briefkit.importing import plain_heading

    yield "brief.toml", _settings(_free_code(project, name), wishes).encode()
    for path in sorted(_EXAMPLE.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if path.name == _TEXT:
                title = plain_heading(" ".join((wishes.title or "").split()))
                data = data.replace(b"# TITLE", f"# {title}".encode(), 1)
            yield path.relative_to(_EXAMPLE).as_posix(), data


def _free_code(project: "Project", name: str) -> str:
    """Return a code for a brief that no other has: the beginnings of its name's words."""
    from briefkit.project import code_of

    taken = {code_of(project.root / "briefs" / other) for other in project.brief_names}
    words = ["".join(c for c in w if c.isascii() and c.isalnum()) for w in name.split("-")]
    words = [word.upper() for word in words if word] or ["B"]
    start = words[0][:2] if len(words) == 1 else "".join(word[0] for word in words)[:4]
    codes = (start, *(f"{start}{number}" for number in range(2, 100)))
    return next(code for code in codes if code not in taken)


def _settings(code: str, wishes: Wishes) -> str:
    """Return the `brief.toml` of what is said, with a comment on each line."""

    def text(value: str) -> str:
        return json.dumps(" ".join(value.split()), ensure_ascii=False)

    source, *_ = locales = list(dict.fromkeys(wishes.locales))
    languages = ", ".join(map(text, locales))
    if wishes.notice:
        funder = f"\n[funder]                       # who paid\nnotice = {text(wishes.notice)}\n"
    elif wishes.funder == _EU:
        funder = (
            "\n[funder]                       # who paid: emblem, and the standard disclaimer\n"
            f"preset = {text(_EU)}\n"
            '# grant = "…"                  # the number of the grant agreement\n'
        )
    else:
        funder = ""
    nobody = '\nfunder = "none"                # nobody paid whose notice is required'
    return (
        "#:schema ../brief.schema.json\n"
        "# All keys: docs/settings.md of briefkit.\n"
        f"{f'code = {text(code)}':<30} # in the code at the foot of every sheet\n"
        f"{f'source_locale = {text(source)}':<30} # the language that its text is written in\n"
        f"languages = [{languages}]"
        f"{'' if funder else nobody}\n{funder}\n"
        "[audiences.everyone]           # its text is everyone.md\n"
        'level = "plain"                # large type; "professional" is set closer\n'
        '# formats = ["a4", "poster"]   # left out: all\n'
        'emergency = "112"              # false for none\n'
        "\n"
        "[audiences.everyone.fit]\n"
        "pages_max = 4                  # the most pages of A4\n"
        "\n"
        "[brand]\n"
        'colour = "#003f5c"             # of headings and lines\n'
    )
