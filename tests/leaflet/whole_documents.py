"""Leaflets of any Markdown text, made as the program makes them: for tests of what prints."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefkit.brief import parse_blocks, parse_references
from briefkit.build import fit_of, inputs_of, shaper_for, typesetter_for
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import (
    PLAIN,
    Finish,
    Leaflet,
    Page,
    format_of,
    in_two_languages,
    localise_text,
)
from briefkit.model import Audience, Edition, Fit, Level, NotesAt, Picture
from briefkit.project import LEAFLET_DOMAIN
from briefkit.proof import expect, proof
from briefkit.proof.audit import audit
from tests.conftest import BRIEF, ROOT

__all__ = ["WORKS", "Printed", "leaflet_of_text", "print_side_by_side", "print_text"]

WORKS = """[
  {"id": "apr", "type": "legislation", "title": "Regulation (EU) 2024/1348",
   "title-short": "Procedures Regulation", "issued": {"date-parts": [[2024, 5, 22]]}},
  {"id": "roe", "type": "book", "author": [{"family": "Roe", "given": "Ann"}],
   "title": "On rights", "issued": {"date-parts": [[2014]]}}
]"""


@dataclass(frozen=True)
class Printed:
    """A leaflet as it was typeset, and what is wrong with it."""

    leaflet: Leaflet
    page: Page
    pdf: bytes
    pages: int
    faults: tuple[Diagnostic, ...]


def leaflet_of_text(
    text: str,
    *,
    locale: str = "en",
    level: Level = Level.PROFESSIONAL,
    notes: NotesAt = NotesAt.END,
    fmt: str = "a4",
    pictures: Mapping[str, Mapping[str, Picture]] | None = None,
    allow_incomplete: bool = False,
    **settings: Any,
) -> Leaflet:
    """Return the leaflet of a text that is written in a locale, of a brief without a funder."""
    fit = Fit(size_max=12, size_min=8, leading_max=1.4, leading_min=1.2, pages_min=1, pages_max=20)
    audience = Audience(
        name="all", letter="A", level=level, formats=(fmt,), fit=fit, emergency="112", stamp=True,
        discreet=True, notes=notes,
    )  # fmt: skip
    inputs = inputs_of(ROOT, ROOT)
    known = inputs.project.brief(BRIEF).texts["professional"]
    brief = replace(
        known,
        audience="all",
        words=type(known.words)(),
        settings=replace(
            known.settings,
            source_locale=locale,
            audiences={"all": audience},
            funder=None,
            **settings,
        ),
        blocks=parse_blocks(text, "all.md", "all", pictures),
        pictures=pictures or {},
    )
    edition = Edition(brief=BRIEF, audience="all", locale=locale, format=fmt)
    return localise_text(
        edition=edition,
        brief=brief,
        catalog=inputs.catalog(BRIEF, locale),
        shared=inputs.project.leaflet_messages,
        shared_catalog=inputs.catalog(LEAFLET_DOMAIN, locale),
        references=parse_references(WORKS, "references.json"),
        fingerprint="",
        allow_incomplete=allow_incomplete,
    ).with_contacts("", ())


def print_text(
    text: str, font_cache: Path, *, finish: Finish = PLAIN, size: float = 0, **how: Any
) -> Printed:
    """Return a text typeset, proofed and audited; at a `size` in pt, or fitted."""
    return _printed(leaflet_of_text(text, **how), font_cache, finish, size)


def print_side_by_side(
    texts: tuple[str, str], locales: tuple[str, str], font_cache: Path, *, size: float, **how: Any
) -> Printed:
    """Return a text and its translation side by side, likewise."""
    first, second = (
        leaflet_of_text(text, locale=locale, **how)
        for text, locale in zip(texts, locales, strict=True)
    )
    edition = replace(first.edition, second=locales[1])
    return _printed(in_two_languages(edition, first, second), font_cache, PLAIN, size)


def _printed(leaflet: Leaflet, font_cache: Path, finish: Finish, size: float) -> Printed:
    fmt, fit = format_of(leaflet.edition), fit_of(leaflet)
    if size:
        fit = replace(fit, size_max=size, size_min=size, leading_min=fit.leading_max)
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(leaflet, fmt, finish)
    typesetter = typesetter_for(font_cache, leaflet.fonts)
    made = typesetter.typeset(page, fit, "test")
    wanted = expect(leaflet, page, fmt, fit)
    found = proof(made.pdf, wanted, shaper_for(font_cache, leaflet.fonts))
    return Printed(leaflet, page, made.pdf, made.pages, (*found, *audit(made.pdf)))
