"""The pictures of a document get files of their own."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from itertools import count

from briefkit.brief import read_picture
from briefkit.diagnostics import translatable
from briefkit.errors import SourceError
from briefkit.importing.inlines import Image, Tell

__all__ = ["PictureFiles"]

_ENDINGS = {"png": "png", "jpeg": "jpg", "svg": "svg"}


class PictureFiles:
    """The files of the pictures that a document's text shows; `files` are those to be written.

    `present` gives what a file of the brief's folder holds, or None where there is none: a picture
    that is there has its file, and another gets a name that no other has.
    """

    def __init__(
        self, parts: Mapping[str, bytes], stem: str, present: Callable[[str], bytes | None]
    ) -> None:
        self.files: dict[str, bytes] = {}
        self._parts = parts
        self._stem = _plain(stem)
        self._present = present

    def take(self, image: Image, tell: Tell) -> str:
        """Return the name of a picture's file, or "" where it can't be used, which is told."""
        name = image.part.removeprefix("./")
        data = self._parts.get(f"word/{name}") or self._parts.get(name.removeprefix("/"))
        shows = f" (“{image.alternative}”)" if image.alternative else ""
        if not data:
            tell(
                translatable(
                    "A picture is not in the document itself, and is not taken over: “%(shows)s”.",
                    shows=image.alternative,
                )
                if shows
                else translatable(
                    "A picture is not in the document itself, and is not taken over."
                ),
                translatable("Put it in: %(example)s.", example="![…](img/….png)"),
            )
            return ""
        try:
            picture = read_picture(data, name)
        except SourceError as error:
            tell(
                translatable(
                    "The picture %(name)s is not taken over. %(message)s",
                    name=f"{name}{shows}",
                    message=error.diagnostics[0].message,
                ),
                error.diagnostics[0].hint,
            )
            return ""
        return self._named(data, _ENDINGS[picture.kind])

    def _named(self, data: bytes, ending: str) -> str:
        for number in count(1):
            name = f"img/{self._stem}-{number}.{ending}"
            there = self.files.get(name, self._present(name))
            if there is None:
                self.files[name] = data
            if there is None or there == data:
                return name
        raise AssertionError("there are enough numbers")


def _plain(stem: str) -> str:
    """Return a document's name in letters that every file system and address has."""
    letters = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:40] or "picture"
