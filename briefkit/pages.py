"""The pages of the program's site and desk, for browsers: Jinja2 templates of the package."""

from collections.abc import Callable, Mapping
from typing import Any

from briefkit.catalogs import altered_placeholders
from briefkit.errors import BriefkitError
from briefkit.languages import direction, endonym, format_day, is_known, language_tag, name_for
from briefkit.leaflet import fillable, new_environment, template_texts
from briefkit.model import Catalog
from briefkit.project import DESK_DOMAIN, PAGES, Project

__all__ = ["Pages", "pages_by_language"]


class Pages:
    """Pages of `templates`, in the language of a catalog; without one, as they were written."""

    def __init__(self, templates: Mapping[str, str], catalog: Catalog | None = None) -> None:
        self._environment = new_environment(templates, _translator(catalog))
        locale = catalog.locale if catalog else "en"
        self._environment.filters.update(
            day=lambda day: format_day((day.year, day.month, day.day), locale),
            direction=direction,
            endonym=endonym,
            language_tag=language_tag,
            name_for=name_for,
            name_if_known=_name_if_known,
        )

    def render(self, name: str, values: Mapping[str, Any]) -> str:
        """Return a page as HTML, all `values` and all translations escaped."""
        return self._environment.get_template(name).render(values)


def pages_by_language(project: Project) -> dict[str, Pages]:
    """Return the pages by locale: in English, as written, and where the catalog is complete.

    A catalog that cannot be read, or that has altered placeholders, is none.
    """
    templates = {name: text for folder in PAGES for name, text in template_texts(folder).items()}
    found = {"en": Pages(templates)}
    for locale in project.catalogs.locales:
        try:
            catalog = project.catalogs.read(DESK_DOMAIN, locale)
        except BriefkitError:
            continue
        texts = [(m.msgid, catalog.lookup(m.key)) for m in project.desk_messages]
        if all(text and not altered_placeholders(text, msgid) for msgid, text in texts):
            found[locale] = Pages(templates, catalog)
    return found


def _name_if_known(locale: str, reader: str) -> str:
    """Return a language's name for its reader; of what is none any more, what was asked for."""
    return name_for(locale, reader) if is_known(locale) else locale


def _translator(catalog: Catalog | None) -> Callable[[str], str]:
    def gettext(message: str) -> str:
        return fillable((catalog.lookup((None, message)) if catalog else None) or message, message)

    return gettext
