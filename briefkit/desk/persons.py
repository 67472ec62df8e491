"""Whose request is answered: who is there, and which files are hers alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from briefkit.office import ALONE, Person
from briefkit.project import digest_of

__all__ = ["acting_as", "crowded_out", "own_digest", "own_file", "person"]

# What a request begins, in threads and in tasks, is begun for the same person.
_person: ContextVar[Person] = ContextVar("person", default=ALONE)


def person() -> Person:
    """Return whose request is answered; on a desk of one's own, whoever has it."""
    return _person.get()


@contextmanager
def acting_as(somebody: Person) -> Iterator[None]:
    """Have `person` return somebody, as long as this lasts."""
    before = _person.set(somebody)
    try:
        yield
    finally:
        _person.reset(before)


def own_digest() -> str:
    """Return what stands for a person where her name must not; nothing on a desk of one's own."""
    user = person().user
    return digest_of(user.encode())[:16] if user else ""


def own_file(path: Path) -> Path:
    """Return the file that a person has for herself in the place of the one at a path."""
    # A digest: what a proxy calls her may be no name for a file.
    return path.with_stem(f"{path.stem}-{own}") if (own := own_digest()) else path


def crowded_out(owners: Mapping[str, str]) -> str:
    """Return what makes room, of what is kept by its name for a user each, the oldest first.

    It is the oldest of whoever has most, so that nobody takes another's place.
    """
    counted = Counter(owners.values())
    return max(owners, key=lambda name: counted[owners[name]])
