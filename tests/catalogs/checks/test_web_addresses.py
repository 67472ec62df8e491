"""Addresses that a translation has and its source has not."""

import pytest

from briefkit.catalogs.checks import (
    ERRORS,
    addresses,
)
from tests.catalogs.checks.findings import found_in


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "HTTP://evil.example/a?b", "www.evil.example", "WWW.EVIL.ORG",
     "a@evil.org", "A.B@Evil.Example", "@evil_help", "evil.example/abc", "t.me/evil", "ajuda.org",
     "Evil.Org", "help.evil.eu", "ev\u00adil.o\u00adrg", "evil\uff0eorg", "ev**il**.org",
     "evil&#46;org", "зло.бг", "помощь.рф", "злодей.com", "tor://abc",
     "evil.support", "EVIL.SUPPORT", "Evil.Support", "evil.zip", "пример.бг", "evil.онлайн",
     "xn--e1afmkfd.xn--90ae", "例え.みんな", "ευρώπη.ευ", "evil.org-on", "116006.help",
     "evil.co.uk"],
)  # fmt: skip
def test_an_address_that_the_source_has_not_is_an_error(address: str) -> None:
    assert addresses in ERRORS
    for text in (f"Mehr bei {address}", f"Mehr ({address}).", f"„{address}“, und mehr"):
        assert "addresses" in found_in(text, "More there", "de"), text


@pytest.mark.parametrize(
    "text",
    ["z.B. hier, d.h. dort", "m.in. tutaj", "т.е. това", "ca.5", "π.χ. εδώ", "p.ex. ici",
     "Satz.Noch einer", "bl.a. her", "a.s., s.r.o., d.o.o., S.p.A.", "km/h und/oder", "tod@s",
     "e.g.this", "24.de", "2024.de", "Nr.5", "konec.Začátek", "konec.To", "Satz.Es", "конец.Дети",
     "leaflet.pdf", "foto.jpg", "v1.2.3", "1.10.sh", "κ.λπ.", "т.нар.", "гр.София", "ул.Искър",
     "Ph.D.", "J.R.R.Tolkien", "St.Anna", "1.5", "U.S.A.", "Aktiengesellschaft a.D.",
     "Ende… de", "Ende. De"],
)  # fmt: skip
def test_an_abbreviation_is_no_address(text: str) -> None:
    assert "addresses" not in found_in(text, "For example", "de")


def test_the_source_s_addresses_may_stand() -> None:
    source = "Ask at www.Europol.europa.eu/report, a@b.eu or europa.eu."
    text = (
        "Bei europa.eu, WWW.EUROPOL.EUROPA.EU/report. Oder bei A@B.EU: www.europol.europa.eu/report"
    )
    assert "addresses" not in found_in(text, source, "de")
    assert "addresses" in found_in(text.replace("A@B", "A@C"), source, "de")


def test_an_address_within_words_without_spaces_is_the_source_s() -> None:
    for text, locale in (("詳細はeuropa.euまで。", "ja"), ("Nézze: europa.eu-n", "hu")):
        assert "addresses" not in found_in(text, "See europa.eu.", locale)
        assert "addresses" in found_in(text, "See there.", locale)
