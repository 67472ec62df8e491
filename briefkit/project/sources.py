"""The files that a project's source texts are read from."""

import hashlib
import os
from pathlib import Path

from briefkit.project.declared_languages import LANGUAGES
from briefkit.project.project import Project
from briefkit.unchanged import files_below

__all__ = ["source_digest", "source_files"]


def source_files(project: Project) -> tuple[tuple[str, Path], ...]:
    """Return the files that messages stand in, with their names in catalogs (“briefs/…”)."""
    briefs, templates = project.folder("briefs"), project.folder("templates")
    files = [
        (f"briefs/{name}/{path.name}", path)
        for name in project.brief_names
        for path in sorted((briefs / name).glob("*"))
        if path.suffix in (".md", ".toml")
    ]
    own = sorted(templates.rglob("*.jinja"))
    files += [(f"templates/{path.relative_to(templates).as_posix()}", path) for path in own]
    return tuple(files)


def source_digest(project: Project) -> str:
    """Return the SHA-256 of all files of briefs, templates, fonts and languages, names and all.

    One that can't be read now counts as such: when it can, the digest is another.
    """
    digest = hashlib.sha256()
    files = [(project.root, project.root / LANGUAGES)]
    for folder in map(project.folder, ("briefs", "templates", "fonts")):
        files += [(folder, Path(path)) for path in files_below(str(folder))]
    for folder, path in files:
        name = path.relative_to(folder).as_posix()
        try:
            data = path.read_bytes()
            size = str(len(data))
        except OSError:
            data, size = b"", "unreadable"
        digest.update(os.fsencode(f"{name}\0{size}\0") + data)
    return digest.hexdigest()
