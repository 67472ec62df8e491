"""Numbers, addresses, names and dates as the text of a locale has them."""

import re
import unicodedata
from datetime import date

from markupsafe import Markup, escape

from briefkit.languages import direction, format_day, format_span, language_names, separators
from briefkit.leaflet.markup import in_language

__all__ = ["LocaleWriter"]

# What stands left to right within right-to-left text: numbers, addresses, Latin names.
_LEFT_TO_RIGHT = re.compile(
    r"[+#@]?[0-9A-Za-z\u00c0-\u024f]"
    r"(?:[0-9A-Za-z\u00c0-\u024f .,:/()&?=@%’'–-]*[0-9A-Za-z\u00c0-\u024f/)])?"
)


class LocaleWriter:
    """Writes numbers, addresses, names and dates as text of a locale has them.

    `direction` is the locale's, “ltr” or “rtl”; `comma` and `semicolon` part the items of lists.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.direction = direction(locale)
        self.comma, self.semicolon = separators(locale)

    def ltr(self, value: object) -> Markup:
        """Return a number, address or Latin name, which keeps its order and its line."""
        if self.direction == "ltr" and str(value).isalnum():
            # It does so anyway; an element after a no-break space upsets WeasyPrint’s line breaks.
            return escape(value)
        return Markup('<bdi dir="ltr">{}</bdi>').format(value)

    def isolate(self, text: str) -> Markup:
        """Return text with the left-to-right runs in it isolated."""
        if self.direction == "ltr":
            return escape(text)
        parts, end = [], 0
        for match in _LEFT_TO_RIGHT.finditer(text):
            parts += [escape(text[end : match.start()]), self.ltr(match[0])]
            end = match.end()
        return Markup("").join([*parts, escape(text[end:])])

    def words(self, text: str) -> Markup:
        """Return a contact's own words, in the direction of their script."""
        if any(unicodedata.bidirectional(c) in ("R", "AL") for c in text):
            return self.isolate(text)
        return self.ltr(text)

    def hours(self, text: str) -> Markup:
        """Return opening hours, whose spans (9–17) keep their line."""
        if self.direction == "ltr":
            text = re.sub(r"(?<=\d)[-–](?=\d)", "\\g<0>\u2060", text)  # a word joiner
        return self.words(text)

    def day(self, day: date) -> Markup:
        """Return a date in full."""
        return self.date((day.year, day.month, day.day))

    def date(self, parts: tuple[int, ...], end: tuple[int, ...] = ()) -> Markup:
        """Return (year), (year, month) or (year, month, day), which keeps its line.

        With an `end`, the span up to it.
        """
        text = format_span(parts, end, self.locale) if end else format_day(parts, self.locale)
        return Markup("<time>{}</time>").format(self.isolate(text))

    def language_names(self, codes: tuple[str, ...]) -> Markup:
        """Return a list of languages by their names in the leaflet's language."""
        return self.isolate(language_names(codes, self.locale))

    def foreign(self, text: str, language: str) -> Markup:
        """Return text in its own language (a name, a title), marked as such."""
        if not language or language == self.locale:
            return self.isolate(text)
        return in_language(escape(text), language)
