"""What looks like markup in text that prints as it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefkit.brief.markdown import decoded
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
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Form:
    """A form of markup; a `sure` one is never prose, wherever its lines and blanks fall."""

    pattern: re.Pattern[str]
    what: str
    remedy: str
    sure: bool


def _form(pattern: str, what: str, remedy: str, *, sure: bool = True) -> _Form:
    return _Form(re.compile(pattern), what, remedy, sure)


# Stands for a sign that is meant as itself, and for what is no text: no blank and no letter.
_SIGN = "\ufffc"

_ESCAPE = "put a backslash before each sign that is meant as itself"
_PLAIN = f"Write it without, or {_ESCAPE}."

# Markdown's own forms, and those of its dialects (GitHub's, Pandoc's, MultiMarkdown's, Obsidian's),
# of HTML, BBCode, wikis and templates. The first that takes a sign names it.
_FORMS = (
    _form(
        r"<!--(?:.*?-->)?",
        "an HTML comment",
        "Put it on lines of its own, between empty lines, or take it out.",
    ),
    _form(r"</?[A-Za-z][^<>]*>|<[!?][A-Za-z\[]", "an HTML tag", _PLAIN),
    _form(r"(?<!\w)</?[A-Za-z]", "the beginning of an HTML tag", _PLAIN),
    _form(r"\[/[A-Za-z]+\]", "a BBCode tag", _PLAIN),
    _form(
        r"!\[[^\]]*\]\([^)\s<\"]*[ \t]+[^)\s\"]",
        "a picture",
        "Its file's name has a blank: rename the file, such as my-photo.jpg, and write it so here.",
    ),
    _form(
        r"!\[(?:[^\]]*\]\([^)]*\))?",
        "a picture",
        "Put it in a paragraph of its own: ![what it shows](img/map.svg).",
    ),
    _form(
        r"\[-?@[^\[\]]*\]|\[[^\[\]]*(?<![\w.])@\w[^\[\]]*\]",
        "a citation in a form that leaflets don't set",
        "Write [@key], [@key, p. 4] or [@one; @two], without other markup in it.",
    ),
    _form(
        r"\[\^[^\[\]\s]+\]:?|\^\[",
        "a footnote",
        "Write [^1] here, and “[^1]: The words of the note.” in a paragraph of its own.",
    ),
    _form(r"\[![A-Za-z]+\]", "a callout", "Begin a quotation with it: “> [!NOTE]”."),
    _form(r"\[\[", "a wiki's link", "Write [text](https://…)."),
    _form(r"\]\(", "a link whose address can't be one", "Write [text](https://…)."),
    _form(r"\]\[", "a link by reference", "Write [text](https://…)."),
    _form(
        r"\]\{",
        "text with attributes",
        "Write it without, or [Main Street]{lang=en}.",
    ),
    _form(r"\{\{|\{%|\{#|\$\{|\}\}|%\}", "a template's placeholder", _PLAIN),
    _form(r"%\([A-Za-z_]\w*\)[sd]", "a placeholder", _PLAIN),
    _form(
        r"\{:?\s*[.:#][A-Za-z][^{}]*\}|\{:\s*[A-Za-z-]+=[^{}]*\}|\{[A-Za-z-]+=[^{}]*\}|\{(?:\+\+|--|~~|==|>>)",
        "an attribute or an editor's mark",
        _PLAIN,
    ),
    _form(r"~~+", "struck text", "Take the words out that are struck, and their signs."),
    _form(
        r"(?<![\w~])~(?=[^\W\d])[^~\n]*[^\s~]~(?![\w~])",
        "struck text",
        "Take the words out that are struck, and their signs.",
        sure=False,
    ),
    _form(r"%%(?=[^\s%]|\s+\w)[^%\n]+%%", "a comment", "Take it out."),
    _form(r"\$\$[^$\n]+\$\$", "a formula", "Say it in words."),
    _form(r"==(?=[^\s=])[^=\n]*[^\s=]==", "marked text", "Use **strong** for what matters."),
    _form(r"(?<!\w)\+\+(?=\w)[^+\n]+\+\+", "inserted text", "Write the words alone."),
    _form(r"\|\|(?=\S)[^|\n]+\|\|", "hidden text", "Write the words alone."),
    _form(r"\^(?=[^\s^]*[^\W_])[^\s^]+\^", "raised text", "Use a sign such as ² or ª, or words."),
    _form(r"(?<=\w)~[^\s~]+~", "lowered text", "Use a sign such as ₂, or words.", sure=False),
    _form(
        r"\|\s*:?-{2,}",
        "a table",
        "Put empty lines around it, and |---| below its heads.",
    ),
    _form(
        r"\*{2,}",
        "bold that doesn't begin or end there",
        "Put ** right before and after the words, and a blank or a letter, no bracket, quotation "
        f"mark or full stop, next to it; or {_ESCAPE}.",
    ),
    _form(
        r"(?<![\w*])\*(?=[\w„“”\"«(‘'\[])",
        "emphasis that doesn't begin or end there",
        f"Put * right before and after the words; or {_ESCAPE}: \\*.",
        sure=False,
    ),
    _form(
        r"(?<!\w)__(?=[^\s_])|(?<=[^\W_])__(?!\w)|(?<![\w@/])_(?=[^\s_])[^_\n]*[^\s_]_",
        "emphasis that doesn't begin or end there",
        f"Use * and **, for _ is set at a word's edge alone; or {_ESCAPE}: \\_.",
        sure=False,
    ),
    _form(r"``+|(?<!\w)`(?=\w)", "code", "Take the backticks away, or write ’ or “ ”."),
    _form(r"'''", "a wiki's bold", "Write **strong**."),
    _form(
        r"(?<![\w'])''(?=[^\W\d])[^'\n]*[^\s']''(?![\w'])",
        "a wiki's emphasis",
        "Write *emphasis*, or “ ”.",
        sure=False,
    ),
    _form(
        r"\\[^\s]?",
        "a backslash that makes nothing plain",
        "Take it out, or write \\\\ to print one.",
    ),
    _form(
        r"&(?:#[xX]?[0-9A-Fa-f]*|[a-z][A-Za-z0-9]{2,}|[A-Z][a-z][A-Za-z0-9]{2,});"
        r"|&(?:nbsp|amp|lt|gt|quot|apos|shy|ndash|mdash|hellip|#\d{2,5})\b",
        "a character's name that there isn't",
        "Type the character itself, or write &amp;\\; for a plain “&”.",
    ),
    _form(r"(?<![\w:]):[a-z][a-z_+-]+:(?![\w:])", "a picture's short name", "Say it in words."),
    _form(r"(?<!\w)\[_?(?:TOC|toc)_?\]", "a table of contents", "Let it stand alone: [TOC]."),
)

# What each of them has at least one of.
_ANY_FORM = re.compile(r"[<\[\]{}$~|^*`\\&_]|%[(%]|==|\+\+|''|:[a-z]")

# At a block's beginning.
_OPENINGS = (
    _form(r"\[[ xX]\](?:\s|$)", "a task's box", "Write a list item without the brackets."),
    _form(
        r"#{2,}\S+|#{1,6}\s",
        "a heading's sign",
        "Put a blank after the signs, and an empty line before; or a backslash before each: \\#.",
    ),
    _form(r"(?:!!!|\?\?\?)\+?[ \t]+[a-z]", "a callout", "Say it in a paragraph of its own."),
    _form(r"\.\.[ \t]+[a-z-]+::", "a directive", "Say it in a paragraph of its own."),
    _form(r"={2,6}[ \t]+\S.*[ \t]={2,6}$", "a wiki's heading", "Begin a heading with ##."),
    _form(r"[-+*>]\s", "a list's or a quotation's sign", "Take it out, or put a backslash before."),
)

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
    yield from _found(_without_addresses(flat), _FORMS)
    for form in _OPENINGS:
        if match := form.pattern.match(flat):
            yield UnsetMarkup(match[0].strip(), form.what, form.remedy)
    yield from _within_words(nodes)
    yield from _within_codes(nodes)
    yield from _misleading_links(nodes)
    yield from _spoiled_addresses(text, nodes)
    for match in re.finditer(r"&amp;(?:#\w+|[A-Za-z]\w+);", text):
        yield UnsetMarkup(match[0], "a character's name written twice", "Type the character.")


def printed_markup(text: str) -> Iterator[UnsetMarkup]:
    """Yield what looks like markup in a block's text as it is printed.

    Only forms that no prose has, for a finished page doesn't show where its source has blanks.
    """
    plain = _without_addresses(text)
    yield from _found(plain, [form for form in _FORMS if form.sure])
    if match := _OPENINGS[0].pattern.match(plain):
        yield UnsetMarkup(match[0], _OPENINGS[0].what, _OPENINGS[0].remedy)


def _found(text: str, forms: Sequence[_Form]) -> Iterator[UnsetMarkup]:
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
                "emphasis that begins within a word",
                f"Emphasise whole words; or {_ESCAPE}: \\*.",
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
                "signs that are read as emphasis",
                f"If they are to print, {_ESCAPE}: \\*, \\_.",
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
                "a link that shows another number or address than its own"
                if other
                else "a link without words or without an address",
                "Write in it what it leads to: [text](https://…).",
            )


def _spoiled_addresses(text: str, nodes: Sequence[Inline]) -> Iterator[UnsetMarkup]:
    """Yield the addresses in running text that lose signs, which are read as emphasis."""
    printed = _flat(nodes, plain=True) + " ".join(_targets(nodes))
    for match in re.finditer(r"(?<![(<\w])https?://[^\s<>\[\]()\\]+", text):
        address = match[0].rstrip("*_.,;:!?")
        if decoded(address) not in printed:
            yield UnsetMarkup(
                address, "an address whose signs are read as emphasis", f"Write <{address}>."
            )


def _targets(nodes: Sequence[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Link):
            yield node.href
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from _targets(node.children)
