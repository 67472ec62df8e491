"""A message's translation, or its source's words where there is none fit to print."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefkit.brief import hidden_characters, parse_inline
from briefkit.catalogs.alterations import altered_citations, altered_links, altered_placeholders
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError
from briefkit.languages import PSEUDO_LOCALES
from briefkit.model import Catalog, LocalisedText, Message, Segment

__all__ = [
    "TEMPLATES_LOCALE",
    "Label",
    "is_templates_language",
    "missing_messages",
    "translate",
    "translate_label",
]

# The language that the templates and the program's pages are written in.
TEMPLATES_LOCALE = "en"


def is_templates_language(locale: str) -> bool:
    """Whether the templates' words stand in a locale as they are: in English, of any country."""
    return locale not in PSEUDO_LOCALES and locale.partition("_")[0] == TEMPLATES_LOCALE


@dataclass(frozen=True, slots=True)
class Label:
    """A template's message in a language; `fallback` and `attributes` as in LocalisedText."""

    text: str
    locale: str
    fallback: bool = False
    attributes: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)


def missing_messages(
    segments: Iterable[Segment],
    shared: Iterable[Message],
    catalog: Catalog,
    shared_catalog: Catalog,
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for every message that has no translation fit to print."""
    wanted = dict.fromkeys((False, segment.key) for segment in segments)
    wanted |= dict.fromkeys((True, message.key) for message in shared)
    return tuple(
        _missing(chosen, key)
        for is_shared, key in wanted
        for chosen in (shared_catalog if is_shared else catalog,)
        if chosen.lookup(key) is None
    )


def _missing(catalog: Catalog, key: tuple[str | None, str]) -> Diagnostic:
    entry = catalog.entry(key)
    if entry is not None and entry.translated:
        changed = entry.previous[1] is not None
        why = (
            translatable("its source has changed since")
            if changed
            else translatable("nobody has confirmed it yet")
        )
        message = translatable("This translation is fuzzy: %(why)s.", why=why)
        hint = translatable("Check it against the source, correct it, then clear the fuzzy mark.")
    elif entry is not None:
        message, hint = (
            translatable("This message is not translated."),
            translatable("Translate it in the catalog."),
        )
    else:
        message = translatable("This message is missing from the catalog.")
        hint = translatable(
            "Give “briefkit update %(locale)s”, then translate it.", locale=catalog.locale
        )
    return Diagnostic(
        check="untranslated",
        message=message,
        hint=hint,
        location=Location(catalog.path, entry.line if entry else 0),
        locale=catalog.locale,
        msgid=key[1],
    )


def translate(segment: Segment, catalog: Catalog, source_locale: str) -> LocalisedText:
    """Return a segment in the catalog's language, or in the source's where that has a gap.

    Raises CatalogError when the translation's link targets or citations are not the source's.
    """
    source = parse_inline(segment.text, segment.location)
    translation = catalog.lookup(segment.key)
    if translation is None:
        return LocalisedText(inline=source, locale=source_locale, fallback=True)
    entry = catalog.entry(segment.key)
    location = Location(catalog.path, entry.line if entry else 0)
    inline = parse_inline(translation, location, CatalogError)
    for problem in (altered_links(inline, source), altered_citations(inline, source)):
        if problem:
            raise CatalogError(
                Diagnostic(
                    check="markup",
                    message=problem,
                    hint=translatable("Copy them from the source text, unchanged."),
                    location=location,
                    locale=catalog.locale,
                    msgid=segment.text,
                )
            )
    return LocalisedText(inline=inline, locale=catalog.locale)


def translate_label(message: Message, catalog: Catalog) -> Label:
    """Return a template's message in the catalog's language, or its own where that has a gap.

    Raises CatalogError when the translation's placeholders are not the source's.
    """
    translation = catalog.lookup(message.key)
    if translation is None:
        if is_templates_language(catalog.locale):
            return Label(message.msgid, catalog.locale)
        return Label(message.msgid, TEMPLATES_LOCALE, fallback=True)
    entry = catalog.entry(message.key)
    if problem := altered_placeholders(translation, message.msgid):
        pass
    elif hidden := hidden_characters(translation):
        problem = translatable(
            "The text has characters that hide or reorder it: %(hidden)s.",
            hidden=", ".join(hidden),
        )
    else:
        return Label(translation, catalog.locale)
    raise CatalogError(
        Diagnostic(
            check="placeholders",
            message=problem,
            hint=translatable(
                "Copy the placeholders, such as %(date)s, from the source text, unchanged."
            ),
            location=Location(catalog.path, entry.line if entry else 0),
            locale=catalog.locale,
            msgid=message.msgid,
        )
    )
