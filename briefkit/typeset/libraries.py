"""The C libraries that WeasyPrint needs, as it finds them."""

import ctypes.util
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from warnings import catch_warnings

from briefkit.processes import environment

__all__ = ["NativeLibraries", "load_weasyprint", "native_libraries", "sought_by_file_name"]

_NO_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}</cachedir></fontconfig>
"""


@dataclass(frozen=True, slots=True)
class NativeLibraries:
    """Pango's version as Pango encodes it (14400 is 1.44.0), and whether HarfBuzz can subset."""

    pango: int
    harfbuzz_subset: bool


def native_libraries() -> NativeLibraries:
    """Load WeasyPrint's libraries, and return what was found.

    Raises OSError when one is missing, ImportError when WeasyPrint is.
    """
    with sought_by_file_name():
        from weasyprint.text.ffi import harfbuzz_subset, pango

    return NativeLibraries(pango.pango_version(), harfbuzz_subset is not None)


def load_weasyprint() -> None:
    """Load WeasyPrint, and what changes it, without any fonts, for processes forked off this one.

    Whatever fails is left for them: they load it again when they need it, and tell what is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        # WeasyPrint reads it when it is loaded: the system's own may have thousands of fonts.
        configuration = Path(folder, "fonts.conf")
        configuration.write_text(_NO_FONTS.format(folder=folder), encoding="utf-8")
        with (
            environment({"FONTCONFIG_FILE": str(configuration)}),
            suppress(OSError, ImportError, AttributeError),
            redirect_stdout(StringIO()),
            redirect_stderr(StringIO()),
            catch_warnings(action="ignore"),
            sought_by_file_name(),
        ):
            from briefkit.typeset import line_breaks, speed, svg_words  # noqa: F401


@contextmanager
def sought_by_file_name() -> Iterator[None]:
    """Have libraries that are loaded meanwhile looked for by the names of their files alone.

    WeasyPrint tries several names of each. For one that is no file's, ctypes starts a compiler and
    a linker to look for it: a fifth of the time that loading WeasyPrint takes. The file's name, by
    which Linux finds a library, is among those tried.
    """
    found = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _not_sought
    try:
        yield
    finally:
        ctypes.util.find_library = found


def _not_sought(name: str) -> str | None:
    return None
