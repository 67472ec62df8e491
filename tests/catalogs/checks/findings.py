"""What the checks find in one translation, and the catalogs that we ship."""

from dataclasses import replace
from functools import cache

from briefkit.catalogs import Term
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Location
from briefkit.model import Catalog, Entry, Message
from briefkit.project import Project
from tests.conftest import ROOT

PROJECT = Project(ROOT, ROOT)
MESSAGES = {domain: PROJECT.messages(domain) for domain in PROJECT.domains}


@cache
def catalogs() -> dict[tuple[str, str], Catalog]:
    return {
        (domain, locale): PROJECT.catalogs.read(domain, locale)
        for domain in PROJECT.domains
        for locale in PROJECT.catalogs.locales
    }


def found_in(
    translation: str,
    source: str,
    locale: str,
    *,
    terms: tuple[Term, ...] = (),
    place: str = "briefs/x/professional.md",
    tight: bool = False,
    flags: tuple[str, ...] = (),
    comment: str = "",
) -> set[str]:
    """Return the names of the checks that find something in one translation."""
    message = Message(msgid=source, places=(Location(place, 1),), tight=tight)
    entry = Entry(
        message=replace(message, flags=flags),
        translations=(translation,),
        translator_comment=comment,
    )
    catalog = Catalog(
        locale=locale, domain="d", path="d.po", headers=(), header_comment="", entries=(entry,)
    )
    found = check_catalog(catalog, [message], source_locale="en", glossary=terms)
    return {finding.check for finding in found} - {"headers"}
