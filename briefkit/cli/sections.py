"""A group of commands whose help lists them in sections, each with its whole first sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

__all__ = ["Sections"]


class Sections(click.Group):
    """A group that is given its commands by the headings that its help lists them under."""

    def __init__(self, *, sections: Mapping[str, Sequence[click.Command]], **settings: Any) -> None:
        super().__init__(**settings)
        self.sections = sections
        for commands in sections.values():
            for command in commands:
                self.add_command(command)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [command.name or "" for some in self.sections.values() for command in some]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections, one below the other, the descriptions in one column."""
        names = self.list_commands(ctx)
        width = max(map(len, names))
        for heading, commands in self.sections.items():
            # Click cuts a description at a line's end, unless it is given room.
            rows = [
                ((command.name or "").ljust(width), command.get_short_help_str(limit=1_000))
                for command in commands
            ]
            with formatter.section(heading):
                formatter.write_dl(rows)
