"""Translations that say next to nothing, and the notices that a leaflet must carry whole."""

import pytest

from briefkit.catalogs import BANDS, DISCLAIMER
from briefkit.catalogs.checks import (
    ERRORS,
    too_short,
)
from tests.catalogs.checks.findings import MESSAGES, found_in

NOTICE = DISCLAIMER.msgid
DRAFT, MACHINE, INCOMPLETE = (band.msgid for band in BANDS)


def test_the_notice_and_the_bands_are_the_templates_messages() -> None:
    assert {NOTICE, DRAFT, MACHINE, INCOMPLETE} <= {
        message.msgid for message in MESSAGES["leaflet"]
    }


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("de", "Notes", "–"),
        ("de", "Phone", "."),
        ("de", "It grew. [@a]", "[@a]"),
        ("de", "%(author)s, note %(number)s", "%(author)s, %(number)s"),
        ("de", "Warning signs", "x"),
        ("de", "They hide who they are or where they are, and they win trust.", "Sie lügen oft."),
        ("zh_Hans", NOTICE, "%(project)s项目。%(programme)s：%(grant)s。内容由作者负责。"),
        ("zh_Hans", "They hide who they are or where they are, and they win trust.", "他们撒谎。"),
        ("pt", NOTICE, "Projeto %(project)s. %(programme)s: %(grant)s."),
        ("de", NOTICE, "Der Inhalt dieser Veröffentlichung aus dem Projekt %(project)s liegt in "
         "der alleinigen Verantwortung der Autorinnen und Autoren und gibt keinesfalls die "
         "Ansichten der Europäischen Kommission wieder, durch %(programme)s, %(grant)s."),
        ("de", DRAFT, "."),
        ("de", DRAFT, "x"),
        ("de", DRAFT, "Entwurf, geprüft"),
        ("de", MACHINE, "Entwurf, geprüft"),
        ("de", INCOMPLETE, "x"),
        ("de", INCOMPLETE, "Nicht vollständig"),
    ],
)  # fmt: skip
def test_a_translation_that_says_next_to_nothing_is_an_error(
    locale: str, source: str, translation: str
) -> None:
    assert "too-short" in found_in(translation, source, locale)
    assert too_short in ERRORS


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("bg", "Languages spoken", "Езици"),
        ("fi", "Country", "Maa"),
        ("ar", "free of charge", "مجانًا"),
        ("de", "%(number)s.", "%(number)s."),
        ("zh_Hans", "free of charge", "免费"),
        (
            "zh_Hans",
            "You can ask for help even if you have already sent pictures.",
            "即使已经发送了照片，您仍然可以求助。",
        ),
    ],
)
def test_a_short_translation_is_none_that_is_too_short(
    locale: str, source: str, translation: str
) -> None:
    assert found_in(translation, source, locale) == set()
