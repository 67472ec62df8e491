"""Folders of templates: their texts, and those that cannot be read."""

from contextlib import suppress
from pathlib import Path

from jinja2 import Environment
from jinja2.exceptions import TemplateSyntaxError

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import TypesetError
from briefkit.unchanged import files_below

__all__ = ["require_sound_templates", "template_texts"]


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
    """Raise TypesetError, with file and line, for a template that Jinja2 cannot read."""
    environment = Environment(extensions=["jinja2.ext.i18n"])
    for path in sorted(folder.glob("*.jinja")):
        try:
            environment.parse(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            raise TypesetError(
                Diagnostic(
                    check="charset",
                    message="The file is not in UTF-8.",
                    hint="Save it again as UTF-8.",
                    location=Location(f"templates/{path.name}"),
                )
            ) from None
        except TemplateSyntaxError as error:
            raise TypesetError(
                Diagnostic(
                    check="template",
                    message=f"This template cannot be read: {error.message}.",
                    hint="Mend the line, or take the file from its last good copy.",
                    location=Location(f"templates/{path.name}", error.lineno),
                )
            ) from None
