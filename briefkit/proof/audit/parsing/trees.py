"""Name trees and number trees of one level (ISO 32000-1, 7.9.6 and 7.9.7)."""

from collections.abc import Iterator
from typing import Any

__all__ = ["named_destinations", "tree_pairs"]


def tree_pairs(items: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the keys and values of /Names or /Nums. Raises ValueError for an odd number."""
    values = iter(items)
    return zip(values, values, strict=True)


def named_destinations(root: Any) -> dict[str, Any]:
    """Return the destinations of a file, by the names that links give them."""
    names = root.get("/Names", {}).get("/Dests", {}).get("/Names", [])
    return {str(name): target for name, target in tree_pairs(names)}
