"""A catalog's header and its translations to what is wrong with them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from briefkit.catalogs import BANDS, NOTICES, Term, paired_terms, unfit_messages
from briefkit.catalogs.checks.header_fields import headers, plural_forms
from briefkit.catalogs.checks.registry import CHECKS, ERRORS, check_name
from briefkit.catalogs.checks.unit import Check, Finding, Unit
from briefkit.diagnostics import Diagnostic, Location, Severity, legible
from briefkit.model import IGNORING, Catalog, Entry, Message

__all__ = ["catalog_errors", "check_catalog"]


def check_catalog(
    catalog: Catalog,
    messages: Iterable[Message],
    *,
    source_locale: str,
    glossary: Sequence[Term] = (),
    checks: Sequence[Check] = CHECKS,
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a catalog’s header and its translations of `messages`.

    Only what may be printed is checked: nothing fuzzy, blank or obsolete. A finding of ERRORS, or
    of the plural forms, is an error, any other a warning.
    """
    found = _found(catalog, messages, source_locale, glossary, checks)
    named = {item.msgid for item in found}
    # Wherever they stand: no other tool opens a file with them.
    found += [item for item in unfit_messages(catalog) if item.msgid not in named]
    return tuple(found)


def catalog_errors(
    catalog: Catalog, messages: Iterable[Message], *, source_locale: str
) -> tuple[Diagnostic, ...]:
    """Return the errors alone: what must not be printed of the translations of `messages`."""
    found = _found(catalog, messages, source_locale, (), ERRORS)
    return tuple(item for item in found if item.severity is Severity.ERROR)


def _found(
    catalog: Catalog,
    messages: Iterable[Message],
    source_locale: str,
    glossary: Sequence[Term],
    checks: Sequence[Check],
) -> list[Diagnostic]:
    """Return what the checks find in a catalog that has messages."""
    if not catalog.entries:
        return []
    place = Location(catalog.path, 1)
    found = [
        _diagnostic(name, severity, finding, catalog, place)
        for name, severity, findings in (
            ("headers", Severity.WARNING, headers(catalog)),
            ("plural-forms", Severity.ERROR, plural_forms(catalog)),
        )
        for finding in findings
    ]
    for unit, line, ignored in _units(catalog, messages, source_locale, glossary):
        place = Location(catalog.path, line)
        found += [
            _diagnostic(name, severity, finding, catalog, place, unit.source)
            for name, severity, finding in _findings(unit, tuple(checks))
            if name not in ignored
        ]
    return found


# While somebody translates, a catalog is checked again after each message.
@lru_cache(4096)
def _findings(unit: Unit, checks: tuple[Check, ...]) -> tuple[tuple[str, Severity, Finding], ...]:
    return tuple(
        (check_name(check), Severity.ERROR if check in ERRORS else Severity.WARNING, finding)
        for check in checks
        for finding in check(unit)
    )


_NOTICES = frozenset((*NOTICES, *(band.key for band in BANDS)))


def _ignored(entry: Entry) -> frozenset[str]:
    """Return the names of the checks that the entry silences."""
    # GNU msgcat and msgmerge drop a flag that they do not know, and keep a comment.
    texts = [*entry.message.flags, *IGNORING.findall(entry.translator_comment)]
    names = re.split(r"[, \t]+", " ".join(texts))
    return frozenset(name.removeprefix("ignore-") for name in names if name.startswith("ignore-"))


def _units(
    catalog: Catalog, messages: Iterable[Message], source_locale: str, glossary: Sequence[Term]
) -> Iterator[tuple[Unit, int, frozenset[str]]]:
    """Yield what there is to check, with its line and the names of the checks that it silences."""
    pairs = paired_terms(glossary, source_locale, catalog.locale)
    terms = tuple((theirs, ours) for theirs, ours in pairs if ours.forms)
    for message in messages:
        entry = catalog.entry(message.key)
        if entry is None or not entry.current:
            continue
        # What a leaflet must say, nobody silences.
        ignored = frozenset() if message.key in _NOTICES else _ignored(entry)
        for number, text in enumerate(entry.translations):
            unit = Unit(
                message=message,
                source=message.plural if message.plural and number else message.msgid,
                text=text,
                locale=catalog.locale,
                source_locale=source_locale,
                tight=message.tight,
                terms=terms,
            )
            yield unit, entry.line, ignored


def _diagnostic(
    name: str,
    severity: Severity,
    finding: Finding,
    catalog: Catalog,
    location: Location,
    msgid: str = "",
) -> Diagnostic:
    message, hint = finding
    return Diagnostic(
        check=name,
        message=legible(message),  # it may quote the text
        hint=hint,
        severity=severity,
        location=location,
        locale=catalog.locale,
        msgid=msgid,
    )
