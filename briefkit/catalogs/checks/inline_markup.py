"""What must come through a translation unchanged: citations, links, placeholders, markup."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefkit.brief import UnsetMarkup, unset_markup, without_hidden
from briefkit.catalogs import (
    PLACEHOLDER,
    altered_citations,
    altered_links,
    altered_placeholders,
)
from briefkit.catalogs.checks.unit import PLACE, SOURCES, Finding, Unit, parsed
from briefkit.diagnostics import translatable
from briefkit.model import Break, Emphasis, InLanguage, Inline, Link, Strong, Text

__all__ = ["citations", "links", "markup", "newlines", "placeholders"]

_UNCHANGED = translatable("Copy them from the source text, unchanged; their order may change.")


def citations(unit: Unit) -> Iterator[Finding]:
    """Citations are the source’s."""
    if problem := altered_citations(unit.inline, unit.source_inline):
        yield problem, _UNCHANGED


def links(unit: Unit) -> Iterator[Finding]:
    """Link targets are the source’s."""
    if problem := altered_links(unit.inline, unit.source_inline):
        yield problem, _UNCHANGED


def placeholders(unit: Unit) -> Iterator[Finding]:
    """Placeholders such as %(date)s are the source’s."""
    if problem := altered_placeholders(unit.clean, unit.source):
        yield problem, _UNCHANGED


def newlines(unit: Unit) -> Iterator[Finding]:
    """A translation begins and ends with a line break where its source does."""
    alike = translatable("Make them alike.")
    if unit.text.startswith("\n") and not unit.source.startswith("\n"):
        yield translatable("Only the translation begins with a line break."), alike
    if unit.source.startswith("\n") and not unit.text.startswith("\n"):
        yield translatable("Only the source begins with a line break."), alike
    if unit.text.endswith("\n") and not unit.source.endswith("\n"):
        yield translatable("Only the translation ends with a line break."), alike
    if unit.source.endswith("\n") and not unit.text.endswith("\n"):
        yield translatable("Only the source ends with a line break."), alike


_MARKS = {
    Strong: "**bold**",
    Emphasis: "*emphasis*",
    Link: "[link](…)",
    InLanguage: "[text]{lang=…}",
    Break: translatable("line break"),
}


# Between a mark and a letter, ** ends nothing (CommonMark 0.31.2, 6.2); Chinese has no space there.
_MARK_INSIDE = re.compile(r"([。，、：；！？])\*\*(?=\w)")


def markup(unit: Unit) -> Iterator[Finding]:
    """Bold, emphasis, links and line breaks are as many as the source’s; no mark prints."""
    if unit.refusal:
        yield unit.refusal.message, unit.refusal.hint
        return
    ours, theirs = (Counter(_marks(inline)) for inline in (unit.inline, unit.source_inline))
    inside = _MARK_INSIDE.search(unit.text)
    for mark, name in _MARKS.items():
        if ours[mark] != theirs[mark]:
            yield (
                translatable(
                    "%(name)s stands %(ours)s times instead of %(theirs)s.",
                    name=name,
                    ours=ours[mark],
                    theirs=theirs[mark],
                ),
                (
                    translatable(
                        "Put %(inside)s after the %(mark)s, not before it.",
                        inside=inside[1],
                        mark="**",
                    )
                    if inside
                    else translatable(
                        "Put the marks right before and after the words, without a space inside."
                    )
                ),
            )
    places = unit.message.places
    of_templates = bool(places) and all(place.path.endswith(".jinja") for place in places)
    theirs_too = _unset_in_source(unit.source, of_templates=of_templates)
    stray: dict[str, UnsetMarkup] = {}
    for found in _unset(unit.text, of_templates=of_templates):
        if (found.signs, found.what) not in theirs_too:
            stray.setdefault(found.what, found)
    for found in stray.values():
        yield (
            translatable(
                "This markup would print as it stands: “%(signs)s”, %(what)s.",
                signs=found.signs,
                what=found.what,
            ),
            found.remedy,
        )


@lru_cache(SOURCES)
def _unset_in_source(text: str, *, of_templates: bool) -> frozenset[tuple[str, str]]:
    """Return the signs, and what they are, of a text that every language is checked against."""
    return frozenset((found.signs, found.what) for found in _unset(text, of_templates=of_templates))


def _unset(text: str, *, of_templates: bool) -> Iterator[UnsetMarkup]:
    """Yield what of a text would print as markup: in a template's message, which is none, all."""
    text = PLACEHOLDER.sub(PLACE, without_hidden(text))
    if of_templates:
        yield from unset_markup("", (Text(text),))
    else:
        yield from unset_markup(text, parsed(text))


def _marks(inline: Sequence[Inline]) -> Iterator[type]:
    for node in inline:
        yield type(node)
        if isinstance(node, Strong | Emphasis | Link | InLanguage):
            yield from _marks(node.children)
