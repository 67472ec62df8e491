"""What WeasyPrint set on a page, as its tags hold it."""

from dataclasses import dataclass

__all__ = ["SetText"]


@dataclass(frozen=True, slots=True)
class SetText:
    """A text that was set; empty for a picture.

    `generated` is what the stylesheet wrote, which is no text of the page: a list's label, a page's
    number. An `ornament` has nothing to say either: dots that lead the eye, a table's head where it
    is repeated. `at_foot` is a part of a note at the foot of its page. `half` is
    the element that it is in where two languages stand side by side, and whether it is the second.
    """

    text: str
    generated: bool = False
    ornament: bool = False
    at_foot: bool = False
    half: tuple[object, bool] | None = None
