"""The command that looks for what this computer lacks: doctor."""

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import json_option
from briefkit.cli.output import new_console, print_json
from briefkit.cli.settings import Settings

__all__ = ["doctor"]


@click.command(epilog="Example: briefkit doctor")
@json_option
@click.pass_obj
@reporting
def doctor(settings: Settings, as_json: bool) -> int:
    """Say what is missing on this computer, and the command that installs it."""
    from briefkit.doctor import examine

    findings = examine(settings.order().font_cache, settings.project.catalogs.locales)
    if as_json:
        print_json(
            [{"what": f.what, "ok": f.ok, "found": f.found, "hint": f.hint} for f in findings]
        )
    else:
        console = new_console()
        for finding in findings:
            console.print("ok      " if finding.ok else "MISSING ", end="")
            console.print(f"{finding.what}: {finding.found}")
            if not finding.ok:
                console.print(f"        {finding.hint}")
    return 0 if all(finding.ok for finding in findings) else 1
