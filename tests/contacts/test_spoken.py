"""Languages in which help is given: codes, old codes and names are taken, what is none is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contacts.examples import changed, parse
from tests.contacts.sheets import contacts_of, refusal_of, table


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("bg, en", "bg en"),
        ("BG, EN", "bg en"),
        ("bg; en", "bg en"),
        ("bg/en", "bg en"),
        ("bg and en", "bg en"),
        ("bg & en", "bg en"),
        ("bg\nen", "bg en"),
        ("bg en uk", "bg en uk"),
        ("bg, bg", "bg"),
        ("Bulgarian, English", "bg en"),
        ("Български / english", "bg en"),
        ("français, Ελληνικά", "fr el"),
        ("prs, ps", "fa_AF ps"),
        ("Dari; Farsi; Kurmanji and Sorani", "fa_AF fa ku ckb"),
        ("iw", "he"),
        ("kmr, tl, cmn", "ku fil zh"),
        ("bul, ger", "bg de"),
        ("zh_CN, pt-BR", "zh_Hans_CN pt_BR"),
        ("zh-Hans, sr-Latn, sr@latin", "zh_Hans sr_Latn"),
        ("rom", "rom"),
        ("da, no, et, or, ja", "da no et or ja"),
        ("Central Kurdish", "ckb"),
    ],
)
def test_languages_are_taken_as_people_write_them(typed: str, codes: str) -> None:
    (contact,) = contacts_of(table(languages=typed))
    assert contact.languages == tuple(codes.split())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("bg, cn", "“cn” (did you mean zh (Chinese)?)"),
        ("ua", "“ua” (did you mean uk (Ukrainian)?)"),
        ("gr", "“gr” (did you mean el (Greek)?)"),
        ("Ukranian", "did you mean uk (Ukrainian)"),
        ("bg-QQQQQ", "did you mean bg (Bulgarian)"),
        ("bg, qq, Zzyzx", "“Zzyzx” (there is none like it)"),
        ("bg, qq, Zzyzx", "“qq”"),
        # A small word is no language: neither Odia nor Estonian, Japanese, Sinhala, Indonesian.
        ("German or French", "“German or French”"),
        ("fr et en", "“fr et en”"),
        ("de, fi ja en", "“fi ja en”"),
        ("ro si en", "“ro si en”"),
        ("sl in en", "“sl in en”"),
    ],
)
def test_what_is_no_language_is_named_with_the_nearest(typed: str, words: str) -> None:
    told = refusal_of(table(languages=typed))
    assert told.startswith("contacts.csv:2: The contact “Animus” has languages that are not known")
    assert words in told
    assert "“bg”" not in told


def test_toml_has_the_same_languages() -> None:
    (contact,) = parse(changed(languages='["iw", "Bulgarian", "EN"]'))
    assert contact.languages == ("he", "bg", "en")


@settings(deadline=None)  # the first reads the data of all languages or numbers
@given(
    st.lists(st.sampled_from(["bg", "en", "uk", "ar", "rom"]), min_size=1, unique=True),
    st.sampled_from([", ", ";", " / ", "\n", " and ", ",\n"]),
)
def test_any_list_is_the_languages_that_it_lists(codes: list[str], between: str) -> None:
    (contact,) = contacts_of(table(languages=between.join(codes)))
    assert contact.languages == tuple(codes)
