"""A fault of a leaflet's PDF, as it is reported."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefkit.diagnostics import Diagnostic, Translatable, translatable
from briefkit.leaflet import Passage
from briefkit.proof.expectations import Expectation
from briefkit.proof.reading import comparable

__all__ = ["TextFault", "fault", "reported"]

_MEND = translatable(
    "The leaflet is not let out. Mend its template or its texts, then build again."
)
_ANOTHER_WAY = translatable(
    "The leaflet is not let out. Write the message in another way, then build again."
)

# So much of a message tells it from the others.
_TELLING = 12


@dataclass(frozen=True, slots=True)
class TextFault:
    """A fault of a passage: what is wrong, without its full stop.

    `passage` is of the leaflet's text; what is wrong begins `start` characters in it, as
    compared. `hint` is what to do, where that is known.
    """

    message: Translatable
    passage: str
    start: int = 0
    hint: str = ""


def reported(wanted: Expectation, check: str, found: Translatable | TextFault) -> Diagnostic:
    """Return the diagnostic of a check, with the message that a faulty passage is of."""
    if isinstance(found, Translatable):
        return fault(wanted, check, found)
    passage = _passage_of(wanted.passages, found)
    if passage is None:
        return fault(wanted, check, found.message, found.hint)
    return Diagnostic(
        check=f"proof-{check}",
        message=_told(wanted, found.message),
        hint=found.hint or _ANOTHER_WAY,
        location=passage.location,
        locale=passage.locale,
        msgid=passage.msgid,
    )


def fault(wanted: Expectation, check: str, message: Translatable, hint: str = "") -> Diagnostic:
    """Return the diagnostic of a check; `message` says what is wrong, without its full stop."""
    return Diagnostic(
        check=f"proof-{check}",
        message=_told(wanted, message),
        hint=hint or _MEND,
    )


def _told(wanted: Expectation, found: Translatable) -> Translatable:
    """Return what is wrong with a leaflet, as a sentence."""
    return translatable("%(leaflet)s: %(found)s.", leaflet=wanted.label, found=found)


def _passage_of(passages: Iterable[Passage], found: TextFault) -> Passage | None:
    """Return the message that holds the faulty place, the shortest where several do."""
    text = comparable(found.passage)
    holding = []
    for passage in passages:
        words = comparable(passage.text)
        at = text.find(words, max(found.start - len(words), 0)) if words else -1
        whole = 0 <= at <= found.start < at + len(words)
        # The faulty passage may be a line alone of the message.
        if whole or (len(text) >= _TELLING and text in words) or (words and words == text):
            holding.append((not whole, len(words), passage))
    return min(holding, key=lambda item: item[:2])[2] if holding else None
