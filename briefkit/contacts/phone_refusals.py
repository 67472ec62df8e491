"""Why a phone number is refused, and what parts numbers and their digits."""

import re

from briefkit.contacts.refusals import Refused, shown
from briefkit.diagnostics import Translatable, named, translatable

__all__ = [
    "BETWEEN",
    "NUMBER",
    "invalid_number",
    "not_a_number",
    "premium_number",
    "short_number_in_full",
    "slip",
]

NUMBER = re.compile(r"\+?[0-9 ()/.\u2010-\u2013-]{2,30}")
# Between two numbers in one cell.
BETWEEN = re.compile(r"[/,;|]|\s(?:or|and|или|и|oder|und|ou|et|y|o|e|ή|και)\s", re.IGNORECASE)


def not_a_number(phone: str, extension: str | None) -> Refused:
    """Return why what was written is no number; `extension` is the one that it has."""
    fault = translatable("has a phone number that is not one: %(phone)s", phone=shown(phone))
    if extension:
        return Refused(
            translatable(
                "%(fault)s (it has the extension %(extension)s)", fault=fault, extension=extension
            ),
            translatable(
                "A telephone cannot be told to dial an extension in print: give a number that "
                "reaches the service, and write the extension to the hours."
            ),
        )
    if re.fullmatch(r"\+?[0-9]+([.,][0-9]+)?E\+?[0-9]+", phone, re.IGNORECASE):
        return Refused(
            translatable("%(fault)s (a spreadsheet has rounded it)", fault=fault),
            translatable("Give the column the format “text”, and type the number again."),
        )
    if letters := re.findall(r"[^\W\d_]+", phone):
        return Refused(
            translatable(
                "%(fault)s (it has letters: %(letters)s)", fault=fault, letters=" ".join(letters)
            ),
            translatable(
                "Give the digits alone; what else is to be said fits the name or the hours."
            ),
        )
    strange = dict.fromkeys(c for c in phone if not NUMBER.fullmatch(f"{c}00"))
    if strange:
        what = ", ".join(named(c, "CONTROL") for c in strange)
        return Refused(
            translatable("%(fault)s (it has %(what)s)", fault=fault, what=what),
            translatable("Type it anew: digits from 0 to 9, spaces and hyphens."),
        )
    return Refused(fault)


def slip(phone: str, country: str, dialled: str) -> Refused:
    """Return why a short number is refused that is not known, or was dialled otherwise."""
    return Refused(
        (
            translatable(
                "has a short number that is not known there (%(country)s): %(phone)s",
                country=country,
                phone=phone,
            )
            if not dialled
            else translatable(
                "has a short number that was not dialled as it is written (%(country)s): %(phone)s",
                country=country,
                phone=phone,
            )
        ),
        (
            translatable(
                "If it was dialled and the service answered, write it once more: dialled = "
                "%(phone)s",
                phone=phone,
            )
            if not dialled
            else translatable(
                "It was dialled as %(dialled)s: one of the two is wrong.", dialled=dialled
            )
        ),
    )


def premium_number(phone: str) -> Refused:
    """Return why a number is refused that costs more than a call."""
    return Refused(
        translatable("has a premium-rate number without what a call costs: %(phone)s", phone=phone),
        translatable("Find out what a call costs and write it as cost, or give another number."),
    )


def short_number_in_full(phone: str, country: str) -> Refused:
    """Return why a short number is refused that is written with what it is dialled without."""
    return Refused(
        translatable(
            "has a short number with a country’s code, which cannot be dialled: %(phone)s",
            phone=phone,
        )
        if phone.startswith("+")
        else translatable(
            "has a short number that is dialled without what stands before it: %(phone)s",
            phone=phone,
        ),
        translatable(
            "Write the short number alone, and set country = %(country)s.", country=country
        ),
    )


def invalid_number(phone: str, country: str, why: Translatable) -> Refused:
    """Return why a number is refused that can't be of a country: it “is too long”."""
    parted = BETWEEN.search(phone)
    hint = (
        translatable(
            "If “%(sign)s” parts two numbers, give the one to call first alone.",
            sign=parted[0].strip(),
        )
        if parted
        else ""
    )
    return Refused(
        translatable(
            "has a phone number that %(why)s (%(country)s): %(phone)s",
            why=why,
            country=country,
            phone=phone,
        ),
        hint,
    )
