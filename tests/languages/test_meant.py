"""Languages and months by what people call them."""

import pytest

from briefkit.errors import UsageError
from briefkit.languages import (
    english_name,
    language_names,
    languages_like,
    languages_meant,
    languages_named,
    months_meant,
    require_known,
    same_as,
)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("EN", ("en",)),
        ("pt-br", ("pt_BR",)),
        ("iw", ("he",)),
        ("prs", ("fa_AF",)),
        ("sh", ("sr_Latn",)),
        ("rom", ("rom",)),
        ("srpski", ("sr",)),
        ("  ελληνικά ", ("el",)),
        ("Farsi", ("fa",)),
        ("isiNdebele", ("nd", "nr")),
        ("دری", ("fa_AF",)),
        ("xx", ()),
        ("mul", ()),
        ("Unknown language", ()),
        ("", ()),
        ("en\n", ("en",)),
    ],
)
def test_a_language_is_known_by_its_code_or_its_name(typed: str, codes: tuple[str, ...]) -> None:
    assert languages_meant(typed) == codes


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cn", "zh (Chinese)"),
        ("be-by-x", "be (Belarusian)"),
        ("Kurdish (Sorani)", "ku (Kurdish)"),
        ("Zzyzx", ""),
        ("Bulgarain", "bg (Bulgarian)"),
        ("", ""),
    ],
)
def test_the_nearest_language_is_told(typed: str, first: str) -> None:
    assert languages_like(typed).startswith(first)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("dari", "Did you mean fa_AF (Dari)?"),
        ("Kurmanji", "Did you mean ku (Kurdish)?"),
        ("bulgarain", "Did you mean bg (Bulgarian)"),
        ("gr", "Did you mean el (Greek)"),
        ("rmy", "languages.toml"),
        ("zzz_Latn", "languages.toml"),
    ],
)
def test_who_asks_for_no_locale_is_told_the_right_one(typed: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        require_known(typed)
    assert hint in caught.value.diagnostics[0].hint


@pytest.mark.parametrize(
    ("locale", "others", "same"),
    [
        ("zh", ("zh_Hant", "zh_Hans"), "zh_Hans"),
        ("de_DE", ("de",), "de"),
        ("sr_Cyrl_RS", ("sr_Latn", "sr"), "sr"),
        ("sr_Latn", ("sr",), ""),
        ("pt_PT", ("pt",), "pt"),
        ("pt_BR", ("pt",), ""),
        ("en_US", ("en",), ""),
        ("fa_AF", ("fa",), ""),
        ("de", ("de",), ""),
        ("iw", ("he",), ""),
    ],
)
def test_a_locale_is_the_same_as_one_that_implies_the_rest(
    locale: str, others: tuple[str, ...], same: str
) -> None:
    assert same_as(locale, others) == same


def test_a_months_name_is_all_the_months_that_have_it() -> None:
    assert months_meant("Ноември") == (11,)
    assert months_meant("nov.") == (11,)
    assert months_meant("listopad") == (10, 11)
    assert months_meant("soon") == ()


def test_a_language_without_a_locale_has_a_name_and_a_script_has_none() -> None:
    assert language_names(["rom", "fa_AF", "zh_Hans", "zh_Hant_TW"], "en") == (
        "Romany, Dari and Chinese"
    )
    assert language_names(["rom"], "bg") == "ромски"


def test_a_language_is_named_without_the_place_of_its_dates() -> None:
    assert [english_name(code) for code in ("en", "fr", "pt_BR")] == [
        "English", "French", "Portuguese (Brazil)",
    ]  # fmt: skip


def test_a_part_of_a_name_in_the_reader_s_language_is_enough() -> None:
    assert languages_named("Kurd", "en")[:2] == ("ku", "ckb")
    assert languages_named("tigrin", "de") == ("ti",)
    assert languages_named("الكردية", "ar")[0] == "ku"
    # A name that only has it further on comes after those that begin so.
    assert languages_named("german", "en")[0] == "de"
    assert languages_named("ku", "en") == languages_named(" ", "en") == ()
