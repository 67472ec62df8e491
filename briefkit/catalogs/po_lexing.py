"""What GNU gettext takes for PO syntax, in the plainer form that polib reads.

gettext reads a file as a stream of words and strings (its po-lex.c and po-gram.y), polib as lines.
"""

import re
from collections.abc import Iterator, Sequence

import polib

from briefkit.catalogs.po_soundness import MESSAGE_LIMIT, too_many_messages, unreadable_syntax
from briefkit.diagnostics import InEnglish, Translatable, translatable
from briefkit.errors import CatalogError
from briefkit.quantifiers import possessive

__all__ = ["HIDDEN_SPACE", "plain_lines"]

# Stands in the name of a file for a space: polib parts names at spaces.
HIDDEN_SPACE = "\0"

# gettext puts these around a file's name that has spaces (U+2068 and U+2069).
_SPACED_NAME = re.compile("\u2068[^\u2069]*\u2069")

# What gettext takes for white space; a no-break space is none.
_SPACE = " \t\r\f\v"

_KEYWORDS = ("msgctxt", "msgid", "msgid_plural", "msgstr")

# The most digits of a plural form that polib reads.
_FORM = re.compile(r"\[\d\]")

# Possessive, so that a line of megabytes leaves nothing to go back to.
_STRING = possessive(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"')

# A line that polib reads as gettext does.
_PLAIN = re.compile(
    r"(?:(?:#~|#\|) )?(?:(?:msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\]) )?"
    + possessive(r'"[^"\\]*+(?:\\[ntrbvf"\\][^"\\]*+)*+"')
)
_TOKEN = re.compile(
    rf"[{_SPACE}]*(?:(?P<word>[A-Za-z_]+)|(?P<form>\[[{_SPACE}]*\d+[{_SPACE}]*\])|"
    rf"(?P<string>{_STRING})|(?P<comment>\#.*))",
    re.DOTALL,
)
_OPEN_STRING = re.compile(
    possessive(rf'(?:[^"\\]|\\.|{_STRING})*+"[^"\\]*+(?:\\.[^"\\]*+)*+\\'), re.DOTALL
)

# A run of bytes that are written as numbers, or another escape. (“\x” takes all digits, and the
# last byte of their value counts.)
_ESCAPE = re.compile(r"(?:\\x[0-9A-Fa-f]+|\\[0-7]{1,3})+|\\(.)", re.DOTALL)
_NUMBER = re.compile(r"\\x([0-9A-Fa-f]+)|\\([0-7]{1,3})")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "v": "\v", "f": "\f", "a": "\a"}


def plain_lines(
    lines: Sequence[str], path: str, locale: str, charset: str
) -> Iterator[tuple[str, int]]:
    """Yield the lines for polib, each with the 1-based number of the line that it comes from.

    Blank lines are left out. Raises CatalogError, with the line, for what is no PO syntax.
    """
    yield from _Lexer(lines, path, locale, charset).plain()


class _Lexer:
    """Where the reading of a file stands: the word that awaits its string, the open message."""

    def __init__(self, lines: Sequence[str], path: str, locale: str, charset: str) -> None:
        self._lines, self._path, self._locale, self._charset = lines, path, locale, charset
        self._number = 0
        self._keyword = ""
        self._message = 0  # the line of a message that has no msgstr yet
        self._messages = 0
        self._forms: list[str] | None = None  # those of a plural that may have more

    def plain(self) -> Iterator[tuple[str, int]]:
        """Yield the lines, as `plain_lines` does."""
        lines, is_plain = self._lines, _PLAIN.fullmatch
        while self._number < len(lines):
            line = lines[self._number].strip(_SPACE)
            self._number += 1
            at = self._number
            if line[:1] == "#":
                found = self._comment(line)
            elif not self._keyword and is_plain(line):
                found = iter([self._whole(line)])
            else:
                found = self._tokens(line, "")
            for plain in found:
                self._follow(plain)
                yield plain, at
        if self._keyword or self._message:
            raise self._error(translatable("the last message has no msgstr"), self._message)

    def _whole(self, line: str) -> str:
        """Return a string with those of the lines below that go on with it."""
        strings = []
        while self._number < len(self._lines):
            following = self._lines[self._number].strip(_SPACE)
            if following[:1] != '"' or not _PLAIN.fullmatch(following):
                break
            strings.append(following[1:-1])
            self._number += 1
        return f'{line[:-1]}{"".join(strings)}"' if strings else line

    def _error(self, why: Translatable | InEnglish, line: int = 0) -> CatalogError:
        return unreadable_syntax(why, self._path, self._locale, line or self._number)

    def _comment(self, line: str) -> Iterator[str]:
        kind, text = line[1:2], line[2:].strip(_SPACE)
        if kind == "~":
            mark = "#| " if text.startswith("|") else "#~ "
            text = text.removeprefix("|").strip(_SPACE)
            if text.startswith("#"):
                yield from self._comment(text)
            elif _PLAIN.fullmatch(text) and not self._keyword:
                yield mark + text
            else:
                yield from self._tokens(text, mark)
        elif kind == "|":
            yield from self._tokens(text, "#| ")
        elif kind and kind in ",=!":
            # gettext 0.22 and later write flags that stay with “#=”; Sun wrote “#!”.
            flags = re.findall(r"range:\s*[^\s,]+|[^\s,]+", text)
            if flags:
                yield f"#, {', '.join(flags)}"
        elif kind == ":":
            if text:
                yield f"#: {_SPACED_NAME.sub(_with_hidden_spaces, text)}"
        elif kind == ".":
            if text:
                yield f"#. {line[2:].removeprefix(' ')}"
        else:
            yield f"# {line[1:].removeprefix(' ')}".rstrip(_SPACE)

    def _tokens(self, line: str, mark: str) -> Iterator[str]:
        while _OPEN_STRING.fullmatch(line) and self._number < len(self._lines):
            line = line[:-1] + self._lines[self._number]  # a backslash at a line's end joins two
            self._number += 1
        line, position = line.rstrip(_SPACE), 0
        while position < len(line):
            token = _TOKEN.match(line, position)
            if token is None:
                raise self._error(InEnglish(f"“{line[position:].lstrip(_SPACE)[:50]}”"))
            position = token.end()
            if word := token["word"]:
                if word not in _KEYWORDS or self._keyword:
                    raise self._error(InEnglish(f"“{line[token.start('word') :][:50]}”"))
                self._keyword = word
            elif form := token["form"]:
                form = re.sub(f"[{_SPACE}]", "", form)
                if self._keyword != "msgstr" or not _FORM.fullmatch(form):
                    raise self._error(InEnglish(f"“{line[token.start('form') :][:50]}”"))
                self._keyword += form
            elif string := token["string"]:
                keyword = f"{self._keyword} " if self._keyword else ""
                self._keyword = ""
                yield f'{mark}{keyword}"{self._escaped(string[1:-1])}"'
            else:
                yield from self._comment(token["comment"])

    def _follow(self, line: str) -> None:
        """Take note of a line for polib; raise CatalogError where words would be lost to it."""
        line = line.removeprefix("#~ ")
        word = line.partition(" ")[0] if line.startswith("msg") else ""
        if word in ("msgctxt", "msgid") and self._message:
            raise self._error(translatable("this message has no msgstr"), self._message)
        if word == "msgid":
            self._message, self._messages = self._number, self._messages + 1
            if self._messages > MESSAGE_LIMIT:
                raise too_many_messages(self._path, self._locale, self._number)
        elif word.startswith("msgstr"):
            forms = [] if self._message else self._forms
            if forms is None or word in forms:
                raise self._error(translatable("“%(word)s” belongs to no message", word=word))
            self._message, self._forms = 0, [*forms, word] if "[" in word else None
        elif word or not line.startswith('"'):
            self._forms = None

    def _escaped(self, string: str) -> str:
        """Return a string between its quotes with the escapes alone that polib knows."""
        return polib.escape(_ESCAPE.sub(self._character, string)) if "\\" in string else string

    def _character(self, escape: re.Match[str]) -> str:
        if letter := escape[1]:
            # What gettext knows no escape for stays as it is typed.
            return _LETTERS.get(letter, letter if letter in '"\\' else escape[0])
        values = [int(n[1], 16) if n[1] else int(n[2], 8) for n in _NUMBER.finditer(escape[0])]
        try:
            return bytes(value & 0xFF for value in values).decode(self._charset)
        except UnicodeError:
            why = translatable(
                "“%(words)s” is no character of %(charset)s",
                words=escape[0][:50],
                charset=self._charset,
            )
            raise self._error(why) from None


def _with_hidden_spaces(name: re.Match[str]) -> str:
    return re.sub(r"\s", HIDDEN_SPACE, name[0])
