"""Whether a build that was given before has nothing to do: answered before anything is loaded.

Beside the leaflets a file keeps digests of what their builds read and wrote. This module imports
nothing of ours, and of the library only what takes some milliseconds: `python -c pass` takes nine.
"""

import hashlib
import json
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "REMEMBERED",
    "files_below",
    "is_repeatable",
    "known_answer",
    "read_by_builds",
    "remember",
]

# Where a folder of leaflets keeps what its builds read and wrote.
REMEMBERED = ".builds.json"

# How many builds a folder remembers: with other options, other leaflets lie in it too.
MOST = 20

# The options of builds that work each time: they ask for it, or print more than can be kept.
NOT_REPEATABLE = ("--anew", "--json", "--without-stale-contacts", "--with-116", "--allow-dated")


def known_answer(arguments: list[str], root: str) -> str:
    """Return the answer to “briefkit” with these arguments, given in `root`, if it is known.

    It is empty where the command must work: it is no build that was given here before; or something
    that it reads, a file that it wrote, or the day has changed since.
    """
    if not is_repeatable(arguments):
        return ""
    output = _output(arguments, root)
    try:
        known = _remembered(output)[_key(arguments, root)]
        files, read, answer = known["files"], known["read"], known["said"]
        if not read or any(_sha256(os.path.join(output, n)) != d for n, d in files.items()):
            return ""
        if read_by_builds(arguments, root) != read:
            return ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    return str(answer)


def is_repeatable(arguments: list[str]) -> bool:
    """Return whether “briefkit” with these arguments is a build that need not work twice."""
    given = {argument.partition("=")[0] for argument in arguments}
    return arguments[:1] == ["build"] and given.isdisjoint(NOT_REPEATABLE)


def remember(
    arguments: list[str], root: str, files: dict[str, str], read: str, answer: str
) -> bytes:
    """Return the content of REMEMBERED with a build added, and the oldest left out.

    `files` are those that it wrote or found current, in its folder of leaflets, with their SHA-256;
    `read` is what `read_by_builds` returned before it began.
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
        "files": files,
        "read": read,
        "said": answer,
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
    return hashlib.sha256(os.fsencode("\0".join([root, *arguments]))).hexdigest()[:16]


def _sha256(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _digest(paths: list[str]) -> str:
    """Return the digest of files, names and all. Raises OSError for one that isn't there."""
    digest = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        digest.update(os.fsencode(f"{path}\0{len(data)}\0"))
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
    paths = files_below(package)
    for name in ("briefs", "fonts", "locales", "templates"):
        own = os.path.join(root, name)
        paths += files_below(own if os.path.isdir(own) else os.path.join(bundled, name))
    # Contacts and profiles, by whatever option they are named.
    values = [v for argument in arguments for v in (argument, argument.partition("=")[2])]
    paths += [path for v in values if v and os.path.isfile(path := os.path.join(root, v))]
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
            if os.path.isdir(folder)
            for name in os.listdir(folder)
            if name.endswith(".dist-info")
        ),
    ]
    return hashlib.sha256("\0".join(surroundings).encode()).hexdigest()[:32]


def files_below(folder: str) -> list[str]:
    """Return the paths of a folder’s files, linked ones too, but for hidden and compiled ones."""
    found: list[str] = []
    seen: set[str] = set()
    for here, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(here)
        # A link can lead back to where it stands.
        folders[:] = [] if real in seen else sorted(set(folders) - {"__pycache__"})
        seen.add(real)
        paths = [os.path.join(here, name) for name in sorted(names) if name[0] != "."]
        found += filter(os.path.isfile, paths)  # a pipe would keep us waiting
    return found
