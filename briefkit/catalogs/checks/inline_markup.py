"""What must come through a translation unchanged: citations, links, placeholders, markup."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefkit.catalogs import altered_citations, altered_links, altered_placeholders
from briefkit.catalogs.checks.unit import Finding, Unit
from briefkit.model import Break, Emphasis, Inline, Link, Strong

__all__ = ["citations", "links", "markup", "newlines", "placeholders"]

_UNCHANGED = "Copy them from the source text, unchanged; their order may change."


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
    for where, ours, theirs in (
        ("begins", unit.text.startswith("\n"), unit.source.startswith("\n")),
        ("ends", unit.text.endswith("\n"), unit.source.endswith("\n")),
    ):
        if ours != theirs:
            name = "translation" if ours else "source"
            yield f"Only the {name} {where} with a line break.", "Make them alike."


_MARKS = {Strong: "**bold**", Emphasis: "*emphasis*", Link: "[link](…)", Break: "line break"}

# What a translator types for markup that a leaflet does not know, and so prints as it stands.
_STRAY = re.compile(r"\*+|(?<!\w)__?(?=\w)|(?<=\w)__?(?!\w)|\]\(|\[@|</?[A-Za-z][^<>]*>")

# A block’s mark at the beginning of a message, which is always inline: it would print.
_BLOCK = re.compile(r"(?:#{1,6}|[-+*>]) ")


def markup(unit: Unit) -> Iterator[Finding]:
    """Bold, emphasis, links and line breaks are as many as the source’s; no mark prints."""
    if unit.refusal:
        yield unit.refusal.message, unit.refusal.hint
        return
    ours, theirs = (Counter(_marks(inline)) for inline in (unit.inline, unit.source_inline))
    for mark, name in _MARKS.items():
        if ours[mark] != theirs[mark]:
            yield (
                f"{name} stands {ours[mark]} times instead of {theirs[mark]}.",
                "Put the marks right before and after the words, without a space inside.",
            )
    stray = Counter(_STRAY.findall(unit.plain)) - Counter(_STRAY.findall(unit.source_plain))
    if _BLOCK.match(unit.plain) and not _BLOCK.match(unit.source_plain):
        stray[unit.plain.split()[0]] += 1
    if stray:
        yield (
            f"This would print as it stands: {' '.join(stray)}",
            "Mend the markup, or put a backslash before a character meant as itself.",
        )


def _marks(inline: Sequence[Inline]) -> Iterator[type]:
    for node in inline:
        yield type(node)
        if isinstance(node, Strong | Emphasis | Link):
            yield from _marks(node.children)
