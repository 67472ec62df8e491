"""Whether a build that was given before has nothing to do: answered before anything is loaded.

Beside the leaflets a file keeps digests of what their builds read and wrote. This module imports
nothing of ours, and of the library next to nothing: `python -c pass` takes some milliseconds, and
half as long again would be lost by reading JSON alone.
"""

import hashlib
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "REMEMBERED",
    "files_below",
    "is_repeatable",
    "known_answer",
    "read_by_builds",
    "remember",
]

# Where a folder of leaflets keeps what its builds read and wrote.
REMEMBERED = ".builds.txt"

# How many builds a folder remembers: with other options, other leaflets lie in it too.
MOST = 20

# The words of the desk's pages: no leaflet has them.
_OF_THE_DESK = ("desk.po", "desk.pot")

# In seconds: what was written longer ago than this can't be written again at the same time, as file
# systems tell it. FAT counts by two seconds.
_SETTLED = 3

# How many bytes are read at once, at most.
_PART = 1 << 16

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
        read, answer, files = _remembered(output)[_key(arguments, root)]
        if not read or not all(_is_as_it_was(output, n, *files[n]) for n in files):
            return ""
        if read_by_builds(arguments, root) != read:
            return ""
    except (OSError, ValueError, KeyError):
        return ""
    return answer


def is_repeatable(arguments: list[str]) -> bool:
    """Return whether “briefkit” with these arguments is a build that need not work twice."""
    given = {argument.partition("=")[0] for argument in arguments}
    return arguments[:1] == ["build"] and given.isdisjoint(NOT_REPEATABLE)


def remember(
    arguments: list[str], root: str, files: dict[str, str], read: str, answer: str
) -> bytes:
    """Return the content of REMEMBERED with a build added, and the oldest left out.

    `files` are those that it wrote or found current, in its folder of leaflets, with their SHA-256;
    `read` is what `read_by_builds` returned before it began. Of a file that was there a while, how
    it stands is kept too: that it was not written since is known without reading it.
    """
    output = _output(arguments, root)
    try:
        kept = _remembered(output)
    except (OSError, ValueError):
        kept = {}
    key = _key(arguments, root)
    kept.pop(key, None)
    if not any("\n" in text for text in (answer, *files)):
        kept[key] = read, answer, {n: (d, _standing(output, n, d)) for n, d in files.items()}
    lines = []
    for known, (what, said, made) in list(kept.items())[-MOST:]:
        lines += [f"{known} {what} {said}\n", *(f"{d} {s} {n}\n" for n, (d, s) in made.items())]
        lines.append("\n")
    return os.fsencode("".join(lines))


def _is_as_it_was(folder: str, name: str, digest: str, standing: str) -> bool:
    """Return whether a file has the content that it had. Raises OSError where there is none."""
    path = os.path.join(folder, name)
    return _state(path) == standing or _sha256(path) == digest


def _standing(folder: str, name: str, digest: str) -> str:
    """Return the state of a file, or “-” where that doesn't tell that it has this content."""
    path = os.path.join(folder, name)
    try:
        found = os.stat(path)
        settled = max(found.st_mtime, found.st_ctime) < time.time() - _SETTLED
        return _told(found) if settled and _sha256(path) == digest else "-"
    except OSError:
        return "-"


def _remembered(folder: str) -> dict[str, tuple[str, str, dict[str, tuple[str, str]]]]:
    """Return what builds read, their answers, the digests and states of their files, by their keys.

    Each has a line of its own, one for each of its files, and an empty one at its end. Raises
    ValueError for what is none of these.
    """
    text = os.fsdecode(_content(os.path.join(folder, REMEMBERED)))
    found = {}
    for block in text.split("\n\n")[:-1]:
        first, *files = block.split("\n")
        key, read, answer = first.split(" ", 2)
        lines = (line.split(" ", 2) for line in files)
        found[key] = read, answer, {name: (digest, state) for digest, state, name in lines}
    return found


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
    return hashlib.sha256(_content(path)).hexdigest()


def _content(path: str) -> bytes:
    """Return what a file holds, by half as many calls of the system as `open` makes."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = [os.read(handle, _PART)]
        while len(parts[-1]) == _PART:
            parts.append(os.read(handle, _PART))
    finally:
        os.close(handle)
    return b"".join(parts)


def _digest(paths: list[str]) -> str:
    """Return the digest of files, names and all. Raises OSError for one that isn't there."""
    digest = hashlib.sha256()
    for path in paths:
        data = _content(path)
        digest.update(os.fsencode(f"{path}\0{len(data)}\0"))
        digest.update(data)
    return digest.hexdigest()[:32]


def _state(path: str) -> str:
    """Return what changes when a file is written: the program's files are many, and few write them.

    Raises OSError where there is none.
    """
    return _told(os.stat(path))


def _told(found: os.stat_result) -> str:
    return f"{found.st_size}.{found.st_mtime_ns}.{found.st_ctime_ns}.{found.st_ino}"


def read_by_builds(arguments: list[str], root: str) -> str:
    """Return the digest of all that a build goes by: files, the program, its libraries, the day.

    It is empty where a file cannot be read: then nothing is known to be unchanged.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    bundled = os.path.join(package, "bundled")
    if not os.path.isdir(bundled):
        bundled = os.path.dirname(package)  # a checkout of the program
    paths = []
    for name in ("briefs", "fonts", "locales", "templates"):
        own = os.path.join(root, name)
        paths += files_below(own if os.path.isdir(own) else os.path.join(bundled, name))
    paths = [path for path in paths if os.path.basename(path) not in _OF_THE_DESK]
    if os.path.isfile(languages := os.path.join(root, "languages.toml")):
        paths.append(languages)
    # Contacts and profiles, by whatever option they are named.
    values = [v for argument in arguments for v in (argument, argument.partition("=")[2])]
    paths += [path for v in values if v and os.path.isfile(path := os.path.join(root, v))]
    try:
        content = _digest(paths)
        program = [f"{path} {_state(path)}" for path in files_below(package)]
    except OSError:
        return ""
    surroundings = [
        content,
        *program,
        sys.version,
        time.strftime("%Y-%m-%d"),
        os.environ.get("BRIEFKIT_CACHE", ""),
        # A library's version stands in the name of its metadata's folder.
        *sorted(n for f in sys.path for n in _names(f) if n.endswith(".dist-info")),
    ]
    return hashlib.sha256("\0".join(surroundings).encode()).hexdigest()[:32]


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def files_below(folder: str) -> list[str]:
    """Return the paths of a folder’s files, linked ones too, but for hidden and compiled ones."""
    found: list[str] = []
    _add_files(folder, found, set())
    return found


def _add_files(folder: str, found: list[str], seen: set[tuple[int, int]]) -> None:
    """Add the paths of a folder's files, then those of its folders', all in the order of names."""
    try:
        itself = os.stat(folder)
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except OSError:
        return
    # A pipe would keep us waiting.
    found += [entry.path for entry in entries if entry.name[0] != "." and _is(entry.is_file)]
    # A link can lead back to where it stands.
    if (place := (itself.st_dev, itself.st_ino)) not in seen:
        seen.add(place)
        for entry in entries:
            if entry.name != "__pycache__" and _is(entry.is_dir):
                _add_files(entry.path, found, seen)


def _is(kind: "Callable[[], bool]") -> bool:
    try:
        return kind()
    except OSError:  # a link that leads to itself
        return False
