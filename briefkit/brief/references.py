"""CSL-JSON becomes references, or a refusal."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from briefkit.brief.characters import hidden_characters
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError
from briefkit.languages import is_known

__all__ = ["Reference", "parse_references"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that is cited. Dates are (year), (year, month) or (year, month, day), or empty."""

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


def parse_references(text: str, path: str) -> Mapping[str, Reference]:
    """Read CSL-JSON (the Citation Style Language's data schema 1.0, as Zotero exports it).

    Raises SourceError, with the line, for bad JSON, unknown shapes, repeated ids, days and
    languages that there are not, hidden characters, and addresses that are not http or https or
    may be taken for another's.
    """

    def fail(message: str, line: int = 0) -> SourceError:
        return SourceError(
            Diagnostic(
                check="references",
                message=message,
                location=Location(path, line),
                hint="Export the references again from Zotero as “CSL JSON”, or mend this entry.",
            )
        )

    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        raise fail(f"This is not JSON: {error.msg}.", error.lineno) from None
    except ValueError as error:  # a number of thousands of digits
        raise fail(f"This JSON cannot be read: {error}.") from None
    except RecursionError:
        raise fail("This JSON is nested too deeply.") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise fail("The references must be a list of objects.")
    references: dict[str, Reference] = {}
    for item in items:
        key = item.get("id")
        if not isinstance(key, str) or not key:
            raise fail("A reference has no “id”.")
        if key in references:
            raise fail(f"The reference “{key}” stands twice.", _line(key, text))
        try:
            references[key] = _reference(key, item)
        except (TypeError, ValueError, AttributeError, LookupError, OverflowError) as error:
            problem = f"The reference “{key}” cannot be read: {error}."
            raise fail(problem, _line(key, text)) from None
    return references


def _line(key: str, text: str) -> int:
    found = re.search(rf'"id"\s*:\s*{re.escape(json.dumps(key, ensure_ascii=False))}', text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


_SHORT_FIELDS = ("volume", "issue", "page")


def _reference(key: str, item: Mapping[str, Any]) -> Reference:
    people = item.get("author", [])
    authors = tuple(_full_name(person) for person in people)
    title, url = _string(item, "title"), _string(item, "URL")
    if not title:
        raise ValueError("it has no title")
    if url:
        _require_address(url)
    language = _string(item, "language")
    if language and not is_known(language.replace("-", "_")):
        raise ValueError(f"its language must be a code such as en or en-GB, not “{language}”")
    container = _string(item, "container-title")
    first = people[0] if people else {}
    # An editorial has no author to sort by or to name in a short note: its medium stands in.
    named = _string(first, "family")
    particle = _string(first, "non-dropping-particle")
    reference = Reference(
        key=key,
        authors=authors,
        short_author=f"{particle} {named}".strip() if named else container or title,
        # The Chicago Manual (16.71) and CSL's default sort a non-dropping particle with the name.
        sort_author=f"{particle} {named}".strip() if named else container or title,
        title=title,
        container=container,
        volume=_string(item, "volume"),
        issue=_string(item, "issue"),
        pages=_string(item, "page"),
        issued=_date(item, "issued"),
        accessed=_date(item, "accessed"),
        url=url,
        language=language,
    )
    short = (_string(item, name) for name in _SHORT_FIELDS)
    texts = (key, *authors, named, title, container, url, *short)
    if hidden := hidden_characters("".join(texts)):
        raise ValueError(f"it has characters that hide or reorder text: {', '.join(hidden)}")
    return reference


def _require_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise ValueError(f"its address must begin with https:// or http://, not “{url}”")
    if "@" in parts.netloc:
        raise ValueError(f"its address has a user’s name in it: “{url}”")
    if not parts.netloc.isascii():
        # One letter of another alphabet leads elsewhere, and paper cannot show the difference.
        raise ValueError(f"its address must be as the browser gives it (xn--…), not “{url}”")


def _string(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, "")
    if not isinstance(value, str | int):
        raise TypeError(f"its “{name}” must be text")
    return str(value)


def _full_name(person: Mapping[str, Any]) -> str:
    parts = (_string(person, p) for p in ("given", "non-dropping-particle", "family"))
    return _string(person, "literal") or " ".join(part for part in parts if part)


def _date(item: Mapping[str, Any], name: str) -> tuple[int, ...]:
    if name not in item:
        return ()
    parts = tuple(int(part) for part in item[name]["date-parts"][0])
    if not (1 <= len(parts) <= 3 and parts[0] >= 1000):
        raise ValueError(f"its “{name}” is not a date")
    date(*(*parts, 1, 1)[:3])  # or it raises ValueError, and says why
    return parts
