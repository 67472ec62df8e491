"""Words that no dictionary has are found; names, acronyms and other languages' words are not."""

from dataclasses import dataclass

import pytest

from briefkit.catalogs import Term
from briefkit.catalogs.checks import Unit, spelling_check
from briefkit.model import Message


@dataclass(frozen=True)
class Words:
    """A lexicon of a few words."""

    words: frozenset[str]

    def knows(self, word: str) -> bool:
        return word in self.words or word.lower() in self.words

    def like(self, word: str) -> tuple[str, ...]:
        return tuple(sorted(known for known in self.words if known[0] == word[0]))


GERMAN = Words(frozenset({"die", "polizei", "hilft", "geht's", "online", "täter", "wasser"}))


def term(translation: str) -> Term:
    return Term(
        term="x", locale="de", translation=translation, forms=("x",), source="", verified=False
    )


def found(text: str, source: str = "The police of Sofia", *terms: Term) -> list[str]:
    unit = Unit(
        message=Message(msgid=source), source=source, text=text, locale="de", source_locale="en",
        terms=tuple((each, each) for each in terms),
    )  # fmt: skip
    return [message for message, _ in spelling_check(GERMAN)(unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Polizei hilft.",
        "Die Polizei Sofia hilft.",
        "Geht’s online? Geht's.",
        "Die EUROPOL, A4, 2026x",
        "**Die** [Polizei](https://wrng.example.org/wrng) hilft: www.wrng.example.org",
        "Die [wrong words here]{lang=en} Polizei",
        "Online-Täter, On\u00adline",
        "",
    ],
)
def test_what_is_spelt_right_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_word_is_found_once_with_what_may_be_meant() -> None:
    text = "Die **Polizie** hilft, die Polizie hlift."
    assert found(text) == [
        "“Polizie” is not in the dictionary.",
        "“hlift” is not in the dictionary.",
    ]
    unit = Unit(message=Message(msgid="x"), source="x", text=text, locale="de", source_locale="en")
    hints = [hint for _, hint in spelling_check(GERMAN)(unit)]
    assert hints == ["See whether it is spelt as it should be.", "Did you mean “hilft”?"]


def test_marks_belong_to_their_letters() -> None:
    assert found("Ta\u0308ter") == ["“Ta\u0308ter” is not in the dictionary."]


def test_the_glossary_knows_its_own_words() -> None:
    assert found("Menschenhandel") == ["“Menschenhandel” is not in the dictionary."]
    assert found("Menschenhandel", "x", term("Menschenhandel")) == []
