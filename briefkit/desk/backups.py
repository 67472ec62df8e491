"""All that a desk works on in one file, and put back from it: while the desk runs, too.

The file is a zip: the project's own files as they lie there, its history as Git bundles it, and
what the desk remembers. What can be made again (leaflets, fonts) is not in it.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from briefkit.build import MANIFEST
from briefkit.desk.claiming import CLAIMED
from briefkit.desk.files import DeskFiles
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError
from briefkit.project import digest_of, write_atomically
from briefkit.unchanged import files_below

__all__ = ["back_up", "restore"]

# What a project has of its own beside the files in its folder itself.
_FOLDERS = ("briefs", "fonts", "locales", "templates")
_HIDDEN = (".gitattributes", ".gitignore", f"{CLAIMED}/{MANIFEST}", f"{CLAIMED}/versions.json")

# The parts of the zip.
_ABOUT, _HISTORY, _PROJECT, _STATE = "backup.json", "history.bundle", "project/", "state/"
_VERSION = 1

# What Git is given again: no option of its commands.
_REFERENCE = re.compile(r"(refs/heads/[^\s-]\S*)?")
_COMMIT = re.compile(r"([0-9a-f]{40,64})?")


def back_up(files: DeskFiles, archive: Path) -> int:
    """Write all that a desk works on to a zip, and return how many files it holds.

    Raises OSError, and UsageError where Git can't bundle the history.
    """
    root = files.order.root
    about = {"version": _VERSION, "project": _digest(root), "git": "", "head": "", "commit": ""}
    part = archive.with_name(f".{archive.name}.part")
    count = 0
    try:
        with (
            tempfile.TemporaryDirectory(prefix="briefkit-") as folder,
            zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed,
        ):
            if (root / ".git").exists():
                # The history first: what is saved meanwhile is in the files at least.
                about |= _history_of(root, bundle := Path(folder, _HISTORY))
                if bundle.exists():
                    packed.write(bundle, _HISTORY)
            for name, path in (*_project_files(root, archive), *_state_files(files)):
                try:
                    packed.writestr(_entry(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
                except FileNotFoundError:
                    continue  # it was taken away meanwhile
                count += 1
            packed.writestr(_entry(_ABOUT), json.dumps(about))
        os.chmod(part, 0o600)
        os.replace(part, archive)
    finally:
        part.unlink(missing_ok=True)
    return count


def _entry(name: str) -> zipfile.ZipInfo:
    """Return a file's entry without a time: a zip can’t name that of a clock without a battery."""
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o600 << 16
    return entry


def restore(archive: Path, root: Path, state: Path) -> int:
    """Put back into a new folder what `back_up` wrote, and what the desk remembered into `state`.

    Returns how many files there are. Raises UsageError for a folder that has something in it, and
    for a file that is no such zip; nothing is written then.
    """
    if root.exists() and any(root.iterdir()):
        raise _refusal("The folder has something in it.", "Name a new one.", root)
    try:
        with zipfile.ZipFile(archive) as packed:
            about = json.loads(packed.read(_ABOUT))
            parts = {name: packed.read(name) for name in packed.namelist() if name != _ABOUT}
            if about["version"] != _VERSION or not all(map(_is_safe, parts)):
                raise ValueError
            digest = str(about["project"])
            if not _REFERENCE.fullmatch(about["head"]) or not _COMMIT.fullmatch(about["commit"]):
                raise ValueError
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError):
        hint = "Name a file that “briefkit backup” has written."
        raise _refusal("This is no backup of a project.", hint, archive) from None
    root.mkdir(parents=True, exist_ok=True)
    if about["git"]:
        _restore_history(root, about["head"], about["commit"], parts.pop(_HISTORY, None))
    own = {name.removeprefix(_PROJECT): parts[name] for name in parts if name.startswith(_PROJECT)}
    for name, data in own.items():
        if not (root / name).resolve().is_relative_to(root.resolve()):
            raise _refusal("A link leads out of the project.", "Take it out of Git.", root / name)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(root / name, data)
    if any(name.startswith(f"{CLAIMED}/") for name in own):
        (root / CLAIMED / ".gitignore").write_text("*\n", encoding="utf-8")
    kept = {name.removeprefix(_STATE): parts[name] for name in parts if name.startswith(_STATE)}
    state.mkdir(parents=True, exist_ok=True)
    for name, data in kept.items():
        # Orders are found by where their project lies.
        write_atomically(state / name.replace(digest, _digest(root)), data)
    return len(own) + len(kept)


def _history_of(root: Path, bundle: Path) -> dict[str, str]:
    """Bundle a repository's history, and return its branch and its commit; empty for what isn't."""
    head = _given(root, "symbolic-ref", "--quiet", "HEAD", may_fail=True)
    commit = _given(root, "rev-parse", "--verify", "--quiet", "HEAD", may_fail=True)
    if commit:
        _given(root, "bundle", "create", "--quiet", str(bundle), "--all")
    return {"git": "yes", "head": head, "commit": commit}


def _restore_history(root: Path, head: str, commit: str, bundle: bytes | None) -> None:
    """Make a folder a repository with all branches, its files those of a commit, to be replaced."""
    _given(root, "init", "--quiet")
    if head:
        _given(root, "symbolic-ref", "HEAD", head)
    if bundle is None or not commit:
        return
    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        path = Path(folder, _HISTORY)
        path.write_bytes(bundle)
        wanted = ("+refs/*:refs/*", "HEAD")
        _given(root, "fetch", "--quiet", "--update-head-ok", str(path), *wanted)
    if not head:
        _given(root, "update-ref", "--no-deref", "HEAD", commit)
    _given(root, "reset", "--quiet", "--hard")
    # What was taken away and not recorded yet is away here too.
    for name in _FOLDERS:
        shutil.rmtree(root / name, ignore_errors=True)


def _project_files(root: Path, archive: Path) -> Iterator[tuple[str, Path]]:
    """Yield the project's own files by their names in the zip."""
    folders = [Path(path) for name in _FOLDERS for path in files_below(str(root / name))]
    beside = [path for path in root.iterdir() if not path.name.startswith(".")]
    hidden = [root / name for name in _HIDDEN]
    for path in sorted({*folders, *beside, *hidden} - {archive}):
        if path.is_file():
            yield _PROJECT + path.relative_to(root).as_posix(), path


def _state_files(files: DeskFiles) -> Iterator[tuple[str, Path]]:
    """Yield what the desk remembers of a project, by its names in the zip."""
    state, digest = files.choice_file.parent, _digest(files.order.root)
    # Of an office, each person has files of her own, named after these: see `own_file`.
    for stem in (files.choice_file.stem, f"orders-{digest}"):
        own = re.compile(rf"{re.escape(stem)}(-[0-9a-f]{{16}})?\.json")
        for path in sorted(state.glob("*.json")):
            if own.fullmatch(path.name):
                yield _STATE + path.name, path


def _digest(root: Path) -> str:
    return digest_of(str(root.resolve()).encode("utf-8", "surrogateescape"))[:16]


def _is_safe(name: str) -> bool:
    """Whether a name in a zip is of a file below a part that we write."""
    parts = PurePosixPath(name).parts
    # Some disks take “.GIT” for “.git”, and Windows calls it “GIT~1” too.
    gits = {".git", "git~1"} & {part.rstrip(". ").casefold() for part in parts}
    inside = len(parts) > 1 and ".." not in parts and not gits and "\\" not in name
    return name == _HISTORY or (inside and parts[0] + "/" in (_PROJECT, _STATE))


def _given(root: Path, *command: str, may_fail: bool = False) -> str:
    """Return what Git says in a project's folder. Raises UsageError where it fails."""
    git = shutil.which("git")
    if git is None:
        raise _refusal("Git keeps this project, and is not installed.", "Install git.", root)
    done = subprocess.run(
        [git, "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", *command],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not may_fail:
        raise _refusal(f"Git: {done.stderr.strip()}", "See “git status” there.", root)
    return done.stdout.strip()


def _refusal(message: str, hint: str, path: Path) -> UsageError:
    return UsageError(
        Diagnostic(check="backup", message=message, hint=hint, location=Location(str(path)))
    )
