"""Static fonts, made once from those of PyPI packages and kept in a folder; never the system's."""

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from html import escape
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

from briefkit.languages.fonts import ARABIC, SOURCES, FontSource, missing_font
from briefkit.processes import give_back_memory

__all__ = ["arabic_letters", "install_fonts", "replaced_glyphs"]

# To be raised when `_instance` writes other fonts, so that older ones are not used.
_REVISION = 2

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def install_fonts(cache_folder: Path, sources: Iterable[FontSource] = SOURCES) -> Path:
    """Make the static fonts below `cache_folder`, unless they are there, and return their folder.

    The folder also has a Fontconfig configuration, `fonts.conf`, that knows these fonts alone.
    Two processes may do this at once: each works in a folder of its own, and the first to rename
    it wins. Raises TypesetError when a font's package is not installed.
    """
    sources = tuple(sources)
    folder = cache_folder / f"fonts-{_fingerprint(sources)}"
    if _is_whole(folder, sources):
        return folder
    cache_folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="fonts-", dir=cache_folder))
    try:
        for source in sources:
            _instance(source, work / source.name)
            give_back_memory()
        # Made here, because Fontconfig warns when two processes make it at once.
        (work / "cache").mkdir()
        (work / "fonts.conf").write_text(_configuration(folder), encoding="utf-8")
        if not _is_whole(folder, sources):
            shutil.rmtree(folder, ignore_errors=True)  # it was moved, or a part of it taken away
        try:
            os.replace(work, folder)
        except OSError:
            if not _is_whole(folder, sources):
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def _configuration(folder: Path) -> str:
    return _CONFIGURATION.format(folder=escape(folder.absolute().as_posix()))


def _is_whole(folder: Path, sources: Iterable[FontSource]) -> bool:
    try:
        # In a folder that was moved, the configuration names another one.
        known = (folder / "fonts.conf").read_text(encoding="utf-8") == _configuration(folder)
    except (OSError, UnicodeDecodeError):
        return False
    return known and all((folder / source.name).is_file() for source in sources)


def _fingerprint(sources: Iterable[FontSource]) -> str:
    parts = [str(_REVISION), importlib.metadata.version("uharfbuzz")]
    for source in sources:
        try:
            version = "" if source.digest else importlib.metadata.version(source.package)
        except importlib.metadata.PackageNotFoundError:
            raise missing_font(source) from None
        # Where a project's font lies is no matter.
        parts += [version, repr(replace(source, folder=""))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _instance(source: FontSource, target: Path) -> None:
    """Write the static font that `source` asks for."""
    # HarfBuzz makes an instance in 20 ms where fontTools' instancer takes 8 s; fontTools then sets
    # the names, by which Fontconfig tells the styles apart.
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source.path)), source.number)
    choice = uharfbuzz.SubsetInput()
    choice.keep_everything()
    for tag in _axes(source):
        if tag == "wght":
            choice.pin_axis_location(face, tag, source.weight)
        else:
            choice.pin_axis_to_default(face, tag)
    target.write_bytes(uharfbuzz.subset(face, choice).blob.data)
    with TTFont(target, recalcTimestamp=False) as font:
        names = font["name"]
        postscript = source.name.removesuffix(".ttf")
        full = f"{source.family} {source.style}"
        for name_id in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
            names.removeNames(nameID=name_id)
        for name_id, value in (
            (1, source.family), (2, source.style), (3, postscript), (4, full), (6, postscript),
        ):  # fmt: skip
            names.setName(value, name_id, 3, 1, 0x409)
        # OpenType 1.9: head.macStyle bit 0 and OS/2.fsSelection bit 5 are bold, bit 6 regular.
        if source.style == "Bold":
            font["head"].macStyle |= 1
            font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x40) | 0x20
        for table in ("DSIG", "STAT"):
            if table in font:
                del font[table]
        if source.family == ARABIC.family:
            from briefkit.languages.arabic import part_letters

            part_letters(font)
        font.save(target)


def _axes(source: FontSource) -> tuple[str, ...]:
    with TTFont(source.path, fontNumber=source.number, lazy=True) as font:
        return tuple(axis.axisTag for axis in font["fvar"].axes) if "fvar" in font else ()


def arabic_letters(folder: Path) -> dict[int, str]:
    """Return the letter or mark that each glyph of the Arabic font stands for, by its number.

    `folder` is what `install_fonts` returned; there are none where it has no such font. All styles
    have the same numbers.
    """
    if not (folder / ARABIC.name).is_file():
        return {}
    from briefkit.languages.arabic import letters_by_glyph

    with TTFont(folder / ARABIC.name, lazy=True) as font:
        return letters_by_glyph(font)


@cache
def replaced_glyphs(path: Path) -> dict[int, int]:
    """Return the glyphs of a font that take the place of one other, by their numbers: of which.

    OpenType 1.9, GSUB: lookups of the types 1 (single) and 3 (alternate).
    """
    found: dict[int, int] = {}
    with TTFont(path, lazy=True) as font:
        lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ()
        for table in (table for lookup in lookups for table in lookup.SubTable):
            given = table.ExtSubTable if table.LookupType == 7 else table
            if given.LookupType not in (1, 3):
                continue
            pairs = given.mapping if given.LookupType == 1 else given.alternates
            for base, others in pairs.items():
                for other in [others] if isinstance(others, str) else others:
                    found.setdefault(font.getGlyphID(other), font.getGlyphID(base))
    return found
