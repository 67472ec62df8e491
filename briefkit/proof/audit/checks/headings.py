"""Clause 14: headings."""

from collections.abc import Iterator

from briefkit.proof.audit.parsing import File

__all__ = ["check_14_headings"]


def check_14_headings(file: File) -> Iterator[str]:
    """14-002, 14-003, 14-006, 14-007: headings begin with H1 and skip no level."""
    level = 0
    for heading in file.of("H", "H1", "H2", "H3", "H4", "H5", "H6"):
        if heading.role == "H":
            yield f"The heading {file.named(heading)} has no level"
            continue
        here = int(heading.role[1])
        if here > level + 1:
            yield f"The heading {file.named(heading)} follows one of level {level}"
        level = here
