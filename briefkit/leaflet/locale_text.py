"""Numbers, addresses, names and dates as the text of a locale has them."""

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup, escape

from briefkit.languages import (
    direction,
    first_strong,
    format_day,
    format_span,
    is_known,
    language_names,
    language_tag,
    script,
    scripts_of,
    separators,
)
from briefkit.leaflet.left_to_right import left_to_right_runs
from briefkit.leaflet.markup import in_language, plain
from briefkit.leaflet.unbroken import unbroken_runs

__all__ = ["LocaleWriter", "isolated", "left_to_right", "unbroken"]


def left_to_right(text: str) -> Markup:
    """Return a run (or markup) for right-to-left text; its words may part at a line's end."""
    words = plain(text) if isinstance(text, Markup) else text
    if first_strong(words) and any(map(str.isspace, words)):
        return Markup('<bdi class="words" dir="ltr">{}</bdi>').format(text)
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def unbroken(text: str) -> Markup:
    """Return a run (or markup) of left-to-right text that stays on one line."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def isolated(text: str) -> Markup:
    """Return right-to-left text with the left-to-right runs in it isolated."""
    parts, end = [], 0
    for start, stop in left_to_right_runs(text):
        parts += [escape(text[end:start]), left_to_right(text[start:stop])]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])


class LocaleWriter:
    """Writes numbers, addresses, names and dates as text of a locale has them.

    `direction` is the locale's, “ltr” or “rtl”; `comma` and `semicolon` part the items of lists.
    """

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self.direction = direction(locale)
        self.comma, self.semicolon = separators(locale)

    def ltr(self, value: object) -> Markup:
        """Return a number or an address, which keeps its order and its line."""
        if self.direction == "ltr" and str(value).isalnum():
            # It does so anyway; an element after a no-break space upsets WeasyPrint’s line breaks.
            return escape(value)
        return Markup('<bdi dir="ltr">{}</bdi>').format(value)

    def isolate(self, text: str) -> Markup:
        """Return text of the leaflet's language, with the left-to-right runs in it isolated."""
        return escape(text) if self.direction == "ltr" else isolated(text)

    def words(self, text: str, languages: Sequence[str] | None = None) -> Markup:
        """Return a contact's own words, in the direction of their first letter (UAX #9, P2).

        In letters that the locale is not written in, they are marked as of the first of the
        contact's `languages` that is; where these are not given, they are not marked.
        """
        return _in_own_language(_directed(text, self.direction), text, languages, self.locale)

    def marked(self, text: str) -> str:
        """Return bare text, such as an attribute's, that keeps a direction of its own.

        A mark at either end holds the signs there, on each line (UAX #9, 2.6).
        """
        if first_strong(text) in ("", self.direction):
            return text
        mark = "\u200e" if self.direction == "rtl" else "\u200f"
        return f"{mark}{text}{mark}"

    def hours(self, text: str, languages: Sequence[str] | None = None) -> Markup:
        """Return a contact's opening hours: as its `words`, but spans (9–17) keep their line."""
        if self.direction == "ltr":
            text = re.sub(r"(?<=\d)[-–](?=\d)", "\\g<0>\u2060", text)  # a word joiner
        runs = [(a, b) for a, b in unbroken_runs(text) if re.search(r"\s", text[a:b])]
        if not runs or first_strong(text) == "rtl":
            return self.words(text, languages)
        parts, end = [], 0
        for start, stop in runs:
            parts += [escape(text[end:start]), unbroken(text[start:stop])]
            end = stop
        whole = left_to_right(Markup("").join([*parts, escape(text[end:])]))
        return _in_own_language(whole, text, languages, self.locale)

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
        if language and language != self.locale:
            leftwards = direction(language) == "rtl"
            return in_language(isolated(text) if leftwards else escape(text), language)
        return self.words(text) if self.direction == "rtl" else escape(text)


def _directed(text: str, around: str) -> Markup:
    """Return words in the direction of their first letter, within text of another or the same."""
    if first_strong(text) != "rtl":
        return escape(text) if around == "ltr" and text.isalnum() else left_to_right(text)
    if around == "rtl":
        return isolated(text)
    return Markup('<bdi class="words" dir="rtl">{}</bdi>').format(isolated(text))


def _in_own_language(
    markup: Markup, text: str, languages: Sequence[str] | None, locale: str
) -> Markup:
    """Return the markup of a contact's text, marked where it is in other letters than the locale's.

    In letters of none of the `languages`, it is of one that nobody knows (BCP 47, “und”).
    """
    letters = next(filter(None, map(script, text)), "")
    if languages is None or not letters or letters in scripts_of(locale):
        return markup
    # A language of a contact may be one that the CLDR has no data of.
    known = (code for code in languages if is_known(code))
    own = next((code for code in known if letters in scripts_of(code)), f"und-{letters}")
    # `span` stands for a change of language alone: `mend` finds them by it.
    return Markup('<span lang="{}">{}</span>').format(language_tag(own), markup)
