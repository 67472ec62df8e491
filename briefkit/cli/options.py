"""Options that several commands take, and how a group of them becomes one argument."""

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from typing import Any

import click

from briefkit.diagnostics import Diagnostic, Severity

__all__ = [
    "LOCALE",
    "Command",
    "formats_option",
    "gathered",
    "jobs_option",
    "json_option",
    "site_option",
    "site_warnings",
    "verbose_option",
]

Command = Callable[..., Any]


class _Locale(click.ParamType[str]):
    """A locale; other systems' names and codes that the CLDR replaces are followed (“iw”)."""

    name = "locale"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from briefkit.languages import canonical_locale, is_known

        return value if is_known(value) else canonical_locale(value) or value


LOCALE = _Locale()

json_option = click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
verbose_option = click.option(
    "--verbose", is_flag=True, help="List each finding, also where many say the same."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes.  [default: cores]"
)


def formats_option(help_text: str) -> Callable[[Command], Command]:
    """Return the option that names formats, A4 without it; a command says what they are for."""
    return click.option(
        "--format",
        "formats",
        multiple=True,
        type=str.lower,
        default=("a4",),
        metavar="NAME",
        help=f"{help_text}  [default: a4]",
    )


def _site(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return the address of a site, as codes have it."""
    from briefkit.contacts import Refused, site_address

    try:
        return site_address(value) if value else ""
    except Refused as error:
        reason = str(error).removeprefix("has a web address ")
        hint = error.hint or "Copy it as the browser shows it on the site's first page."
        raise click.BadParameter(f"an address {reason}. {hint}") from None


site_option = click.option(
    "--qr",
    "site",
    default="",
    metavar="URL",
    callback=_site,
    help="A QR code that leads to the leaflet's page on the web site at this address, which "
    "“briefkit site” wrote.",
)


def site_warnings(site: str) -> tuple[Diagnostic, ...]:
    """Return what a person should know of the address of a site that codes lead to."""
    if not site.startswith("http:"):
        return ()
    message = f"Anyone on the way can see and change what is read at {site}."
    hint = "Publish the site at an address that begins with https://."
    return (Diagnostic(check="qr", message=message, hint=hint, severity=Severity.WARNING),)


def gathered(
    argument: str, kind: type[Any], *options: Callable[[Command], Command]
) -> Callable[[Command], Command]:
    """Return a decorator that gives a command `options`, their values as one `argument`.

    The argument is a dataclass of this `kind`, with a field for each option.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def run(*args: Any, **kwargs: Any) -> Any:
            values = {field.name: kwargs.pop(field.name) for field in fields(kind)}
            return command(*args, **kwargs, **{argument: kind(**values)})

        decorated: Command = run
        for option in reversed(options):
            decorated = option(decorated)
        return decorated

    return decorate
