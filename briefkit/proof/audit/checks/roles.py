"""Clause 02: the types of elements."""

from collections.abc import Iterator

from briefkit.proof.audit.parsing import STANDARD, File

__all__ = ["check_02_role_map"]


def check_02_role_map(file: File) -> Iterator[str]:
    """02-001, 02-003, 02-004: every type is a standard one, or is mapped to one."""
    for role in sorted({str(element.item.get("/S", "/"))[1:] for element in file.elements}):
        if not file.standard(role):
            yield f"The type “{role}” is mapped to no standard type"
    for role in sorted(STANDARD & file.roles.keys()):
        yield f"The standard type “{role}” is mapped to “{file.roles[role]}”"
