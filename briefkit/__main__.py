"""`briefkit`, and `python -m briefkit`: the commands, unless a build has nothing to do."""

import os
import sys

from briefkit.unchanged import known_answer

__all__ = ["main"]


def main() -> None:
    """Run the command that the arguments name."""
    try:
        answer = known_answer(sys.argv[1:], os.getcwd())
    except FileNotFoundError:
        sys.exit("The folder that you are in is gone. Go to your project’s folder first.")
    if answer:
        sys.stdout.write(f"{answer}\n")
        return
    from briefkit.cli import main as commands

    commands(prog_name="briefkit")


if __name__ == "__main__":
    main()
