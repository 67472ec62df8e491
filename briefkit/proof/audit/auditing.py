"""Run the checks on a file and report what they find."""

from collections.abc import Iterator

from briefkit.diagnostics import Diagnostic
from briefkit.proof import open_pdf
from briefkit.proof.audit.checks import CHECKS, Check
from briefkit.proof.audit.parsing import MALFORMED, File

__all__ = ["audit"]


def audit(data: bytes) -> tuple[Diagnostic, ...]:
    """Return what a machine finds wrong with a PDF's accessibility: nothing, for our leaflets.

    It is made for files whose fonts are of two bytes a glyph, with a ToUnicode of single codes, as
    WeasyPrint writes them. Raises NotPdfError for what is not a PDF.
    """
    with open_pdf(data) as pdf:
        try:
            file = File(pdf)
        except MALFORMED as error:
            return (_finding("malformed", f"The file's objects are malformed: {error}"),)
        return tuple(
            _finding(check.__name__.removeprefix("check_").replace("_", "-"), message)
            for check in CHECKS
            for message in _messages(check, file)
        )


def _messages(check: Check, file: File) -> Iterator[str]:
    try:
        yield from check(file)
    except MALFORMED as error:
        yield f"This cannot be checked, for the file's objects are malformed: {error}"


def _finding(check: str, message: str) -> Diagnostic:
    return Diagnostic(
        check=f"matterhorn-{check}",
        message=f"{message}.",
        hint="Build the leaflet again. If this comes back, briefkit is at fault: report it.",
    )
