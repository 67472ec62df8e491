"""The proof of what is pasted beside cards: bare text, with the notice at its end."""

import re
from collections.abc import Iterator

from briefkit.diagnostics import Diagnostic, Translatable, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import fault
from briefkit.proof.reading import comparable

__all__ = ["proof_words"]

_SIGNS = re.compile("[\u2066-\u2069]")


def proof_words(text: str, wanted: Expectation) -> tuple[Diagnostic, ...]:
    """Return what is wrong with text that is sent with a leaflet's cards."""
    return tuple(fault(wanted, "text", message) for message in _faults(text, wanted))


def _faults(text: str, wanted: Expectation) -> Iterator[Translatable]:
    said = comparable(_SIGNS.sub("", text))
    if not said.endswith(comparable(wanted.notice)):
        yield translatable("the text to paste does not end with the whole notice")
    if comparable(wanted.draft_notice) not in said:
        yield translatable("the text to paste is a draft's, and does not say so")
    for way in wanted.ways:
        if comparable(way.text) not in said:
            yield translatable(
                "the text to paste lacks “%(text)s”, by which a contact is reached", text=way.text
            )
    if markup := re.search(r"<[a-z/][^>]*>|&(?:#\d+|[a-z]+);", text):
        yield translatable("the text to paste has markup: “%(markup)s”", markup=markup[0])
