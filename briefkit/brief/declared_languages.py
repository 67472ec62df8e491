"""`languages.toml` becomes the languages that it declares, or all that is wrong with it is told."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefkit.brief.characters import hidden_characters
from briefkit.brief.settings_faults import Places
from briefkit.brief.toml import parse_toml
from briefkit.brief.toml_lines import toml_lines
from briefkit.diagnostics import Diagnostic, Location, Translatable, translatable
from briefkit.errors import SourceError
from briefkit.languages import (
    DeclaredLanguage,
    canonical_locale,
    direction,
    has_font_of,
    in_cldr,
    script_takes_brand_font,
    writing_of,
)

__all__ = ["font_fault", "parse_languages"]

_KEYS = ("name", "fallback", "direction", "script", "letters", "font")
_DIRECTIONS = ("ltr", "rtl")

# A language (ISO 639), a script and a territory, as locales are called.
_CODE = re.compile(r"[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?")

_HINT = translatable("%(page)s tells what belongs there.", page="docs/languages.md")


def parse_languages(text: str, path: str) -> tuple[DeclaredLanguage, ...]:
    """Read `languages.toml`. Raises SourceError, with the lines, for all that is wrong with it."""

    def fail(message: str, line: int) -> SourceError:
        place = Location(path, line)
        return SourceError(
            Diagnostic(check="languages", message=message, hint=_HINT, location=place)
        )

    data = parse_toml(text, fail)
    places = Places(path, toml_lines(text))
    faults = [fault for code in data for fault in _faults(code, data[code], places)]
    if faults:
        raise SourceError(*sorted(faults, key=lambda fault: fault.location or Location("")))
    return tuple(_language(code, table) for code, table in data.items())


def font_fault(text: str, path: str, code: str, problem: Translatable, hint: str) -> Diagnostic:
    """Return what is wrong with the font of a language that `languages.toml` declares."""
    return Places(path, toml_lines(text)).fault((code, "font"), problem, hint)


def _language(code: str, table: Mapping[str, str]) -> DeclaredLanguage:
    fallback = table["fallback"]
    return DeclaredLanguage(
        code=code,
        name=table["name"],
        fallback=fallback,
        direction=table.get("direction") or direction(fallback),
        script=_script(table),
        letters=table.get("letters", ""),
        font=table.get("font", ""),
    )


def _faults(code: str, table: Any, places: Places) -> Iterator[Diagnostic]:
    """Yield what is wrong with a language's table."""
    yield from (places.fault((code,), *problem) for problem in _code_problems(code))
    if not isinstance(table, dict):
        yield places.fault(
            (code,),
            translatable("must be a table"),
            translatable("Write %(example)s.", example=f'[{code}], name = "…"'),
        )
        return
    for key in table:
        if key not in _KEYS:
            yield places.fault(
                (code, key),
                translatable("is not a setting"),
                translatable("There is: %(names)s.", names=", ".join(_KEYS)),
            )
    for key in _KEYS:
        value = table.get(key)
        if value is None:
            if key in ("name", "fallback"):
                yield places.fault((code, key), translatable("is missing"), _WANTED[key])
        elif not isinstance(value, str) or not value.strip():
            must = translatable("must be text, between quotation marks")
            yield places.fault((code, key), must, _WANTED[key])
        elif hidden := hidden_characters(value):
            yield places.fault(
                (code, key),
                translatable(
                    "has characters that hide or reorder it: %(hidden)s", hidden=", ".join(hidden)
                ),
                translatable("Type it again without them."),
            )
        else:
            yield from (
                places.fault((code, key), *problem) for problem in _value_problems(key, value)
            )
    if "font" in table and not script_takes_brand_font(_script(table)):
        yield places.fault(
            (code, "font"),
            translatable("is for a script that is set in briefkit's own font"),
            translatable(
                "Take the line out. Latin, Greek and Cyrillic letters can have another font."
            ),
        )


def _script(table: Mapping[str, Any]) -> str:
    """Return the code of the script that a language is written in; Latin where that is at fault."""
    fallback = str(table.get("fallback"))
    return str(table.get("script") or (writing_of(fallback) if in_cldr(fallback) else "Latn"))


_WANTED = {
    "name": translatable("Give its name in itself: %(example)s.", example='name = "romani čhib"'),
    "fallback": translatable(
        "Give the locale whose dates, plurals, quotation marks and order it shall have: "
        "%(example)s.",
        example='fallback = "ro"',
    ),
    "direction": translatable(
        "Write %(ltr)s, or %(rtl)s for right to left.", ltr='"ltr"', rtl='"rtl"'
    ),
    "script": translatable(
        "Give its code (ISO 15924): %(examples)s.", examples='"Latn", "Cyrl", "Arab"'
    ),
    "letters": translatable(
        "Give the letters of its alphabet: %(example)s.", example='letters = "a ă b c č"'
    ),
    "font": translatable(
        "Name a package, or a family that the folder fonts/ has: %(example)s.",
        example='font = "fontpkg-nunito"',
    ),
}


def _code_problems(code: str) -> Iterator[tuple[Translatable, Translatable]]:
    """Yield what is wrong with the code of a language, to complete a sentence, and what to do."""
    if in_cldr(code):
        yield (
            translatable("is known to the Unicode CLDR: it is not declared"),
            translatable(
                "Take the table out: the language works as it is. Start it with “%(command)s”.",
                command=f"briefkit init-locale {code}",
            ),
        )
    elif (meant := canonical_locale(code)) and in_cldr(meant):
        yield (
            translatable("is known to the Unicode CLDR: it is not declared"),
            translatable("Use %(same)s.", same=meant),
        )
    elif _CODE.fullmatch(code) is None:
        yield (
            translatable("is no code of a language"),
            translatable(
                "Write it in small letters as in ISO 639, such as “%(code)s”; with a script, "
                "“%(other)s”.",
                code="rmy",
                other="rmy_Cyrl",
            ),
        )


def _value_problems(key: str, value: str) -> Iterator[tuple[Translatable, Translatable]]:
    """Yield what is wrong with a text, to complete a sentence, and what to do."""
    if key == "fallback" and not in_cldr(value):
        meant = canonical_locale(value)
        yield (
            translatable("is no code of a language: %(code)s", code=value),
            translatable("Did you mean %(meant)s?", meant=meant) if meant else _WANTED[key],
        )
    elif key == "direction" and value not in _DIRECTIONS:
        yield translatable("can't be “%(value)s”", value=value), _WANTED[key]
    elif key == "script" and not has_font_of(value):
        yield (
            translatable("is “%(value)s”, a script that briefkit names no font for", value=value),
            _WANTED[key],
        )
