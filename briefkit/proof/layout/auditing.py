"""Run the checks of the layout on a file and report what they find."""

from briefkit.diagnostics import Diagnostic, Severity
from briefkit.proof import NotPdfError
from briefkit.proof.audit.parsing import MALFORMED
from briefkit.proof.layout.checks import CHECKS
from briefkit.proof.layout.parsing import Layout, read_layout

__all__ = ["audit_layout", "fill_of_pages", "line_lengths"]


def audit_layout(data: bytes) -> tuple[Diagnostic, ...]:
    """Return what is badly set in a leaflet's PDF, as warnings: it is let out all the same.

    Files to print from, which have no tags, and those without an edition code are passed over.
    Raises NotPdfError for what is not a PDF.
    """
    try:
        layout = read_layout(data)
    except NotPdfError:
        raise
    except MALFORMED as error:
        return (_finding("malformed", f"The file's objects are malformed: {error}"),)
    return tuple(
        _finding(check.__name__.removeprefix("find_").replace("_", "-"), message)
        for check in CHECKS
        for message in (check(layout) if layout else ())
    )


def fill_of_pages(data: bytes) -> tuple[float, ...]:
    """Return what part of each page's height is filled, within its margins: 1 is all of it.

    There are none of a file that `audit_layout` passes over, or finds malformed. Raises
    NotPdfError for what is not a PDF.
    """
    layout = _read(data)
    return tuple(page.filled for page in layout.pages) if layout else ()


def line_lengths(data: bytes) -> tuple[float, ...]:
    """Return how many characters the full lines of each paragraph of running text have on average.

    Paragraphs without a full line are left out; else as `fill_of_pages`.
    """
    layout = _read(data)
    paragraphs = layout.paragraphs if layout else ()
    return tuple(p.mean_length for p in paragraphs if p.running and p.full_lines)


def _read(data: bytes) -> Layout | None:
    try:
        return read_layout(data)
    except NotPdfError:
        raise
    except MALFORMED:
        return None


def _finding(check: str, message: str) -> Diagnostic:
    return Diagnostic(
        check=f"layout-{check}",
        message=f"{message}.",
        hint="Change the text, its size or the stylesheet, then build again.",
        severity=Severity.WARNING,
    )
