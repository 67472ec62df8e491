"""The command that shows a leaflet while it is translated: preview."""

from pathlib import Path

import click

from briefkit.cli.shell import Settings, listen_at, new_console, open_browser, reporting
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, UsageError

__all__ = ["preview"]


@click.command(epilog="Example: briefkit preview bg --audience professional")
@click.argument("locale")
@click.option(
    "--audience",
    metavar="NAME",
    help="For this audience: community or professional.  [default: the brief's first]",
)
@click.option("--brief", metavar="NAME", help="This brief.  [default: the only one]")
@click.option(
    "--contacts",
    "contacts_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Verified local contacts for the help box (TOML).",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to serve at.  [default: any that is free]",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
@reporting
def preview(
    settings: Settings,
    locale: str,
    audience: str | None,
    brief: str | None,
    contacts_file: Path | None,
    port: int,
    no_browser: bool,
) -> int:
    """Show a leaflet in the browser, and show it anew whenever a file of it is saved.

    Messages that would not print in the leaflet's language are coloured and labelled. The page is
    served to this computer alone, until Ctrl-C.
    """
    from briefkit.build import plan

    try:
        from briefkit.preview_server import Subject, serve
    except ModuleNotFoundError as error:
        raise BriefkitError(
            Diagnostic(
                check="extra",
                message="The preview needs packages that are not installed, such as "
                f"“{(error.name or '').partition('.')[0]}”.",
                hint='Install it with pip install "briefkit[preview]".',
            )
        ) from None

    project = settings.project
    if brief is None and len(project.brief_names) != 1:
        raise UsageError(
            Diagnostic(
                check="brief",
                message=f"There are {len(project.brief_names)} briefs here.",
                hint=f"Choose one with --brief: {', '.join(project.brief_names) or 'none yet'}.",
            )
        )
    edition, *_ = plan(
        project,
        briefs=[brief] if brief else (),
        locales=[locale],
        audiences=[audience] if audience else (),
    )
    listening = listen_at(port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    console = new_console()
    console.print(f"Preview of {edition.locale}, {edition.audience}: {address}")
    console.print("Save a file to see it there. Ctrl-C ends the preview.")
    if not no_browser:
        open_browser(address)
    serve(
        Subject(
            edition=edition,
            order=settings.order(),
            today=settings.today,
            contacts_file=contacts_file.absolute() if contacts_file else None,
        ),
        listening,
    )
    return 0
