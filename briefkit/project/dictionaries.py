"""Hunspell's dictionaries, where they are installed; the only importer of their reader."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hunspell import Hunspell

__all__ = ["Dictionaries", "installed_dictionaries"]

# Where systems and LibreOffice keep them.
_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/usr/share/myspell/dicts",
    "/Library/Spelling",
)
_EXTENSIONS = (
    "/usr/lib/libreoffice/share/extensions",
    "/Applications/LibreOffice.app/Contents/Resources/extensions",
    "C:/Program Files/LibreOffice/share/extensions",
)

# Those of one language that are read: of several countries, say. Each takes some 10 MB.
_MOST = 3
# Longer than any word: what is longer, Hunspell takes seconds for, or refuses.
_LONGEST = 60


class Dictionaries:
    """The words of all dictionaries of a language: a word is right that one of them has."""

    def __init__(self, readers: Sequence["Hunspell"]) -> None:
        self._readers = tuple(readers)
        self._lock = Lock()  # Hunspell is not made for threads
        self.like = lru_cache(4096)(self._like)

    def knows(self, word: str) -> bool:
        """Whether a word is in one of them, in any of its forms."""
        if len(word) > _LONGEST:
            return True
        with self._lock:
            return any(reader.spell(word) for reader in self._readers)

    def _like(self, word: str) -> tuple[str, ...]:
        with self._lock:
            return tuple(self._readers[0].suggest(word))


@cache
def installed_dictionaries(locale: str, folders: tuple[Path, ...] = ()) -> Dictionaries | None:
    """Return the dictionaries of a locale's language, in `folders` or where systems keep them.

    There is nothing where none is installed, or where what reads them is not.
    """
    try:
        from hunspell import Hunspell, HunspellFilePathError
    except ImportError:
        return None
    readers = []
    for path in _found(locale, (*folders, *_usual_folders())):
        try:
            readers.append(Hunspell(path.stem, hunspell_data_dir=str(path.parent)))
        except (HunspellFilePathError, OSError, ValueError):
            continue  # a broken one is none
        if len(readers) == _MOST:
            break
    return Dictionaries(readers) if readers else None


def _usual_folders() -> Iterator[Path]:
    yield from map(Path, _FOLDERS)
    for folder in _EXTENSIONS:
        yield from sorted(Path(folder).glob("dict-*"))


def _found(locale: str, folders: Sequence[Path]) -> Iterator[Path]:
    """Yield the dictionaries of a locale: its own, or else those of its language’s countries."""
    seen = set[str]()
    for pattern in (locale, locale.replace("_", "-"), *_of_countries(locale)):
        for folder in folders:
            for path in sorted(folder.glob(f"{pattern}.dic")):
                # A link to another’s is no other one.
                name = str(path.resolve())
                if path.with_suffix(".aff").is_file() and name not in seen:
                    seen.add(name)
                    yield path
        if seen:
            return


def _of_countries(locale: str) -> tuple[str, ...]:
    """Return the patterns of what a language’s dictionaries are called that name a country."""
    language, _, rest = locale.partition("_")
    # What is written in another script is another dictionary’s.
    return () if len(rest) == 4 else (f"{language}_[A-Z][A-Z]", f"{language}-[A-Z][A-Z]", language)
