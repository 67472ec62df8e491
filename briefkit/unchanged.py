"""Whether a build that was given before has anything to do, told before anything else is loaded.

What a build read and wrote is remembered by its content beside the leaflets. It imports nothing of
ours, and of the library only what takes some milliseconds: `python -c pass` takes nine.
"""

import hashlib
import json
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["REMEMBERED", "read_by_builds", "remember", "told_before"]

# Where a folder of leaflets keeps what its builds read and wrote.
REMEMBERED = ".builds.json"

# The builds that a folder remembers: with other options, other leaflets lie in it too.
MOST = 20

# What a build is given to have it work, whatever it did before.
ALWAYS_WORKS = ("--anew", "--json", "--help")


def told_before(arguments: list[str], root: str) -> str:
    """Return what is to be said of “briefkit build” with these arguments, or nothing.

    Nothing means that it must work: it was not given here before, or something that it reads, or a
    file that it wrote, has changed since, or the day has.
    """
    if arguments[:1] != ["build"] or any(name in arguments for name in ALWAYS_WORKS):
        return ""
    output = _output(arguments, root)
    try:
        known = _remembered(output)[_key(arguments, root)]
        files, read, said = known["files"], known["read"], known["said"]
        if not read or _digests(output, files) != files:
            return ""
        if read_by_builds(arguments, root) != read:
            return ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return str(said)


def remember(arguments: list[str], root: str, names: list[str], read: str, said: str) -> bytes:
    """Return the file that remembers a build, and all that it remembered before.

    `names` are the files that it wrote or found current, in its folder of leaflets; `read` is what
    `read_by_builds` returned before it began. Raises OSError for a file that isn't there.
    """
    output = _output(arguments, root)
    try:
        before = _remembered(output)
    except (OSError, ValueError, TypeError):
        before = {}
    key = _key(arguments, root)
    before.pop(key, None)
    kept = dict(list(before.items())[-MOST + 1 :])
    kept[key] = {
        "files": _digests(output, names),
        "read": read,
        "said": said,
    }
    return json.dumps(kept, indent=1).encode()


def _remembered(folder: str) -> "dict[str, Any]":
    with open(os.path.join(folder, REMEMBERED), encoding="utf-8") as file:
        return dict(json.load(file))


def _output(arguments: list[str], root: str) -> str:
    for number, argument in enumerate(arguments):
        if argument == "--output" and number + 1 < len(arguments):
            return os.path.join(root, arguments[number + 1])
        if argument.startswith("--output="):
            return os.path.join(root, argument.partition("=")[2])
    return os.path.join(root, "leaflets")


def _key(arguments: list[str], root: str) -> str:
    return hashlib.sha256("\0".join([root, *arguments]).encode()).hexdigest()[:16]


def _digests(folder: str, names: "list[str] | dict[str, str]") -> dict[str, str]:
    return {name: _digest([os.path.join(folder, name)]) for name in sorted(names)}


def _digest(paths: list[str]) -> str:
    """Return the digest of files, names and all. Raises OSError for one that isn't there."""
    digest = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:32]


def read_by_builds(arguments: list[str], root: str) -> str:
    """Return the digest of all that a build goes by: files, the program, its libraries, the day.

    It is empty where a file cannot be read: then nothing is known to be unchanged.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    bundled = os.path.join(package, "bundled")
    if not os.path.isdir(bundled):
        bundled = os.path.dirname(package)  # a checkout of the program
    paths = list(_files(package))
    for name in ("briefs", "locales", "templates"):
        own = os.path.join(root, name)
        paths += _files(own if os.path.isdir(own) else os.path.join(bundled, name))
    # Contacts and profiles, by whatever option they are named.
    values = [argument.rpartition("=")[2] for argument in arguments]
    paths += [path for v in values if os.path.isfile(path := os.path.join(root, v))]
    try:
        content = _digest(paths)
    except OSError:
        return ""
    surroundings = [
        content,
        sys.version,
        time.strftime("%Y-%m-%d"),
        os.environ.get("BRIEFKIT_CACHE", ""),
        # A library's version stands in the name of its metadata's folder.
        *sorted(
            name
            for folder in sys.path
            if folder.endswith("-packages") and os.path.isdir(folder)
            for name in os.listdir(folder)
            if name.endswith(".dist-info")
        ),
    ]
    return hashlib.sha256("\0".join(surroundings).encode()).hexdigest()[:32]


def _files(folder: str) -> list[str]:
    found: list[str] = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        paths = [os.path.join(here, name) for name in sorted(names) if name[0] != "."]
        found += filter(os.path.isfile, paths)  # a pipe would keep us waiting
    return found
