"""Folders of templates: their texts, and those that cannot be read."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError

from briefkit.diagnostics import Diagnostic, InEnglish, Location, translatable
from briefkit.errors import TypesetError
from briefkit.unchanged import files_below

__all__ = ["require_sound_templates", "template_faults", "template_texts"]


def template_texts(folder: Path) -> dict[str, str]:
    """Return the texts of a folder's templates by their names, those in its folders too.

    What is hidden is left out, and what is not in UTF-8.
    """
    texts = {}
    for path in map(Path, files_below(str(folder))):
        with suppress(UnicodeDecodeError):
            texts[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return texts


def require_sound_templates(folder: Path) -> None:
    """Raise TypesetError, with file and line, for templates that Jinja2 cannot read."""
    if faults := tuple(template_faults(folder, "templates")):
        raise TypesetError(*faults)


def template_faults(folder: Path, place: str) -> Iterator[Diagnostic]:
    """Yield why Jinja2 cannot read templates of a folder, which is called `place`."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    files = [Path(file) for file in files_below(str(folder)) if file.endswith(".jinja")]
    for path in sorted(files):
        name = f"{place}/{path.relative_to(folder).as_posix()}"
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            yield Diagnostic(
                check="charset",
                message=translatable("The file is not in UTF-8."),
                hint=translatable("Save it again as UTF-8."),
                location=Location(name),
            )
        except TemplateSyntaxError as error:
            yield Diagnostic(
                check="template",
                message=translatable(
                    "This template doesn't work: %(why)s.", why=InEnglish(error.message)
                ),
                hint=translatable("Mend it, or compare it with its last good copy."),
                location=Location(name, error.lineno),
            )
