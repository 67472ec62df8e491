"""The files that a brief's brand names: its logos, and its fonts."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.brief import ParsedSettings, read_picture
from briefkit.diagnostics import Diagnostic, Severity, shorten, translatable
from briefkit.errors import SourceError
from briefkit.languages import FontSource, UnusableFontError, brand_sources
from briefkit.model import Logo, Preset, Settings
from briefkit.project.files import read_bytes
from briefkit.project.picture_files import find_picture, undrawn_parts

__all__ = ["BrandFiles", "Fonts", "read_brand_files"]

Fonts = Mapping[str, tuple[FontSource, ...]]
"""The fonts of a brand by locale, “default” for all others"""

# The largest file of a logo, in bytes.
_LIMIT = 8_000_000

# Of a picture, as printed: what a print shop asks for.
_DPI = 300

# The printed height of the EU emblem in mm. No logo beside it may be more prominent (“The use of
# the EU emblem in the context of EU programmes 2021-2027”).
_EMBLEM = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFiles:
    """What a brief's brand names: `settings` with the pictures of logos, and the fonts."""

    settings: Settings
    fonts: Fonts
    faults: tuple[Diagnostic, ...]
    warnings: tuple[Diagnostic, ...]


def read_brand_files(parsed: ParsedSettings, brief: Path, fonts: Path) -> BrandFiles:
    """Read the logos from a brief's folder, and find the fonts: packages, or files in `fonts`.

    What is wrong with them is in `faults`, with the lines of `brief.toml`.
    """
    settings, faults, warnings = parsed.settings, list[Diagnostic](), list[Diagnostic]()
    logos = []
    for number, logo in enumerate(settings.brand.logos):
        path = ("brand", "logos", number)
        read, found = _read_logo(logo, parsed, brief, path)
        logos.append(read)
        faults += found
        warnings += [*_prominence(read, parsed, path), *_unlike(read, parsed, path)]
    funder = settings.funder
    if funder is not None and funder.logo is not None:
        read, found = _read_logo(funder.logo, parsed, brief, ("funder", "logo"))
        funder = replace(funder, logo=read)
        faults += found
        warnings += _unlike(read, parsed, ("funder", "logo"))
    found_fonts: dict[str, tuple[FontSource, ...]] = {}
    for locale, name in settings.brand.fonts.items():
        alone = list(settings.brand.fonts) == ["default"]
        key = ("brand", "font") if alone else ("brand", "font", locale)
        try:
            found_fonts[locale] = sources = brand_sources(name, fonts)
            if sources and not any(source.style == "Italic" for source in sources):
                upright = parsed.places.fault(
                    key,
                    translatable(
                        "names a font without italics: %(family)s; *emphasis* stands upright",
                        family=sources[0].family,
                    ),
                    translatable(
                        "Add its italic, or write what matters as %(example)s.", example="**…**"
                    ),
                )
                warnings.append(replace(upright, severity=Severity.WARNING))
        except UnusableFontError as error:
            faults.append(parsed.places.fault(key, error.problem, error.hint))
    return BrandFiles(
        settings=replace(
            settings, funder=funder, brand=replace(settings.brand, logos=tuple(logos))
        ),
        fonts=found_fonts,
        faults=tuple(faults),
        warnings=tuple(warnings),
    )


def _read_logo(
    logo: Logo, parsed: ParsedSettings, brief: Path, path: tuple[str | int, ...]
) -> tuple[Logo, list[Diagnostic]]:
    """Return a logo with its picture, and what is wrong with it."""
    places = parsed.places
    file, hint = find_picture(brief, logo.file)
    if file is None:
        return logo, [
            places.fault(
                (*path, "file"), translatable("is not there: %(name)s", name=logo.file), hint or ""
            )
        ]
    try:
        data = read_bytes(file, logo.file, _LIMIT, SourceError)
        read = replace(logo, picture=read_picture(data, logo.file))
    except SourceError as error:
        place = places.location((*path, "file"))
        return logo, [replace(d, location=place) for d in error.diagnostics]
    return read, list(_resolution(read, parsed, path))


def _resolution(
    logo: Logo, parsed: ParsedSettings, path: tuple[str | int, ...]
) -> Iterator[Diagnostic]:
    picture = logo.picture
    if picture is None or picture.kind == "svg":
        return
    dpi = picture.width_px / (logo.width / 25.4)
    if dpi < _DPI:
        wide = picture.width_px / _DPI * 25.4
        yield parsed.places.fault(
            (*path, "file"),
            translatable(
                "has %(dpi)s dpi at %(width)s mm: %(size)s px, and print needs %(needed)s dpi",
                dpi=f"{dpi:.0f}",
                width=f"{logo.width:g}",
                size=f"{picture.width_px:g}",
                needed=_DPI,
            ),
            translatable(
                "Take a larger file, an SVG, or a width of %(width)s mm.", width=f"{wide:.0f}"
            ),
        )


def _prominence(
    logo: Logo, parsed: ParsedSettings, path: tuple[str | int, ...]
) -> Iterator[Diagnostic]:
    """Yield a warning where a logo is higher than the EU emblem."""
    funder = parsed.settings.funder
    if funder is None or funder.preset is Preset.OWN or logo.height <= _EMBLEM + 0.5:
        return
    # Down to what is written as a whole number, and half a millimetre more is no matter.
    width = math.floor(logo.width * _EMBLEM / logo.height)
    fault = parsed.places.fault(
        (*path, "width"),
        translatable(
            "prints %(height)s mm high: no logo may be more prominent than the EU emblem, which "
            "is %(emblem)s mm high",
            height=f"{logo.height:.0f}",
            emblem=_EMBLEM,
        ),
        translatable("Take a width of %(width)s mm.", width=width),
    )
    yield replace(fault, severity=Severity.WARNING)


def _unlike(
    logo: Logo, parsed: ParsedSettings, path: tuple[str | int, ...]
) -> Iterator[Diagnostic]:
    """Yield a warning where a logo can't print as it was drawn."""
    place = parsed.places.location((*path, "file"))
    if logo.picture is None:
        return
    for found in undrawn_parts(logo.picture, ""):
        yield replace(found, location=place)
    if logo.picture.texts:
        fault = parsed.places.fault(
            (*path, "file"),
            translatable(
                "has words in a font that leaflets don't have: “%(words)s”",
                words=shorten(logo.picture.texts[0], 30),
            ),
            translatable(
                "Make them paths before you save it (in Inkscape: %(menus)s).",
                menus="Path > Object to Path",
            ),
        )
        yield replace(fault, severity=Severity.WARNING)
