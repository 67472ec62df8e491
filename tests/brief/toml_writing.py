"""TOML written in many ways, for tests."""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["inline", "written"]


def key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def inline(value: Any, *, spread: bool = False) -> str:
    """Return a value as it stands behind an equals sign; a list over several lines if `spread`."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case list() | tuple():
            items = [inline(item, spread=spread) for item in value]
            return (
                "[\n  " + ", # ]\n  ".join(items) + "\n]" if spread and items else str_list(items)
            )
        case Mapping():
            return "{ " + ", ".join(f"{key(k)} = {inline(v)}" for k, v in value.items()) + " }"
        case _:
            return repr(value)


def str_list(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def written(data: Mapping[str, Any], *, tables: bool = True, spread: bool = False) -> str:
    """Return a file: tables with headers of their own, or all of them in braces."""
    lines = [
        f"{key(name)} = {inline(value, spread=spread)}"
        for name, value in data.items()
        if not (tables and isinstance(value, Mapping))
    ]
    if tables:
        _add_tables(data, (), lines, spread=spread)
    return "\n".join(lines) + "\n"


def _add_tables(
    data: Mapping[str, Any], path: tuple[str, ...], lines: list[str], *, spread: bool
) -> None:
    for name, value in data.items():
        if isinstance(value, Mapping):
            inner = (*path, name)
            lines += ["", f"[{'.'.join(map(key, inner))}]  # a [comment] = 1"]
            lines += [
                f"  {key(k)} = {inline(v, spread=spread)}"
                for k, v in value.items()
                if not isinstance(v, Mapping)
            ]
            _add_tables(value, inner, lines, spread=spread)
