"""Messages become a template, or a catalog of a language that nobody has translated yet."""

from collections.abc import Iterable

from briefkit.catalogs.translating import TEMPLATES_LOCALE
from briefkit.languages import PSEUDO_LOCALES, direction, english_name, plural_forms
from briefkit.model import Catalog, Entry, Message

__all__ = ["NOBODY", "new_catalog", "plural_count", "template_catalog", "untranslated"]


# The Last-Translator of a catalog that is only begun.
NOBODY = "nobody yet"

# What Poedit, and what reads its files, takes for the language of the msgids; without it, English.
_SOURCE_LANGUAGE = "X-Source-Language"


def template_catalog(
    messages: Iterable[Message],
    *,
    domain: str,
    path: str,
    created: str,
    source_locale: str = TEMPLATES_LOCALE,
    bugs_to: str = "",
) -> Catalog:
    """Return the template (.pot) of a domain; `created` is a time as gettext writes it."""
    return Catalog(
        locale="",
        domain=domain,
        path=path,
        header_comment=f"Template of the messages of “{domain}”.",
        header_flags=("fuzzy",),
        headers=(
            ("Project-Id-Version", "briefkit"),
            ("Report-Msgid-Bugs-To", bugs_to),
            ("POT-Creation-Date", created),
            ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
            ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"),
            ("Language-Team", "LANGUAGE <LL@li.org>"),
            ("Language", ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            *_written_in(source_locale),
        ),
        entries=tuple(untranslated(message, 2) for message in messages),
    )


def new_catalog(
    messages: Iterable[Message],
    *,
    domain: str,
    locale: str,
    path: str,
    created: str,
    source_locale: str = TEMPLATES_LOCALE,
    translator: str = "",
    bugs_to: str = "",
) -> Catalog:
    """Return a catalog to begin with, of what its locale is asked for; its plurals are CLDR's.

    `created` is a time as gettext writes it, `translator` a name and address for Last-Translator.
    """
    forms = plural_forms(locale)
    count = plural_count(forms)
    return Catalog(
        locale=locale,
        domain=domain,
        path=path,
        header_comment=f"{english_name(locale)} translation of “{domain}”.",
        headers=(
            ("Project-Id-Version", "briefkit"),
            ("Report-Msgid-Bugs-To", bugs_to),
            ("POT-Creation-Date", created),
            ("PO-Revision-Date", created),
            ("Last-Translator", translator or NOBODY),
            ("Language-Team", english_name(locale)),
            ("Language", locale),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", forms),
            *_written_in(source_locale),
        ),
        # Poedit does not keep folded lines that have combining marks.
        wrapped=direction(locale) == "ltr",
        entries=tuple(
            untranslated(message, count)
            for message in messages
            if message.is_wanted_in(locale) or locale in PSEUDO_LOCALES
        ),
    )


def _written_in(source_locale: str) -> tuple[tuple[str, str], ...]:
    return () if source_locale == TEMPLATES_LOCALE else ((_SOURCE_LANGUAGE, source_locale),)


def plural_count(forms: str) -> int:
    """Return how many plural forms a header “Plural-Forms” counts; 2 if it does not say."""
    digits = forms.partition("nplurals=")[2].partition(";")[0].strip()
    return int(digits) if digits.isdigit() and int(digits) > 0 else 2


def untranslated(message: Message, plurals: int) -> Entry:
    """Return a message's entry with empty translations, as many as it has forms."""
    return Entry(message=message, translations=("",) * (plurals if message.plural else 1))
