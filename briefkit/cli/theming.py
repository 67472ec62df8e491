"""The command that copies templates for a brief's own theme: theme."""

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["theme"]


@click.command(epilog="Example: briefkit theme heat colours.css.jinja")
@click.argument("brief")
@click.argument("names", nargs=-1, metavar="[TEMPLATE]…")
@click.pass_obj
@reporting
def theme(settings: Settings, brief: str, names: tuple[str, ...]) -> int:
    """Copy templates into a brief's folder, to be changed there: they count for it alone.

    Without a name, say which there are. What isn't copied stays as it is for all briefs.
    """
    from briefkit.leaflet import template_texts
    from briefkit.project import THEME, require_choice, require_own_folder, write_atomically

    project, console = settings.project, new_console()
    require_choice(brief, project.brief_names, "brief", "Look in briefs/")
    texts = template_texts(project.folder("templates"))
    if not names:
        for name in sorted(texts):
            console.print(name)
        return 0
    require_own_folder(project.root, "briefs")
    folder = project.folder("briefs") / brief / THEME
    for name in names:
        require_choice(name, tuple(sorted(texts)), "template", "Give its whole name")
        if (folder / name).exists():
            raise UsageError(
                Diagnostic(
                    check="theme",
                    message=f"briefs/{brief}/{THEME}/{name} is there already.",
                    hint="Change it, or take it away first: nothing of yours is overwritten.",
                )
            )
    for name in dict.fromkeys(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / name, texts[name].encode())
        console.print(f"briefs/{brief}/{THEME}/{name}: copied")
    return 0
