"""Clause 18: artifacts."""

from collections.abc import Iterator

from briefkit.diagnostics import shorten
from briefkit.proof.audit.parsing import File

__all__ = ["check_18_running_matter"]


def check_18_running_matter(file: File) -> Iterator[str]:
    """18-001, 18-002: running heads and feet are artifacts of pagination, and say which."""
    for number, content in enumerate(file.contents, start=1):
        for properties, text in content.artifacts:
            kind, part = properties.get("/Type"), properties.get("/Subtype")
            if text.strip() and (kind != "/Pagination" or part not in ("/Header", "/Footer")):
                yield f"“{shorten(text, 60)}” on page {number} is neither a head nor a foot"
            elif kind not in ("/Pagination", "/Layout", "/Page", "/Background"):
                yield f"An artifact on page {number} does not say what it is"
