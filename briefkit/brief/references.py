"""CSL-JSON becomes references, or a refusal."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

from briefkit.brief.characters import hidden_characters
from briefkit.brief.reference_dates import DAY, read_date
from briefkit.brief.reference_faults import Unreadable, must_be
from briefkit.brief.reference_names import full_name, short_name, text_of
from briefkit.diagnostics import (
    Diagnostic,
    InEnglish,
    Location,
    Severity,
    Translatable,
    shorten,
    translatable,
)
from briefkit.errors import SourceError
from briefkit.languages import is_known

__all__ = ["Reference", "WorkKind", "parse_references", "unprinted_fields"]


class WorkKind(StrEnum):
    """How a work's title is set: between quotation marks, a case's in italics, a law's plain."""

    WORK = "work"
    CASE = "case"
    LAW = "law"


# The types of CSL 1.0.2 that are no works of authors.
_KINDS = {
    "legal_case": WorkKind.CASE,
    **dict.fromkeys(("bill", "hearing", "legislation", "regulation", "treaty"), WorkKind.LAW),
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Reference:
    """A work that is cited. Dates are (year), (year, month) or (year, month, day), or empty.

    `kind` says how its title is set; `authority` is a court, or who issued a law; `number` that of
    a report, a case or a law; `genre` what a work is (“Doctoral thesis”).
    `issued_end` is the end of a span; `issued_text` and `accessed_text` are dates that print as
    they were written; `url` is the address of its DOI where it has no other.
    """

    key: str
    authors: tuple[str, ...]
    short_author: str
    sort_author: str
    title: str
    container: str
    volume: str
    issue: str
    pages: str
    issued: tuple[int, ...]
    accessed: tuple[int, ...]
    url: str
    language: str
    publisher: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    kind: WorkKind = WorkKind.WORK
    number: str = ""
    authority: str = ""
    genre: str = ""
    issued_end: tuple[int, ...] = ()
    issued_text: str = ""
    accessed_text: str = ""

    def __repr__(self) -> str:
        # An edition's code is made of this: a field that a work lacks must not change it.
        parts = (
            f"{field.name}={value!r}"
            for field in fields(self)
            if (value := getattr(self, field.name)) != field.default
        )
        return f"Reference({', '.join(parts)})"


def parse_references(text: str, path: str) -> Mapping[str, Reference]:
    """Read CSL-JSON (the Citation Style Language's data schema 1.0, as Zotero exports it).

    Raises SourceError, with the lines of all that is wrong, for bad JSON, unknown shapes, repeated
    ids, days and languages that there are not, hidden characters, markup, and addresses that are
    not http or https or may be taken for another's.
    """
    references: dict[str, Reference] = {}
    faults: list[Diagnostic] = []
    for item, line in _items(text, path):
        try:
            key = _key(item)
            if key in references:
                raise Unreadable(translatable("The reference “%(key)s” stands twice.", key=key))
            try:
                references[key] = _reference(key, item)
            except ValueError as error:
                why = error.why if isinstance(error, Unreadable) else InEnglish(error)
                raise Unreadable(
                    translatable(
                        "The reference “%(key)s” can't be read: %(why)s.", key=key, why=why
                    )
                ) from None
        except Unreadable as error:
            faults.append(_fault(error.why, path, line))
    if faults:
        raise SourceError(*faults)
    return references


def _fault(message: Translatable, path: str, line: int = 0) -> Diagnostic:
    return Diagnostic(
        check="references",
        message=message,
        location=Location(path, line),
        hint=translatable(
            "Export the references again from Zotero as “CSL JSON”, or mend this entry."
        ),
    )


def _items(text: str, path: str) -> list[tuple[Mapping[str, Any], int]]:
    """Return the objects of a list, each with the line of its id, or else of its beginning."""
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        why = translatable("This is not JSON: %(why)s.", why=InEnglish(error.msg))
        raise SourceError(_fault(why, path, error.lineno)) from None
    except ValueError:  # a number of thousands of digits
        why = translatable("A number in it is too long.")
        raise SourceError(_fault(why, path)) from None
    except RecursionError:
        why = translatable("Its brackets are nested too deeply.")
        raise SourceError(_fault(why, path)) from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise SourceError(_fault(translatable("The references are not a list of objects."), path))
    return list(zip(items, _lines(text), strict=True))


def _lines(text: str) -> Iterator[int]:
    decoder, between = json.JSONDecoder(), re.compile(r"[\s,\[]*")
    counted, line = 0, 1
    start = between.match(text)
    while start and text[start.end() : start.end() + 1] == "{":
        _, end = decoder.raw_decode(text, start.end())
        found = re.compile(r'"id"\s*:').search(text, start.end(), end)
        place = found.start() if found else start.end()
        line += text.count("\n", counted, place)
        counted = place
        yield line
        start = between.match(text, end)


def _key(item: Mapping[str, Any]) -> str:
    key = item.get("id")  # CSL-JSON allows numbers
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        raise Unreadable(
            translatable("A reference has no “id”, which must be text or a whole number.")
        )
    return str(key)


def _reference(key: str, item: Mapping[str, Any]) -> Reference:
    people, editing = _people(item, "author"), _people(item, "editor")
    title = text_of(item, "title")
    if not title:
        raise Unreadable(translatable("it has no title"))
    language = text_of(item, "language")
    if language and not is_known(language.replace("-", "_")):
        raise must_be("language", "en-GB", language)
    container = text_of(item, "container-title")
    kind = _KINDS.get(text_of(item, "type"), WorkKind.WORK)
    named = short_name((people or editing or [{}])[0]) or _short_title(item, kind)
    issued, accessed = read_date(item, "issued"), read_date(item, "accessed")
    if accessed.end:
        raise must_be("accessed", DAY, shorten(str(item["accessed"]), 60))
    reference = Reference(
        key=key,
        authors=tuple(filter(None, map(full_name, people))),
        short_author=named,
        sort_author=named,
        title=title,
        container=container,
        volume=text_of(item, "volume"),
        issue=text_of(item, "issue"),
        pages=text_of(item, "page"),
        issued=issued.start,
        accessed=accessed.start,
        url=_address(item),
        language=language,
        publisher=tuple(filter(None, (text_of(item, f) for f in ("publisher-place", "publisher")))),
        editors=tuple(filter(None, map(full_name, editing))),
        kind=kind,
        number=text_of(item, "number"),
        authority=text_of(item, "authority"),
        genre=text_of(item, "genre"),
        issued_end=issued.end,
        issued_text=issued.text,
        accessed_text=accessed.text,
    )
    _require_plain(reference)
    return reference


def _short_title(item: Mapping[str, Any], kind: WorkKind) -> str:
    """Return what a work without an author is called in short notes: an editorial by its medium, a
    case or a law not by the reports that it stands in."""
    short = text_of(item, "title-short") or text_of(item, "shortTitle")
    medium = text_of(item, "container-title") if kind is WorkKind.WORK else ""
    return short or medium or text_of(item, "title")


def _people(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    people = item.get(name) or []
    if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
        raise Unreadable(translatable("its “%(field)s” is not a list of names", field=name))
    return people


# What Zotero and CSL write in a text for italics and the like; and what only programs write.
_MARKUP = re.compile(
    r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]*>|&(?:#\d+|#[xX][0-9A-Fa-f]+|[a-z]{2,8});|\\"
)


def _require_plain(reference: Reference) -> None:
    for field in fields(reference):
        value = getattr(reference, field.name)
        texts = [value] if isinstance(value, str) else [t for t in value if isinstance(t, str)]
        if hidden := hidden_characters("".join(texts)):
            raise Unreadable(
                translatable(
                    "it has characters that hide or reorder text: %(hidden)s",
                    hidden=", ".join(hidden),
                )
            )
        if field.name != "url" and (found := _MARKUP.search(" ".join(texts))):
            raise Unreadable(
                translatable(
                    "it has “%(signs)s”, which would print as it stands: leave it out",
                    signs=found[0],
                )
            )


def _address(item: Mapping[str, Any]) -> str:
    if url := text_of(item, "URL"):
        _require_address(url)
        return url
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text_of(item, "DOI"), flags=re.I)
    if not doi:
        return ""
    # The DOI Handbook, 2.2: a registrant's number, a slash, and signs of all kinds.
    if not re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*/\S+", doi):
        raise must_be("DOI", "10.1000/182", doi)
    return "https://doi.org/" + quote(doi, safe="/:;().,_-+~!$&'*=@")


def _require_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise must_be("URL", "https://example.org/page", url)
    if "@" in parts.netloc:
        raise Unreadable(translatable("its address has a user’s name in it: “%(url)s”", url=url))
    if not parts.netloc.isascii():
        # One letter of another alphabet leads elsewhere, and paper cannot show the difference.
        raise must_be("URL", "https://xn--bcher-kva.example/page", url)


_PRINTED = frozenset(
    "id type author title container-title volume issue page issued accessed URL DOI language "
    "publisher publisher-place editor number authority genre".split()
)
# What a library's software keeps for itself, and no style prints.
_NOT_FOR_PRINT = frozenset(
    "abstract annote archive archive_location archive-place archive_collection call-number "
    "categories citation-key citation-label citation-number container-title-short custom "
    "first-reference-note-number ISBN ISSN journalAbbreviation keyword license locator note PMCID "
    "PMID shortTitle source status submitted title-short year-suffix".split()
)


def unprinted_fields(text: str, path: str) -> tuple[Diagnostic, ...]:
    """Return a warning for each reference with fields that a note doesn't print, naming them.

    `text` is what `parse_references` reads.
    """
    found = []
    for item, line in _items(text, path):
        names = [name for name, value in item.items() if value and name not in _NOT_FOR_PRINT]
        left = sorted(set(names) - _PRINTED)
        if item.get("DOI") and item.get("URL") and str(item["DOI"]) not in str(item["URL"]):
            left.append("DOI (its URL is printed)")
        for name in ("issued", "accessed"):
            if isinstance(date := item.get(name), dict):
                left += [f"{name}: {key}" for key in ("season", "circa") if date.get(key)]
        if left:
            found.append(
                Diagnostic(
                    check="references",
                    severity=Severity.WARNING,
                    message=translatable(
                        "Of the reference “%(id)s” this isn't printed: %(names)s.",
                        id=item["id"],
                        names=", ".join(left),
                    ),
                    hint=translatable("If a reader needs it, write it into the title."),
                    location=Location(path, line),
                )
            )
    return tuple(found)
