"""The command that shows a leaflet while it is translated: preview."""

from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE
from briefkit.cli.servers import Server, open_server, server_options
from briefkit.cli.settings import Settings
from briefkit.extras import needing_extra

__all__ = ["preview"]


@click.command(epilog="Example: briefkit preview bg --audience professional")
@click.argument("locale", type=LOCALE)
@click.option(
    "--audience",
    metavar="NAME",
    help="For this audience, by its name in brief.toml.  [default: the brief's first]",
)
@click.option("--brief", metavar="NAME", help="This brief.  [default: the only one]")
@click.option(
    "--contacts",
    "contacts_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Verified local contacts for the help box (TOML).",
)
@server_options
@click.pass_obj
@reporting
def preview(
    settings: Settings,
    locale: str,
    audience: str | None,
    brief: str | None,
    contacts_file: Path | None,
    server: Server,
) -> int:
    """Show a leaflet in the browser, and show it anew whenever a file of it is saved.

    Messages that would not print in the leaflet's language are coloured and labelled. The page is
    served to this computer alone, until Ctrl-C.
    """
    from briefkit.build import plan

    with needing_extra("The preview", "preview"):
        from briefkit.preview import Subject
        from briefkit.preview.server import serve

    edition, *_ = plan(
        settings.project,
        briefs=[settings.brief_name(brief)],
        locales=[locale],
        audiences=[audience] if audience else (),
    )
    listening = open_server(
        f"Preview of {edition.locale}, {edition.audience}:",
        "Save a file to see it there. Ctrl-C ends the preview.",
        server,
    )
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
