"""Checks of the text: its words, its numbers, its right-to-left words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from briefkit.diagnostics import InEnglish, Translatable, listed, named, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import TextFault
from briefkit.proof.printed import Printed
from briefkit.proof.reading import comparable

__all__ = ["check_digits", "check_shaping", "check_text"]


def check_text(printed: Printed, wanted: Expectation) -> Iterator[TextFault]:
    """The tags, read in order, say what the page must say: no more and no less."""
    if printed.structure is None:
        return
    found, meant = printed.said, comparable(wanted.text)
    if found == meant:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(found, meant, strict=False)) if a != b),
        min(len(found), len(meant)),
    )
    yield TextFault(_otherwise(found[at : at + 40], meant[at : at + 40]), wanted.text, at)


def _otherwise(found: str, meant: str) -> Translatable:
    """Say what stands where something else should.

    With the codes of the first characters, where a reader could take them for the same or see none.
    """
    if (found[:1] + meant[:1]).isascii():
        return translatable(
            "its text is not the leaflet's: “%(found)s” stands where “%(meant)s” should",
            found=found,
            meant=meant,
        )
    return translatable(
        "its text is not the leaflet's: “%(found)s” stands where “%(meant)s” should "
        "(%(sign)s for %(other)s)",
        found=found,
        meant=meant,
        sign=_code_point(found),
        other=_code_point(meant),
    )


def _code_point(text: str) -> str:
    """Return the code and the name of a text's first character."""
    return InEnglish(named(text[0])) if text else translatable("nothing")


def check_digits(printed: Printed, wanted: Expectation) -> Iterator[Translatable | TextFault]:
    """Every number is drawn with its digits in their order: a wrong one harms a person.

    Those of other scripts (١١٢) count by their value.
    """
    left_out = set(_not_text(printed))
    texts = [
        _valued(characters)
        for drawn, characters in zip(printed.drawn, printed.characters, strict=True)
        if drawn.mcid >= 0 and (drawn.page, drawn.mcid) not in left_out
    ]
    found, meant = list(_numbers(texts)), list(_numbers([_valued(wanted.text)]))
    if sorted("".join(found)) != sorted("".join(meant)):
        message = _unlike(found, meant)
        lost = sorted(set(meant) - set(found))
        yield _of_number(message, wanted, lost[0]) if lost else message
        return
    # A line's end may part a number in an address; whole ones must be there as they are.
    joined = "".join(texts)
    for number in sorted(set(meant) - set(found)):
        if number not in joined:
            message = translatable(
                "the number %(number)s is not printed with its digits in order", number=number
            )
            yield _of_number(message, wanted, number)


def _not_text(printed: Printed) -> Iterator[tuple[int, int]]:
    """Yield where what is generated and the words in pictures are drawn."""
    for element in printed.structure.walk() if printed.structure else ():
        if element.role == "Figure":
            yield from element.content
        elif element.generated:
            for below in element.walk():
                yield from below.content


def _of_number(message: Translatable, wanted: Expectation, number: str) -> TextFault:
    place = re.search(rf"(?<!\d){number}(?!\d)", _valued(wanted.text))
    before = wanted.text[: place.start() if place else 0]
    return TextFault(message, wanted.text, len(comparable(before)))


def _valued(text: str) -> str:
    """Return text with its digits as those of the same value in ASCII."""
    return re.sub(r"\d", lambda match: str(unicodedata.digit(match[0])), text)


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"\d+", text)


def _unlike(found: list[str], meant: list[str]) -> Translatable:
    extra = sorted(set(found) - set(meant))[:3]
    lost = sorted(set(meant) - set(found))[:3]
    if extra and lost:
        return translatable(
            "its numbers are not the leaflet's: found %(found)s, missing %(missing)s",
            found=listed(extra),
            missing=listed(lost),
        )
    if extra:
        return translatable(
            "its numbers are not the leaflet's: found %(found)s, missing none", found=listed(extra)
        )
    if lost:
        return translatable(
            "its numbers are not the leaflet's: found too few, missing %(missing)s",
            missing=listed(lost),
        )
    return translatable("its numbers are not the leaflet's: not each stands as often as it should")


def check_shaping(printed: Printed, wanted: Expectation) -> Iterator[Translatable | TextFault]:
    """Every word that is joined or reordered is drawn with the glyphs that it is shaped to."""
    meant = printed.shaper.shaped_glyphs(wanted.text, wanted.lang)
    if not meant:
        return
    drawn = Counter(g for d in printed.drawn if d.mcid >= 0 for _, g in d.glyphs)
    if missing := sum((meant - drawn).values()):
        message = translatable(
            "%(missing)s of its %(count)s shaped glyphs are not drawn",
            missing=missing,
            count=sum(meant.values()),
        )
        whole = comparable(wanted.text)
        for passage in (p for p in wanted.passages if comparable(p.text) in whole):
            if printed.shaper.shaped_glyphs(passage.text, wanted.lang) - drawn:
                yield TextFault(message, passage.text)
                return
        yield message
