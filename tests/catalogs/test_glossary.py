"""The glossary: our own, its terms in translations, and files that cannot be read."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.catalogs import Term, parse_glossary
from briefkit.diagnostics import Location
from briefkit.errors import CatalogError
from tests.catalogs.checks.findings import PROJECT, found_in


def test_our_glossary_has_every_term_in_every_language() -> None:
    terms = {term.term for term in PROJECT.catalogs.glossary}
    assert len(terms) == 18
    for locale in (*PROJECT.catalogs.locales, "en"):
        assert {term.term for term in PROJECT.catalogs.glossary if term.locale == locale} == terms


def test_a_term_passes_in_its_forms_alone() -> None:
    rows = (
        ("victim", "en", "victim|victims"),
        ("victim", "bg", "жертв|пострадал"),
        ("child", "en", ""),
        ("child", "bg", "дете"),
        ("European Commission", "en", "European Commission"),
        ("European Commission", "bg", "Европейск комиси"),
    )
    terms = tuple(
        Term(
            term=term,
            locale=locale,
            translation=term,
            forms=tuple(forms.split("|")) if forms else (),
            source="",
            verified=False,
        )
        for term, locale, forms in rows
    )
    for text, source, wrong in (
        ("Жертвите", "The victims’ names", False),
        ("киберЖЕРТВИ", "Victims", False),
        ("Постра\u00adдалите", "Victims", False),
        ("Хората", "Victims", True),
        ("Хората", "Victimised people", False),
        ("Хората", "A child and people", False),
        ("За **Европейската** комисия", "For the **European** Commission", False),
        ("За комисията на Европа", "For the European Commission", True),
    ):
        assert ("terms" in found_in(text, source, "bg", terms=terms)) is wrong, text


COLUMNS = "term,locale,translation,forms,source,verified\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("term;locale\n", 1, "columns"),
        (COLUMNS + "victim,bg,жертва,,x\n", 2, "cells"),
        (COLUMNS + "victim,bg,жертва,,x,yes,more\n", 2, "cells"),
        (COLUMNS + "victim,,жертва,,x,yes\n", 2, "lacks"),
        (COLUMNS + "victim,bg,жертва,,x,perhaps\n", 2, "neither"),
        (COLUMNS + "victim,bg,a,,,no\nvictim,bg,b,,,no\n", 3, "twice"),
        (COLUMNS + 'victim,bg,"a"b,,,no\n', 2, "not CSV"),
    ],
)
def test_a_glossary_that_cannot_be_read_is_refused_with_its_line(
    text: str, line: int, words: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_glossary(text, "g.csv")
    (found,) = caught.value.diagnostics
    assert found.location == Location("g.csv", line)
    assert words in found.message


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20).map(str.strip)
word = cell.filter(lambda text: bool(text) and "|" not in text)
glossaries = st.lists(
    st.builds(
        Term,
        term=word,
        locale=st.sampled_from(["bg", "de"]),
        translation=word,
        forms=st.lists(word, max_size=3).map(tuple),
        source=cell,
        verified=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda term: (term.term, term.locale),
)


@given(glossaries)
def test_any_glossary_is_read_as_it_was_written(terms: list[Term]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS.strip().split(","))
    for t in terms:
        verified = "yes" if t.verified else "no"
        writer.writerow([t.term, t.locale, t.translation, "|".join(t.forms), t.source, verified])
    assert parse_glossary(file.getvalue(), "g.csv") == tuple(terms)


@given(st.text(max_size=80))
def test_no_text_breaks_the_glossary_s_reader(text: str) -> None:
    with contextlib.suppress(CatalogError):
        parse_glossary(COLUMNS + text, "g.csv")
