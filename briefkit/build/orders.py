"""What is asked of a build, and what becomes of each edition."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import PLAIN, Finish
from briefkit.model import Edition, Provenance
from briefkit.typeset import OutputProfile

__all__ = ["Built", "MadeFile", "Order", "State"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a process needs to make leaflets; it is sent from one to another.

    `site` is the address of the web site whose pages its leaflets' codes lead to, empty for none;
    `made` is the time of making: without it, no manifest is kept. `last_set` is the text size (pt)
    and the leading that the leaflet had when it was last made: they are tried first.
    """

    root: Path
    bundled: Path
    output: Path
    font_cache: Path
    contacts: tuple[Contact, ...] = ()
    allow_incomplete: bool = False
    site: str = ""
    finish: Finish = PLAIN
    profile: OutputProfile | None = None
    made: datetime | None = None
    last_set: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFile:
    """A file of a leaflet: to read, to print from (“sheet”), for the print shop (“press”), to send.

    To send are “text”, “words”, and pictures with their numbers (“card-1”, “square-1”).
    """

    path: Path
    kind: str
    pages: int
    size: int
    sha256: str


# Of what was refused.
_UNKNOWN = Provenance()


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What became of an edition: its files, or what is wrong. `path` is the one to read.

    `size` is in bytes, `text_size` in pt, `look` the stylesheet that it took to fit. One that is
    not `made` lay there already, and is as it would be made.
    """

    edition: Edition
    state: str
    path: Path | None = None
    provenance: Provenance = _UNKNOWN
    code: str = ""
    pages: int = 0
    size: int = 0
    text_size: float = 0.0
    leading: float = 0.0
    look: str = ""
    files: tuple[MadeFile, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    made: bool = True


class State:
    """The states that a leaflet can be in."""

    SOURCE = "source"
    REVIEWED = "reviewed"
    DRAFT = "draft"
    INCOMPLETE = "incomplete"
    REFUSED = "refused"
