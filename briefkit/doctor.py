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


@dataclass(frozen=True, slots=True)
class _Steps:
    """How Python, Pango and HarfBuzz's subset library are installed on a kind of computer."""

    python: str
    pango: str
    harfbuzz: str


_DEBIAN = _Steps(
    python="apt install python3 python3-venv",
    pango="apt install libpango-1.0-0 libpangoft2-1.0-0",
    harfbuzz="apt install libharfbuzz-subset0",
)

# By `sys.platform`. Pango's are those of WeasyPrint's documentation and of its own tests; 70.0
# looks for it where these put it, but for Homebrew's folder on Apple's own processors.
_HOMEBREW = (
    "brew install pango; where it is not found even so, give also "
    "export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib"
)
_MSYS2 = (
    "In a terminal of MSYS2 (https://www.msys2.org): pacman -S mingw-w64-x86_64-pango; where it is "
    "elsewhere than in C:\\msys64, set WEASYPRINT_DLL_DIRECTORIES to its folder mingw64\\bin. "
    "Or use WSL: wsl --install -d Debian, and there ./run"
)
_STEPS = {
    "darwin": _Steps(python="brew install python", pango=_HOMEBREW, harfbuzz=_HOMEBREW),
    "win32": _Steps(python="winget install Python.Python.3.14", pango=_MSYS2, harfbuzz=_MSYS2),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked for; `hint` is the command that installs it."""

    what: str
    ok: bool
    found: str
    hint: str = ""


def examine(
    font_cache: Path, locales: Iterable[str] = (), system: str = sys.platform
) -> tuple[Finding, ...]:
    """Return what was looked for and found; makes the static fonts below `font_cache`.

    The fonts that the languages `locales` want beyond ours are looked for too. The hints are for a
    `system`, as `sys.platform` names it; for those of Debian where it is none that we know.
    """
    steps = _STEPS.get(system, _DEBIAN)
    fonts = (_fonts(font_cache), *_fonts_of_scripts(locales))
    return (_python(steps), *_packages(), *fonts, *_libraries(font_cache, steps))


def _python(steps: _Steps) -> Finding:
    return Finding(
        what="Python",
        ok=sys.version_info >= (3, 11),
        found=platform.python_version(),
        hint=f"Install Python 3.11 or newer: {steps.python}",
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


def _libraries(font_cache: Path, steps: _Steps) -> list[Finding]:
    configuration = next(iter(sorted(font_cache.glob("fonts-*/fonts.conf"))), None)
    if configuration is not None:
        os.environ["FONTCONFIG_FILE"] = str(configuration)
    try:
        from briefkit.typeset import native_libraries

        libraries = native_libraries()
    except (OSError, ImportError) as error:
        found = str(error).splitlines()[0]
        return [Finding(what="Pango", ok=False, found=found, hint=steps.pango)]
    version = libraries.pango
    number = f"{version // 10000}.{version // 100 % 100}.{version % 100}"
    return [
        Finding(what="Pango", ok=version >= PANGO_MINIMUM, found=number, hint=steps.pango),
        Finding(
            what="HarfBuzz subset",
            ok=libraries.harfbuzz_subset,
            found="found" if libraries.harfbuzz_subset else "not found",
            hint=steps.harfbuzz,
        ),
    ]
