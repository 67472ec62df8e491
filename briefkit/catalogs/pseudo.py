"""Pseudo-locales: texts that nobody has to translate, which show what a translation would break."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefkit.catalogs.starting import new_catalog
from briefkit.model import Catalog, Message

__all__ = ["hard_coded_words", "pseudo_catalog", "pseudo_text"]

# The share by which a pseudo-translation is longer than its source.
_GROWTH = 0.35

_ACCENTED = str.maketrans(
    "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz",
    "ÅåƁƀÇçÐðÉéḞḟĜĝĤĥÎîĴĵĶķĻļṀṁÑñÖöÞþǪǫŔŕŠšŢţÛûɅʌŴŵꞳꭓÝýŽž",
)
_RIGHT_TO_LEFT = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz",
    "ابجدهفغحيجكلمنوبقرستوفوشيز",
)
_FILLER = "one two three four five six seven eight nine ten".split()

# What a translation keeps as it is: citations, link targets, placeholders, markup, escapes, names.
_KEPT = re.compile(
    r"\[@[^\]]*\]|\]\([^)]*\)|<https?:[^>]*>|%\(\w+\)s|%%|\*+|\\.|&\w+;|\bA4\b|\d+", re.DOTALL
)


def pseudo_text(text: str, locale: str) -> str:
    """Return a pseudo-translation: en_XA accented, ar_XB in right-to-left letters, 35 % longer."""
    room = len(_KEPT.sub("", text)) * _GROWTH
    padding = _FILLER[0]
    while len(padding) < room:
        padding += " " + _FILLER[padding.count(" ") % len(_FILLER)]
    return f"{_letters(text, locale)} {_letters(padding, locale)}"


def _letters(text: str, locale: str) -> str:
    parts, end = [], 0
    for match in _KEPT.finditer(text):
        parts += [_translated(text[end : match.start()], locale), match[0]]
        end = match.end()
    return "".join([*parts, _translated(text[end:], locale)])


def _translated(text: str, locale: str) -> str:
    return (
        text.translate(_ACCENTED) if locale == "en_XA" else text.lower().translate(_RIGHT_TO_LEFT)
    )


def pseudo_catalog(
    messages: Sequence[Message], *, domain: str, locale: str, created: str
) -> Catalog:
    """Return a whole catalog of pseudo-translations; `created` is a time as gettext writes it."""
    catalog = new_catalog(messages, domain=domain, locale=locale, path="", created=created)
    return replace(
        catalog,
        entries=tuple(
            entry.change(
                translations=tuple(
                    pseudo_text(entry.message.msgid, locale) for _ in entry.translations
                )
            )
            for entry in catalog.entries
        ),
    )


def hard_coded_words(text: str, allowed: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a leaflet in en_XA that no catalog can have written.

    Those are words of three plain letters or more; `allowed` are texts that stand as they are,
    such as the titles of sources and the names of months.
    """
    plain = re.compile(r"(?<![^\W\d_])[A-Za-z]{3,}(?![^\W\d_])")
    known = {word for part in allowed for word in plain.findall(part)}
    return tuple(dict.fromkeys(word for word in plain.findall(text) if word not in known))
