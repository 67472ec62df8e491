"""Clauses 06 and 07: metadata, and the title that is shown."""

from collections.abc import Iterator

import pikepdf

from briefkit.proof.audit.parsing import File

__all__ = ["check_06_metadata", "check_07_title_shown"]


def check_06_metadata(file: File) -> Iterator[str]:
    """06-001 to 06-003: the metadata say PDF/UA-1 and the title, which is the file's."""
    if "/Metadata" not in file.root:
        yield "The file has no metadata"
        return
    metadata = file.pdf.open_metadata()
    if metadata.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
        yield "The metadata do not say that the file is PDF/UA-1"
    if not metadata.get("dc:title") or metadata["dc:title"] != str(file.pdf.docinfo.get("/Title")):
        yield "The metadata have no title, or another than the file"


def check_07_title_shown(file: File) -> Iterator[str]:
    """07-001, 07-002: a viewer shows the title."""
    if not file.root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield "A viewer would show the file's name instead of its title"
