"""A check that nothing on the pages looks like markup."""

from collections.abc import Iterator, Mapping

from briefkit.brief import printed_markup
from briefkit.diagnostics import Translatable, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.proof.reading import StructureElement, comparable

__all__ = ["check_markup"]

# What stands within a line of text (ISO 32000-2, 14.8.4.7); all other elements are blocks.
_WITHIN_LINES = frozenset(
    {"Span", "Link", "Em", "Strong", "Reference", "Quote", "Lbl", "NonStruct"}
)

# So much of what stands before and after signs tells whose they are, in characters.
_CONTEXT = 12


def check_markup(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """No block's text, and no description of a picture, looks like markup that was not set."""
    if printed.structure is None:
        return
    reported: set[str] = set()
    for block in _blocks(printed.structure, printed.texts):
        for found in printed_markup(block):
            if found.signs in reported or _split(found.signs, wanted):
                continue
            if _meant(block, found.signs, wanted):
                continue
            reported.add(found.signs)
            around = " ".join(block.split())
            yield translatable(
                "it prints “%(signs)s”, %(what)s, in “%(words)s”",
                signs=found.signs,
                what=found.what,
                words=_shortened(around, found.signs),
            )


def _split(signs: str, wanted: Expectation) -> bool:
    """Whether a line's end swallowed the blank between signs: “[…] (see” is no link."""
    return signs not in wanted.text and comparable(signs) in comparable(wanted.text)


def _shortened(text: str, signs: str) -> str:
    start = max(text.find(signs) - 30, 0)
    return text[start : start + 80]


def _meant(block: str, signs: str, wanted: Expectation) -> bool:
    """Whether the signs stand everywhere in the block where a text has them on purpose."""
    text, sought = comparable(block), comparable(signs)
    if not sought:
        return False
    meant = [around for own in wanted.literals for around in _arounds(comparable(own), sought)]
    return all(
        any(before.endswith(own[0]) and after.startswith(own[1]) for own in meant)
        for before, after in _arounds(text, sought)
    )


def _arounds(text: str, signs: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and after signs, wherever a text has them."""
    at = text.find(signs)
    while at >= 0:
        end = at + len(signs)
        yield text[max(at - _CONTEXT, 0) : at], text[end : end + _CONTEXT]
        at = text.find(signs, at + 1)


def _blocks(element: StructureElement, texts: Mapping[tuple[int, int], str]) -> Iterator[str]:
    """Yield the texts of the innermost blocks, and the descriptions of pictures."""
    yield element.alt
    within = [child for child in element.children if child.role in _WITHIN_LINES]
    own = "".join(texts.get(place, "") for place in element.content)
    yield element.actual_text or own + "".join(child.text(texts) for child in within)
    for child in element.children:
        if child.role not in _WITHIN_LINES:
            yield from _blocks(child, texts)
