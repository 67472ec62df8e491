"""Fonts for scripts that ours are not drawn for: from packages of PyPI, or this computer's own."""

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["SCRIPT_FONTS", "ScriptFont", "font_file", "is_on_pypi", "use_fonts_in"]


def is_on_pypi(package: str) -> bool:
    """Whether a font's package is one of PyPI's; others are Debian's."""
    return package.startswith("fontpkg-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptFont:
    """A family for a script, and where it comes from.

    `files` are by style. `package` is PyPI's or Debian's (see `is_on_pypi`); `number` is the font's
    own in a collection (.ttc).
    """

    family: str
    package: str
    files: Mapping[str, str] = field(hash=False)
    number: int = 0

    @property
    def is_system(self) -> bool:
        """Whether its files are this computer's, and no package's of Python."""
        return not is_on_pypi(self.package)


def _noto(name: str) -> ScriptFont:
    file = f"NotoSans{name}"
    return ScriptFont(
        family=f"Noto Sans {name}",
        package="fonts-noto-core",
        files={"Regular": f"{file}-Regular.ttf", "Bold": f"{file}-Bold.ttf"},
    )


def _cjk(region: str, number: int) -> ScriptFont:
    return ScriptFont(
        family=f"Noto Sans CJK {region}",
        package="fonts-noto-cjk",
        files={"Regular": "NotoSansCJK-Regular.ttc", "Bold": "NotoSansCJK-Bold.ttc"},
        number=number,
    )


def _variable(family: str, axes: str = "wdth,wght") -> ScriptFont:
    file = f"{family.replace(' ', '')}[{axes}].ttf"
    package = f"fontpkg-{family.lower().replace(' ', '-')}"
    return ScriptFont(family=family, package=package, files={"Regular": file, "Bold": file})


def _static(family: str) -> ScriptFont:
    file = family.replace(" ", "")
    return ScriptFont(
        family=family,
        package=f"fontpkg-{family.lower().replace(' ', '-')}",
        files={"Regular": f"{file}-Regular.ttf", "Bold": f"{file}-Bold.ttf"},
    )


# By the script's code (ISO 15924). Those of Chinese, Japanese and Korean differ in how they draw
# the characters that all have.
SCRIPT_FONTS: Mapping[str, ScriptFont] = {
    "Armn": _noto("Armenian"),
    "Beng": _static("Hind Siliguri"),
    "Deva": _variable("Noto Sans Devanagari"),
    "Ethi": _noto("Ethiopic"),
    "Geor": _noto("Georgian"),
    "Hang": _cjk("KR", 1),
    "Hans": _cjk("SC", 2),
    "Hant": _cjk("TC", 3),
    "Hebr": _variable("Heebo", "wght"),
    "Jpan": _cjk("JP", 0),
    "Khmr": _variable("Noto Sans Khmer"),
    "Kore": _cjk("KR", 1),
    "Taml": _variable("Noto Sans Tamil"),
    "Thai": _variable("Noto Sans Thai"),
}

# Where systems keep fonts for all who use them, and for one (freedesktop.org's Base Directory
# Specification; Apple's and Microsoft's documentation).
_FOLDERS = {
    "darwin": ("/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}
_ELSEWHERE = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


# Those of the projects that this process knows, the last one first.
_own_folders: list[Path] = []


def use_fonts_in(folder: Path) -> None:
    """Have this process find fonts for scripts in a project's folder too, before the computer's."""
    others = (each for each in _own_folders if each != folder)
    wanted = [each for each in (folder, *others) if each.is_dir()]
    if wanted != _own_folders:
        _own_folders[:] = wanted
        _found.clear()


# The fonts' files that were found, with their times: one that is put there later is looked for.
_found: dict[tuple[str, bool], tuple[Path, int, str]] = {}


def font_file(name: str, *, is_system: bool) -> tuple[str, str] | None:
    """Return the folder of the font file `name`, a project's or this computer's, and its SHA-256.

    None is returned without one; the computer's own count where the font `is_system`.
    """
    known = _found.get((name, is_system))
    if known and known[0].is_file() and known[0].stat().st_mtime_ns == known[1]:
        return str(known[0].parent), known[2]
    folders = [Path(each).expanduser() for each in _FOLDERS.get(sys.platform, _ELSEWHERE)]
    for folder in [*_own_folders, *(folders if is_system else [])]:
        for path in _files(folder):
            if path.name == name:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                _found[name, is_system] = path, path.stat().st_mtime_ns, digest
                return str(path.parent), digest
    return None


def _files(folder: Path) -> Iterator[Path]:
    for parent, _folders, names in os.walk(folder):
        yield from (Path(parent, name) for name in sorted(names))
