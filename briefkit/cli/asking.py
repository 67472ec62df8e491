"""What a command asks of a person, where one sits at the terminal."""

import sys
from collections.abc import Sequence

import click

__all__ = ["can_ask", "chosen", "confirmed"]


def can_ask() -> bool:
    """Whether a person sees questions and can answer them."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def chosen(question: str, choices: Sequence[str]) -> str:
    """Return which of the choices a person takes."""
    answer: str = click.prompt(question, type=click.Choice(choices), err=True)
    return answer


def confirmed(question: str) -> bool:
    """Whether a person says yes; where nobody is asked, nobody does."""
    return can_ask() and click.confirm(question, err=True)
