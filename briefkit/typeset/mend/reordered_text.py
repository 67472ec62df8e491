"""Words of scripts that draw vowels before their letters, or letters joined: what they say."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from briefkit.languages import has_altered_letters, has_right_to_left
from briefkit.typeset.mend.contents import Content, respelled
from briefkit.typeset.mend.objects import text
from briefkit.typeset.mend.tag_tree import Piece

__all__ = ["say_reordered_words"]


class _Shown(NamedTuple):
    """A glyph's code or a number that moves what follows, as a TJ has it.

    `word` is the number of the word that a glyph belongs to, from 0; -1 for blanks and numbers.
    """

    token: bytes
    word: int


def say_reordered_words(
    content: Content, pieces: Iterable[Piece], characters: Mapping[str, Mapping[bytes, str]]
) -> None:
    """Let each word whose glyphs are not its letters in their order say itself, to be copied.

    WeasyPrint maps glyphs to letters in the order of drawing. ISO 32000-1, 14.9.4: ActualText of
    marked content, which viewers copy and search, as they don't what tags say.
    """
    for piece in pieces:
        if has_altered_letters(piece.text) and not has_right_to_left(piece.text):
            _say_words(content, piece, characters)


def _say_words(
    content: Content, piece: Piece, characters: Mapping[str, Mapping[bytes, str]]
) -> None:
    shown = dict(_shown(content, piece.mcid, characters))
    words = piece.text.split()
    drawn = [each.word for tokens in shown.values() for each in tokens if each.word >= 0]
    if not drawn or drawn[-1] + 1 != len(words):
        return
    last = {word: place for place, word in enumerate(drawn)}
    place, opened = -1, -1
    for i, tokens in shown.items():
        steps: list[bytes] = []
        waiting: list[bytes] = []
        for token, word in tokens:
            says = word >= 0 and has_altered_letters(words[word])
            if says and word != opened:
                steps += [*_show(waiting), b"/Span << /ActualText %b >> BDC" % text(words[word])]
                waiting, opened = [], word
            waiting.append(token)
            place += word >= 0
            if says and place == last[word]:
                steps += [*_show(waiting), b"EMC"]
                waiting = []
        content.steps[i] = [*steps, *_show(waiting)]


def _shown(
    content: Content, mcid: int, characters: Mapping[str, Mapping[bytes, str]]
) -> Iterator[tuple[int, list[_Shown]]]:
    """Yield the places of a marked content's TJ, each with what it shows."""
    first, last = content.marks[mcid]
    font, word, in_word = "", -1, False
    for i in range(first, last):
        if content.operators[i] == b"Tf":
            font = content.instructions[i].split()[0].decode()
        if content.operators[i] != b"TJ":
            continue
        tokens = []
        for codes, number in re.findall(rb"<([0-9a-fA-F]*)>|(-?[\d.]+)", content.instructions[i]):
            if number:
                tokens.append(_Shown(number, -1))
            for start in range(0, len(codes), 4):
                code = codes[start : start + 4]
                blank = characters.get(font, {}).get(code.lower(), "").isspace()
                word += not blank and not in_word
                in_word = not blank
                tokens.append(_Shown(b"<%b>" % code, -1 if blank else word))
        yield i, tokens


def _show(tokens: Iterable[bytes]) -> Iterator[bytes]:
    array = b" ".join(tokens).replace(b"> <", b"")
    if array:
        yield respelled(b"[%b] TJ" % array)
