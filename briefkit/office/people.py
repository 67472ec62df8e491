"""People and their roles: what each may do is decided here alone."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ALL_LANGUAGES", "ALONE", "Need", "Person", "Role"]

# In the place of locales: every one, those that are begun later too.
ALL_LANGUAGES = ("*",)


class Role(StrEnum):
    """What somebody does for the office; translators and reviewers do it in some languages."""

    WORKER = "worker"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What one must be to be answered: any of the `roles`; with none, whoever is signed in.

    A translator or a reviewer must be one in each language that is asked for; with `somewhere`, in
    some language, and whoever answers looks closer.
    """

    roles: frozenset[Role] = frozenset()
    somewhere: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody: `user` is what the proxy calls her; `translator`, `reviewer` are locales."""

    user: str
    name: str
    email: str = ""
    worker: bool = False
    author: bool = False
    translator: tuple[str, ...] = ()
    reviewer: tuple[str, ...] = ()

    @property
    def signature(self) -> str:
        """Her name as catalogs and Git have it: “Name <address>”; empty on a desk of one’s own."""
        return f"{self.name} <{self.email}>" if self.user else ""

    def translates(self, locale: str) -> bool:
        """Whether she translates into a language."""
        return self.translator == ALL_LANGUAGES or locale in self.translator

    def reviews(self, locale: str) -> bool:
        """Whether she reviews a language."""
        return self.reviewer == ALL_LANGUAGES or locale in self.reviewer

    def may(self, need: Need, locales: Collection[str] = ()) -> bool:
        """Whether she may do what needs something, in languages: in all of them, or not at all."""
        if not need.roles:
            return True
        if self.worker and Role.WORKER in need.roles:
            return True
        if self.author and Role.AUTHOR in need.roles:
            return True
        translates, reviews = (role in need.roles for role in (Role.TRANSLATOR, Role.REVIEWER))
        if need.somewhere:
            return (translates and bool(self.translator)) or (reviews and bool(self.reviewer))
        # Nothing is asked of no language: what names none is refused.
        return bool(locales) and all(
            (translates and self.translates(locale)) or (reviews and self.reviews(locale))
            for locale in locales
        )


# Whoever has the desk on a computer of her own: nobody else is there.
ALONE = Person(
    user="", name="", worker=True, author=True, translator=ALL_LANGUAGES, reviewer=ALL_LANGUAGES
)
