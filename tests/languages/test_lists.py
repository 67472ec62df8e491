"""Lists to choose from have the names of their reader's language, in its order."""

from briefkit.contacts import countries
from briefkit.languages import country_list, language_list, spoken_languages


def test_countries_are_named_and_sorted_for_their_reader() -> None:
    german = country_list(countries(), "de")
    names = dict(german)
    assert names["GR"] == "Griechenland"
    assert dict(country_list(countries(), "ar"))["BG"] == "بلغاريا"
    order = [name for _, name in german]
    # The umlaut sorts as its base letter does: not at the end.
    assert order.index("Ägypten") < order.index("Albanien") < order.index("Bulgarien")
    assert {code for code, _ in german} == set(countries())


def test_languages_are_named_also_those_without_data_of_their_own() -> None:
    codes = spoken_languages()
    assert len(codes) == len(set(codes)) > 200
    names = dict(language_list(codes, "en"))
    assert (names["uk"], names["rom"], names["fa_AF"]) == ("Ukrainian", "Romany", "Dari")
    assert dict(language_list(("uk",), "el")) == {"uk": "Ουκρανικά"}
