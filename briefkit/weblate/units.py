"""A unit: what Weblate calls a message in a language, with what its history says of it."""

from dataclasses import dataclass

from briefkit.model import MessageKey, Review

__all__ = ["Unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A message as Weblate has it; `words` are its translations, one a plural form.

    `approval` is who approved these words, and when; without it they are not approved. `withdrawn`
    are those that somebody approved once. `by_person` says that a person wrote them there.
    """

    id: int
    key: MessageKey
    words: tuple[str, ...]
    translated: bool = True
    approval: Review | None = None
    withdrawn: bool = False
    by_person: bool = False
