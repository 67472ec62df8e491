"""A glossary to a TBX file (TBX-Basic, ISO 30042:2008), and any TBX to pairs of terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from briefkit.catalogs import Term
from briefkit.catalogs.exchange.formats import FILE_LIMIT
from briefkit.catalogs.exchange.locales import match_locale
from briefkit.catalogs.exchange.refusals import refusal
from briefkit.catalogs.exchange.xml_reading import parse_xml_safely, text_of
from briefkit.diagnostics import translatable
from briefkit.languages import language_tag

__all__ = ["TermPair", "parse_tbx", "serialise_tbx"]

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

# The names of 2008 and, behind them, of ISO 30042:2019.
_ENTRIES = ("{*}termEntry", "{*}conceptEntry")
_LANGUAGES = ("{*}langSet", "{*}langSec")

# As long as a term may be, in characters.
_LONGEST_TERM = 200


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term of the source's language, and what it is in a locale; `line` is its file's."""

    term: str
    locale: str
    translation: str
    line: int


def serialise_tbx(terms: Sequence[Term], source_locale: str, locale: str) -> bytes:
    """Return a TBX file with all terms of the source's language, and what they are in a locale.

    What somebody has seen in a text of that language is preferred, and says where.
    """
    root = etree.Element("martif", {"type": "TBX-Basic", _LANGUAGE: language_tag(source_locale)})
    header = etree.SubElement(root, "martifHeader")
    described = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(described, "p").text = f"Glossary, {source_locale} to {locale}"
    encoding = etree.SubElement(header, "encodingDesc")
    etree.SubElement(encoding, "p", type="XCSURI").text = "TBXBasicXCSV02.xcs"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    known = {term.term: term for term in terms if term.locale == locale}
    sources = [term for term in terms if term.locale == source_locale]
    for number, source in enumerate(sources, start=1):
        entry = etree.SubElement(body, "termEntry", id=f"t{number}")
        _add_term(entry, source_locale, source.translation, source)
        if (found := known.get(source.term)) is not None:
            _add_term(entry, locale, found.translation, found)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add_term(entry: Any, locale: str, text: str, term: Term) -> None:
    group = etree.SubElement(
        etree.SubElement(entry, "langSet", {_LANGUAGE: language_tag(locale)}), "tig"
    )
    etree.SubElement(group, "term").text = text
    if term.verified:
        note = etree.SubElement(group, "termNote", type="administrativeStatus")
        note.text = "preferredTerm-admn-sts"
    if term.source:
        etree.SubElement(group, "admin", type="source").text = term.source


def parse_tbx(
    data: bytes, name: str, source_locale: str, locales: Iterable[str]
) -> tuple[TermPair, ...]:
    """Return the terms that a file has in one of the locales; `name` is the file's.

    Of several terms of a language the first counts. Raises CatalogError for a file that is too
    large, broken or no TBX, and for terms that no glossary can hold.
    """
    if len(data) > FILE_LIMIT:
        limit = FILE_LIMIT // 1024**2
        raise refusal(
            name,
            translatable("The file is larger than %(limit)s MB.", limit=limit),
            translatable("Take over fewer terms."),
        )
    root = parse_xml_safely(data, name)
    tag = root.tag.rpartition("}")[2]
    if tag not in ("martif", "tbx"):
        raise refusal(
            name,
            translatable("This is XML, but <%(tag)s> is not TBX.", tag=tag),
            translatable("Give a glossary as TBX."),
        )
    return tuple(_pairs(root, name, source_locale, tuple(locales)))


def _pairs(
    root: Any, name: str, source_locale: str, locales: tuple[str, ...]
) -> Iterator[TermPair]:
    for entry in root.iter(*_ENTRIES):
        found: dict[str, tuple[str, int]] = {}
        for group in entry.iter(*_LANGUAGES):
            tag = group.get(_LANGUAGE) or group.get("lang", "")
            term = next(group.iter("{*}term"), None)
            locale = match_locale(tag, (source_locale, *locales))
            if term is not None and locale and locale not in found:
                found[locale] = _plain(term, name), group.sourceline
        source = found.pop(source_locale, ("", 0))[0]
        for locale, (text, line) in found.items():
            if source and text:
                yield TermPair(source, locale, text, line)


def _plain(term: Any, name: str) -> str:
    text = " ".join(text_of(term).split())
    if len(text) > _LONGEST_TERM or not text.isprintable():
        raise refusal(
            name,
            translatable(
                "A term is longer than %(most)s characters, or has characters that hide.",
                most=_LONGEST_TERM,
            ),
            translatable("Shorten it, or type it again."),
            term.sourceline,
            msgid=text[:_LONGEST_TERM],
        )
    return text
