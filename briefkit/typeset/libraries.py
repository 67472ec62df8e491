"""The C libraries that WeasyPrint needs, as it finds them."""

from dataclasses import dataclass

__all__ = ["NativeLibraries", "native_libraries"]


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
