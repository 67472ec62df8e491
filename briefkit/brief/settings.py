"""`brief.toml` becomes settings, or a refusal."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefkit.brief.contrast import (
    LARGE_PRINT_CONTRAST,
    TEXT_CONTRAST,
    contrast_with_white,
    darkened,
)
from briefkit.brief.earlier_settings import as_described, is_earlier
from briefkit.brief.look_alikes import look_alikes
from briefkit.brief.schema import settings_schema
from briefkit.brief.settings_faults import Places, model_faults
from briefkit.brief.settings_words import words_of
from briefkit.brief.toml import parse_toml
from briefkit.brief.toml_lines import Path, toml_lines
from briefkit.diagnostics import Diagnostic, Location, Severity, Translatable, translatable
from briefkit.errors import SourceError
from briefkit.model import (
    FORMATS_OF_LEVELS,
    Audience,
    Brand,
    Fit,
    Funder,
    Level,
    Logo,
    NotesAt,
    Place,
    Position,
    Preset,
    Segment,
    Settings,
    Wording,
)

if TYPE_CHECKING:
    from briefkit.brief.settings_model import AudienceTable, BriefTable

__all__ = ["ParsedSettings", "parse_settings"]

# The limits of copyfitting of each level, where a brief doesn't say others.
_FITS = {
    Level.EASY: Fit(
        size_max=16, size_min=14, leading_max=1.5, leading_min=1.5, pages_min=1, pages_max=4
    ),
    Level.PLAIN: Fit(
        size_max=14, size_min=12, leading_max=1.45, leading_min=1.3, pages_min=1, pages_max=2
    ),
    Level.PROFESSIONAL: Fit(
        size_max=10.5, size_min=9.5, leading_max=1.45, leading_min=1.3, pages_min=1, pages_max=6
    ),
}

# The formats that would say nothing without an emergency number.
_CALLING = {"pocket": "card", "tear-off": "strip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSettings:
    """What `brief.toml` says: the settings, and its words that print, by audience.

    `places` knows the lines, for what is found out later; `warnings` don't stop a build.
    """

    settings: Settings
    words: Mapping[str, Wording[Segment]]
    places: Places
    warnings: tuple[Diagnostic, ...] = ()

    def segments(self) -> Iterator[Segment]:
        """Yield all its words that print, in the order in which leaflets have them."""
        seen = set()
        for words in self.words.values():
            for segment in words.segments():
                if (segment.text, segment.location) not in seen:
                    seen.add((segment.text, segment.location))
                    yield segment


_UNREADABLE = translatable(
    "Mend the line: text stands in quotation marks, a list in brackets: %(example)s.",
    example='["en", "fr"]',
)
_CURLED = translatable(
    "Write straight quotation marks, as in %(example)s: a word processor makes curly ones.",
    example='"#7A1F3D"',
)


def _line(text: str, number: int) -> str:
    return dict(enumerate(text.split("\n"), start=1)).get(number, "")


def parse_settings(text: str, path: str) -> ParsedSettings:
    """Read `brief.toml`. Raises SourceError, with the lines, for all that is wrong with it."""

    def fail(message: str, line: int) -> SourceError:
        hint = _CURLED if re.search("[“”„]", _line(text, line)) else _UNREADABLE
        place = Location(path, line)
        return SourceError(Diagnostic(check="settings", message=message, hint=hint, location=place))

    data = parse_toml(text, fail)
    renamed: dict[Path, Path] = {}
    earlier = is_earlier(data)
    if earlier:
        data, renamed = as_described(data)
    places = Places(path, toml_lines(text), renamed)
    table, faults = _validated(data, places)
    faults += _faults_between(data, places)
    locale = data.get("source_locale")
    faults += look_alikes(text, path, locale if isinstance(locale, str) else "en")
    if faults or table is None:
        raise SourceError(*sorted(faults, key=lambda fault: fault.location or Location("")))
    return ParsedSettings(
        settings=_settings(table),
        words={name: words_of(table, name, places) for name in table.audiences},
        places=places,
        warnings=(_earlier_form(path),) if earlier else (),
    )


def _validated(
    data: Mapping[str, Any], places: Places
) -> tuple["BriefTable | None", list[Diagnostic]]:
    from pydantic import ValidationError

    from briefkit.brief.settings_model import BriefTable

    try:
        return BriefTable.model_validate(data), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, list(model_faults(found, places, settings_schema()))


def _earlier_form(path: str) -> Diagnostic:
    return Diagnostic(
        check="settings",
        message=translatable("This file has an earlier form, which is still read."),
        hint=translatable("Give “%(command)s” to have it rewritten.", command="briefkit upgrade"),
        severity=Severity.WARNING,
        location=Location(path, 1),
    )


# --- what only several values together show; some of them may be wrong themselves ---


def _faults_between(data: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    audiences = data.get("audiences")
    tables = {
        name: table
        for name, table in (audiences.items() if isinstance(audiences, dict) else ())
        if isinstance(table, dict) and table.get("level") in tuple(Level)
    }
    yield from _letter_faults(tables, places)
    for name, table in tables.items():
        fit = table.get("fit", {})
        yield from _fit_faults(fit if isinstance(fit, dict) else {}, table["level"], name, places)
        if table.get("emergency") is False:
            yield from _calling_faults(table.get("formats"), name, places)
        yield from _language_faults(data.get("languages"), table.get("languages"), name, places)
    yield from _large_print_faults(data, tables, places)


def _calling_faults(formats: object, name: str, places: Places) -> Iterator[Diagnostic]:
    for number, chosen in enumerate(formats if isinstance(formats, list) else ()):
        if chosen in _CALLING:
            yield places.fault(
                ("audiences", name, "formats", number),
                translatable(
                    "is %(format)s, which shows an emergency number, and emergency is false",
                    format=chosen,
                ),
                translatable("Take it out, or give the audience a number."),
            )


def _language_faults(all_: object, own: object, name: str, places: Places) -> Iterator[Diagnostic]:
    """Yield that an audience is made in a language that its brief doesn't have."""
    known = all_ if isinstance(all_, list) else None
    for number, locale in enumerate(own if isinstance(own, list) else ()):
        if known is not None and isinstance(locale, str) and locale not in known:
            yield places.fault(
                ("audiences", name, "languages", number),
                translatable("is %(locale)s, in which the brief is not made", locale=locale),
                translatable("Add it to the brief's own languages, or take it out here."),
            )


def _letter_faults(tables: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    owners: dict[str, str] = {}
    for name, table in tables.items():
        letter = str(table.get("letter", _usual_letter(name)))
        if letter in owners:
            yield places.fault(
                ("audiences", name, "letter"),
                translatable(
                    "is “%(letter)s”, as that of %(other)s: their edition codes would be alike",
                    letter=letter,
                    other=owners[letter],
                ),
                translatable(
                    "Give the audience that no sheet has been printed of yet another, one capital "
                    "letter or digit: %(example)s.",
                    example='letter = "X"',
                ),
            )
        owners.setdefault(letter, name)


def _usual_letter(name: str) -> str:
    """Return what stands for an audience in edition codes, unless it says another letter."""
    return name[:1].upper()


def _fit_faults(
    fit: Mapping[str, Any], level: str, name: str, places: Places
) -> Iterator[Diagnostic]:
    usual = _FITS[Level(level)]
    path = ("audiences", name, "fit")
    for small, large in (("size_min", "size_max"), ("leading_min", "leading_max")):
        low, high = fit.get(small, getattr(usual, small)), fit.get(large, getattr(usual, large))
        if _are_numbers(low, high) and low > high:
            key = small if small in fit else large
            yield places.fault((*path, key), _against(f"{small} = {low:g}, {large} = {high:g}"))
    fewest, most = fit.get("pages_min", 1), fit.get("pages_max", usual.pages_max)
    if "pages" not in fit and _are_numbers(fewest, most) and fewest > most:
        key = "pages_max" if "pages_max" in fit else "pages_min"
        yield places.fault((*path, key), _against(f"pages_min = {fewest}, pages_max = {most}"))


def _against(both: str) -> Translatable:
    return translatable("goes against the other limit: %(both)s", both=both)


def _are_numbers(*values: object) -> bool:
    return all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)


def _large_print_faults(
    data: Mapping[str, Any], tables: Mapping[str, Any], places: Places
) -> Iterator[Diagnostic]:
    """Yield that the brand's colour is too light for large print (WCAG 2.2, 1.4.6)."""
    brand = data.get("brand")
    colour = brand.get("colour") if isinstance(brand, dict) else None
    formats = [table.get("formats", ["large-print"]) for table in tables.values()]
    if not any("large-print" in names for names in formats if isinstance(names, list)):
        return
    try:
        ratio = contrast_with_white(str(colour))
    except ValueError:
        return
    if TEXT_CONTRAST <= ratio < LARGE_PRINT_CONTRAST:
        yield places.fault(
            ("brand", "colour"),
            translatable(
                "has a contrast of %(ratio)s:1 with white, and large print needs %(needed)s:1 "
                "(%(rule)s)",
                ratio=f"{ratio:.1f}",
                needed=f"{LARGE_PRINT_CONTRAST:g}",
                rule="WCAG 2.2, 1.4.6",
            ),
            translatable(
                "Take a darker one, such as “%(colour)s”, or leave large-print out of the "
                "audiences' formats.",
                colour=darkened(str(colour), LARGE_PRINT_CONTRAST),
            ),
        )


# --- what has been found sound ---


def _settings(table: "BriefTable") -> Settings:
    return Settings(
        code=table.code,
        code_qr=table.code_qr,
        source_locale=table.source_locale,
        languages=table.languages or (),
        audiences={name: _audience(name, own) for name, own in table.audiences.items()},
        funder=_funder(table),
        brand=_brand(table),
    )


def _audience(name: str, table: "AudienceTable") -> Audience:
    level = Level(table.level)
    usual, fit = _FITS[level], table.fit
    emergency = table.emergency
    if emergency is False:
        number = ""
    else:
        number = emergency if isinstance(emergency, str) else emergency.number
    possible = (f for f in FORMATS_OF_LEVELS[level] if number or f not in _CALLING)
    return Audience(
        name=name,
        languages=table.languages or (),
        letter=table.letter or _usual_letter(name),
        level=level,
        formats=tuple(dict.fromkeys(table.formats or possible)),
        fit=Fit(
            size_max=fit.size_max or usual.size_max,
            size_min=fit.size_min or usual.size_min,
            leading_max=fit.leading_max or usual.leading_max,
            leading_min=fit.leading_min or usual.leading_min,
            pages_min=fit.pages or fit.pages_min or usual.pages_min,
            pages_max=fit.pages or fit.pages_max or usual.pages_max,
        ),
        emergency=number,
        stamp=table.stamp,
        discreet=level is not Level.PROFESSIONAL if table.discreet is None else table.discreet,
        notes=NotesAt(table.notes),
    )


def _funder(table: "BriefTable") -> Funder | None:
    funder = table.funder
    if funder == "none":
        return None
    logo = getattr(funder, "logo", None)
    return Funder(
        preset=Preset(getattr(funder, "preset", "own")),
        position=Position(funder.position),
        project=getattr(funder, "project", None) or "",
        programme=getattr(funder, "programme", None) or "",
        grant=getattr(funder, "grant", None) or "",
        logo=Logo(file=logo.file, width=logo.width, place=Place.FOOT) if logo else None,
    )


def _brand(table: "BriefTable") -> Brand:
    brand = table.brand
    return Brand(
        colour=brand.colour or "",
        fonts=({"default": brand.font} if brand.font else {})
        if isinstance(brand.font, str)
        else brand.font,
        logos=tuple(
            Logo(file=logo.file, width=logo.width, place=Place(logo.place)) for logo in brand.logos
        ),
    )
