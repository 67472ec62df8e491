"""The command line: arguments become calls, and what these return becomes text and exit codes.

In: what a person types, the environment, the clock.
Out: the commands of “briefkit”; 0 for done, 1 for input that needs work, 2 for wrong usage.
"""

from briefkit.cli.commands import main

__all__ = ["main"]
