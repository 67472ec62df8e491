"""What this computer lacks for typesetting, and the command that installs it."""

import importlib.metadata
import os
import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from briefkit.errors import BriefkitError
from briefkit.languages import (
    FAMILIES,
    english_name,
    install_fonts,
    sources_for,
    uninstalled_font,
)

__all__ = ["Finding", "examine"]

# WeasyPrint 70's documentation, “First steps”: Pango 1.44 or newer.
PANGO_MINIMUM = 14400


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked for; `hint` is the command that installs it."""

    what: str
    ok: bool
    found: str
    hint: str = ""


def examine(font_cache: Path, locales: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Return what was looked for and found; makes the static fonts below `font_cache`.

    The fonts that the languages `locales` want beyond ours are looked for too.
    """
    fonts = (_fonts(font_cache), *_fonts_of_scripts(locales))
    return (_python(), *_packages(), *fonts, *_libraries(font_cache))


def _python() -> Finding:
    return Finding(
        what="Python",
        ok=sys.version_info >= (3, 11),
        found=platform.python_version(),
        hint="Install Python 3.11 or newer: apt install python3 python3-venv",
    )


def _packages() -> list[Finding]:
    names = ("weasyprint", "babel", "jinja2", "polib", "markdown-it-py", "pikepdf", "pypdfium2")
    findings = []
    for name in names:
        try:
            version = importlib.metadata.version(name)
            findings.append(Finding(what=name, ok=True, found=version))
        except importlib.metadata.PackageNotFoundError:
            hint = f"python -m pip install {name}"
            findings.append(Finding(what=name, ok=False, found="not installed", hint=hint))
    return findings


def _fonts(font_cache: Path) -> Finding:
    try:
        folder = install_fonts(font_cache)
    except (BriefkitError, OSError) as error:
        return Finding(
            what="fonts",
            ok=False,
            found=str(error).splitlines()[0],
            hint="python -m pip install fontpkg-source-sans-3 fontpkg-ibm-plex-sans-arabic",
        )
    return Finding(what="fonts", ok=True, found=f"{', '.join(FAMILIES)} in {folder}")


def _fonts_of_scripts(locales: Iterable[str]) -> Iterator[Finding]:
    families: dict[str, list[str]] = {}
    missing: dict[str, str] = {}
    for locale in locales:
        family = sources_for(locale)[0].family
        if family not in FAMILIES:
            families.setdefault(family, []).append(english_name(locale))
            if wanted := uninstalled_font(locale):
                missing[family] = wanted.hint
    for family, languages in families.items():
        yield Finding(
            what=f"font for {', '.join(languages)}",
            ok=family not in missing,
            found=family if family not in missing else f"{family} is not installed",
            hint=missing.get(family, ""),
        )


def _libraries(font_cache: Path) -> list[Finding]:
    pango_hint = "apt install libpango-1.0-0 libpangoft2-1.0-0 (macOS: brew install pango)"
    configuration = next(iter(sorted(font_cache.glob("fonts-*/fonts.conf"))), None)
    if configuration is not None:
        os.environ["FONTCONFIG_FILE"] = str(configuration)
    try:
        from briefkit.typeset import native_libraries

        libraries = native_libraries()
    except (OSError, ImportError) as error:
        found = str(error).splitlines()[0]
        return [Finding(what="Pango", ok=False, found=found, hint=pango_hint)]
    version = libraries.pango
    number = f"{version // 10000}.{version // 100 % 100}.{version % 100}"
    return [
        Finding(what="Pango", ok=version >= PANGO_MINIMUM, found=number, hint=pango_hint),
        Finding(
            what="HarfBuzz subset",
            ok=libraries.harfbuzz_subset,
            found="found" if libraries.harfbuzz_subset else "not found",
            hint="apt install libharfbuzz-subset0 (macOS: comes with brew install pango)",
        ),
    ]
