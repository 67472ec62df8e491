"""The earlier form of `brief.toml`, read as the one that is described."""

from collections.abc import Mapping
from typing import Any

from briefkit.brief.toml_lines import Path

__all__ = ["as_described", "is_earlier"]

# The tables that only the earlier form has.
_TABLES = ("project", "programme", "grant", "fit")

# The levels that the two audiences of the earlier form had.
LEVELS = {"community": "plain", "professional": "professional"}

_FUNDER: tuple[tuple[str, Path], ...] = (
    ("project", ("project", "short")),
    ("project_name", ("project", "name")),
    ("programme", ("programme", "short")),
    ("programme_name", ("programme", "name")),
    ("grant", ("grant", "number")),
)


def is_earlier(data: Mapping[str, Any]) -> bool:
    """Return whether a file has the earlier form."""
    return isinstance(data.get("audiences"), list) or (
        "funder" not in data and any(name in data for name in _TABLES)
    )


def as_described(data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[Path, Path]]:
    """Return what a file of the earlier form says in the form that is described.

    With it go the paths in the file of what has another one there. What is wrong in it stays so.
    """
    new: dict[str, Any] = {k: v for k, v in data.items() if k not in (*_TABLES, "audiences")}
    renamed: dict[Path, Path] = {("funder",): ("project",)}
    funder: dict[str, Any] = {"preset": "isfp"}
    read: set[Path] = set()
    for key, old in _FUNDER:
        table = data.get(str(old[0]))
        renamed["funder", key] = old
        read.add(old)
        if isinstance(table, Mapping) and old[1] in table:
            funder[key] = table[str(old[1])]
    new["funder"] = funder
    # Keys that the earlier form did not have, either, are told as such.
    for name in ("project", "programme", "grant"):
        table = data.get(name, {})
        for key, value in table.items() if isinstance(table, Mapping) else ():
            if (name, key) not in read:
                funder[f"{name}.{key}"] = value
                renamed["funder", f"{name}.{key}"] = (name, key)
    new["audiences"] = _audiences(data, renamed)
    fits = data.get("fit", {})
    for name in fits if isinstance(fits, Mapping) else ():
        if name not in new["audiences"]:
            new[f"fit.{name}"] = fits[name]
            renamed[(f"fit.{name}",)] = ("fit", name)
    return new, renamed


def _audiences(data: Mapping[str, Any], renamed: dict[Path, Path]) -> Any:
    names, fits = data.get("audiences", []), data.get("fit", {})
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return names
    tables = {}
    for number, name in enumerate(names):
        # The two names told the level; another is told as what has none.
        tables[name] = {"level": LEVELS[name]} if name in LEVELS else {}
        renamed["audiences", name] = ("audiences", number)
        if isinstance(fits, Mapping) and name in fits:
            tables[name]["fit"] = fits[name]
            renamed["audiences", name, "fit"] = ("fit", name)
    return tables
