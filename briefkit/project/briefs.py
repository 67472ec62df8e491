"""Briefs as they stand in their folders: settings, texts and references."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.brief import (
    ParsedSettings,
    Reference,
    brief_messages,
    citation_faults,
    parse_brief,
    parse_references,
    parse_settings,
    required_notice_faults,
    unprinted_fields,
)
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import SourceError, UsageError
from briefkit.model import Brief, Message, Segment
from briefkit.project.brand_files import Fonts, read_brand_files
from briefkit.project.brief_names import folded_name, require_usable_name
from briefkit.project.files import read_text
from briefkit.project.picture_files import PictureFolder
from briefkit.project.themes import theme_faults

__all__ = ["LoadedBrief", "code_of", "list_briefs", "read_brief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedBrief:
    """A brief's texts by audience, the works that they cite, and its brand's fonts.

    `warnings` tell what of these works is not printed, and of an earlier form of the settings.
    """

    name: str
    texts: Mapping[str, Brief[Segment]]
    references: Mapping[str, Reference]
    fonts: Fonts
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def source_locale(self) -> str:
        """The locale that it is written in."""
        return next(iter(self.texts.values())).settings.source_locale

    @property
    def messages(self) -> tuple[Message, ...]:
        """What translators are asked for in its domain."""
        return brief_messages(self.texts.values())


def list_briefs(folder: Path) -> tuple[str, ...]:
    """Return the names of the briefs in a folder, sorted."""
    return tuple(sorted(path.parent.name for path in folder.glob("*/brief.toml")))


def read_brief(
    name: str, briefs: Path, known: tuple[str, ...], fonts: Path, templates: Path
) -> LoadedBrief:
    """Read a brief from the folder of briefs; `known` are their names.

    `fonts` is the folder of fonts' files, and `templates` that of the templates of all briefs.

    Raises SourceError where it needs work, and UsageError for a name that is not known.
    """
    if name not in known:
        raise UsageError(_unknown(name, briefs, known))
    require_usable_name(name, known)
    folder, place = briefs / name, f"briefs/{name}"
    named = parse_settings(read_text(folder / "brief.toml", place), f"{place}/brief.toml")
    _require_own_code(name, named.settings.code, briefs, known)
    brand = read_brand_files(named, folder, fonts)
    named = replace(named, settings=brand.settings)
    faults = [*brand.faults, *theme_faults(templates, folder)]
    references: Mapping[str, Reference] = {}
    warnings: tuple[Diagnostic, ...] = ()
    try:
        references, warnings = _read_references(folder / "references.json", place)
    except SourceError as error:
        faults += error.diagnostics
    pictures = PictureFolder(folder, place)
    texts = _read_texts(name, named, pictures, faults)
    faults += pictures.faults
    pictures.tell_unused(named.settings)
    titles = [text.title.text for text in texts.values()]
    faults += required_notice_faults(name, titles, named)
    faults = faults or list(citation_faults(texts.values(), references))
    if faults:
        raise SourceError(*faults)
    return LoadedBrief(
        name=name,
        texts=texts,
        references=references,
        fonts=brand.fonts,
        warnings=(*named.warnings, *brand.warnings, *pictures.warnings, *warnings),
    )


def _unknown(name: str, briefs: Path, known: tuple[str, ...]) -> Diagnostic:
    meant = next((other for other in known if folded_name(other) == folded_name(name)), "")
    return Diagnostic(
        check="brief",
        message=translatable(
            "There is no brief “%(name)s” in %(briefs)s.", name=name, briefs=briefs
        ),
        hint=translatable("Did you mean %(meant)s?", meant=meant)
        if meant
        else translatable("Choose one of: %(names)s.", names=", ".join(known) or "none yet"),
    )


def _read_texts(
    name: str, settings: ParsedSettings, pictures: PictureFolder, faults: list[Diagnostic]
) -> dict[str, Brief[Segment]]:
    """Return a brief's texts by audience; what is wrong with others is added to `faults`."""
    texts: dict[str, Brief[Segment]] = {}
    for audience in settings.settings.audiences:
        path = f"{pictures.place}/{audience}.md"
        try:
            text = read_text(pictures.folder / f"{audience}.md", pictures.place)
            texts[audience] = parse_brief(
                name=name,
                audience=audience,
                settings=settings,
                text=text,
                path=path,
                pictures=pictures.of(text, path),
            )
        except SourceError as error:
            faults += error.diagnostics
    return texts


def _require_own_code(name: str, code: str, briefs: Path, known: tuple[str, ...]) -> None:
    """Raise SourceError where another brief has the same code: no sheet could be traced."""
    same = [other for other in known if other != name and code_of(briefs / other) == code]
    if same:
        raise SourceError(
            Diagnostic(
                check="code",
                message=translatable(
                    "The code “%(code)s” is also that of %(folders)s.",
                    code=code,
                    folders=", ".join(f"briefs/{each}" for each in same),
                ),
                hint=translatable("Give one of them another: sheets are traced by it."),
                location=Location(f"briefs/{name}/brief.toml"),
            )
        )


def code_of(folder: Path) -> str:
    """Return the code of the brief in a folder, or "" where its settings can't be read.

    Reading it says why.
    """
    place = f"briefs/{folder.name}"
    try:
        text = read_text(folder / "brief.toml", place)
        return parse_settings(text, f"{place}/brief.toml").settings.code
    except SourceError:
        return ""


def _read_references(
    file: Path, place: str
) -> tuple[Mapping[str, Reference], tuple[Diagnostic, ...]]:
    if not file.exists():
        return {}, ()
    text, path = read_text(file, place), f"{place}/references.json"
    return parse_references(text, path), unprinted_fields(text, path)
