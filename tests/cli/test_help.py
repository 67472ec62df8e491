"""What the help shows: every command in one section, every description whole."""

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from briefkit.cli import main
from briefkit.cli.sections import Sections

HEADINGS = ["Start", "Write", "Translate", "Check", "Print", "Publish", "Serve"]


def help_of(*command: str) -> str:
    result = CliRunner().invoke(main, [*command, "--help"], env={"COLUMNS": "80"})
    assert result.exit_code == 0
    assert max(map(len, result.output.splitlines())) <= 80
    return result.output


def commands_of(group: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield (*path, name)
            yield from commands_of(command, *path, name)


def first_sentence(command: click.Command) -> str:
    paragraph = " ".join((command.help or "").split("\n\n")[0].split())
    return re.split(r"(?<=\.) ", paragraph)[0]


def listed(page: str) -> Iterator[tuple[str, str]]:
    """Yield the commands that a page of help lists, each with the heading that it stands under."""
    heading = ""
    for line in page.splitlines():
        if found := re.fullmatch(r"(\w+):", line):
            heading = found[1]
        elif found := re.match(r"  ([a-z][a-z-]*)  ", line):
            yield heading, found[1]


def test_every_command_stands_in_exactly_one_section() -> None:
    rows = [(heading, name) for heading, name in listed(help_of()) if heading in HEADINGS]
    assert sorted(name for _, name in rows) == sorted(main.commands)
    assert list(dict.fromkeys(heading for heading, _ in rows)) == HEADINGS


@pytest.mark.parametrize("group", [(), ("exchange",)])
def test_no_description_in_a_list_of_commands_is_cut(group: tuple[str, ...]) -> None:
    page = help_of(*group)
    _, _, after_usage = page.partition("\n")
    assert not re.search(r"(\.\.\.|…)$", after_usage, re.MULTILINE)
    command = main.commands[group[0]] if group else main
    assert isinstance(command, Sections)
    for inner in command.commands.values():
        assert first_sentence(inner) in " ".join(page.split()), inner.name


@pytest.mark.parametrize("path", list(commands_of(main)))
def test_a_command_s_help_shows_its_whole_first_sentence(path: tuple[str, ...]) -> None:
    command: click.Command = main
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
    sentence = first_sentence(command)
    assert sentence.endswith(".")
    assert sentence in " ".join(help_of(*path).split())
