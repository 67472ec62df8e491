"""The glossary goes out as TBX, and what a TBX brings is planned before it is written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefkit.catalogs import Term, glossary_with, parse_glossary
from briefkit.catalogs.exchange import TermPair, parse_tbx, serialise_tbx
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError
from briefkit.project import (
    GLOSSARY,
    Project,
    decode_text,
    read_glossary_file,
    source_locales,
    write_glossary_file,
)

__all__ = ["TermChange", "TermsPlan", "export_terms", "plan_terms", "write_terms"]


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term as it is in a locale, and as it was: none where it is new there."""

    before: Term | None
    after: Term


@dataclass(frozen=True, slots=True)
class TermsPlan:
    """What a TBX changes: the glossary's bytes as they were read and shall be, and the terms."""

    before: bytes
    after: bytes
    changes: tuple[TermChange, ...]


def export_terms(project: Project, locale: str) -> bytes:
    """Return the glossary's terms in a locale as TBX. Raises CatalogError, also without terms."""
    terms = project.catalogs.glossary
    if not terms:
        raise CatalogError(
            Diagnostic(
                check="glossary",
                message=translatable("The project has no glossary yet."),
                hint=translatable("Bring one from a TBX file, or write it in a spreadsheet."),
                location=Location(GLOSSARY),
            )
        )
    return serialise_tbx(terms, _source_locale(project, terms), locale)


def plan_terms(project: Project, data: bytes, name: str) -> TermsPlan:
    """Return what a TBX file changes in the glossary; `name` is the file's.

    A term that is there with the same words stays as it is; what changes is no longer verified.
    Raises CatalogError for a file that is none, and for one that has no term in a language of the
    project.
    """
    before = read_glossary_file(project.catalogs)
    text = decode_text(before, GLOSSARY) if before else ""
    terms = parse_glossary(text, GLOSSARY) if text else ()
    source = _source_locale(project, terms)
    pairs = parse_tbx(data, name, source, (x for x in project.catalogs.locales if x != source))
    if not pairs:
        raise CatalogError(
            Diagnostic(
                check="glossary",
                message=translatable(
                    "The file has no term in “%(source)s” with one in a language of this project.",
                    source=source,
                ),
                hint=translatable(
                    "There is: %(names)s.", names=", ".join(project.catalogs.locales)
                ),
                location=Location(name),
            )
        )
    changes = tuple(_changes(pairs, terms, source))
    raw = before.decode("utf-8-sig") if before else ""
    mark = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
    after = mark + glossary_with(raw, [change.after for change in changes]).encode()
    return TermsPlan(before, after if changes else before, changes)


def _changes(
    pairs: tuple[TermPair, ...], terms: tuple[Term, ...], source: str
) -> Iterator[TermChange]:
    known = {(term.term, term.locale): term for term in terms}
    # A file names a term by its words in the source's language.
    names = {term.translation: term.term for term in terms if term.locale == source}
    for pair in pairs:
        name = names.get(pair.term)
        if name is None:
            name = names[pair.term] = pair.term
            fresh = _fresh(pair.term, source, pair.term)
            known[name, source] = fresh
            yield TermChange(None, fresh)
        old = known.get((name, pair.locale))
        if old is not None and old.translation == pair.translation:
            continue
        new = _fresh(name, pair.locale, pair.translation)
        if old is not None:
            # The words by which it was found are those of the other term.
            new = replace(new, forms=(pair.translation,) if old.forms else ())
        known[name, pair.locale] = new
        yield TermChange(old, new)


def _fresh(name: str, locale: str, words: str) -> Term:
    return Term(term=name, locale=locale, translation=words, forms=(), source="", verified=False)


def _source_locale(project: Project, terms: tuple[Term, ...]) -> str:
    """Return the language whose terms the glossary puts into others: that of the briefs."""
    spoken = {term.locale for term in terms}
    sources = sorted(source_locales(project))
    return next((locale for locale in sources if locale in spoken), [*sources, "en"][0])


def write_terms(project: Project, plan: TermsPlan) -> None:
    """Write a glossary as it was planned. Raises CatalogError where it has changed since."""
    if plan.changes:
        write_glossary_file(project.catalogs, plan.after, plan.before)
