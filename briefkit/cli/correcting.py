"""The command that corrects a typo in the source and in all catalogs: fix-source."""

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings, gettext_now

__all__ = ["fix_source"]


@click.command("fix-source", epilog='Example: briefkit fix-source "recieve help" "receive help"')
@click.argument("old")
@click.argument("new")
@click.pass_obj
@reporting
def fix_source(settings: Settings, old: str, new: str) -> int:
    """Correct a typo in the source and in all catalogs; no translation turns fuzzy.

    Use it only for corrections that change nothing for a translator: spelling, punctuation. The
    mistake is found as whole words in the messages; where a file has it elsewhere too, or where
    the words would mean something else, nothing is changed.
    """
    from briefkit.authoring import plan_correction, write_correction

    planned = plan_correction(settings.project, old, new)
    changed = write_correction(planned, gettext_now())
    console = new_console()
    for path, _, _ in planned.files.values():
        console.print(f"{path}: corrected")
    count = sum(map(len, planned.renamed.values()))
    console.print(f"{count} messages corrected, {changed} catalogs written; none turned fuzzy")
    return 0
