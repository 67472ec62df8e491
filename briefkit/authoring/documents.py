"""A document of Word or LibreOffice becomes an audience's text, in its place or beside it."""

from collections.abc import Mapping
from itertools import count
from pathlib import Path

from briefkit.authoring.texts import SourceText
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import SourceError
from briefkit.importing import Imported, import_document
from briefkit.project import Project, digest_of, require_own_folder, write_atomically

__all__ = ["free_place", "imported_text", "write_imported", "write_pictures"]


def free_place(root: Path, stem: str) -> str:
    """Return a name beside a text that no file has, by the text's name without its ending."""
    names = (f"{stem}.imported{f'-{n}' if n > 1 else ''}.md" for n in count(1))
    return next(name for name in names if not (root / name).exists())


def imported_text(data: bytes, name: str, seen: SourceText, place: str) -> Imported:
    """Return the text that a document becomes in the folder of one that was `seen`.

    `name` is the document's, `place` that of the file which its text is for; nothing is written.
    Raises SourceError where there is no document, or none that can be read, and
    ModuleNotFoundError without pandoc.
    """
    if not name:
        raise SourceError(
            Diagnostic(
                check="import",
                message=translatable("No file was chosen."),
                hint=translatable("Choose a Word document (.docx) or an OpenDocument text (.odt)."),
            )
        )

    def present(file: str) -> bytes | None:
        path = seen.path.parent / file
        return path.read_bytes() if path.is_file() else None

    return import_document(data, name, place, present)


def write_imported(imported: Imported, project: Project, seen: SourceText, place: str) -> None:
    """Write a document's text, with its pictures, to the file at `place`.

    Raises ChangedError where a file is there that wasn't when the document was read.
    """
    write_pictures(project, seen, imported.pictures)
    path = project.root / place
    before = digest_of(path.read_bytes()) if path.exists() else ""
    write_atomically(path, imported.text.encode(), expected=before)


def write_pictures(project: Project, seen: SourceText, pictures: Mapping[str, bytes]) -> None:
    """Write pictures into the folder of a text, none in the place of another.

    One that is there already, the same, stays. Raises UsageError in a project without briefs of its
    own, and ChangedError where another file is there.
    """
    require_own_folder(project.root, "briefs")
    for name, data in pictures.items():
        path = seen.path.parent / name
        if not (path.is_file() and path.read_bytes() == data):
            write_atomically(path, data, expected="")
