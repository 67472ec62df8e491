"""What looks like markup in text that prints as it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefkit.brief.markdown import decoded
from briefkit.brief.unset_forms import FORMS, OPENINGS, Form
from briefkit.diagnostics import Translatable, translatable
from briefkit.model import (
    Break,
    Citation,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    NoteReference,
    Strong,
    Text,
)

__all__ = ["UnsetMarkup", "printed_markup", "unset_markup"]


@dataclass(frozen=True, slots=True)
class UnsetMarkup:
    """Signs that would print as they stand, what they are elsewhere, and what to write instead."""

    signs: str
    what: Translatable
    remedy: Translatable


# Stands for a sign that is meant as itself, and for what is no text: no blank and no letter.
_SIGN = "\ufffc"

# What each of them has at least one of.
_ANY_FORM = re.compile(r"[<\[\]{}$~|^*`\\&_]|%[(%]|==|\+\+|''|:[a-z]")

# An address holds signs that are no markup: it is printed as it stands.
_ADDRESS = re.compile(
    r"(?:https?://|www\.|mailto:)"
    r"[^\s<>\"“”„«»()\[\]]+(?:(?:\([^\s<>()]*\)|\[\w*\])[^\s<>\"“”„«»()\[\]]*)*"
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
)


def unset_markup(text: str, nodes: Sequence[Inline]) -> Iterator[UnsetMarkup]:
    """Yield what of inline Markdown, read as `nodes`, would print as markup, or spoils the words.

    Signs that a backslash or an entity makes plain are none. Plain prose has none either: “5 * 3”,
    “C#”, “a_b”, “~10”, “3 | 4”, “Leser*innen”.
    """
    flat = _flat(nodes)
    yield from _found(_without_addresses(flat), FORMS)
    for form in OPENINGS:
        if match := form.pattern.match(flat):
            yield UnsetMarkup(match[0].strip(), form.what, form.remedy)
    yield from _within_words(nodes)
    yield from _within_codes(nodes)
    yield from _misleading_links(nodes)
    yield from _spoiled_addresses(text, nodes)
    for match in re.finditer(r"&amp;(?:#\w+|[A-Za-z]\w+);", text):
        yield UnsetMarkup(
            match[0],
            translatable("a character's name written twice"),
            translatable("Type the character."),
        )


def printed_markup(text: str) -> Iterator[UnsetMarkup]:
    """Yield what looks like markup in a block's text as it is printed.

    Only forms that no prose has, for a finished page doesn't show where its source has blanks.
    """
    plain = _without_addresses(text)
    yield from _found(plain, [form for form in FORMS if form.sure])
    if match := OPENINGS[0].pattern.match(plain):
        yield UnsetMarkup(match[0], OPENINGS[0].what, OPENINGS[0].remedy)


def _found(text: str, forms: Sequence[Form]) -> Iterator[UnsetMarkup]:
    if not _ANY_FORM.search(text):
        return
    for form in forms:
        matches = [*form.pattern.finditer(text)]
        for match in matches:
            yield UnsetMarkup(match[0].replace(_SIGN, "…"), form.what, form.remedy)
        if matches:
            text = form.pattern.sub(lambda m: " " + _SIGN * (len(m[0]) - 2) + " ", text)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(_as_letters, text)


def _as_letters(address: re.Match[str]) -> str:
    # Asterisks and the like that close after an address are not its own.
    own = len(address[0].rstrip("*_~.,"))
    return "x" * own + address[0][own:]


def _flat(nodes: Sequence[Inline], *, plain: bool = False) -> str:
    """Return the text of nodes; a sign that is meant as itself is a placeholder, unless `plain`."""
    parts = []
    for node in nodes:
        match node:
            case Text(text, escaped):
                letters = list(text)
                for position in () if plain else escaped:
                    letters[position] = letters[position] if text[position].isspace() else _SIGN
                parts.append("".join(letters))
            case (
                Emphasis(children) | Strong(children) | Link(_, children) | InLanguage(_, children)
            ):
                parts.append(_flat(children, plain=plain))
            case Break():
                parts.append("\n")
            case Citation() | NoteReference():
                parts.append("" if plain else _SIGN)
    return "".join(parts)


def _within_words(nodes: Sequence[Inline]) -> Iterator[UnsetMarkup]:
    """Yield emphasis that begins within a word: “Leser*innen und Hörer*innen”, “2*3*4”."""
    for position, node in enumerate(nodes):
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from _within_words(node.children)
        if not isinstance(node, Emphasis | Strong):
            continue
        inside = _flat(node.children, plain=True)
        before = _flat(nodes[max(position - 1, 0) : position], plain=True)[-1:]
        after = _flat(nodes[position + 1 : position + 2], plain=True)[:1]
        if not before.isalnum():
            continue
        if isinstance(node, Emphasis):
            meant = inside.isalpha() and len(inside) > 1 and before.isalpha()
        else:
            meant = not after.isalnum() or not re.search(r"\s", inside)
        if not meant:
            mark = "*" if isinstance(node, Emphasis) else "**"
            yield UnsetMarkup(
                f"{before}{mark}{inside}{mark}{after}",
                translatable("emphasis that begins within a word"),
                translatable(
                    "Emphasise whole words; where it is meant as itself, write %(plain)s.",
                    plain="\\*",
                ),
            )


# What stands before or after emphasis that is a part of an address.
_ADDRESS_BEFORE = re.compile(r"(?:@|\w\.\w{2,}(?:/\S*)?/)$")
_ADDRESS_AFTER = re.compile(r"[\w.+-]*@\w")


def _within_codes(nodes: Sequence[Inline]) -> Iterator[UnsetMarkup]:
    """Yield signs that are no emphasis but a code's to dial (“*21*112#”), an address's
    (“_help_@x.eu”, “t.me/_help_”) or a note's (“5 €*, 6 €*”): without them it is another."""
    for position, node in enumerate(nodes):
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from _within_codes(node.children)
        if not isinstance(node, Emphasis | Strong):
            continue
        inside = _flat(node.children, plain=True)
        before = _flat(nodes[:position], plain=True)
        after = _flat(nodes[position + 1 :], plain=True)
        code = re.fullmatch(r"[\d*#]+", inside) and (
            inside.endswith("#") or re.match(r"[\d*#]", after) or re.search(r"[*#]$", before)
        )
        address = _ADDRESS_BEFORE.search(before) or _ADDRESS_AFTER.match(after)
        note = re.search(r"\S$", before) and re.match(r"[,;:.!?)\]/–-]", inside)
        if code or address or note:
            yield UnsetMarkup(
                f"{before[-12:]}…{inside}…{after[:12]}",
                translatable("signs that are read as emphasis"),
                translatable("If they are to print, write %(plain)s.", plain="\\*, \\_"),
            )


def _misleading_links(nodes: Sequence[Inline]) -> Iterator[UnsetMarkup]:
    """Yield links that lead nowhere, that show nothing, or that show another number or address
    than theirs: paper has the one, a telephone or a browser the other."""
    for node in nodes:
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from _misleading_links(node.children)
        if not isinstance(node, Link):
            continue
        shown = _flat(node.children, plain=True)
        scheme, _, target = node.href.partition(":")
        other = False
        if scheme == "tel" and re.fullmatch(r"\+?[\d ()/.-]+", shown):
            # The country's code may be the target's alone, and a 0 the text's.
            dialled, typed = (re.sub(r"[^\d]", "", text) for text in (target, shown))
            other = not dialled.endswith(typed.lstrip("0")) or min(len(dialled), len(typed)) < 3
        elif scheme == "mailto" and re.fullmatch(r"\S+@\S+", shown):
            other = decoded(target.partition("?")[0]).casefold() != shown.casefold()
        if other or not target.strip("/") or not shown.strip():
            yield UnsetMarkup(
                f"[{shown}]({node.href})",
                translatable("a link that shows another number or address than its own")
                if other
                else translatable("a link without words or without an address"),
                translatable(
                    "Write in it what it leads to: %(example)s.", example="[text](https://…)"
                ),
            )


def _spoiled_addresses(text: str, nodes: Sequence[Inline]) -> Iterator[UnsetMarkup]:
    """Yield the addresses in running text that lose signs, which are read as emphasis."""
    printed = _flat(nodes, plain=True) + " ".join(_targets(nodes))
    for match in re.finditer(r"(?<![(<\w])https?://[^\s<>\[\]()\\]+", text):
        address = match[0].rstrip("*_.,;:!?")
        if decoded(address) not in printed:
            yield UnsetMarkup(
                address,
                translatable("an address whose signs are read as emphasis"),
                translatable("Write %(example)s.", example=f"<{address}>"),
            )


def _targets(nodes: Sequence[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Link):
            yield node.href
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from _targets(node.children)
