"""Words that may not stand alone in a line, or end one, by language."""

import pytest

from briefkit.languages import (
    binds_to_next,
    is_short_word,
    joining_prefix,
    joining_word,
    may_bind,
)


@pytest.mark.parametrize(
    ("word", "language", "short"),
    [
        ("too.", "en", True), ("“112”", "en", True), ("there", "en", False),
        ("Hilfe", "de", True), ("Hilfe", "de-AT", True), ("Gefahr", "de", False),
        ("Fotos.", "fi", True), ("Fotos.", "nl", False), ("—", "en", False), ("", "en", False),
        ("pomoc.\u206012", "sk", True),
        ("فعله.", "ar", True), ("بَيْتِهِ", "ar", True), ("المساعدة", "ar", False),
        ("点。", "zh_Hans", True), ("地点。", "zh-Hans", False), ("た。", "ja", True),
    ],
)  # fmt: skip
def test_a_word_is_short_by_its_letters_and_its_language(
    word: str, language: str, short: bool
) -> None:
    assert is_short_word(word, language) is short


@pytest.mark.parametrize(
    ("word", "after", "language", "binds"),
    [
        ("v", "domě", "cs", True), ("„V", "domě", "cs", True), ("a", "oni", "sk", True),
        ("w", "domu", "pl", True), ("i", "oni", "pl_PL", True), ("do", "domu", "pl", False),
        ("v", "hiši", "sl", False), ("a", "house", "en", False), ("v", "domě", "csb", False),
        ("50", "%", "de", True), ("(12,5", "km)", "en", True), ("50", "people", "en", False),
        ("", "mm", "en", False),
    ],
)  # fmt: skip
def test_a_word_stays_with_the_next_by_its_language(
    word: str, after: str, language: str, binds: bool
) -> None:
    assert binds_to_next(word, after, language) is binds
    assert may_bind(word, language) or not binds


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "and"), ("de-AT", "und"), ("cs", "a"), ("el", "και"), ("ar", ""), ("xx", ""), ("", "")],
)
def test_the_word_for_and_is_the_cldr_s(language: str, word: str) -> None:
    assert joining_word(language) == word
    assert joining_prefix(language) == ("و" if language == "ar" else "")
