"""Quotation marks as the CLDR has them, for languages that we ship and that we don't."""

import pytest
from babel.localedata import locale_identifiers

from briefkit.languages import quotation_pairs, quotes


@pytest.mark.parametrize(
    ("locale", "opening", "closing"),
    [("ru", "«", "»"), ("be", "«", "»"), ("mk", "„", "“"), ("kk", "«", "»"), ("nn", "«", "»"),
     ("ja", "「", "」"), ("zh_Hans", "“", "”"), ("zh_Hant", "「", "」"), ("hy", "«", "»"),
     ("fa_AF", "«", "»"), ("de_CH", "„", "“"), ("pt", "«", "»"), ("pt_AO", "«", "»"),
     ("pt_BR", "“", "”"), ("es", "«", "»"), ("da", "”", "”"), ("tr", "“", "”"),
     ("fr_CH", "«\u202f", "\u202f»")],
)  # fmt: skip
def test_a_language_prints_its_own_marks(locale: str, opening: str, closing: str) -> None:
    assert quotes(locale) == (opening, closing)


def test_every_locale_has_marks_to_print() -> None:
    for locale in locale_identifiers():
        assert all(quotes(locale)), locale


def test_of_a_language_that_the_cldr_hardly_knows_there_is_no_opinion() -> None:
    assert quotation_pairs("ckb") == ()
    assert quotes("ckb") == ("“", "”")


def test_what_releases_of_the_cldr_have_otherwise_is_known_too() -> None:
    assert {("„", "“"), ("„", "”")} <= set(quotation_pairs("sr_Latn"))
    assert {("«", "»"), ("“", "”")} <= set(quotation_pairs("sq"))
