"""Leaflets in a language: their codes, and what they refuse."""

from dataclasses import replace

import pytest

from briefkit.errors import CatalogError
from briefkit.leaflet import ALPHABET, Leaflet, localise_text
from briefkit.model import Edition
from briefkit.project import LEAFLET_DOMAIN, Project
from tests.conftest import BRIEF, ROOT

PROJECT = Project(ROOT, ROOT)


def localised(
    locale: str, *, fingerprint: str = "", gap: bool = False, allow_incomplete: bool = False
) -> Leaflet:
    """Return the community leaflet; with a `gap`, its first message has no translation."""
    loaded = PROJECT.brief(BRIEF)
    text = loaded.texts["community"]
    catalog = PROJECT.catalogs.read(BRIEF, locale)
    if gap:
        first = next(iter(text.segments())).text
        entries = tuple(
            e.change(translations=("",)) if e.message.msgid == first else e for e in catalog.entries
        )
        catalog = replace(catalog, entries=entries)
    wording = localise_text(
        edition=Edition(brief=BRIEF, audience="community", locale=locale),
        brief=text,
        catalog=catalog,
        shared=PROJECT.leaflet_messages,
        shared_catalog=PROJECT.catalogs.read(LEAFLET_DOMAIN, locale),
        references=loaded.references,
        fingerprint=fingerprint,
        allow_incomplete=allow_incomplete,
    )
    return wording.with_contacts("", ())


def test_a_code_is_that_of_all_that_is_printed() -> None:
    leaflet = localised("bg")
    assert leaflet.code == localised("bg").code
    assert leaflet.code != localised("bg", fingerprint="other templates").code
    prefix = leaflet.edition.code_prefix(leaflet.brief.settings.code, leaflet.brief.reader.letter)
    assert leaflet.code.startswith(prefix)
    digest = leaflet.code.removeprefix(prefix)
    assert len(digest) == 8
    assert set(digest) <= set(ALPHABET)


def test_a_gap_is_refused_or_filled_with_the_source_s_words() -> None:
    with pytest.raises(CatalogError):
        localised("bg", gap=True)
    leaflet = localised("bg", gap=True, allow_incomplete=True)
    assert leaflet.incomplete
    assert [t.locale for t in leaflet.brief.segments() if t.fallback] == ["en"]
    assert leaflet.code != localised("bg").code
