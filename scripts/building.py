"""Build leaflets of ours as a person does, for the scripts that show them."""

from collections.abc import Mapping, Sequence
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from briefkit.cli import main as commands

__all__ = ["BRIEF", "ROOT", "build_leaflets"]

ROOT = Path(__file__).parent.parent
BRIEF = "cyber-trafficking"


def build_leaflets(
    folder: Path,
    options: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    command: str = "build",
) -> None:
    """Build leaflets of our brief into a folder. Raises RuntimeError where one is refused.

    Another `command` that makes some takes a brief and a folder, too.
    """
    words = [command, "--brief", BRIEF, "--output", str(folder), *options]
    with chdir(ROOT):
        done = CliRunner(env=environment).invoke(commands, words)
    if done.exit_code:
        raise RuntimeError(done.output)
