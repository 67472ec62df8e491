"""`office.toml`: the address of an office's desk, its proxy, and its people."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefkit.brief import Places, did_you_mean, parse_toml, places_in
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import SourceError
from briefkit.languages import is_known
from briefkit.office.people import ALL_LANGUAGES, Person

__all__ = ["OFFICE", "Office", "parse_office"]

OFFICE = "office.toml"

# The header in which the proxy says who is signed in, unless the file names another.
_HEADER = "X-Remote-User"

_TABLES: Mapping[str, tuple[str, ...]] = {
    "": ("address", "proxy", "people"),
    "proxy": ("header", "address"),
    "people": ("name", "email", "worker", "author", "translator", "reviewer"),
}

# RFC 9110, 5.1: a field’s name. One that the web itself uses must not be taken for a person’s.
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)+")
_TAKEN = re.compile(
    r"(accept|content|sec|if|access)-|x-forwarded-(for|host|proto)|transfer-encoding|user-agent",
    re.IGNORECASE,
)

_ADDRESS = re.compile(r"https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[1-9][0-9]{0,4})?")
_EMAIL = re.compile(r"[^\s<>@]+@[^\s<>@]+")

_HOW_LANGUAGES = translatable(
    "Write codes of languages: %(example)s; or %(all)s, for all of them.",
    example='["bg", "el"]',
    all="true",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office: `address` is where browsers find its desk, without a slash at the end.

    `header` is the name of the field in which the proxy says who is signed in; `proxy` is the
    proxy's own address (IPv4 or IPv6), and empty where only a Unix socket is listened at.
    """

    address: str
    header: str = _HEADER
    proxy: str = ""
    people: Mapping[str, Person] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The name by which browsers ask for the desk, as the Host header has it."""
        return self.address.removeprefix("https://")


def parse_office(text: str) -> Office:
    """Read `office.toml`. Raises SourceError, with the lines, for all that is wrong with it."""

    def fail(message: str, line: int) -> SourceError:
        place = Location(OFFICE, line)
        hint = translatable(
            "Mend the line: text stands in quotation marks, a list in brackets: %(example)s.",
            example='["bg", "el"]',
        )
        return SourceError(Diagnostic(check="office", message=message, hint=hint, location=place))

    data = parse_toml(text, fail)
    places = places_in(text, OFFICE)
    faults = list(_faults(data, places))
    if faults:
        raise SourceError(*faults)
    proxy = data.get("proxy", {})
    return Office(
        address=data["address"],
        header=proxy.get("header", _HEADER),
        proxy=proxy.get("address", ""),
        people={user: _person(user, table) for user, table in data["people"].items()},
    )


def _person(user: str, table: Mapping[str, Any]) -> Person:
    return Person(
        user=user,
        name=table["name"],
        email=table["email"],
        worker=table.get("worker", False),
        author=table.get("author", False),
        translator=_locales(table.get("translator", False)),
        reviewer=_locales(table.get("reviewer", False)),
    )


def _locales(value: Any) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ALL_LANGUAGES if value else ()
    return tuple(value)


def _faults(data: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    """Yield all that is wrong with what the file holds."""
    yield from _unknown(data, "", (), places)
    address = data.get("address")
    if address is None:
        yield places.fault(("address",), translatable("is missing"), _HOW_ADDRESS)
    elif not isinstance(address, str) or not _ADDRESS.fullmatch(address):
        must = translatable("must be where browsers find the desk")
        yield places.fault(("address",), must, _HOW_ADDRESS)
    proxy = data.get("proxy", {})
    if isinstance(proxy, dict):
        yield from _proxy_faults(proxy, places)
    else:
        hint = translatable("Write %(example)s.", example="[proxy]")
        yield places.fault(("proxy",), translatable("must be a table"), hint)
    people = data.get("people")
    if not isinstance(people, dict) or not people:
        yield places.fault(("people",), translatable("is missing"), _HOW_PEOPLE)
        return
    alike: dict[str, str] = {}
    for user, table in people.items():
        yield from _person_faults(user, table, places)
        # Proxies differ in whether they tell such names apart, and people don’t.
        other = alike.setdefault(unicodedata.normalize("NFKC", user).casefold(), user)
        if other != user:
            yield places.fault(
                ("people", user),
                translatable("is too much like %(other)s", other=other),
                translatable("Call each by a name of her own, here and in the proxy."),
            )


_HOW_ADDRESS = translatable(
    "Write it as browsers do, in small letters: %(example)s.",
    example='address = "https://desk.example.org"',
)
_HOW_PEOPLE = translatable(
    "Begin a table for each person, %(example)s, with her name, e-mail and roles.",
    example="[people.anna]",
)


def _unknown(
    table: Mapping[str, Any], name: str, path: tuple[str, ...], places: Places
) -> Iterator[Diagnostic]:
    for key in table:
        if key not in _TABLES[name]:
            hint = did_you_mean(key, _TABLES[name]) or translatable(
                "There is: %(names)s.", names=", ".join(_TABLES[name])
            )
            yield places.fault((*path, key), translatable("is not a setting"), hint)


def _proxy_faults(proxy: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    yield from _unknown(proxy, "proxy", ("proxy",), places)
    header = proxy.get("header", _HEADER)
    known = isinstance(header, str) and _FIELD_NAME.fullmatch(header)
    if not known or _TAKEN.match(header):
        hint = translatable(
            "Write a name that is nothing else’s, such as %(example)s.", example=f'"{_HEADER}"'
        )
        must = translatable("must be the name of a header")
        yield places.fault(("proxy", "header"), must, hint)
    address = proxy.get("address", "")
    if not isinstance(address, str) or (address and not _is_address(address)):
        hint = translatable(
            "Write the one from which the proxy calls, in numbers: %(example)s.",
            example='"10.0.0.2"',
        )
        yield places.fault(("proxy", "address"), translatable("must be an address"), hint)


def _is_address(text: str) -> bool:
    try:
        return str(ipaddress.ip_address(text)) == text
    except ValueError:
        return False


def _person_faults(user: str, table: Any, places: Places) -> Iterator[Diagnostic]:
    path = ("people", user)
    if not isinstance(table, dict):
        yield places.fault(path, translatable("must be a table"), _HOW_PEOPLE)
        return
    if not user.strip() or user != user.strip() or not user.isprintable():
        must = translatable("must be called as the proxy calls her")
        yield places.fault(path, must, _HOW_PEOPLE)
    yield from _unknown(table, "people", path, places)
    name, email = table.get("name"), table.get("email")
    if not isinstance(name, str) or not name.strip() or not _is_plain(name):
        hint = translatable("Write %(example)s.", example='name = "Anna Petrova"')
        yield places.fault((*path, "name"), translatable("must be her name"), hint)
    if not isinstance(email, str) or not _EMAIL.fullmatch(email) or not email.isprintable():
        hint = translatable("Write the address by which Git and the catalogs shall know her.")
        yield places.fault((*path, "email"), translatable("must be an e-mail address"), hint)
    for role in ("worker", "author"):
        if not isinstance(table.get(role, False), bool):
            hint = translatable("Write %(example)s.", example="true")
            yield places.fault((*path, role), translatable("must be true or false"), hint)
    for role in ("translator", "reviewer"):
        yield from _language_faults(table.get(role, False), (*path, role), places)
    if not any(table.get(role) for role in ("worker", "author", "translator", "reviewer")):
        hint = translatable("Say what she may do, such as %(example)s.", example="worker = true")
        yield places.fault(path, translatable("has no role"), hint)


def _is_plain(name: str) -> bool:
    """Whether a name can stand before an address: Git and gettext end it at a “<”."""
    return name.isprintable() and not set(name) & set("<>") and name == name.strip()


def _language_faults(value: Any, path: tuple[str, ...], places: Places) -> Iterator[Diagnostic]:
    if isinstance(value, bool):
        return
    if not isinstance(value, list) or not value:
        yield places.fault(path, translatable("must be a list"), _HOW_LANGUAGES)
        return
    for number, locale in enumerate(value):
        if not isinstance(locale, str) or not is_known(locale):
            must = translatable("is no code of a language")
            yield places.fault((*path, number), must, _HOW_LANGUAGES)
