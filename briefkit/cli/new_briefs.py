"""The command that makes one brief, with a text that shows all that a leaflet can have: new."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from briefkit.cli.asking import answered, can_ask, chosen
from briefkit.cli.exit_codes import reporting
from briefkit.cli.extracting import started
from briefkit.cli.options import gathered
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings, gettext_now
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from briefkit import authoring
    from briefkit.project import Project

__all__ = [
    "Answers",
    "answer_faults",
    "asked",
    "asked_name",
    "brief_options",
    "make_brief",
    "new",
]

_NONE, _EU, _OTHER = "none", "eu-2021-2027", "other"

_FUNDER_CHOICES = (
    f"  {_NONE}: nobody paid who wants that said",
    f"  {_EU}: a programme of the European Union, whose emblem and disclaimer are put in",
    f"  {_OTHER}: another funder, whose words you give",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person answers of a brief that is to be made; None where it isn't said."""

    title: str | None
    languages: str | None
    funder: str | None
    notice: str | None

    @property
    def wishes(self) -> "authoring.Wishes":
        """The answers as a brief is made of them."""
        from briefkit.authoring import Wishes, typed_locales

        return Wishes(
            title=self.title or "",
            locales=typed_locales(self.languages or ""),
            funder=self.funder or ("" if self.notice is None else _OTHER),
            notice=self.notice or "",
        )


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
@gathered("answers", Answers, *brief_options)
@click.pass_obj
@reporting
def new(settings: Settings, name: str | None, answers: Answers) -> int:
    """Make a brief: its settings, a text that shows all that a leaflet can have, its catalogs.

    What isn't given is asked where a person sits at the terminal.
    """
    from briefkit.authoring import text_names
    from briefkit.project import require_own_folder

    project = settings.project
    require_own_folder(project.root, "briefs")
    if name is None:
        name = asked_name(project, "The name of its folder, in a word (such as heat)")
    answers = asked(answers)
    if faults := answer_faults(project, name, answers):
        raise UsageError(*faults)
    make_brief(project, name, answers)
    (audience,) = text_names(answers.wishes)
    new_console().print(
        f"briefs/{name}/{audience}.md: write your text over the example, then give “briefkit "
        "update”."
    )
    return 0


def asked_name(project: "Project", question: str) -> str:
    """Return the name that a person gives a brief, or "" where nobody can be asked."""
    from briefkit.authoring import name_faults

    return answered(question, lambda name: name_faults(project, name)) if can_ask() else ""


def asked(answers: Answers) -> Answers:
    """Return what a person says of a brief, who is asked for the rest if one is there."""
    if not can_ask():
        return answers
    from briefkit.authoring import language_faults, text_faults, typed_locales

    if answers.title is None:
        title = answered("The title of the leaflet", lambda text: text_faults("title", text))
        answers = replace(answers, title=title)
    if answers.languages is None:
        question = "The codes of its languages, the one that you write in first (such as en,fr,tr)"
        languages = answered(question, lambda typed: language_faults(typed_locales(typed)))
        answers = replace(answers, languages=languages)
    if answers.funder is None and answers.notice is None:
        for line in ("Must the leaflet say who paid for it?", *_FUNDER_CHOICES):
            click.echo(line, err=True)
        answers = replace(answers, funder=chosen("Your choice", [_NONE, _EU, _OTHER]))
    if answers.funder == _OTHER and answers.notice is None:
        notice = answered("The funder's words", lambda text: text_faults("notice", text))
        answers = replace(answers, notice=notice)
    return answers


# How what is missing is given.
_OPTIONS = {
    "title": 'Give it: --title "Heat: how to keep well".',
    "notice": "Give it: --notice TEXT.",
    "languages": "Give them, the one that you write in first: --languages en,fr,tr.",
    "funder": f"Give --funder {_NONE}, --funder {_EU}, or --notice with the words that a funder "
    "requires.",
}


def answer_faults(project: "Project", name: str | None, answers: Answers) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a brief's name, if it is given, and with what is said of it."""
    return tuple(_answer_faults(project, name, answers))


def _answer_faults(project: "Project", name: str | None, answers: Answers) -> Iterator[Diagnostic]:
    from briefkit.authoring import name_faults, wish_faults

    if name is not None:
        yield from name_faults(project, name)
    given = {
        "title": (answers.title or "").strip(),
        "notice": (answers.notice or "").strip(),
        "languages": answers.wishes.locales,
    }
    for fault in wish_faults(answers.wishes):
        (field,) = fault.fields
        yield fault if given.get(field) else replace(fault, hint=_OPTIONS[field])
    if answers.notice is not None and answers.funder in (_NONE, _EU):
        yield Diagnostic(
            check="brief",
            message=f"There are words of a notice beside --funder {answers.funder}.",
            hint=f"Give one of the two, or --funder {_OTHER}.",
        )


def make_brief(project: "Project", name: str, answers: Answers) -> None:
    """Write a brief and its catalogs, and say so. Raises UsageError where it would need work."""
    from briefkit import authoring

    made = authoring.make_brief(project, name, answers.wishes, gettext_now())
    console = new_console()
    console.print(f"briefs/{name}: made")
    if made.schema:
        console.print(f"briefs/{authoring.SCHEMA_FILE}: written")
    for catalog in made.catalogs:
        console.print(started(catalog))
