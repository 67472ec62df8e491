"""The form for a contact: what its lists offer, what was sent, and what stays as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefkit.contacts import (
    CONTACT_FIELDS,
    Phone,
    Refused,
    countries,
    country_code,
    parted_languages,
    read_phone,
)
from briefkit.desk.forms import Form
from briefkit.errors import BriefkitError
from briefkit.languages import (
    country_list,
    endonyms,
    is_known,
    language_list,
    languages_meant,
    spoken_languages,
)

__all__ = ["FormLists", "ListedLanguage", "form_lists", "kept_wording", "read_number", "sent_cells"]


class ListedLanguage(NamedTuple):
    """A language to tick: what is sent for it, its name for the reader, and what finds it."""

    value: str
    name: str
    found_by: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class FormLists:
    """The countries with their codes, the one that is chosen, and the languages.

    What a cell has that is none stands there as it was written: it is not lost.
    """

    countries: tuple[tuple[str, str], ...]
    country: str
    languages: tuple[ListedLanguage, ...]


def form_lists(cells: Mapping[str, str], own: tuple[str, ...], reader: str) -> FormLists:
    """Return what the lists of a form with these cells offer a reader.

    `own` are the languages of the project's leaflets: those stand first.
    """
    listed = country_list(countries(), reader)
    country = _country(cells["country"])
    if country not in dict(listed) and country:
        listed = ((country, country), *listed)
    chosen = _languages(cells["languages"])
    spoken = tuple(dict.fromkeys((*own, *spoken_languages())))
    others = tuple(code for code in spoken if code not in own)
    strange = tuple((value, _name(value, reader)) for value in chosen if value not in spoken)
    names = (*strange, *language_list(own, reader), *language_list(others, reader))
    themselves = dict(endonyms(code for code, _ in names if is_known(code)))
    english = dict(language_list(spoken, "en"))
    languages = (
        ListedLanguage(
            value=code,
            name=name,
            found_by=" ".join((name, themselves.get(code, ""), english.get(code, ""), code)),
            ticked=code in chosen,
        )
        for code, name in names
    )
    # What is ticked is in sight.
    in_order = tuple(sorted(languages, key=lambda language: not language.ticked))
    return FormLists(countries=listed, country=country, languages=in_order)


def _name(value: str, reader: str) -> str:
    """Return the name of what a cell has, such as that of “pt_BR”; of what is none, itself."""
    return language_list((value,), reader)[0][1] if is_known(value) else value


def _country(cell: str) -> str:
    """Return the code of the country that a cell means, or the cell as it is."""
    try:
        return country_code(cell) if cell.strip() else ""
    except BriefkitError:
        return cell


def _languages(cell: str) -> tuple[str, ...]:
    """Return the codes of the languages that a cell lists, and as it is what is none."""
    meant = ((word, languages_meant(word)) for word in parted_languages(cell))
    return tuple(dict.fromkeys(codes[0] if len(codes) == 1 else word for word, codes in meant))


def sent_cells(form: Form) -> dict[str, str]:
    """Return what a form sends, each field as a cell: the languages that are ticked are listed."""
    sent = {name: values[0] for name, values in form.items()}
    return {**sent, "languages": ", ".join(filter(None, form.get("languages", [])))}


def kept_wording(sent: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Return what is sent, with the words of the file where they mean the same.

    A form lists codes; a spreadsheet may have names, and is left as it is.
    """
    cells = dict(sent)
    if known and set(_languages(sent["languages"])) == set(_languages(known["languages"])):
        cells["languages"] = known["languages"]
    if known and _country(sent.get("country", "")) == _country(known["country"]):
        cells["country"] = known["country"]
    return cells


def read_number(sent: Mapping[str, str]) -> Phone | None:
    """Return the telephone number of a form as it will be printed, or nothing where it is none."""
    cells = {name: " ".join(sent.get(name, "").split()) for name in CONTACT_FIELDS}
    try:
        country = country_code(cells["country"]) if cells["country"] else ""
        return read_phone(cells["phone"], country, cells["cost"], cells["dialled"])
    except (BriefkitError, Refused):
        return None
