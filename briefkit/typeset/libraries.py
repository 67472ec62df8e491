"""The C libraries that WeasyPrint needs, as it finds them."""

import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from warnings import catch_warnings

from briefkit.processes import environment

__all__ = ["NativeLibraries", "load_weasyprint", "native_libraries"]

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
    from weasyprint.text.ffi import harfbuzz_subset, pango

    return NativeLibraries(pango.pango_version(), harfbuzz_subset is not None)


def load_weasyprint() -> None:
    """Load WeasyPrint without any fonts, for processes that are forked off this one.

    Whatever fails is left for them: they load it again when they need it, and tell what is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        # WeasyPrint reads it when it is loaded: the system's own may have thousands of fonts.
        configuration = Path(folder, "fonts.conf")
        configuration.write_text(_NO_FONTS.format(folder=folder), encoding="utf-8")
        with (
            environment({"FONTCONFIG_FILE": str(configuration)}),
            suppress(OSError, ImportError),
            redirect_stdout(StringIO()),
            redirect_stderr(StringIO()),
            catch_warnings(action="ignore"),
        ):
            import weasyprint  # noqa: F401
