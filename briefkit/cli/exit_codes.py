"""How a command ends: its result or its errors as an exit code."""

import sys
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec

import click

from briefkit.cli.endings import Ended, ending_in_order
from briefkit.cli.output import report
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError

__all__ = ["reporting"]

P = ParamSpec("P")


def reporting(function: Callable[P, int]) -> Callable[P, None]:
    """Make a command end with the exit code that it returns, or with that of its error."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with ending_in_order():
                code = function(*args, **kwargs)
        except Ended as ended:
            with suppress(OSError):  # the terminal may be gone
                click.echo(
                    f"Ended by {ended.name}. What was finished is kept: give the command again to "
                    "go on.",
                    err=True,
                )
            raise
        except BriefkitError as error:
            verbose = kwargs.get("verbose")
            report(error.diagnostics, verbose=verbose if isinstance(verbose, bool) else None)
            code = error.exit_code
        except BrokenPipeError:
            raise  # whoever read our output has seen enough: click ends quietly
        except OSError as error:
            # A disk that is full, a folder that may not be written: the stages leave it to us.
            report(
                [
                    Diagnostic(
                        check="files",
                        message=f"The computer says: {error.strerror or error}.",
                        hint="Check that there is room, and that you may read and write there.",
                        location=Location(str(error.filename)) if error.filename else None,
                    )
                ]
            )
            code = 1
        sys.exit(code)

    return run
