"""Where sentences end: in all scripts, never after an abbreviation or within a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.languages import sentence_gaps, sentences_of, syllables


@pytest.mark.parametrize(
    ("locale", "sentences"),
    [
        ("en", ["Call 112.", "It is free.", "Is it open?", "Yes!"]),
        ("en", ["Mr. Smith pays 3.50 euros, e.g. in cash.", "Dr. No says so."]),
        ("en", ["She said: “Stop.”", "Then she left."]),
        ("en", ["J. Doe helps.", "Ask him (he is kind).", "Go."]),
        ("en", ["It opens at 9 a.m. Come early."]),  # not parted, rather than parted within
        ("de", ["Am 1. Mai kommt Fr. Dr. Meier.", "Sie hilft z. B. Frauen.", "Rufen Sie die 112."]),
        ("de", ["„Halt!“", "Sie geht."]),
        ("bg", ["Обадете се на 112.", "През 2022 г. Мария дойде на ул. Шипка.", "Тя помага."]),
        ("el", ["Πού είσαι;", "Κάλεσε το 112.", "Ο κ. Παπάς βοηθά."]),
        ("ar", ["اتصلوا بالرقم 112.", "هل تحتاجون إلى مساعدة؟", "نعم."]),
        ("hi", ["मदद लें।", "यह मुफ़्त है।"]),
        ("es", ["¿Está en peligro?", "¡Llame al 112!", "Es gratis."]),
    ],
)  # fmt: skip
def test_sentences_are_parted_where_they_end(locale: str, sentences: list[str]) -> None:
    assert list(sentences_of(" ".join(sentences), locale)) == sentences


def test_marks_of_full_width_need_no_blank() -> None:
    assert sentences_of("你好。打112。", "zh") == ("你好。", "打112。")


def test_a_semicolon_asks_in_greek_alone() -> None:
    assert sentences_of("One; Two", "en") == ("One; Two",)
    assert sentences_of("Ένα; Δύο", "el") == ("Ένα;", "Δύο")


@given(st.text("aB1.?!;” \n\u00a0।。"), st.sampled_from(["en", "de", "el", "hi", "zh"]))
def test_no_sign_is_lost_between_sentences_but_blanks(text: str, locale: str) -> None:
    gaps = list(sentence_gaps(text, locale))
    assert all(text[first:last].strip() == "" for first, last in gaps)
    assert all(0 < first <= last < len(text) for first, last in gaps)
    assert (
        "".join(sentences_of(text, locale)).split()
        == "".join(
            text[a:b].strip()
            for a, b in zip(
                [0, *(b for _, b in gaps)], [*(a for a, _ in gaps), len(text)], strict=True
            )
        ).split()
    )


@pytest.mark.parametrize(
    ("word", "locale", "count"),
    [("help", "en", 1), ("people", "en", 2), ("computer", "en", 3), ("exploitation", "en", 4),
     ("identity", "en", 4), ("Menschenhandel", "de", 4), ("помощ", "bg", 2),
     ("βοήθεια", "el", 3), ("sfruttamento", "it", 4), ("cabhair", "ga", 0)],
)  # fmt: skip
def test_syllables_are_counted_where_there_is_a_dictionary(
    word: str, locale: str, count: int
) -> None:
    assert syllables(word, locale) == count
