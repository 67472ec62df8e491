"""The pictures in a brief's folder: found by name, and by language (“map.fr.svg” is the French)."""

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from briefkit.brief import picture_files, read_picture
from briefkit.diagnostics import Diagnostic, Location, Severity, Translatable, listed, translatable
from briefkit.errors import SourceError
from briefkit.languages import canonical_locale
from briefkit.model import Picture, Settings
from briefkit.project.brief_names import folded_name
from briefkit.project.files import read_bytes

__all__ = ["PictureFolder", "find_picture", "undrawn_parts"]

# The largest file of a picture, in bytes: a telephone's photograph has some 5 million.
_LIMIT = 20_000_000

_KINDS = ("svg", "png", "jpg", "jpeg")

_COPY = translatable("It is a link out of the brief's folder: copy the file itself there.")


def find_picture(folder: Path, name: str) -> tuple[Path | None, Translatable | None]:
    """Return the file that a brief means by a name, in its folder, or what to do about it.

    A name in another Unicode form (NFC, NFD) is the same. One in other letter case is not, for not
    every system finds it, nor is one that leads out of the folder.
    """
    found, written = folder, []
    for part in PurePosixPath(name).parts:
        entries = _entries(found)
        form = unicodedata.normalize("NFC", part)
        same = next((e for e in entries if unicodedata.normalize("NFC", e) == form), "")
        meant = same or next((e for e in entries if folded_name(e) == folded_name(part)), "")
        if not meant:
            return None, translatable(
                "Put the file there: %(path)s.",
                path=f"{folder.parent.name}/{folder.name}/{name}",
            )
        written.append(part if same else meant)
        found = found / (part if part in entries else meant)
    if "/".join(written) != str(PurePosixPath(name)):
        return None, translatable(
            "The letter case differs. Write %(path)s.", path="/".join(written)
        )
    if not found.is_file():
        return None, translatable("It is no file.")
    if not found.resolve().is_relative_to(folder.resolve()):
        return None, _COPY
    return found, None


def undrawn_parts(picture: Picture, place: str) -> Iterator[Diagnostic]:
    """Yield a warning of what a picture has that no leaflet shows."""
    if picture.undrawn:
        yield Diagnostic(
            check="pictures",
            message=translatable(
                "What this picture has is not all drawn: %(parts)s.", parts=listed(picture.undrawn)
            ),
            hint=translatable(
                "See how it prints (“%(command)s”); if something is missing, save it as PNG.",
                command="briefkit preview",
            ),
            severity=Severity.WARNING,
            location=Location(place),
        )


@dataclass(slots=True)
class PictureFolder:
    """The pictures of a brief: `folder` is where it stands, `place` how that is named to people.

    Each is read once. `faults` and `warnings` are what is found wrong with them.
    """

    folder: Path
    place: str
    faults: list[Diagnostic] = field(default_factory=list)
    warnings: list[Diagnostic] = field(default_factory=list)
    _read: dict[str, Mapping[str, Picture]] = field(default_factory=dict)
    _used: set[Path] = field(default_factory=set)
    _told: set[Path] = field(default_factory=set)

    def of(self, text: str, path: str) -> dict[str, Mapping[str, Picture]]:
        """Return the pictures that a text names, by their names and locales.

        `path` is how the text is named. What can't be used is in `faults`, with the text's line
        where it is not there; the text's parser tells of names that no picture can have.
        """
        found: dict[str, Mapping[str, Picture]] = {}
        for name, line in picture_files(text).items():
            if not _is_inside(name):
                continue
            if name not in self._read:
                file, hint = find_picture(self.folder, name)
                if file is None:
                    message = translatable("The picture is not there: %(name)s.", name=name)
                    self._tell(message, hint, Location(path, line))
                    continue
                self._read[name] = dict(self._versions(file))
            found[name] = self._read[name]
        return found

    def tell_unused(self, settings: Settings) -> None:
        """Add a warning for each picture of one language that no leaflet of the brief shows."""
        funder, languages = settings.funder, settings.languages
        logos = [*settings.brand.logos, *([funder.logo] if funder and funder.logo else [])]
        used = self._used | {self.folder / logo.file for logo in logos}
        for file in sorted(self.folder.rglob("*")):
            base, locale = _parted(file.name)
            made = not languages or any(
                each == locale or each.startswith(f"{locale}_") for each in languages
            )
            if not locale or file in self._told or (file in used and made):
                continue
            if file not in used:
                self._tell_unused(
                    translatable("This picture is not used: no text names %(name)s.", name=base),
                    translatable("Name that, or take this away."),
                    file,
                )
            else:
                self._tell_unused(
                    translatable(
                        "This picture is not used: the brief is not made in “%(locale)s”.",
                        locale=locale,
                    ),
                    translatable("Add that to its languages, or take this away."),
                    file,
                )

    def _versions(self, file: Path) -> Iterator[tuple[str, Picture]]:
        """Yield a picture for all languages, with “”, then those of single ones, with these."""
        yield from self._pictures("", file)
        stem, form = _form(file.stem), file.suffix.casefold()
        known: dict[str, str] = {}
        for name in _entries(file.parent):
            base, _, tag = _form(name.rpartition(".")[0]).rpartition(".")
            if base != stem or name.rpartition(".")[2].casefold() not in _KINDS:
                continue
            other, locale = file.parent / name, canonical_locale(tag)
            if not locale:
                self._tell_unused(
                    translatable(
                        "This picture is not used: “%(tag)s” is no code of a language.", tag=tag
                    ),
                    translatable("Name it by one, as in %(name)s.", name="map.fr.svg"),
                    other,
                )
            elif other.suffix.casefold() != form:
                self._tell_unused(
                    translatable(
                        "This picture is not used: it ends otherwise than %(name)s.", name=file.name
                    ),
                    translatable("Save it as %(name)s.", name=f"{file.stem}.{tag}{file.suffix}"),
                    other,
                )
            elif locale in known:
                self._tell(
                    translatable(
                        "%(name)s and %(other)s are of one language.",
                        name=known[locale],
                        other=name,
                    ),
                    translatable("Keep one of them."),
                    Location(self._named(other)),
                )
            else:
                known[locale] = name
                yield from self._pictures(locale, other)

    def _pictures(self, locale: str, file: Path) -> Iterator[tuple[str, Picture]]:
        """Yield a picture with its locale, or nothing where it can't be used."""
        place = self._named(file)
        self._used.add(file)
        try:
            if not file.resolve().is_relative_to(self.folder.resolve()):
                self._tell(translatable("The picture can't be used."), _COPY, Location(place))
                return
            picture = read_picture(read_bytes(file, place, _LIMIT, SourceError), place)
        except SourceError as error:
            self.faults += error.diagnostics
            return
        self.warnings += undrawn_parts(picture, place)
        yield locale, picture

    def _named(self, file: Path) -> str:
        return f"{self.place}/{file.relative_to(self.folder).as_posix()}"

    def _tell(self, message: Translatable, hint: Translatable | None, place: Location) -> None:
        self.faults.append(
            Diagnostic(check="pictures", message=message, hint=hint or "", location=place)
        )

    def _tell_unused(self, message: Translatable, hint: Translatable, file: Path) -> None:
        self._told.add(file)
        self.warnings.append(
            Diagnostic(
                check="pictures",
                message=message,
                hint=hint,
                severity=Severity.WARNING,
                location=Location(self._named(file)),
            )
        )


def _is_inside(name: str) -> bool:
    """Whether a name can be one of a file in the brief's folder."""
    outside = re.match(r"[A-Za-z][\w+.-]*:|/", name) or "\\" in name or "\0" in name
    return bool(name) and not outside and ".." not in PurePosixPath(name).parts


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _form(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _parted(name: str) -> tuple[str, str]:
    """Return a picture's name without its language, and that; "" where it names none."""
    stem, _, kind = name.rpartition(".")
    base, _, tag = stem.rpartition(".")
    known = kind.casefold() in _KINDS and base and canonical_locale(tag)
    return (f"{base}.{kind}", str(known)) if known else (name, "")
