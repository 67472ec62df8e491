"""The forms of markup that leaflets don't set: what each is called, and what to write instead."""

import re
from dataclasses import dataclass

from briefkit.diagnostics import Translatable, translatable

__all__ = ["FORMS", "OPENINGS", "Form"]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of markup; a `sure` one is never prose, wherever its lines and blanks fall."""

    pattern: re.Pattern[str]
    what: Translatable
    remedy: Translatable
    sure: bool


def _form(pattern: str, what: Translatable, remedy: Translatable, *, sure: bool = True) -> Form:
    return Form(re.compile(pattern), what, remedy, sure)


_PLAIN = translatable(
    "Write it without, or put a backslash before each sign that is meant as itself."
)
_LINK = translatable("Write %(example)s.", example="[text](https://…)")
_IN_WORDS = translatable("Say it in words.")
_WORDS_ALONE = translatable("Write the words alone.")
_STRUCK = translatable("Take the words out that are struck, and their signs.")

# TRANSLATORS: what signs in a text are; here and below, it stands between commas in a sentence
_PICTURE = translatable("a picture")
_STRUCK_TEXT = translatable("struck text")
_EMPHASIS = translatable("emphasis that doesn't begin or end there")

FORMS = (
    _form(
        r"<!--(?:.*?-->)?",
        translatable("an HTML comment"),
        translatable("Put it on lines of its own, between empty lines, or take it out."),
    ),
    _form(r"</?[A-Za-z][^<>]*>|<[!?][A-Za-z\[]", translatable("an HTML tag"), _PLAIN),
    _form(r"(?<!\w)</?[A-Za-z]", translatable("the beginning of an HTML tag"), _PLAIN),
    _form(r"\[/[A-Za-z]+\]", translatable("a BBCode tag"), _PLAIN),
    _form(
        r"!\[[^\]]*\]\([^)\s<\"]*[ \t]+[^)\s\"]",
        _PICTURE,
        translatable(
            "Its file's name has a blank: rename the file, such as %(name)s, and write it so here.",
            name="my-photo.jpg",
        ),
    ),
    _form(
        r"!\[(?:[^\]]*\]\([^)]*\))?",
        _PICTURE,
        translatable(
            "Put it in a paragraph of its own: %(example)s.",
            example="![what it shows](img/map.svg)",
        ),
    ),
    _form(
        r"\[-?@[^\[\]]*\]|\[[^\[\]]*(?<![\w.])@\w[^\[\]]*\]",
        translatable("a citation in a form that leaflets don't set"),
        translatable(
            "Write %(forms)s, without other markup in it.",
            forms="[@key], [@key, p. 4], [@one; @two]",
        ),
    ),
    _form(
        r"\[\^[^\[\]\s]+\]:?|\^\[",
        translatable("a footnote"),
        translatable(
            "Write %(sign)s here, and “%(example)s” in a paragraph of its own.",
            sign="[^1]",
            example="[^1]: The words of the note.",
        ),
    ),
    _form(
        r"\[![A-Za-z]+\]",
        translatable("a callout"),
        translatable("Begin a quotation with it: “%(example)s”.", example="> [!NOTE]"),
    ),
    _form(r"\[\[", translatable("a wiki's link"), _LINK),
    _form(r"\]\(", translatable("a link whose address can't be one"), _LINK),
    _form(r"\]\[", translatable("a link by reference"), _LINK),
    _form(
        r"\]\{",
        translatable("text with attributes"),
        translatable("Write it without, or %(example)s.", example="[Main Street]{lang=en}"),
    ),
    _form(
        r"\{\{|\{%|\{#|\$\{|\}\}|%\}|%\([A-Za-z_]\w*\)[sd]", translatable("a placeholder"), _PLAIN
    ),
    _form(
        r"\{:?\s*[.:#][A-Za-z][^{}]*\}|\{:\s*[A-Za-z-]+=[^{}]*\}|\{[A-Za-z-]+=[^{}]*\}|\{(?:\+\+|--|~~|==|>>)",
        translatable("an attribute or an editor's mark"),
        _PLAIN,
    ),
    _form(r"~~+", _STRUCK_TEXT, _STRUCK),
    _form(
        r"(?<![\w~])~(?=[^\W\d])[^~\n]*[^\s~]~(?![\w~])",
        _STRUCK_TEXT,
        _STRUCK,
        sure=False,
    ),
    _form(r"%%(?=[^\s%]|\s+\w)[^%\n]+%%", translatable("a comment"), translatable("Take it out.")),
    _form(r"\$\$[^$\n]+\$\$", translatable("a formula"), _IN_WORDS),
    _form(
        r"==(?=[^\s=])[^=\n]*[^\s=]==",
        translatable("marked text"),
        translatable("Use %(example)s for what matters.", example="**strong**"),
    ),
    _form(r"(?<!\w)\+\+(?=\w)[^+\n]+\+\+", translatable("inserted text"), _WORDS_ALONE),
    _form(r"\|\|(?=\S)[^|\n]+\|\|", translatable("hidden text"), _WORDS_ALONE),
    _form(
        r"\^(?=[^\s^]*[^\W_])[^\s^]+\^",
        translatable("raised text"),
        translatable("Use a sign such as %(example)s, or words.", example="² ª"),
    ),
    _form(
        r"(?<=\w)~[^\s~]+~",
        translatable("lowered text"),
        translatable("Use a sign such as %(example)s, or words.", example="₂"),
        sure=False,
    ),
    _form(
        r"\|\s*:?-{2,}",
        translatable("a table"),
        translatable(
            "Put empty lines around it, and a line of %(sign)s below its heads, as many as they "
            "are.",
            sign="|---|",
        ),
    ),
    _form(
        r"\*{2,}",
        translatable("bold that doesn't begin or end there"),
        translatable(
            "Put %(sign)s right before and after the words, and a blank or a letter, no bracket, "
            "quotation mark or full stop, next to it; or put a backslash before each sign that is "
            "meant as itself.",
            sign="**",
        ),
    ),
    _form(
        r"(?<![\w*])\*(?=[\w„“”\"«(‘'\[])",
        _EMPHASIS,
        translatable(
            "Put %(sign)s right before and after the words; where it is meant as itself, write "
            "%(plain)s.",
            sign="*",
            plain="\\*",
        ),
        sure=False,
    ),
    _form(
        r"(?<!\w)__(?=[^\s_])|(?<=[^\W_])__(?!\w)|(?<![\w@/])_(?=[^\s_])[^_\n]*[^\s_]_",
        _EMPHASIS,
        translatable(
            "Put %(sign)s right before and after the words; where it is meant as itself, write "
            "%(plain)s.",
            sign="*, **",
            plain="\\_",
        ),
        sure=False,
    ),
    _form(
        r"``+|(?<!\w)`(?=\w)",
        translatable("code"),
        translatable("Take the backticks away, or write %(marks)s.", marks="’, “ ”"),
    ),
    _form(
        r"'''",
        translatable("a wiki's bold"),
        translatable("Write %(example)s.", example="**strong**"),
    ),
    _form(
        r"(?<![\w'])''(?=[^\W\d])[^'\n]*[^\s']''(?![\w'])",
        translatable("a wiki's emphasis"),
        translatable("Write %(example)s.", example="*emphasis*, “ ”"),
        sure=False,
    ),
    _form(
        r"\\[^\s]?",
        translatable("a backslash that makes nothing plain"),
        translatable("Take it out, or write %(plain)s to print one.", plain="\\\\"),
    ),
    _form(
        r"&(?:#[xX]?[0-9A-Fa-f]*|[a-z][A-Za-z0-9]{2,}|[A-Z][a-z][A-Za-z0-9]{2,});"
        r"|&(?:nbsp|amp|lt|gt|quot|apos|shy|ndash|mdash|hellip|#\d{2,5})\b",
        translatable("a character's name that there isn't"),
        translatable(
            "Type the character itself, or write %(plain)s for a plain “%(sign)s”.",
            plain="&amp;\\;",
            sign="&",
        ),
    ),
    _form(
        r"(?<![\w:]):[a-z][a-z_+-]+:(?![\w:])", translatable("a picture's short name"), _IN_WORDS
    ),
    _form(
        r"(?<!\w)\[_?(?:TOC|toc)_?\]",
        translatable("a table of contents"),
        translatable("Let it stand alone: %(sign)s.", sign="[TOC]"),
    ),
)
"""Markdown's own forms, and those of its dialects (GitHub's, Pandoc's, MultiMarkdown's,
Obsidian's), of HTML, BBCode, wikis and templates; the first that takes a sign names it"""

OPENINGS = (
    _form(
        r"\[[ xX]\](?:\s|$)",
        translatable("a task's box"),
        translatable("Write a list item without the brackets."),
    ),
    _form(
        r"#{2,}\S+|#{1,6}\s",
        translatable("a heading's sign"),
        translatable(
            "Put a blank after the signs, and an empty line before; where they are meant as "
            "themselves, write %(plain)s.",
            plain="\\#",
        ),
    ),
    _form(
        r"(?:!!!|\?\?\?)\+?[ \t]+[a-z]",
        translatable("a callout"),
        translatable("Say it in a paragraph of its own."),
    ),
    _form(
        r"\.\.[ \t]+[a-z-]+::",
        translatable("a directive"),
        translatable("Say it in a paragraph of its own."),
    ),
    _form(
        r"={2,6}[ \t]+\S.*[ \t]={2,6}$",
        translatable("a wiki's heading"),
        translatable("Begin a heading with %(sign)s.", sign="##"),
    ),
    _form(
        r"[-+*>]\s",
        translatable("a list's or a quotation's sign"),
        translatable("Take it out, or put a backslash before."),
    ),
)
"""Those at a block's beginning"""
