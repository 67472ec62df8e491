"""One entry of a file becomes a contact, or is refused."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from briefkit.brief import hidden_characters
from briefkit.contacts.addresses import (
    in_one_line,
    require_email,
    require_source,
    require_street,
    require_web_address,
)
from briefkit.contacts.contact import SHELF_LIFE, Chat, Check, Contact
from briefkit.contacts.days import read_day
from briefkit.contacts.phones import Phone, iso_country, read_chat, read_phone
from briefkit.contacts.refusals import Refusals, Refused, shown
from briefkit.contacts.spoken import read_languages
from briefkit.diagnostics import Translatable, translatable

__all__ = ["CONTACT_FIELDS", "LISTS", "REQUIRED", "WAYS", "Reading", "read_contact"]

# How people write the two kinds.
_KINDS = {
    "help line": "help line",
    "helpline": "help line",
    "organisation": "organisation",
    "organization": "organisation",
}
REQUIRED = ("name", "kind", "source", "verified_by", "verified_on")
# How one is reached: of these, a contact has one at least.
WAYS = ("phone", "address", "email", "whatsapp", "signal", "messengers", "web")
_LABELS = {"verified_on": "date of verification (verified_on: 2026-01-31)"}
LISTS = ("messengers", "languages")
# All there are, in the order in which a form asks for them.
CONTACT_FIELDS = (
    "name", "kind", "phone", "dialled", "country", "region", "office", "address", "hours", "cost",
    "languages", "email", "whatsapp", "signal", "messengers", "web", "source", "verified_by",
    "verified_on",
)  # fmt: skip
_TEXTS = tuple(f for f in CONTACT_FIELDS if f not in (*LISTS, "verified_on"))
_UNSET: Mapping[str, str | tuple[str, ...]] = {f: () if f in LISTS else "" for f in CONTACT_FIELDS}
# What makes of some texts, which may be refused, what is wrong with them.
_REQUIREMENTS: Mapping[str, Callable[[str], None]] = {
    "source": require_source,
    "address": require_street,
    "email": require_email,
    "web": require_web_address,
}
# What stands before a number in the link that opens a chat, as the messengers’ own help has it
# (faq.whatsapp.com, “How to use click to chat”; Signal’s apps, “Share with friends”).
_CHATS = {
    "whatsapp": ("WhatsApp", "https://wa.me/"),
    "signal": ("Signal", "https://signal.me/#p/+"),
}

# What a spreadsheet leaves where it could not work out a cell, and what it would reckon, or run, on
# opening the file: +359 2 981 is a number, and @helper an account. No mark can keep it from that
# which would not be printed, so it is refused.
_FAILED_CELL = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|#+)"
    r"|=.+|[+@-].*[|!].*|[+@-]\s*\w*[^\W\d]\w*\s*\(.*"
)


class Reading(NamedTuple):
    """The contact that an entry makes, or why it must not be printed: all of it.

    `check` is when it was verified last, where that can be read.
    """

    contact: Contact | None
    refusals: tuple[Refused, ...] = ()
    check: Check | None = None


def read_contact(row: Mapping[str, object]) -> Reading:
    """Return the contact that an entry's settings make, or everything that is wrong with them."""
    refusals = Refusals()
    with refusals.about():
        if unknown := sorted(map(shown, set(row) - set(CONTACT_FIELDS))):
            raise Refused(
                translatable("has an unknown setting: %(unknown)s", unknown=", ".join(unknown))
            )
    settings = _given(row, refusals)
    texts = {key: settings.get(key, "") for key in _TEXTS}
    if texts["kind"]:
        with refusals.about("kind"):
            settings["kind"] = _kind(texts["kind"])
    for key, require in _REQUIREMENTS.items():
        if texts[key]:
            with refusals.about(key):
                require(texts[key])
    if settings.get("languages"):
        with refusals.about("languages"):
            settings["languages"] = read_languages(settings["languages"])
    country = ""
    if texts["country"]:
        with refusals.about("country"):
            country = iso_country(texts["country"])
    # Without its country, a number can be judged that has the country's code.
    judged = bool(country) or not texts["country"]
    if judged or texts["phone"].startswith("+"):
        with refusals.about("phone"):
            settings |= _phone(texts, country)._asdict()
            country = settings["country"]
    for key in _CHATS:
        if not texts[key]:
            settings[key] = None
        elif judged or texts[key].startswith("+"):
            with refusals.about(key):
                settings[key] = _chat(key, texts[key], country)
    check = None
    if settings.get("kind") in SHELF_LIFE and "verified_on" in settings:
        check = Check(settings["kind"], settings["verified_on"])
    if refusals.found:
        return Reading(None, tuple(refusals.found), check)
    del settings["dialled"]
    return Reading(Contact(**settings), check=check)


def _given(row: Mapping[str, object], refusals: Refusals) -> dict[str, Any]:
    """Return what an entry has of each field, but for those that it lacks or that are refused."""
    missing = _missing(row, refusals)
    # What is not set refuses nothing, and a file may have a million rows of one cell.
    settings: dict[str, Any] = dict(_UNSET)
    for key in missing:
        del settings[key]
    for key in (field for field in CONTACT_FIELDS if field in row and field not in missing):
        del settings[key]
        with refusals.about(key):
            settings[key] = _setting(row, key)
    return settings


def _missing(row: Mapping[str, object], refusals: Refusals) -> list[str]:
    """Return the fields that an entry lacks and must have; refuse it for these, and for no way."""
    missing = [key for key in REQUIRED if _is_blank(row.get(key, ""))]
    with refusals.about(*missing):
        if missing:
            raise Refused(_has_no(*(_LABELS.get(key, key.replace("_", " ")) for key in missing)))
    with refusals.about(*WAYS):
        if all(not row.get(way) or _is_blank(row[way]) for way in WAYS):
            raise Refused(_has_no(*WAYS), _ONE_AT_LEAST)
    return missing


_ONE_AT_LEAST = translatable("It needs one of them at least.")


@cache
def _has_no(*labels: str) -> Translatable:
    """Return what an entry lacks: a file may have a million that lack the same."""
    *others, last = labels
    before = f"{', '.join(others)} or " if others else ""
    return translatable("has no %(missing)s", missing=f"{before}{last}")


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _setting(row: Mapping[str, object], key: str) -> object:
    """Return what an entry has of a field. Raises Refused where it has what that must not be."""
    value = _list(row, key) if key in LISTS else row[key]
    if value in ("", ()):
        return value
    if key == "verified_on":
        return read_day(value)
    if key not in LISTS and not isinstance(value, str):
        raise Refused(
            translatable(
                "has a %(key)s that is no text: %(value)s",
                key=key.replace("_", " "),
                value=shown(value),
            )
        )
    texts = value if isinstance(value, tuple) else (str(value),)
    if key == "phone":  # two lines of a cell are two numbers
        texts = (re.sub(r"\s*[\r\n]+\s*", " / ", texts[0].strip()),)
    if key == "address":
        texts = (in_one_line(texts[0]),)
    plain = tuple(" ".join(text.split()) for text in texts)
    if hidden := hidden_characters("".join(plain)):
        raise Refused(
            translatable(
                "has characters that hide text in its %(key)s: %(hidden)s: “%(plain)s”",
                key=key.replace("_", " "),
                hidden=", ".join(hidden),
                plain=shown(", ".join(plain)),
            ),
            translatable("Type it anew, without them."),
        )
    if failed := next(filter(_FAILED_CELL.fullmatch, plain), ""):
        raise Refused(
            translatable(
                "has a spreadsheet’s formula or its error as %(key)s: “%(failed)s”",
                key=key.replace("_", " "),
                failed=failed,
            ),
            translatable("Write what the cell should say, or leave it empty."),
        )
    if key == "cost" and plain[0].casefold() == "free":
        return "free"  # the word that is translated
    return plain if key in LISTS else plain[0]


def _list(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = row[key]
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise Refused(
            translatable(
                "has %(key)s that are no list, such as %(example)s: %(values)s",
                key=key,
                example='["one", "two"]',
                values=shown(values),
            )
        )
    return tuple(values)


def _kind(text: str) -> str:
    if kind := _KINDS.get(" ".join(text.casefold().replace("-", " ").split())):
        return kind
    one, other = dict.fromkeys(_KINDS.values())
    raise Refused(
        translatable(
            "is of an unknown kind: “%(text)s”: use %(one)s or %(other)s",
            text=shown(text),
            one=one,
            other=other,
        )
    )


def _phone(texts: Mapping[str, str], country: str) -> Phone:
    """Return the number, and the country, which must be named where no number tells it."""
    if texts["phone"]:
        return read_phone(texts["phone"], country, texts["cost"], texts["dialled"])
    if texts["dialled"]:
        raise Refused(
            translatable("has a number that was “dialled”, and no phone"),
            translatable("Write the number as phone too."),
        )
    if not country and any(texts.get(way) for way in WAYS):
        hint = translatable("Set country, such as BG.")
        raise Refused(
            translatable("has no country, and no phone that tells it"), hint, ("country",)
        )
    return Phone("", "", country)


def _chat(key: str, account: str, country: str) -> Chat:
    """Return the account of a messenger. Raises Refused."""
    messenger, link = _CHATS[key]
    try:
        return read_chat(account, messenger, link, country)
    except Refused as refusal:
        why = translatable(
            "%(fault)s (this is its number for %(messenger)s)",
            fault=refusal.reason,
            messenger=messenger,
        )
        raise Refused(why, refusal.hint) from None
