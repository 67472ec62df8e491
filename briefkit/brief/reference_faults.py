"""Why a reference can't be read, as words that follow its name."""

from briefkit.diagnostics import Translatable, translatable

__all__ = ["Unreadable", "must_be"]


class Unreadable(ValueError):
    """What is wrong with a field of a reference: `why` ends a sentence."""

    def __init__(self, why: Translatable) -> None:
        super().__init__(why)
        self.why = why


def must_be(field: str, example: str, found: object) -> Unreadable:
    """Return the refusal of what a field holds; `example` is what it might hold."""
    return Unreadable(
        translatable(
            "its “%(field)s” must be such as %(example)s, not “%(found)s”",
            field=field,
            example=example,
            found=found,
        )
    )
