"""What a command asks of a person, where one sits at the terminal."""

import sys
from collections.abc import Callable, Iterable, Sequence

import click

from briefkit.cli.output import report
from briefkit.diagnostics import Diagnostic

__all__ = ["answered", "can_ask", "chosen", "confirmed"]


def can_ask() -> bool:
    """Whether a person sees questions and can answer them."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answered(question: str, faults: Callable[[str], Iterable[Diagnostic]]) -> str:
    """Return what a person answers, who is told its faults and asked again while it has any."""
    while True:
        answer: str = click.prompt(question, err=True)
        found = list(faults(answer))
        if not found:
            return answer
        report(found)


def chosen(question: str, choices: Sequence[str]) -> str:
    """Return which of the choices a person takes."""
    answer: str = click.prompt(question, type=click.Choice(choices), err=True)
    return answer


def confirmed(question: str) -> bool:
    """Whether a person says yes; where nobody is asked, nobody does."""
    return can_ask() and click.confirm(question, err=True)
