"""The values of `brief.toml`: what each may be, and what to write instead of what it may not."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from briefkit.brief.characters import hidden_characters
from briefkit.brief.contrast import TEXT_CONTRAST, contrast_with_white, darkened
from briefkit.brief.inline import parse_inline
from briefkit.brief.notes import citations_in, note_labels
from briefkit.brief.unset_signs import unset_markup
from briefkit.diagnostics import Location, Translatable, translatable
from briefkit.errors import SourceError, UsageError
from briefkit.languages import require_known, takes_brand_font

__all__ = [
    "AudienceName",
    "Colour",
    "FontName",
    "FontsByLanguage",
    "Format",
    "Locale",
    "Matching",
    "Number",
    "PictureFile",
    "Text",
    "Words",
    "by_kind",
    "emergency_number",
    "fault",
    "no_slip",
]


def fault(must: Translatable, hint: str = "", *, key: str = "") -> PydanticCustomError:
    """Return the error of a value: `must` completes the sentence that its key begins.

    `key` is that of the value where the error is a table's.
    """
    context = {"must": must, "hint": hint, "key": key}
    return PydanticCustomError("brief", "{must}", context)


@dataclass(frozen=True, slots=True)
class Matching:
    """A text of a pattern: `must` completes the sentence that its key begins."""

    pattern: str
    must: Translatable
    hint: str = ""

    def _check(self, value: str) -> str:
        if re.fullmatch(self.pattern, value) is None:
            raise fault(self.must, self.hint)
        return value

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}


def _text(value: str) -> str:
    if not value:
        raise fault(translatable("is empty"))
    if hidden := hidden_characters(value):
        raise fault(
            translatable(
                "has characters that hide or reorder it: %(hidden)s", hidden=", ".join(hidden)
            ),
            translatable("Type it again without them."),
        )
    return value


def _words(value: str) -> str:
    """Check words that print: inline Markdown without what leaflets don't set, or can't there."""
    try:
        nodes = parse_inline(value, Location(""))
    except SourceError as error:
        first = error.diagnostics[0]
        raise fault(translatable("can't be set: %(why)s", why=first.message), first.hint) from None
    if any(True for _ in citations_in(nodes)) or any(True for _ in note_labels(nodes)):
        raise fault(
            translatable("has a citation or a note, which stand in a text alone"),
            translatable("Take it out."),
        )
    for found in unset_markup(value, nodes):
        raise fault(
            translatable(
                "would print “%(signs)s” as it stands, %(what)s",
                signs=found.signs,
                what=found.what,
            ),
            found.remedy,
        )
    return value


def _locale(value: str) -> str:
    try:
        return require_known(value)
    except UsageError as error:
        first = error.diagnostics[0]
        raise fault(
            translatable("is no code of a language: %(code)s", code=value), first.hint
        ) from None


def _language_with_font(value: str) -> str:
    if value != "default" and not takes_brand_font(_locale(value)):
        raise fault(
            translatable("is for a script that is set in briefkit's own font"),
            translatable(
                "Take the line out. Latin, Greek and Cyrillic letters can have another font."
            ),
        )
    return value


def _colour(value: str) -> str:
    # Greys are made of the same luminance, so the contrast is the same in them.
    if (ratio := contrast_with_white(value)) < TEXT_CONTRAST:
        raise fault(
            translatable(
                "has a contrast of %(ratio)s:1 with white, and text in it needs %(needed)s:1 "
                "(%(rule)s)",
                ratio=f"{ratio:.1f}",
                needed=f"{TEXT_CONTRAST:g}",
                rule="WCAG 2.2, 1.4.3",
            ),
            translatable(
                "Take a darker one, such as “%(colour)s”.", colour=darkened(value, TEXT_CONTRAST)
            ),
        )
    return value.upper()


Text = Annotated[str, AfterValidator(_text)]
Words = Annotated[str, AfterValidator(_text), AfterValidator(_words)]
Locale = Annotated[str, AfterValidator(_locale)]
Colour = Annotated[
    str,
    Matching(
        "#[0-9A-Fa-f]{6}", translatable("must be a colour such as “%(example)s”", example="#7A1F3D")
    ),
    AfterValidator(_colour),
]
Number = Annotated[
    str,
    Matching(
        r"\+?[0-9](?:[0-9 ]{0,14}[0-9])?",
        translatable("must be a number to call, such as “%(example)s”", example="112"),
    ),
]
PictureFile = Annotated[
    str,
    Matching(
        r"(?:[^/\\.][^/\\]*/)*[^/\\.][^/\\]*\.(?:svg|png|jpe?g|SVG|PNG|JPE?G)",
        translatable(
            "must be a picture in the brief's folder, such as “%(example)s”: SVG, PNG or JPEG",
            example="img/clinic.svg",
        ),
    ),
]
FontName = Annotated[
    str,
    Matching(
        r"[A-Za-z0-9][A-Za-z0-9 _-]{0,60}",
        translatable(
            "must be a package such as “%(example)s”, or a family that the project's folder "
            "fonts/ has files of",
            example="fontpkg-nunito",
        ),
    ),
]
AudienceName = Annotated[
    str,
    Matching(
        r"(?!(?:con|prn|aux|nul)$)[a-z][a-z0-9-]{0,29}",
        translatable(
            "is no name for an audience: it stands in file names, and has small letters "
            "(%(letters)s), digits and hyphens",
            letters="a–z",
        ),
        translatable("What people read is its label."),
    ),
]
FontsByLanguage = Annotated[
    dict[Annotated[str, AfterValidator(_language_with_font)], FontName], Field(min_length=1)
]
Format = Literal[
    "a4", "a5-booklet", "dl-trifold", "large-print", "pocket", "poster", "tear-off", "share"
]


def by_kind(*kinds: tuple[type, str], must: Translatable) -> Discriminator:
    """Return what chooses the form of a value by its type; “true” has none."""

    def tag(value: object) -> str | None:
        found = (name for kind, name in kinds if isinstance(value, kind) and value is not True)
        return next(found, None)

    return Discriminator(tag, "brief", "{must}", {"must": must, "hint": "", "key": ""})


def no_slip(number: str) -> str:
    """Return a number to call. Raises what pydantic reports for a slip in dialling 112."""
    # Decision 2007/116/EC, article 3(c): neither assigned nor used, lest it be dialled for 112.
    if number.replace(" ", "") == "116112":
        raise fault(
            translatable("is 116112, which no service will ever have"),
            translatable("Did you mean %(meant)s?", meant="112"),
        )
    return number


def emergency_number(value: str) -> str:
    """Return 112. Raises what pydantic reports for a number without words of its own."""
    no_slip(value)
    if value != "112":
        raise fault(
            translatable("is a number that leaflets have no words for"),
            translatable(
                "Write %(example)s, with what it is and where it works.",
                example=f'{{ number = "{value}", text = "…" }}',
            ),
        )
    return value
