"""Which of a project's locales a language tag of another tool means."""

from collections.abc import Iterable

from briefkit.languages import language_tag

__all__ = ["match_locale"]


def match_locale(tag: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that a language tag means: its own, or its language's.

    Tools write BG-BG for bg; but pt does not mean pt_BR.
    """
    names = {language_tag(name).casefold(): name for name in known}
    tag = language_tag(tag).casefold()
    return names.get(tag) or names.get(tag.partition("-")[0])
