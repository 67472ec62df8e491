"""An edition in words."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefkit.model import Edition

__all__ = ["edition_words"]


def edition_words(edition: "Edition") -> str:
    """Return what an edition is of: its brief, its languages, its audience and its format."""
    from briefkit.languages import english_name

    language = english_name(edition.locale)
    if edition.second:
        language += f" with {english_name(edition.second)}"
    if edition.twin:
        language += f", the twin of {english_name(edition.twin)}"
    form = [edition.format, "discreet"] if edition.discreet else [edition.format]
    words = [edition.brief, f"{language} ({edition.languages})", edition.audience, *form]
    return ", ".join(words)
