"""What a brief's `brief.toml` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from briefkit.model.pictures import Picture

__all__ = [
    "FORMATS_OF_LEVELS",
    "Audience",
    "Brand",
    "Fit",
    "Funder",
    "Level",
    "Logo",
    "NotesAt",
    "Place",
    "Position",
    "Preset",
    "Settings",
    "Wording",
]

C = TypeVar("C")
D = TypeVar("D")


class Level(StrEnum):
    """How a text is written and set: what an audience's defaults follow."""

    EASY = "easy"
    PLAIN = "plain"
    PROFESSIONAL = "professional"


FORMATS_OF_LEVELS: Mapping[Level, tuple[str, ...]] = {
    Level.EASY: ("a4", "a5-booklet", "large-print", "share"),
    Level.PLAIN: (
        "a4",
        "a5-booklet",
        "dl-trifold",
        "large-print",
        "pocket",
        "poster",
        "tear-off",
        "share",
    ),
    Level.PROFESSIONAL: ("a4", "a5-booklet", "large-print"),
}
"""The formats that an audience has which names none."""


class NotesAt(StrEnum):
    """Where notes stand: at the foot of their page, or together at the end."""

    FOOT = "foot"
    END = "end"


class Preset(StrEnum):
    """Whose notice a leaflet carries, in whose words."""

    ISFP = "isfp"
    EU = "eu-2021-2027"
    OWN = "own"


class Position(StrEnum):
    """Where the funder's notice stands in a leaflet's text."""

    START = "start"
    END = "end"
    BOTH = "both"


class Place(StrEnum):
    """Where a logo stands: above the text, after it, or in the bar of partners at the end."""

    HEAD = "head"
    FOOT = "foot"
    PARTNERS = "partners"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The limits of copyfitting: sizes in pt, leading as a multiple of the size.

    Where pages come by more than one (`pages_step`), the text takes no more sheets than it must;
    where it is `sparing`, no more pages than at its smallest size. `full_pages` says that no page's
    foot is to be empty, where another size does without. `pages_for_help` of the most pages are
    taken only by a text that fits on no fewer: by its contacts. A text that leaves pages empty at
    its largest size may grow on to `size_grown`, where it takes no more of them.
    `set_by` names what sets the number of pages.
    """

    size_max: float
    size_min: float
    leading_max: float
    leading_min: float
    pages_min: int
    pages_max: int
    pages_step: int = 1
    pages_for_help: int = 0
    sparing: bool = False
    full_pages: bool = False
    size_grown: float = 0
    set_by: str = "brief.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom a text is for: its file is `name`.md.

    `languages` are the locales that it is made in; all that its brief has where there are none.
    `letter` stands for it in edition codes, and is no other audience's of the brief. `emergency` is
    the number that leaflets show, and empty where they show none; `stamp` whether they have space
    for the stamp of an office where there are no contacts; `discreet` whether they may be asked for
    in a form that hides their subject.
    """

    name: str
    letter: str
    level: Level
    formats: tuple[str, ...]
    fit: Fit
    emergency: str
    stamp: bool
    discreet: bool
    notes: NotesAt
    languages: tuple[str, ...] = ()

    def is_made_in(self, locale: str) -> bool:
        """Whether it is made in a locale, where its brief is."""
        return not self.languages or locale in self.languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture of the brief's folder: `file` is its path there, `width` its printed one in mm.

    `picture` is what the file holds, once it has been read.
    """

    file: str
    width: float
    place: Place = Place.HEAD
    picture: Picture | None = None

    @property
    def height(self) -> float:
        """Its printed height, in mm."""
        picture = self.picture
        return self.width * picture.height_px / picture.width_px if picture else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How whoever publishes looks: `colour` is “#RRGGBB”, and empty where the theme's holds.

    `fonts` are by locale, “default” for all others: a package “fontpkg-…”, or a family of which
    the project's folder `fonts/` has files.
    """

    colour: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Funder:
    """Who paid, and what leaflets must say of it.

    `project` and `programme` are short names, `grant` the number of a grant agreement: each may be
    empty but in the preset `isfp`. `logo` is that of a notice in words of one's own.
    """

    preset: Preset
    position: Position = Position.END
    project: str = ""
    programme: str = ""
    grant: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `brief.toml` says, but for the words that are translated (they stand in `Wording`).

    `languages` are the locales that the brief has; all that have a catalog where there are none.
    `audiences` are by their names, in the order of the file. `code_qr` tells whether each sheet has
    its edition code as a QR code too.
    """

    code: str
    source_locale: str
    languages: tuple[str, ...]
    audiences: Mapping[str, Audience]
    funder: Funder | None
    brand: Brand
    # No word changes with it: edition codes are made of what is shown of a brief.
    code_qr: bool = field(default=False, repr=False)

    @property
    def project(self) -> str:
        """The project's short name; templates of earlier projects ask for it."""
        return self.funder.project if self.funder else ""

    @property
    def programme(self) -> str:
        """The programme's short name, likewise."""
        return self.funder.programme if self.funder else ""

    @property
    def grant(self) -> str:
        """The number of the grant agreement, likewise."""
        return self.funder.grant if self.funder else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Generic[C]):
    """The words of `brief.toml` that print, for one audience; None where leaflets have their own.

    `emergency` stands beside the emergency number, `authority` is the one that grants the money,
    `notice` the funder's in words of the brief's own, `funder_logo` and `logos` describe pictures.
    """

    project: C | None = None
    programme: C | None = None
    authority: C | None = None
    notice: C | None = None
    funder_logo: C | None = None
    label: C | None = None
    emergency: C | None = None
    logos: tuple[C, ...] = ()

    def segments(self) -> Iterator[C]:
        """Yield every content, in the order in which `map` meets it."""
        for name in _WORDS:
            if (content := getattr(self, name)) is not None:
                yield content
        yield from self.logos

    def map(self, function: Callable[[C], D]) -> Wording[D]:
        """Return the words with `function` applied to every content."""
        mapped = {
            name: function(content)
            for name in _WORDS
            if (content := getattr(self, name)) is not None
        }
        return Wording(**mapped, logos=tuple(map(function, self.logos)))


_WORDS = ("project", "programme", "authority", "notice", "funder_logo", "label", "emergency")
