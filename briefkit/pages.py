"""The pages of the program's site and desk, for browsers: Jinja2 templates of the package."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from briefkit.catalogs import altered_placeholders
from briefkit.diagnostics import InEnglish, Translatable, named
from briefkit.errors import BriefkitError
from briefkit.languages import (
    LanguageName,
    direction,
    endonym,
    format_day,
    is_known,
    language_tag,
    name_for,
)
from briefkit.leaflet import fillable, new_environment, template_texts
from briefkit.model import Catalog
from briefkit.project import DESK_DOMAIN, PAGES, Project, page_messages

__all__ = ["Pages", "pages_by_language", "pages_in"]


class Pages:
    """Pages of `templates`, in the language of a catalog; without one, as they were written."""

    def __init__(self, templates: Mapping[str, str], catalog: Catalog | None = None) -> None:
        self._environment = new_environment(templates, _translator(catalog))
        locale = catalog.locale if catalog else "en"
        say = _sayer(catalog)
        self._environment.filters.update(
            day=lambda day: format_day((day.year, day.month, day.day), locale),
            direction=direction,
            endonym=endonym,
            language_tag=language_tag,
            name_for=name_for,
            said=say,
            name_if_known=_name_if_known,
            reorderings=_reorderings,
        )

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a page as HTML, all `values` and all translations escaped."""
        return self._environment.get_template(name).render(values)


# What turns the letters about it round, and shows nothing: UAX #9, 2.1 to 2.6.
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def _reorderings(text: str) -> Markup:
    """Return a text with what would reorder it shown by its code, and without its effect."""
    marked, end = Markup(), 0
    for found in _BIDI_CONTROLS.finditer(text):
        sign = Markup('<bdi class="sign" dir="ltr" title="{}">U+{:04X}</bdi>')
        marked += escape(text[end : found.start()])
        marked += sign.format(named(found[0]), ord(found[0]))
        end = found.end()
    return marked + escape(text[end:])


def pages_by_language(project: Project) -> dict[str, Pages]:
    """Return the pages by locale: in English, as written, and where the catalog is complete.

    What is found need not be translated, for it is told in English then. A catalog that cannot be
    read, or that has altered placeholders, is none.
    """
    templates = _templates()
    every = (
        (name, _pages_in(project, name, templates)) for name in ("en", *project.catalogs.locales)
    )
    return {locale: pages for locale, pages in every if pages}


def pages_in(project: Project, locale: str) -> Pages | None:
    """Return the pages in one language, or None where `pages_by_language` has none in it."""
    return _pages_in(project, locale, _templates())


def _templates() -> dict[str, str]:
    return {name: text for folder in PAGES for name, text in template_texts(folder).items()}


def _pages_in(project: Project, locale: str, templates: Mapping[str, str]) -> Pages | None:
    catalog = _whole_catalog(project, locale)
    return Pages(templates, catalog) if catalog or locale == "en" else None


def _whole_catalog(project: Project, locale: str) -> Catalog | None:
    try:
        catalog = project.catalogs.read(DESK_DOMAIN, locale)
    except BriefkitError:
        return None
    if not catalog.entries:
        return None
    texts = ((m.msgid, catalog.lookup(m.key)) for m in page_messages())
    whole = all(text and not altered_placeholders(text, msgid) for msgid, text in texts)
    return catalog if whole else None


def _name_if_known(locale: str, reader: str) -> str:
    """Return a language's name for its reader; of what is none any more, what was asked for."""
    return name_for(locale, reader) if is_known(locale) else locale


def _translator(catalog: Catalog | None) -> Callable[[str], str]:
    def gettext(message: str) -> str:
        return fillable((catalog.lookup((None, message)) if catalog else None) or message, message)

    return gettext


def _sayer(catalog: Catalog | None) -> Callable[[str], Markup]:
    """Return what makes a page's words of what was found: in its language, or marked as English."""
    return escape if catalog is None else partial(_said, catalog=catalog)


def _said(text: str, catalog: Catalog) -> Markup:
    """Return a text in a catalog's language; what has no translation is marked as English."""
    template = catalog.lookup((None, text.template)) if isinstance(text, Translatable) else None
    if (
        not isinstance(text, Translatable)
        or not template
        or altered_placeholders(template, text.template)
    ):
        return Markup('<span lang="en" dir="ltr">{}</span>').format(text)
    if not text.values:
        return escape(template)
    values = {name: _value(value, catalog) for name, value in text.values.items()}
    # The parts between the placeholders, and these, by turns.
    parts = re.split(r"%\((\w+)\)s", template)
    words = (
        values.get(p, "") if n % 2 else escape(p.replace("%%", "%")) for n, p in enumerate(parts)
    )
    return Markup("").join(words)


def _value(value: object, catalog: Catalog) -> Markup:
    if isinstance(value, LanguageName):
        return escape(name_for(value.locale, catalog.locale))
    if isinstance(value, Translatable | InEnglish):
        return _said(value, catalog)
    return escape(str(value))
