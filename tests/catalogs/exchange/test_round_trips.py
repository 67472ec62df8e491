"""Catalogs that come back as they went out."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefkit.catalogs import serialise_catalog
from briefkit.catalogs.exchange import (
    NOT_XLSX,
    Format,
    export_catalog,
    import_translations,
    parse_exchange,
)
from briefkit.model import Catalog, Entry, Message
from tests.catalogs.exchange.files import CATALOG, MENU, SHOP, bring, parse, unstamped
from tests.conftest import ROOT

CHARACTERS = st.characters(
    codec="utf-8", exclude_characters="\ufffe\uffff", exclude_categories=["Cs", "Cc"]
)

# But for what a workbook refuses to hold, such as “_x0041_”.
WORDS = st.text(CHARACTERS | st.sampled_from("\t\n =+-@'\"<>&%[]*_"), max_size=40).filter(
    lambda text: not NOT_XLSX.search(text)
)
KEYS = st.tuples(WORDS.filter(bool), st.none() | WORDS, st.none() | WORDS.filter(bool))


@st.composite
def entries(draw: st.DrawFn, key: tuple[str, str | None, str | None]) -> Entry:
    msgid, context, plural = key
    flags = draw(st.lists(st.sampled_from(["fuzzy", "odd-flag", "python-format"]), unique=True))
    previous = (
        (None, draw(WORDS), None) if "fuzzy" in flags and draw(st.booleans()) else (None,) * 3
    )
    return Entry(
        message=Message(
            msgid=msgid,
            context=context,
            plural=plural,
            flags=tuple(flags),
            comments=tuple(draw(st.lists(WORDS, max_size=2))),
        ),
        translations=tuple(draw(WORDS) for _ in range(3 if plural else 1)),
        translator_comment=draw(WORDS),
        previous=previous,
        obsolete=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    keys = draw(st.lists(KEYS, min_size=1, max_size=6, unique_by=lambda k: k[:2]))
    items = [draw(entries(key)) for key in keys]
    items[0] = items[0].change(obsolete=False)
    return replace(
        CATALOG, locale=draw(st.sampled_from(["bg", "ar", "pt_BR"])), entries=tuple(items)
    )


@pytest.mark.parametrize("format", [f for f in Format if f is not Format.TMX])
@settings(max_examples=60, deadline=None)
@given(catalogs())
@example(CATALOG)
def test_what_comes_back_untouched_changes_nothing(format: Format, catalog: Catalog) -> None:
    result = bring(export_catalog(catalog, format, "en"), catalog)
    assert result.catalog is catalog
    assert (result.translated, result.changed, result.emptied, result.absent) == (0, 0, 0, 0)
    assert result.unchanged == sum(not entry.obsolete for entry in catalog.entries)
    assert not result.warnings


def broken_as(source: str, text: str) -> str:
    for end in (re.compile(r"\A\n*"), re.compile(r"(?<!\n)\n*\Z")):
        found = end.search(source)
        breaks = found[0] if found else ""
        text = end.sub(lambda _, breaks=breaks: breaks, text, count=1)  # type: ignore[misc]
    return text


@pytest.mark.parametrize("format", [f for f in Format if f is not Format.TMX])
@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_an_empty_catalog_is_filled_as_it_was(format: Format, catalog: Catalog) -> None:
    # Nobody can tell a line's own spaces from those of a program that indents XML.
    said = [text for e in catalog.entries for text in (*e.translations, e.translator_comment)]
    assume(not any(re.search(r"\n[ \t]", text) for text in said))
    emptied = [
        e
        if e.obsolete
        else e.change(translations=("",) * len(e.translations), translator_comment="")
        for e in catalog.entries
    ]
    data = unstamped(export_catalog(catalog, format, "en"))
    result = bring(data, replace(catalog, entries=tuple(emptied))).catalog
    for before, after in zip(catalog.entries, result.entries, strict=True):
        # What is nothing but spaces is no translation, and no note.
        sources = (before.message.msgid, *[before.message.plural or ""] * 2)
        words = tuple(
            broken_as(source, text) if text.strip() else ""
            for source, text in zip(sources, before.translations, strict=False)
        )
        assert after.translations == (before.translations if before.obsolete else words)
        assert after.translator_comment.strip() == before.translator_comment.strip()
        assert set(after.message.flags) == set(before.message.flags)
        assert replace(after.message, flags=()) == replace(before.message, flags=())


@settings(max_examples=60, deadline=None)
@given(catalogs())
def test_a_memory_fills_what_is_empty_and_marks_it_fuzzy(catalog: Catalog) -> None:
    # The same words in another context would fill a message that is empty.
    words = [{e.message.msgid, e.message.plural} - {None} for e in catalog.entries]
    assume(all(one.isdisjoint(other) for one, other in combinations(words, 2)))
    data = export_catalog(catalog, Format.TMX, "en")
    assert all(
        import_translations(part, catalog).catalog is catalog
        for part in parse_exchange(data, "back")
    )
    bare = [e.change(translations=("",) * len(e.translations)) for e in catalog.entries]
    emptied = replace(catalog, entries=tuple(bare))
    for part in parse_exchange(data, "back"):
        filled = import_translations(part, emptied).catalog
        for before, after in zip(catalog.entries, filled.entries, strict=True):
            if before.current and all(text.strip() for text in before.translations):
                assert after.translations == before.translations
                assert after.fuzzy


def test_every_catalog_that_we_ship_comes_back_the_same() -> None:
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES/leaflet.po")):
        catalog = parse(path.read_bytes(), path.parent.parent.name)
        for format in (Format.XLIFF, Format.XLIFF2, Format.XLSX, Format.PO):
            result = bring(export_catalog(catalog, format, "en"), catalog)
            assert serialise_catalog(result.catalog) == path.read_bytes()


def test_an_entry_without_any_form_is_an_empty_one() -> None:
    catalog = replace(CATALOG, entries=(SHOP.change(translations=()),))
    data = export_catalog(catalog, Format.XLIFF, "en")
    assert bring(data, catalog).catalog is catalog


def test_a_carriage_return_travels_in_xliff() -> None:
    catalog = replace(CATALOG, entries=(MENU.change(translations=("a\rb\r\nc",)),))
    assert bring(export_catalog(catalog, Format.XLIFF, "en"), catalog).catalog is catalog
