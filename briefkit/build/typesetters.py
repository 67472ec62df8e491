"""The fonts, typesetters and shapers of this process: kept, as they read the fonts."""

from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO
from pathlib import Path

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import TypesetError
from briefkit.languages import SOURCES, FontSource, install_fonts
from briefkit.leaflet import Leaflet, format_of
from briefkit.model import Fit
from briefkit.proof import Shaper
from briefkit.typeset import Typesetter

__all__ = ["fit_of", "shaper_for", "typesetter_for"]

# As many sets of fonts are kept at once: our own letters, the Arabic ones, another script's, a
# brand's. Each takes some 10 MB, and a tenth of a second to read.
_KEPT = 4


@lru_cache(_KEPT)
def typesetter_for(font_cache: Path, sources: tuple[FontSource, ...] = SOURCES) -> Typesetter:
    """Return what typesets with these fonts, installed in the folder `font_cache`.

    Raises TypesetError where the libraries that it needs can't be loaded.
    """
    folder = install_fonts(font_cache, sources)
    try:
        with redirect_stdout(StringIO()):  # WeasyPrint prints what it lacks
            return Typesetter(folder)
    except (OSError, ImportError) as error:
        why = (str(error) or type(error).__name__).splitlines()[0]
        raise TypesetError(
            Diagnostic(
                check="typesetting",
                message=translatable("WeasyPrint cannot be loaded: %(why)s.", why=why),
                hint=translatable(
                    "“briefkit doctor” tells what is missing, and how to install it."
                ),
            )
        ) from None


@lru_cache(_KEPT)
def shaper_for(font_cache: Path, sources: tuple[FontSource, ...] = SOURCES) -> Shaper:
    """Return what shapes text with these fonts, installed in the folder `font_cache`."""
    return Shaper(install_fonts(font_cache, sources), sources)


def fit_of(leaflet: Leaflet) -> Fit:
    """Return the limits within which a leaflet's text size and leading are chosen."""
    edition = leaflet.edition
    reader = leaflet.brief.reader
    return format_of(edition).fit(
        reader.fit,
        reader.level,
        discreet=edition.discreet,
        contacts=bool(leaflet.contacts),
    )
