"""The words of the settings that print, with what translators are told of each."""

from typing import TYPE_CHECKING

from briefkit.brief.settings_faults import Places
from briefkit.diagnostics import listed, translatable
from briefkit.model import Segment, Wording

if TYPE_CHECKING:
    from briefkit.brief.settings_model import BriefTable

__all__ = ["words_of"]

# What translators are told of the words of the settings, which stand in every leaflet.
_COMMENTS = {
    "project": translatable("name of the project in full, in the footer of every leaflet"),
    "programme": translatable("official name of the EU programme that funds the project"),
    "authority": translatable(
        "the authority that granted the money, as it stands after ‘those of the European Union "
        "or’: in the form, and with the article, that your language asks for there"
    ),
    "notice": translatable("LEGAL NOTICE that every leaflet must carry, whole: who paid"),
    "funder_logo": translatable("what the logo of who paid says, for those who don’t see it"),
    "label": translatable("label above the title of the text: whom it is for"),
    "logo": translatable("what a logo says, for those who don’t see it"),
}


def _comment(kind: str, audience: str, number: str) -> str:
    """Return what translators are told of words of the settings; `number` is one to call."""
    if kind == "emergency":
        return translatable(
            "in the help box, beside the number %(number)s to call in an emergency", number=number
        )
    return listed((_COMMENTS[kind], audience)) if kind == "label" else _COMMENTS[kind]


def words_of(table: "BriefTable", name: str, places: Places) -> Wording[Segment]:
    """Return the words of the settings that print in an audience's leaflets."""
    funder, audience = table.funder, table.audiences[name]

    def segment(text: str | None, kind: str, *path: str | int) -> Segment | None:
        if text is None:
            return None
        number = getattr(audience.emergency, "number", "")
        comment = _comment(kind, name, number)
        return Segment(text=text, location=places.location(path), comment=comment)

    logo = getattr(funder, "logo", None)
    logos = (
        segment(own.alt, "logo", "brand", "logos", number, "alt")
        for number, own in enumerate(table.brand.logos)
    )
    return Wording(
        project=segment(getattr(funder, "project_name", None), "project", "funder", "project_name"),
        programme=segment(
            getattr(funder, "programme_name", None), "programme", "funder", "programme_name"
        ),
        authority=segment(getattr(funder, "authority", None), "authority", "funder", "authority"),
        notice=segment(getattr(funder, "notice", None), "notice", "funder", "notice"),
        funder_logo=segment(logo.alt if logo else None, "funder_logo", "funder", "logo", "alt"),
        label=segment(audience.label, "label", "audiences", name, "label"),
        emergency=segment(
            getattr(audience.emergency, "text", None),
            "emergency",
            "audiences",
            name,
            "emergency",
            "text",
        ),
        logos=tuple(logo for logo in logos if logo is not None),
    )
