"""The form of `brief.toml`, from which it is checked, described and offered by editors.

With `settings_values` it is the only importer of pydantic: loaded where a brief is read.
"""

from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from briefkit.brief.settings_faults import FUNDER_HINT, FUNDER_MUST
from briefkit.brief.settings_values import (
    AudienceName,
    Colour,
    FontName,
    FontsByLanguage,
    Format,
    Locale,
    Matching,
    Number,
    PictureFile,
    Text,
    Words,
    by_kind,
    emergency_number,
    fault,
    no_slip,
)
from briefkit.diagnostics import translatable

__all__ = [
    "AudienceTable",
    "BriefTable",
    "EmergencyTable",
    "EuFunder",
    "FitTable",
    "IsfpFunder",
    "LogoTable",
    "OwnFunder",
    "PlacedLogoTable",
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class FitTable(_Table):
    """How far a text may be fitted to its pages: sizes in pt, leading as a multiple of the size."""

    pages: Annotated[int, Field(ge=1, le=200)] | None = Field(
        default=None,
        description="Exactly so many pages of A4; instead of `pages_min` and `pages_max`.",
    )
    pages_min: Annotated[int, Field(ge=1, le=200)] | None = Field(
        default=None, description="The fewest pages. Left out: 1."
    )
    pages_max: Annotated[int, Field(ge=1, le=200)] | None = Field(
        default=None,
        description="The most pages. Left out: 2 for plain texts, 4 for easy ones, 6 for "
        "professional ones.",
    )
    size_max: Annotated[float, Field(ge=4, le=72)] | None = Field(
        default=None,
        description="The largest text size. Left out: 14 for plain texts, 16 for easy ones, 10.5.",
    )
    size_min: Annotated[float, Field(ge=4, le=72)] | None = Field(
        default=None,
        description="The smallest. Left out: 12 for plain texts (clear print), 14 for easy ones, "
        "9.5.",
    )
    leading_max: Annotated[float, Field(ge=1, le=3)] | None = Field(
        default=None, description="The widest leading. Left out: 1.45, 1.5 for easy texts."
    )
    leading_min: Annotated[float, Field(ge=1, le=3)] | None = Field(
        default=None, description="The narrowest. Left out: 1.3, 1.5 for easy texts."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "FitTable":
        if self.pages and (self.pages_min or self.pages_max):
            raise fault(
                translatable("stands beside %(other)s", other="pages_min, pages_max"),
                translatable("Give one or the other."),
                key="pages",
            )
        return self


class EmergencyTable(_Table):
    """An emergency number, with the words beside it."""

    number: Annotated[Number, AfterValidator(no_slip)] = Field(
        description="The number to call.", examples=["15"]
    )
    text: Words = Field(
        description="What it is, who may call it, and where it works; translated.",
        examples=["The ambulance. It is free of charge, day and night."],
    )


class AudienceTable(_Table):
    """An audience. Its text is `NAME.md`; the name stands in file names, discreet ones too."""

    label: Words | None = Field(
        default=None,
        description="Whom the text is for, above its title; translated. Left out: “Information "
        "for everyone” for plain texts, “Easy to read” for easy ones, “Information for "
        "professionals” for others, in every language that briefkit has.",
        examples=["For patients"],
    )
    letter: (
        Annotated[str, Matching("[A-Z0-9]", translatable("must be one capital letter or digit"))]
        | None
    ) = Field(
        default=None,
        description="Stands for the audience in edition codes. Left out: the first letter of "
        "its name. Two audiences can't share one.",
        examples=["P"],
    )
    level: Literal["easy", "plain", "professional"] = Field(
        description="How the text is written and set: what is left out below follows it. "
        "`easy` is set a sentence a line, and its source is checked by the rules for "
        "[texts that are easy to read](easy-to-read.md).",
    )
    languages: Annotated[tuple[Locale, ...], Field(min_length=1, strict=False)] | None = Field(
        default=None,
        description="The languages that it is made in, of those of the brief: translators into "
        "others are not asked for it. Left out: all that the brief is made in.",
        examples=[["en", "de"]],
    )
    formats: Annotated[tuple[Format, ...], Field(min_length=1, strict=False)] | None = Field(
        default=None,
        description="The ways to print it. Left out: all for plain texts (`pocket` and "
        "`tear-off` with an emergency number alone); `a4`, `a5-booklet` and `large-print` for "
        "others, and `share` for easy ones.",
        examples=[["a4", "dl-trifold"]],
    )
    emergency: Annotated[
        Annotated[Literal[False], Tag("<none>")]
        | Annotated[Number, AfterValidator(emergency_number), Tag("<number>")]
        | Annotated[EmergencyTable, Tag("<table>")],
        by_kind(
            (bool, "<none>"),
            (str, "<number>"),
            (dict, "<table>"),
            must=translatable(
                "must be one of: %(listed)s", listed='"112", { number = "…", text = "…" }, false'
            ),
        ),
    ] = Field(
        default="112",
        description="The emergency number of the help box: `false` for none. One other than 112 "
        "needs words of its own.",
        examples=["112", False, {"number": "15", "text": "The ambulance, day and night."}],
    )
    stamp: bool = Field(
        default=True,
        description="Whether a leaflet without contacts has space for the stamp or address of a "
        "local organisation.",
    )
    discreet: bool | None = Field(
        default=None,
        description="Whether it may be asked for in a form that hides its subject. "
        "Left out: all but professional texts may.",
    )
    notes: Literal["foot", "end"] = Field(
        default="end",
        description="Where the notes stand: at the foot of their page, or at the end. In large "
        "print they stand at the end.",
    )
    fit: FitTable = Field(
        default=FitTable(), description="`[audiences.NAME.fit]`: the limits of copyfitting."
    )


class LogoTable(_Table):
    """A logo, from the brief's folder."""

    file: PictureFile = Field(
        description="Its path in the brief's folder: SVG, PNG or JPEG, of 300 dpi as printed.",
        examples=["img/clinic.svg"],
    )
    alt: Words = Field(
        description="What it says, for those who don't see it; translated.",
        examples=["Clinic of the Old Town"],
    )
    width: Annotated[float, Field(ge=5, le=180)] = Field(
        default=30, description="Its width on paper, in mm."
    )


class PlacedLogoTable(LogoTable):
    """A logo of the brand."""

    place: Literal["head", "foot", "partners"] = Field(
        default="head",
        description="`head`: above the text; `foot`: after it; `partners`: side by side at the "
        "end, in the order of the list.",
    )


class BrandTable(_Table):
    """Colours, fonts and logos of whoever publishes: `[brand]`."""

    colour: Colour | None = Field(
        default=None,
        description="The colour of headings, lines and fields. It needs a contrast with white of "
        "4.5:1, and of 7:1 where an audience has large print. Left out: the theme's.",
        examples=["#7A1F3D"],
    )
    font: Annotated[
        Annotated[FontName, Tag("<name>")] | Annotated[FontsByLanguage, Tag("<table>")],
        by_kind(
            (str, "<name>"),
            (dict, "<table>"),
            must=translatable(
                "must be the name of a font, or names by language: %(example)s",
                example='{ default = "…", el = "…" }',
            ),
        ),
    ] = Field(
        default="",
        description="A package `fontpkg-…`, or a family that the project's folder `fonts/` has "
        "files of; or a table of them by language. A letter that it lacks is set in briefkit's "
        "own. Left out: briefkit's own.",
        examples=["fontpkg-nunito", {"default": "Nunito", "el": "fontpkg-lora"}],
    )
    logos: Annotated[tuple[PlacedLogoTable, ...], Field(strict=False, max_length=12)] = Field(
        default=(), description="Its logos, and those of partners."
    )


class IsfpFunder(_Table):
    """The Internal Security Fund – Police (2014–2020), with its notice."""

    preset: Literal["isfp"] = Field(description="Whose notice it is.")
    project: Text = Field(description="The project's short name.", examples=["A4"])
    project_name: Words = Field(description="Its name in full; translated.")
    programme: Text = Field(description="The programme's short name.", examples=["ISFP"])
    programme_name: Words = Field(
        description="Its name in full; translated.", examples=["Internal Security Fund – Police"]
    )
    grant: Text = Field(description="The number of the grant agreement.", examples=["101021832"])
    position: Literal["end", "both"] = Field(
        default="end",
        description="Where the notice stands: `end`, the last content of the last page, or `both`.",
    )


class EuFunder(_Table):
    """A programme of the EU, 2021–2027: emblem, “Funded by the European Union”, disclaimer."""

    preset: Literal["eu-2021-2027"] = Field(description="Whose notice it is.")
    authority: Words | None = Field(
        default=None,
        description="The granting authority, as the disclaimer names it; translated. Left out: the "
        "European Commission.",
        examples=["European Union Agency for Asylum"],
    )
    project: Text | None = Field(default=None, description="The project's short name.")
    project_name: Words | None = Field(default=None, description="Its name in full; translated.")
    grant: Text | None = Field(
        default=None, description="The number of the grant agreement.", examples=["101021832"]
    )
    position: Literal["start", "end", "both"] = Field(
        default="end", description="Where the notice stands."
    )


class OwnFunder(_Table):
    """Anyone else, with a notice in words of your own."""

    notice: Words = Field(
        description="What leaflets must say of who paid; translated.",
        examples=["Paid for by the town of Oldbridge."],
    )
    logo: LogoTable | None = Field(
        default=None, description="The funder's logo, beside the notice."
    )
    position: Literal["start", "end", "both"] = Field(
        default="end", description="Where the notice stands."
    )


def _funder(value: object) -> str | None:
    if isinstance(value, str):
        return "<none>"
    if not isinstance(value, dict):
        return None
    tags = {"isfp": "<isfp>", "eu-2021-2027": "<eu>", None: "<own>"}
    preset = value.get("preset")
    return tags.get(preset if isinstance(preset, str | None) else "")


class BriefTable(_Table):
    """The settings of a brief: its `brief.toml`."""

    code: Annotated[
        str, Matching("[A-Z0-9]{1,6}", translatable("must be one to six capital letters or digits"))
    ] = Field(
        description="Stands in the edition code in the foot of every sheet. Two briefs can't "
        "share one.",
        examples=["HW"],
    )
    source_locale: Locale = Field(
        description="The language that its texts are written in.", examples=["en", "pt_BR"]
    )
    code_qr: bool = Field(
        default=False,
        description="Whether each sheet has its edition code as a QR code of 12 mm too: "
        "`briefkit trace --list` reads it off a photograph.",
    )
    languages: Annotated[tuple[Locale, ...], Field(min_length=1, strict=False)] | None = Field(
        default=None,
        description="The languages that it is made in. Left out: all that have a catalog.",
        examples=[["en", "fr", "tr", "fa", "uk"]],
    )
    funder: Annotated[
        Annotated[Literal["none"], Tag("<none>")]
        | Annotated[IsfpFunder, Tag("<isfp>")]
        | Annotated[EuFunder, Tag("<eu>")]
        | Annotated[OwnFunder, Tag("<own>")],
        Discriminator(
            _funder, "brief", "{must}", {"must": FUNDER_MUST, "hint": FUNDER_HINT, "key": ""}
        ),
    ] = Field(
        description='Who paid, and what leaflets must say of it; `"none"` where nobody did whose '
        "notice is required.",
    )
    audiences: Annotated[dict[AudienceName, AudienceTable], Field(min_length=1)] = Field(
        description="Whom its texts are for, in the order in which they are offered."
    )
    brand: BrandTable = Field(
        default=BrandTable(), description="`[brand]`: how whoever publishes looks."
    )
