"""Words of scripts that draw vowels before their letters, or letters joined: what they say."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

from briefkit.languages import has_altered_letters, has_right_to_left
from briefkit.typeset.mend.contents import Content, respelled
from briefkit.typeset.mend.fonts import Codes
from briefkit.typeset.mend.objects import text
from briefkit.typeset.mend.tag_tree import Piece

__all__ = ["say_reordered_words"]

# What a glyph says that has nothing to say: a word joiner, which is not seen.
_NOTHING = "\u2060"


class _Shown(NamedTuple):
    """A glyph's code or a number that moves what follows, as a TJ has it, and the glyph's font.

    `word` is the number of the word that it belongs to, from 0, or of the one before a blank or a
    number; -1 before the first.
    """

    token: bytes
    font: str
    word: int
    is_letter: bool = False
    is_blank: bool = False


class _Word(NamedTuple):
    """What a word says, with the blank after it; its glyphs, and the codes by which they say it."""

    said: str
    glyphs: Sequence[_Shown]
    codes: Iterator[bytes]


def say_reordered_words(
    content: Content, pieces: Iterable[Piece], fonts: Mapping[str, Codes]
) -> None:
    """Let each word whose glyphs are not its letters in their order say itself, to be copied.

    WeasyPrint maps a glyph to what it was first drawn for. Here each of a word's glyphs, in the
    order of drawing, gets a code for the letters that it says (ISO 32000-1, 14.8.2.4.2), for pdf.js
    reads nothing else. Poppler and PDFium take a mark that is drawn higher for another line, and
    are told the word (ISO 32000-1, 14.9.4: ActualText of marked content; what tags say is not
    copied). PDFium leaves out a blank that stands alone between two words that are told so.
    """
    for piece in pieces:
        if has_altered_letters(piece.text) and not has_right_to_left(piece.text):
            _say_words(content, piece, fonts)


def _say_words(content: Content, piece: Piece, fonts: Mapping[str, Codes]) -> None:
    rows = list(_rows(content, piece.mcid, fonts))
    glyphs: dict[int, list[_Shown]] = {}
    before_blanks = set()
    for _, row in rows:
        here = set()
        for each in row:
            if each.is_letter:
                glyphs.setdefault(each.word, []).append(each)
                here.add(each.word)
            elif each.is_blank and each.word in here:
                before_blanks.add(each.word)
    said = piece.text.split()
    if len(glyphs) != len(said):
        return
    words = {
        number: _Word(
            word + " " * (number in before_blanks),
            glyphs[number],
            _codes(word, glyphs[number], fonts),
        )
        for number, word in enumerate(said)
        if has_altered_letters(word)
    }
    for i, row in rows:
        content.steps[i] = list(_steps(row, words))


def _steps(row: Iterable[_Shown], words: Mapping[int, _Word]) -> Iterator[bytes]:
    """Yield the instructions that show what a TJ does."""
    for number, group in groupby(row, lambda each: each.word):
        shown = list(group)
        word = words.get(number)
        if not word:
            yield _show(each.token for each in shown)
            continue
        if any(each is word.glyphs[0] for each in shown):
            yield b"/Span << /ActualText %b >> BDC" % text(word.said)
        yield _show(next(word.codes) if each.is_letter else each.token for each in shown)
        if any(each is word.glyphs[-1] for each in shown):
            yield b"EMC"


def _show(tokens: Iterable[bytes]) -> bytes:
    return respelled(b"[%b] TJ" % b" ".join(tokens).replace(b"> <", b""))


def _codes(word: str, glyphs: Sequence[_Shown], fonts: Mapping[str, Codes]) -> Iterator[bytes]:
    """Yield the codes by which a word's glyphs say its letters."""
    numbers = [glyph.token[1:-1].lower() for glyph in glyphs]
    own = [fonts[glyph.font].texts.get(n, "") for glyph, n in zip(glyphs, numbers, strict=True)]
    parts = _with_marks_later(_shared_out(word, own))
    for glyph, number, letters in zip(glyphs, numbers, parts, strict=True):
        yield b"<%b>" % fonts[glyph.font].code(number, letters)


def _shared_out(word: str, own: Sequence[str]) -> list[str]:
    """Return what each glyph is to say, in the order of drawing, by what is its own to say.

    Those whose own letters stand there in the word keep them; the letters between are shared among
    the other glyphs.
    """
    first = _agreeing(word, own)
    if first == len(own) and word != "".join(own):
        first -= 1
    start = sum(map(len, own[:first]))
    rest, others = word[start:], own[first:]
    last = _agreeing(rest[::-1], [letters[::-1] for letters in others[::-1]])
    if last == len(others) and rest != "".join(others):
        last -= 1
    kept = others[len(others) - last :]
    between = rest[: len(rest) - sum(map(len, kept))]
    return [*own[:first], *_parts(between, len(others) - last), *kept]


def _agreeing(word: str, own: Sequence[str]) -> int:
    """Return how many glyphs, from the first one on, have what the word says for their own."""
    place = 0
    for number, letters in enumerate(own):
        is_part = own[number + 1 : number + 2] == [_NOTHING]
        if not letters or is_part or not word.startswith(letters, place):
            return number
        place += len(letters)
    return len(own)


def _parts(letters: str, count: int) -> list[str]:
    """Return letters in so many parts, as even as can be; vowels of two parts as their parts."""
    if len(letters) < count:
        letters = unicodedata.normalize("NFD", letters)
    places = [round(number * len(letters) / max(count, 1)) for number in range(count + 1)]
    return [letters[start:end] or _NOTHING for start, end in pairwise(places)]


def _with_marks_later(parts: Sequence[str]) -> Sequence[str]:
    """Let a word's first glyph say no mark where the next one can.

    pdf.js 5 takes a glyph that says a mark (of category Mn) to be no wider than one, and puts a
    blank after it where a word begins.
    """
    if len(parts) == 1:
        return parts
    first, second, *others = parts
    letters = "".join(takewhile(lambda c: unicodedata.category(c) != "Mn", first))
    return [letters, first[len(letters) :] + second, *others] if letters else parts


def _rows(
    content: Content, mcid: int, fonts: Mapping[str, Codes]
) -> Iterator[tuple[int, list[_Shown]]]:
    """Yield the places of a marked content's TJ, each with what it shows."""
    first, last = content.marks[mcid]
    font, word, in_word = "", -1, False
    for i in range(first, last):
        if content.operators[i] == b"Tf":
            font = content.instructions[i].split()[0].decode()
        if content.operators[i] != b"TJ":
            continue
        row = []
        for codes, number in re.findall(rb"<([0-9a-fA-F]*)>|(-?[\d.]+)", content.instructions[i]):
            if number:
                row.append(_Shown(number, font, word))
            for start in range(0, len(codes), 4):
                code = codes[start : start + 4]
                blank = fonts[font].texts.get(code.lower(), "").isspace()
                word += not blank and not in_word
                in_word = not blank
                row.append(_Shown(b"<%b>" % code, font, word, not blank, blank))
        yield i, row
