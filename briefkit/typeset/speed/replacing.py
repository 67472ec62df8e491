"""Functions of WeasyPrint replaced by others, and put back."""

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Replacement", "everywhere", "replace_all"]

_NONE = object()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new value for the attribute `name` of `owner`, a module, a class or an object."""

    owner: Any
    name: str
    new: Any


def everywhere(old: Any, new: Any) -> Iterator[Replacement]:
    """Yield the replacements of a value in all modules of WeasyPrint that have it by some name."""
    for module_name, module in list(sys.modules.items()):
        if module_name.partition(".")[0] == "weasyprint":
            names = [name for name, value in vars(module).items() if value is old]
            yield from (Replacement(module, name, new) for name in names)


def replace_all(replacements: Iterable[Replacement]) -> Callable[[], None]:
    """Make the replacements, and return what puts the old values back."""
    made = []
    for replacement in replacements:
        made.append((replacement, vars(replacement.owner).get(replacement.name, _NONE)))
        setattr(replacement.owner, replacement.name, replacement.new)

    def put_back() -> None:
        for replacement, old in reversed(made):
            if old is _NONE:
                delattr(replacement.owner, replacement.name)
            else:
                setattr(replacement.owner, replacement.name, old)

    return put_back
