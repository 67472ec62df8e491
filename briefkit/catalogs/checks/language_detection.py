"""Whether a translation is in its language; the only importer of lingua."""

from collections.abc import Iterable, Iterator
from importlib.metadata import version

from briefkit.catalogs.checks.unit import PLACE, Check, Finding, Unit
from briefkit.diagnostics import translatable
from briefkit.languages import LanguageName, scripts_of

__all__ = ["language_check"]

# Shorter texts are not told apart reliably: of 1,385 messages in the languages that we ship, lingua
# took 19 of up to 50 letters for another language, and none of 60 or more.
_LETTERS = 60

# The surest of those had 0.76 for its own language, and text pasted from another less than 0.01.
_UNLIKELY = 0.1

# Not ours, but what is pasted into catalogs of their neighbours.
_NEIGHBOURS = ("mk", "ru")


def language_check(locales: Iterable[str]) -> Check | None:
    """Return a check that tells these locales’ languages apart; nothing if lingua is missing.

    A translation in a language that lingua does not know, as Maltese, or not in the locale's
    letters, as Serbian in Latin ones, is left alone.
    """
    try:
        from lingua import Language, LanguageDetectorBuilder
    except ImportError:
        return None
    codes = {locale.partition("_")[0] for locale in (*locales, *_NEIGHBOURS)}
    known = {
        language.iso_code_639_1.name.lower(): language
        for language in Language.all()
        if language.iso_code_639_1.name.lower() in codes
    }
    builder = LanguageDetectorBuilder.from_languages(*known.values())
    if version("lingua-language-detector").startswith("2.1."):
        # Its models of trigrams alone suffice for texts this long, at a tenth of the time and
        # memory. From 2.2 (Python 3.12) on, all models take no more, and by trigrams alone it takes
        # plain Spanish for Hungarian.
        builder = builder.with_low_accuracy_mode()
    detector = builder.build()
    in_latin = Language.all_with_latin_script()

    def language(unit: Unit) -> Iterator[Finding]:
        """The translation is in its language (lingua), where it is long enough to tell."""
        text = unit.plain.replace(PLACE, "")
        if unit.language not in known or sum(map(str.isalpha, text)) < _LETTERS:
            return
        if (known[unit.language] in in_latin) != (scripts_of(unit.locale) == {"Latn"}):
            return
        likely = detector.compute_language_confidence_values(text)
        own = next(item.value for item in likely if item.language == known[unit.language])
        found = likely[0].language.iso_code_639_1.name.lower()
        if found != unit.language and own < _UNLIKELY:
            yield (
                translatable("This reads like %(language)s.", language=LanguageName(found)),
                translatable("Translate it into %(language)s.", language=LanguageName(unit.locale)),
            )

    return language
