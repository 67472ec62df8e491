"""The command that makes leaflets in pseudo-languages: pseudo."""

import shutil
import tempfile
from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings, gettext_now
from briefkit.diagnostics import Diagnostic

__all__ = ["pseudo"]


@click.command(epilog="Example: briefkit pseudo --output leaflets/pseudo")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("leaflets/pseudo"),
    show_default=True,
    metavar="DIR",
)
@click.pass_obj
@reporting
def pseudo(settings: Settings, output: Path) -> int:
    """Make leaflets in two pseudo-languages, to find hard-coded text and what overflows.

    en_XA is accented and 35 % longer than the source; ar_XB is the same from right to left.
    """
    from briefkit.build import build, hard_coded, plan
    from briefkit.catalogs import pseudo_catalog
    from briefkit.languages import PSEUDO_LOCALES
    from briefkit.maintaining import sound_domains
    from briefkit.project import Project

    project = settings.project
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("briefs", "templates"):
            shutil.copytree(project.folder(name), root / name)
        (root / "locales").mkdir()
        copy = Project(root, root)
        faults: list[Diagnostic] = []
        for domain, messages in sound_domains(copy, faults):
            for locale in PSEUDO_LOCALES:
                before = copy.catalogs.read(domain, locale)
                catalog = pseudo_catalog(
                    messages, domain=domain, locale=locale, created=gettext_now()
                )
                copy.catalogs.write(catalog, before)
        order = settings.order(root=root, bundled=root, output=output.absolute())
        editions = plan(copy, locales=tuple(PSEUDO_LOCALES), refused=lambda *_: None)
        built = build(editions, order)
        words = {b.edition: hard_coded(b, order) for b in built if b.edition.locale == "en_XA"}
    report([*faults, *(diagnostic for item in built for diagnostic in item.diagnostics)])
    console = new_console()
    for item in built:
        console.print(f"{item.edition.stem}.pdf: {item.state if item.path is None else 'made'}")
    for edition, found in words.items():
        if found:
            console.print(f"{edition.stem}: words from no catalog: {', '.join(found)}")
    failed = any(item.path is None for item in built) or any(words.values())
    return 1 if failed or faults else 0
