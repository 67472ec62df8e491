"""The terms that translations must use: `glossary.csv` to Terms."""

import csv
import io
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache

from briefkit.diagnostics import Diagnostic, InEnglish, Location, Translatable, translatable
from briefkit.errors import CatalogError

__all__ = [
    "Term",
    "glossary_with",
    "paired_terms",
    "parse_glossary",
    "term_pattern",
    "terms_in",
]

_COLUMNS = ("term", "locale", "translation", "forms", "source", "verified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term in a locale.

    `source` is a text that uses it so, `verified` whether somebody has seen it there. `forms` are
    the words or stems by which it is found in running text; without any, no check looks for it.
    """

    term: str
    locale: str
    translation: str
    forms: tuple[str, ...]
    source: str
    verified: bool


def parse_glossary(text: str, path: str) -> tuple[Term, ...]:
    """Read a glossary: CSV (RFC 4180) with the columns of Term, forms parted by “|”.

    Raises CatalogError, with the line, for other columns, for a row that lacks a term, locale or
    translation, for a term that stands twice in a locale, and for what is not CSV.
    """

    def fail(message: Translatable, hint: Translatable) -> CatalogError:
        location = Location(path, reader.reader.line_num)
        return CatalogError(
            Diagnostic(check="glossary", message=message, hint=hint, location=location)
        )

    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    terms: dict[tuple[str, str], Term] = {}
    try:
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise fail(
                translatable("The columns are not a glossary’s."),
                translatable("They must be: %(headings)s.", headings=", ".join(_COLUMNS)),
            )
        for row in reader:
            if None in row or None in row.values():
                raise fail(
                    translatable("The row has too few or too many cells."),
                    translatable("Put cells with “%(mark)s” in quotes.", mark=","),
                )
            term = Term(
                term=row["term"].strip(),
                locale=row["locale"].strip(),
                translation=row["translation"].strip(),
                forms=tuple(form.strip() for form in row["forms"].split("|") if form.strip()),
                source=row["source"].strip(),
                verified=row["verified"].strip() == "yes",
            )
            if problem := _problem(term, row["verified"].strip(), terms):
                raise fail(*problem)
            terms[term.term, term.locale] = term
    except csv.Error as error:
        raise fail(
            translatable("This is not CSV: %(why)s.", why=InEnglish(error)),
            translatable("Save it as CSV, UTF-8, with commas."),
        ) from None
    return tuple(terms.values())


def _problem(
    term: Term, verified: str, terms: Container[tuple[str, str]]
) -> tuple[Translatable, Translatable] | None:
    """Return what is wrong with a row beside other `terms`, and what to do; None if nothing is."""
    if not (term.term and term.locale and term.translation):
        return (
            translatable("The row lacks a term, a locale or a translation."),
            translatable("Fill it in."),
        )
    if verified not in ("yes", "no"):
        return (
            translatable("“verified” is neither yes nor no."),
            translatable("Write yes when you have seen it in a text of the language."),
        )
    if (term.term, term.locale) in terms:
        return (
            translatable(
                "“%(term)s” stands twice for %(locale)s.", term=term.term, locale=term.locale
            ),
            translatable("Keep one of the two."),
        )
    return None


def glossary_with(text: str, terms: Iterable[Term]) -> str:
    """Return a glossary with other terms, each in the place of the one that it had in its locale.

    What is new stands at the end; every other line stays as it is, to the letter.
    """
    wanted = {(term.term, term.locale): term for term in terms}
    end = "\r\n" if "\r\n" in text else "\n"
    lines = list(io.StringIO(text, newline="")) or [",".join(_COLUMNS) + end]
    if not lines[-1].endswith("\n"):
        lines[-1] += end
    found, start = [lines[0]], 1
    reader = csv.reader(io.StringIO("".join(lines[1:]), newline=""))
    for row in reader:
        key = (row[0].strip(), row[1].strip()) if len(row) > 1 else ("", "")
        term = wanted.pop(key, None)
        raw = "".join(lines[start : reader.line_num + 1])
        found.append(_row(term, end) if term else raw)
        start = reader.line_num + 1
    return "".join((*found, *(_row(term, end) for term in wanted.values())))


def _row(term: Term, end: str) -> str:
    out = io.StringIO()
    verified = "yes" if term.verified else "no"
    cells = (term.term, term.locale, term.translation, "|".join(term.forms), term.source, verified)
    csv.writer(out, lineterminator=end).writerow(cells)
    return out.getvalue()


@cache
def term_pattern(form: str, *, whole: bool) -> re.Pattern[str]:
    """Return what finds a form, in capitals or not: whole words, or stems within longer words."""
    between = r"\W+" if whole else r"\w*\W+\w*"
    pattern = between.join(re.escape(word) for word in form.split())
    return re.compile(rf"(?<!\w){pattern}(?!\w)" if whole else pattern, re.IGNORECASE)


def paired_terms(
    glossary: Iterable[Term], source_locale: str, locale: str
) -> tuple[tuple[Term, Term], ...]:
    """Return the terms that can be found in a source's text, each with that of another locale."""
    terms = tuple(glossary)
    known = {t.term: t for t in terms if t.locale == source_locale and t.forms}
    return tuple((known[t.term], t) for t in terms if t.locale == locale and t.term in known)


def terms_in(text: str, pairs: Iterable[tuple[Term, Term]]) -> tuple[tuple[Term, Term], ...]:
    """Return those terms of `pairs` that stand in a source's text, the longest first."""
    found = [
        (theirs, ours)
        for theirs, ours in pairs
        if any(term_pattern(form, whole=True).search(text) for form in theirs.forms)
    ]
    return tuple(sorted(found, key=lambda pair: -len(pair[0].term)))
