"""What `briefkit check` finds, and what it leaves alone."""

import contextlib
import csv
import io
import json
import re
import subprocess
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.catalogs import BANDS, DISCLAIMER, Term, parse_catalog, parse_glossary
from briefkit.catalogs.checks import (
    CHECKS,
    ERRORS,
    RULES,
    check_catalog,
    check_name,
    language_check,
)
from briefkit.catalogs.checks.addresses import addresses
from briefkit.catalogs.checks.headers import plural_forms
from briefkit.catalogs.checks.reports import github_line
from briefkit.catalogs.checks.wording import too_short
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import CatalogError
from briefkit.languages import format_day, quotes
from briefkit.model import Catalog, Entry, Message
from briefkit.project import Project
from tests.conftest import BRIEF, ROOT, Workspace

PROJECT = Project(ROOT, ROOT)
MESSAGES = {domain: PROJECT.messages(domain) for domain in PROJECT.domains}


# True mistakes in our drafts that wait for a translator: (locale, beginning of the msgid, check).
@cache
def catalogs() -> dict[tuple[str, str], Catalog]:
    return {
        (domain, locale): PROJECT.catalogs.read(domain, locale)
        for domain in PROJECT.domains
        for locale in PROJECT.catalogs.locales
    }


def found_in(
    translation: str,
    source: str,
    locale: str,
    *,
    terms: tuple[Term, ...] = (),
    place: str = "briefs/x/professional.md",
    flags: tuple[str, ...] = (),
    comment: str = "",
) -> set[str]:
    """Return the names of the checks that find something in one translation."""
    message = Message(msgid=source, places=(Location(place, 1),))
    entry = Entry(
        message=replace(message, flags=flags),
        translations=(translation,),
        translator_comment=comment,
    )
    catalog = Catalog(
        locale=locale, domain="d", path="d.po", headers=(), header_comment="", entries=(entry,)
    )
    found = check_catalog(catalog, [message], source_locale="en", glossary=terms)
    return {finding.check for finding in found} - {"headers"}


# --- on our own catalogs, and on planted mistakes ---


def test_our_own_catalogs_give_no_false_alarm() -> None:
    language = language_check([*PROJECT.catalogs.locales, "en"])
    assert language is not None
    found = [
        (finding.locale, finding.msgid, finding.check, str(finding))
        for (domain, _), catalog in catalogs().items()
        for finding in check_catalog(
            catalog,
            MESSAGES[domain],
            source_locale="en",
            glossary=PROJECT.catalogs.glossary,
            checks=(*CHECKS, language),
        )
    ]
    alarms = [text for locale, msgid, check, text in found]
    assert alarms == []


def mistakes() -> list[dict[str, str]]:
    data = tomllib.loads((ROOT / "tests/data/mistakes.toml").read_text(encoding="utf-8"))
    return list(data["mistake"])


def planted(mistake: dict[str, str]) -> tuple[Catalog, Message]:
    """Return our catalog with the mistake in it, and the message that has it."""
    for domain, messages in MESSAGES.items():
        for message in messages:
            if message.msgid.startswith(mistake["msgid"]):
                catalog = catalogs()[domain, mistake["locale"]]
                entries = tuple(
                    entry.change(translations=(mistake["msgstr"],))
                    if entry.message.key == message.key
                    else entry
                    for entry in catalog.entries
                )
                return replace(catalog, entries=entries), message
    raise AssertionError(f"No message begins with {mistake['msgid']!r}: plant it in another.")


def test_at_least_95_per_cent_of_planted_mistakes_are_found() -> None:
    language = language_check([*PROJECT.catalogs.locales, "en"])
    assert language is not None
    seeded, missed = mistakes(), []
    for mistake in seeded:
        catalog, message = planted(mistake)
        found = check_catalog(
            catalog,
            [message],
            source_locale="en",
            glossary=PROJECT.catalogs.glossary,
            checks=(*CHECKS, language),
        )
        if mistake["check"] not in {finding.check for finding in found}:
            missed.append(f"{mistake['locale']}: {mistake['what']}")
    assert len(seeded) >= 60
    assert {m["check"] for m in seeded} == {check_name(c) for c in (*CHECKS, language)} - {
        "newlines"  # msgfmt finds it too; no editor for translators lets it pass
    }
    assert len({mistake["locale"] for mistake in seeded}) >= 6
    assert len(missed) <= 0.05 * len(seeded), f"{len(missed)} of {len(seeded)} missed: {missed}"


MARKS = re.compile(r"\[@[^\]]*\]|\*\*|%\(\w+\)s|\d+")


@cache
def marked() -> list[tuple[str, str, int]]:
    """Return every mark that must not be lost: its domain, locale and place in the catalog."""
    return [
        (domain, locale, number)
        for (domain, locale), catalog in catalogs().items()
        for number, entry in enumerate(catalog.entries)
        if entry.current and MARKS.search(entry.translations[0])
    ]


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_mark_of_any_translation_can_be_lost_unseen(data: st.DataObject) -> None:
    domain, locale, number = data.draw(st.sampled_from(marked()))
    entry = catalogs()[domain, locale].entries[number]
    text = entry.translations[0]
    mark = data.draw(st.sampled_from(list(MARKS.finditer(text))))
    spoilt = text[: mark.start()] + text[mark.end() :]
    # A placeholder that stands twice may stand once: grammar asks for that.
    if not (mark[0].startswith("%") and mark[0] in spoilt):
        names = found_in(spoilt, entry.message.msgid, locale)
        assert names & {check_name(check) for check in ERRORS}, spoilt


# --- each check ---


@pytest.mark.parametrize(
    ("check", "locale", "source", "translation"),
    [
        ("citations", "de", "It grew. [@a; @b]", "Es wuchs. [@b; @a]"),
        ("citations", "de", "It grew. [@a]", "Es wuchs. [@a] [@a]"),
        ("links", "de", "See [here](https://a.example/).", "Siehe [hier](https://b.example/)."),
        ("links", "de", "See it.", "Siehe <https://b.example/>."),
        ("placeholders", "de", "Note %(number)s", "Anmerkung"),
        ("placeholders", "de", "Note %(number)s", "Anmerkung %(number)"),
        ("placeholders", "de", "Note", "Anmerkung %(number)s"),
        ("newlines", "de", "Note", "Anmerkung\n"),
        ("markup", "de", "**Good.** Bad.", "**Gut.** **Schlecht.**"),
        ("markup", "de", "**Good.** Bad.", "Gut.** Schlecht."),
        ("markup", "de", "**Good.** Bad.", "<b>Gut.</b> Schlecht."),
        ("markup", "de", "*Good.* Bad.", "_Gut._Schlecht."),
        ("markup", "de", "Good", "- Gut"),
        ("markup", "de", "Good", "`Gut`"),
        ("markup", "de", "One\\\ntwo", "Eins zwei"),
        ("markup", "de", "[Good](https://a.example/)", "[Gut] (https://a.example/)"),
        ("numbers", "de", "Call 116 006.", "Rufen Sie 116 000 an."),
        ("numbers", "de", "Call 116 006.", "Rufen Sie 006 116 an."),
        ("numbers", "de", "It costs 1,000 euros.", "Es kostet 10.000 Euro."),
        ("numbers", "de", "It grew by 2.5 times.", "Es wuchs um das 5,2-Fache."),
        ("numbers", "de", "On 19 May 2022", "Am 19. Juni 2022"),
        ("numbers", "de", "On 19/05/2022", "Am 19.06.2022"),
        ("hidden-characters", "de", "Good", "Gut\u202e"),
        ("hidden-characters", "de", "Good", "G\u200eut"),
        ("hidden-characters", "de", "Good", "G\ufffdt"),
        ("hidden-characters", "ar", "Good", "\u202bجيد"),
        ("missing-glyphs", "de", "Good", "Gut 👍"),
        ("mixed-script", "bg", "Good", "дoбро"),
        ("mixed-script", "el", "The police knows.", "H αστυνομία ξέρει."),
        ("mixed-script", "de", "A4 paper", "А4-Papier"),
        ("mixed-script", "el", "A4 paper", "Χαρτί А4"),
        ("mixed-script", "de", "Good", "Добро"),
        ("mixed-script", "bg", "Good and bad", "Добро ce пази"),
        ("copied", "bg", "Phone", "Phone"),
        ("copied", "de", "Warning signs", "warning signs"),
        ("copied", "de", "That is not true. They hide.", "That is not true. Sie verstecken sich."),
        ("end-punctuation", "de", "What is it?", "Was es ist"),
        ("end-punctuation", "de", "It is so.", "Es ist so"),
        ("end-punctuation", "de", "These:", "Diese."),
        ("end-punctuation", "de", "**They hide.** Often.", "**Sie verstecken sich** Oft."),
        ("end-punctuation", "ar", "What is it?", "ما هذا."),
        ("punctuation", "de", "It is so.", "Es ist so.."),
        ("punctuation", "el", "What is it?", "Τι είναι?"),
        ("punctuation", "el", "This; that.", "Αυτό; εκείνο."),
        ("punctuation", "es", "What is it?", "Qué es?"),
        ("punctuation", "es", "Help!", "¡Ayuda"),
        ("punctuation", "ar", "What is it?", "ما هذا?"),
        ("spacing", "de", "Good and bad", "Gut  und schlecht"),
        ("spacing", "de", "Good and bad", "Gut und schlecht "),
        ("spacing", "de", "Good, bad", "Gut , schlecht"),
        ("spacing", "de", "Good, bad", "Gut,schlecht"),
        ("spacing", "de", "Good. Bad.", "Gut.Schlecht."),
        ("spacing", "de", "Good: bad", "Gut : schlecht"),
        ("spacing", "de", "Good (bad)", "Gut ( schlecht)"),
        ("spacing", "de", "So-called “dens”", "Sogenannte „ Höhlen“"),
        ("spacing", "fr", "What is it?", "De quoi s’agit-il ?"),
        ("spacing", "fr", "What is it?", "De quoi s’agit-il\u00a0?"),
        ("spacing", "fr", "Good: bad", "Bien: mal"),
        ("spacing", "fr", "So-called “dens”", "Les « repaires »"),
        ("quotes", "de", "So-called “dens”", "Sogenannte “Höhlen”"),
        ("quotes", "de", "So-called “dens”", "Sogenannte „Höhlen”"),
        ("quotes", "de", "So-called “dens”", "Sogenannte „Höhlen"),
        ("quotes", "de", "So-called “dens”", "Sogenannte Höhlen"),
        ("quotes", "de", "It’s good.", "Das geht's."),
        ("quotes", "fr", "So-called “dens”", "Les “repaires”"),
        ("quotes", "pl", "So-called “dens”", "Tak zwane ,,jaskinie”"),
        ("quotes", "sv", "So-called “dens”", "Så kallade “hålor”"),
        ("letters", "ro", "Signs", "Semnele şi faptele"),
    ],
)
def test_a_mistake_is_found(check: str, locale: str, source: str, translation: str) -> None:
    assert check in found_in(translation, source, locale)


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("de", "It grew. [@a] It fell. [@b]", "Es sank. [@b] Es wuchs. [@a]"),
        ("de", "It grew. [@a; @b]", "Es wuchs. [@a; @b]"),
        ("de", "%(author)s, note %(number)s", "Anm. %(number)s, %(author)s"),
        ("de", "50 % of all", "50 % aller"),
        ("de", "It costs 1,000.5 euros.", "Es kostet 1.000,5 Euro."),
        ("fr", "It costs 1,000 euros.", "Cela coûte 1\u202f000 euros."),
        ("ar", "Call 112.", "اتصلوا بالرقم ١١٢."),
        ("de", "On 19/05/2022", "Am 19.5.2022"),
        ("hu", "On 19 May 2022 it grew.", "2022. 05. 19. óta nőtt."),
        ("de", "At 9.30 in 2022 it may rise.", "Um 9:30 Uhr kann es 2022 steigen."),
        ("fr", "Open 9:30–17:00", "Ouvert 9:30–17:00"),
        ("de", "Good", "Gut\u00ades"),
        ("ar", "Good", "جيد\u200f"),
        ("bg", "A4 paper", "Хартия A4"),
        ("bg", "A4 paper", "Хартия А4"),
        ("bg", "The SIM card and the police", "SIM-картата и полицията"),
        ("bg", "In the 20th century", "В XX век, през 20"),
        ("el", "Grooming on the internet", "Αποπλάνηση (grooming) στο διαδίκτυο"),
        ("el", "Report whatever you see.", "Αναφέρετε ό,τι βλέπετε."),
        ("el", "Do you know them? Call.", "Τους γνωρίζετε; Καλέστε."),
        ("el", "This; that.", "Αυτό· εκείνο."),
        ("nl", "Website", "Website"),
        ("fr", "Notes", "Notes"),
        ("bg", "UNESCO", "UNESCO"),
        ("de", "Missing Children Europe", "Missing Children Europe"),
        ("da", "Who is at risk", "Hvem er i fare?"),
        ("ar", "**Do not look for** pictures.", "صور: **لا تبحثوا عنها.**"),
        ("de", "“Good.”", "„Gut.“"),
        ("es", "Are you well? Good!", "¿Está bien? ¡Bien!"),
        ("fi", "The EU’s rules", "EU:n säännöt"),
        ("de", "For example here", "z.B. hier, d.h. dort"),
        ("fr", "“What is it?”", "«\u202fQu’est-ce\u202f?\u202f»"),
        ("de", "He said “so-called ‘dens’”.", "Er sagte „sogenannte ‚Höhlen‘“."),
        ("sv", "So-called “dens”", "Så kallade ”hålor”"),
        ("nl", "So-called “dens” with photos", "Zogenaamde ‘holen’ met foto’s"),
        ("uk", "The computer", "Комп’ютер"),
        ("mt", "The help line", "Il-linja ta’ għajnuna"),
        ("ro", "Signs", "Semnele și faptele"),
        ("fr", "Şişli is in Istanbul.", "Şişli se trouve à Istanbul."),
    ],
)
def test_what_is_right_is_left_alone(locale: str, source: str, translation: str) -> None:
    assert found_in(translation, source, locale) == set()


@pytest.mark.parametrize("locale", PROJECT.catalogs.locales)
def test_a_date_is_the_same_in_every_language(locale: str) -> None:
    for month in range(1, 13):
        source = f"Seen on {format_day((2022, month, 19), 'en')}."
        same, next_one = ((2022, m, 19) for m in (month, month % 12 + 1))
        assert "numbers" not in found_in(f"({format_day(same, locale)}.)", source, locale)
        # Czech “červen” (June) is also how “červenec” (July) begins.
        if (locale, month) != ("cs", 6):
            assert "numbers" in found_in(f"({format_day(next_one, locale)}.)", source, locale)


@pytest.mark.parametrize("locale", PROJECT.catalogs.locales)
def test_the_language_s_own_quotation_marks_pass(locale: str) -> None:
    opening, closing = quotes(locale)
    assert "quotes" not in found_in(f"{opening}x{closing}", "“x”", locale)


def test_a_country_s_own_quotation_marks_are_looked_up_first() -> None:
    for locale in ("pt", "pt_PT"):
        assert found_in("As «tocas “fundas”»", "The “deep ‘dens’”", locale) == set()
    assert found_in("As “tocas ‘fundas’”", "The “deep ‘dens’”", "pt_BR") == set()
    assert "quotes" in found_in("As «tocas»", "The “dens”", "pt_BR")
    assert quotes("pt_BR") == quotes("pt-BR") == ("“", "”")
    assert quotes("pt_PT") == quotes("pt") == ("«", "»")


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("fa", "What is it? They hide.", "این چیست؟ پنهان می‌شوند."),
        ("fa", "What is it?", "این چیست؟"),
        ("ur", "What is it?", "یہ کیا ہے؟"),
        ("ur", "They hide. They lie.", "وہ چھپتے ہیں۔ وہ جھوٹ بولتے ہیں۔"),
        ("ur", "**They hide.** Often.", "**وہ چھپتے ہیں۔** اکثر۔"),
    ],
)
def test_persian_and_urdu_end_sentences_with_their_own_marks(
    locale: str, source: str, translation: str
) -> None:
    assert not found_in(translation, source, locale) & {"end-punctuation", "sentences"}
    without = translation.rstrip("؟۔.")
    assert "end-punctuation" in found_in(without, source, locale)


def test_a_text_that_grows_is_found_in_community_texts_alone() -> None:
    source, text = "They hide who they are.", "Sie " + "verbergen sich immer wieder " * 3
    assert "length" in found_in(text, source, "de", place="briefs/x/community.md")
    assert "length" not in found_in(text, source, "de")
    assert "length" not in found_in("Sie verbergen, wer sie sind.", source, "de")


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "HTTP://evil.example/a?b", "www.evil.example", "WWW.EVIL.ORG",
     "a@evil.org", "A.B@Evil.Example", "@evil_help", "evil.example/abc", "t.me/evil", "ajuda.org",
     "Evil.Org", "help.evil.eu", "ev\u00adil.o\u00adrg", "evil\uff0eorg", "ev**il**.org",
     "evil&#46;org", "зло.бг", "помощь.рф", "злодей.com", "tor://abc"],
)  # fmt: skip
def test_an_address_that_the_source_has_not_is_an_error(address: str) -> None:
    assert addresses in ERRORS
    for text in (f"Mehr bei {address}", f"Mehr ({address}).", f"„{address}“, und mehr"):
        assert "addresses" in found_in(text, "More there", "de"), text


@pytest.mark.parametrize(
    "text",
    ["z.B. hier, d.h. dort", "m.in. tutaj", "т.е. това", "ca.5", "π.χ. εδώ", "p.ex. ici",
     "Satz.Noch einer", "bl.a. her", "a.s., s.r.o., d.o.o., S.p.A.", "km/h und/oder", "tod@s",
     "1.5", "U.S.A.", "Aktiengesellschaft a.D.", "Ende… de", "Ende. De"],
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


NOTICE = DISCLAIMER.msgid
DRAFT, INCOMPLETE = (band.msgid for band in BANDS)


def test_the_notice_and_the_bands_are_the_templates_messages() -> None:
    assert {NOTICE, DRAFT, INCOMPLETE} <= {message.msgid for message in MESSAGES["leaflet"]}


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("de", "Notes", "–"),
        ("de", "Phone", "."),
        ("de", "It grew. [@a]", "[@a]"),
        ("de", "%(author)s, note %(number)s", "%(author)s, %(number)s"),
        ("de", "Warning signs", "x"),
        ("de", "They hide who they are or where they are, and they win trust.", "Sie lügen oft."),
        ("pt", NOTICE, "Projeto %(project)s. %(programme)s: %(grant)s."),
        ("de", NOTICE, "Der Inhalt dieser Veröffentlichung aus dem Projekt %(project)s liegt in "
         "der alleinigen Verantwortung der Autorinnen und Autoren und gibt keinesfalls die "
         "Ansichten der Europäischen Kommission wieder, durch %(programme)s, %(grant)s."),
        ("de", DRAFT, "."),
        ("de", DRAFT, "x"),
        ("de", DRAFT, "Entwurf, geprüft"),
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
    ],
)
def test_a_short_translation_is_none_that_is_too_short(
    locale: str, source: str, translation: str
) -> None:
    assert found_in(translation, source, locale) == set()


def test_a_text_in_another_language_is_found() -> None:
    russian = "Правительства должны выделять больше средств и оказывать людям поддержку."
    language = language_check(["bg", "uk", "en"])
    assert language is not None
    message = Message(msgid="Governments should support people more and give more money.")
    for text, expected in ((russian, ["language"]), (russian[:20], [])):
        entry = Entry(message=message, translations=(text,))
        catalog = replace(catalogs()[BRIEF, "bg"], entries=(entry,))
        found = check_catalog(catalog, [message], source_locale="en", checks=(language,))
        assert [finding.check for finding in found] == expected


@pytest.mark.parametrize(
    "hidden", ["&#8203;", "&#x202e;", "&#X202E;", "&ZeroWidthSpace;", "&#xFEFF;", "&lrm;", "&#0;"]
)
def test_an_entity_hides_no_character(hidden: str) -> None:
    assert found_in(f"Inter{hidden}net", "Internet", "de") - {"missing-glyphs"} == {
        "hidden-characters"
    }


def test_an_entity_that_is_seen_or_escaped_is_none_that_hides() -> None:
    for text in ("Gut &amp; schön", "Gut&nbsp;& schön", "Gut &amp; sch&shy;ön", r"Gut \& schön"):
        assert found_in(text, "Good & fine", "de") == set(), text
    assert found_in(r"Gut \&ZeroWidthSpace;", r"Good \&ZeroWidthSpace;", "de") == set()
    assert "missing-glyphs" in found_in("Gut &#x1F44D;", "Good", "de")


def test_errors_stop_a_build_and_warnings_do_not() -> None:
    message = Message(msgid="Call 112.")
    entry = Entry(message=message, translations=("Rufen Sie  122 an.",), line=12)
    catalog = replace(catalogs()[BRIEF, "de"], entries=(entry,))
    number, space = check_catalog(catalog, [message], source_locale="en")
    assert (number.check, number.severity) == ("numbers", Severity.ERROR)
    assert (space.check, space.severity) == ("spacing", Severity.WARNING)
    assert number.location == Location(catalog.path, 12)
    assert (number.locale, number.msgid) == ("de", "Call 112.")
    assert "122 instead of 112" in number.message
    assert number.hint


def test_a_flag_or_a_comment_silences_its_own_check() -> None:
    wrong = "Rufen Sie  122 an."
    assert found_in(wrong, "Call 112.", "de") == {"numbers", "spacing"}
    assert found_in(wrong, "Call 112.", "de", flags=("ignore-numbers",)) == {"spacing"}
    comment = "ignore-spacing: the name is written so"
    assert found_in(wrong, "Call 112.", "de", comment=comment) == {"numbers"}
    flags = ("ignore-numbers", "ignore-spacing", "no-wrap")
    assert found_in(wrong, "Call 112.", "de", flags=flags) == set()


@pytest.mark.parametrize("notice", [DISCLAIMER, *BANDS])
def test_nobody_silences_what_a_leaflet_must_say(notice: Message) -> None:
    entry = Entry(
        message=replace(notice, flags=("ignore-too-short", "ignore-placeholders")),
        translations=("x",),
        translator_comment="ignore-too-short",
    )
    catalog = replace(catalogs()["leaflet", "de"], entries=(entry,))
    found = check_catalog(catalog, [notice], source_locale="en")
    assert "too-short" in {finding.check for finding in found}


@pytest.mark.parametrize(
    ("comment", "silenced"),
    [
        ("Please don't ignore-numbers; the number is right.", set()),
        ("Please don't\nignore-numbers; the number is right.", set()),
        ("ignore-numbers is not what I want here", set()),
        ("Why ignore-numbers: because", set()),
        ("don't-ignore-numbers", set()),
        ("A note.\n  ignore-numbers\nAnother.", {"numbers"}),
        ("ignore-numbers : the number is the country's", {"numbers"}),
        ("ignore-numbers, ignore-spacing: both", {"numbers", "spacing"}),
        ("ignore-numbers\nignore-spacing", {"numbers", "spacing"}),
    ],
)
def test_a_comment_silences_on_a_line_of_its_own_alone(comment: str, silenced: set[str]) -> None:
    found = found_in("Rufen Sie  122 an.", "Call 112.", "de", comment=comment)
    assert found == {"numbers", "spacing"} - silenced


def test_what_is_not_printed_is_not_checked() -> None:
    message = Message(msgid="Call 112.")
    fuzzy = Entry(message=replace(message, flags=("fuzzy",)), translations=("  122",))
    for entry in (
        fuzzy,
        Entry(message=message, translations=("",)),
        Entry(message=message, translations=("  122",), obsolete=True),
    ):
        catalog = replace(catalogs()[BRIEF, "de"], entries=(entry,))
        assert check_catalog(catalog, [message], source_locale="en") == ()


def test_each_form_of_a_plural_is_checked() -> None:
    message = Message(msgid="One note", plural="Many **notes**")
    catalog = replace(catalogs()[BRIEF, "de"], entries=())
    for forms, expected in (
        (("Eine Anmerkung", "Viele **Anmerkungen**"), []),
        (("Eine Anmerkung", "Viele Anmerkungen"), ["markup"]),
        (("Eine  Anmerkung", "Viele **Anmerkungen**"), ["spacing"]),
    ):
        entry = Entry(message=message, translations=forms)
        found = check_catalog(replace(catalog, entries=(entry,)), [message], source_locale="en")
        assert [finding.check for finding in found] == expected


def test_errors_are_found_in_no_time() -> None:
    catalog, messages = catalogs()[BRIEF, "bg"], MESSAGES[BRIEF]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        check_catalog(catalog, messages, source_locale="en", checks=ERRORS)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05


# --- headers, as msgfmt sees them ---

HEADER = """msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"PO-Revision-Date: 2026-11-24 21:00+0000\\n"
"Last-Translator: A. Person\\n"
"Language-Team: Bulgarian\\n"
"Language: bg\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "one"
msgid_plural "many"
msgstr[0] "един"
msgstr[1] "много"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("plural=(n != 1);", "plural=n == 1 ? 0 : n > 4 ? 1 : 0"),
        ("nplurals=2; plural=(n != 1);", "nplurals=1; plural=0;"),
        ("plural=(n != 1);", "plural=(n > 5 ? 2 : 0);"),
        ("plural=(n != 1);", "plural=(n !=;"),
        ("plural=(n != 1);", "plural=(5 / n);"),
        ('"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', ""),
        ('msgstr[1] "много"\n', ""),
    ],
)
def test_plural_forms_are_judged_as_msgfmt_judges_them(old: str, new: str) -> None:
    text = HEADER.replace(old, new) if old else HEADER
    assert text != HEADER or not old
    judged = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", "-"],
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    catalog = parse_catalog(text.encode(), locale="bg", domain="d", path="d.po")
    assert bool(list(plural_forms(catalog))) == (judged.returncode != 0), judged.stderr


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("Last-Translator: A. Person", "Last-Translator: FULL NAME <EMAIL@ADDRESS>", "filled in"),
        ('"MIME-Version: 1.0\\n"\n', "", "lacks MIME-Version"),
        ("Language: bg", "Language: mk", "“mk”, the folder “bg”"),
        ("Language: bg", "Language: ", "filled in Language"),
    ],
)
def test_a_header_that_needs_work_is_a_warning(old: str, new: str, words: str) -> None:
    for text, expected in ((HEADER, 0), (HEADER.replace(old, new), 1)):
        catalog = parse_catalog(text.encode(), locale="bg", domain="d", path="d.po")
        found = check_catalog(catalog, (), source_locale="en")
        assert [f.check for f in found] == ["headers"] * expected
    assert found[0].severity is Severity.WARNING
    assert words in found[0].message
    assert found[0].location == Location("d.po", 1)


# --- the glossary ---


def test_our_glossary_has_every_term_in_every_language() -> None:
    terms = {term.term for term in PROJECT.catalogs.glossary}
    assert len(terms) == 18
    for locale in (*PROJECT.catalogs.locales, "en"):
        assert {term.term for term in PROJECT.catalogs.glossary if term.locale == locale} == terms


def test_a_term_passes_in_its_forms_alone() -> None:
    rows = (
        ("victim", "en", "victim|victims"),
        ("victim", "bg", "жертв|пострадал"),
        ("child", "en", ""),
        ("child", "bg", "дете"),
        ("European Commission", "en", "European Commission"),
        ("European Commission", "bg", "Европейск комиси"),
    )
    terms = tuple(
        Term(
            term=term,
            locale=locale,
            translation=term,
            forms=tuple(forms.split("|")) if forms else (),
            source="",
            verified=False,
        )
        for term, locale, forms in rows
    )
    for text, source, wrong in (
        ("Жертвите", "The victims’ names", False),
        ("киберЖЕРТВИ", "Victims", False),
        ("Постра\u00adдалите", "Victims", False),
        ("Хората", "Victims", True),
        ("Хората", "Victimised people", False),
        ("Хората", "A child and people", False),
        ("За **Европейската** комисия", "For the **European** Commission", False),
        ("За комисията на Европа", "For the European Commission", True),
    ):
        assert ("terms" in found_in(text, source, "bg", terms=terms)) is wrong, text


COLUMNS = "term,locale,translation,forms,source,verified\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("term;locale\n", 1, "columns"),
        (COLUMNS + "victim,bg,жертва,,x\n", 2, "cells"),
        (COLUMNS + "victim,bg,жертва,,x,yes,more\n", 2, "cells"),
        (COLUMNS + "victim,,жертва,,x,yes\n", 2, "lacks"),
        (COLUMNS + "victim,bg,жертва,,x,perhaps\n", 2, "neither"),
        (COLUMNS + "victim,bg,a,,,no\nvictim,bg,b,,,no\n", 3, "twice"),
        (COLUMNS + 'victim,bg,"a"b,,,no\n', 2, "not CSV"),
    ],
)
def test_a_glossary_that_cannot_be_read_is_refused_with_its_line(
    text: str, line: int, words: str
) -> None:
    with pytest.raises(CatalogError) as caught:
        parse_glossary(text, "g.csv")
    (found,) = caught.value.diagnostics
    assert found.location == Location("g.csv", line)
    assert words in found.message


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20).map(str.strip)
word = cell.filter(lambda text: bool(text) and "|" not in text)
glossaries = st.lists(
    st.builds(
        Term,
        term=word,
        locale=st.sampled_from(["bg", "de"]),
        translation=word,
        forms=st.lists(word, max_size=3).map(tuple),
        source=cell,
        verified=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda term: (term.term, term.locale),
)


@given(glossaries)
def test_any_glossary_is_read_as_it_was_written(terms: list[Term]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS.strip().split(","))
    for t in terms:
        verified = "yes" if t.verified else "no"
        writer.writerow([t.term, t.locale, t.translation, "|".join(t.forms), t.source, verified])
    assert parse_glossary(file.getvalue(), "g.csv") == tuple(terms)


@given(st.text(max_size=80))
def test_no_text_breaks_the_glossary_s_reader(text: str) -> None:
    with contextlib.suppress(CatalogError):
        parse_glossary(COLUMNS + text, "g.csv")


@given(st.text(max_size=60), st.sampled_from(["bg", "ar", "fr", "el", "es", "mt"]))
@settings(deadline=None)
def test_no_translation_breaks_the_checks(text: str, locale: str) -> None:
    found_in(text, "**They hide.** On 19 May 2022, “%(date)s”. [@a]", locale)


# --- the command ---


def spoil(workspace: Workspace) -> Path:
    """Plant an error and a warning in the Bulgarian catalog."""
    po = workspace.po("bg")
    workspace.replace(po, "Обадете се на 112.", "Обадете се на  122.")
    return po


def test_the_command_names_what_is_wrong_and_fails(workspace: Workspace) -> None:
    po = spoil(workspace)
    line = next(
        number
        for number, text in enumerate(po.read_text(encoding="utf-8").splitlines(), start=1)
        if "on %(date)s" not in text and "Call 112" in text
    )
    done = workspace.run("check", "bg", "--domain", BRIEF, code=1)
    assert "error numbers: locales/bg/LC_MESSAGES/cyber-trafficking.po:" in done.stdout
    assert "122 instead of 112" in done.stdout
    assert "warning spacing: " in done.stdout
    assert "**Are you or someone else in danger? Call 112.**" in done.stdout
    assert "52 messages checked, 0 fuzzy, empty or missing: 1 error, 1 warning" in done.stdout
    report = json.loads(workspace.run("check", "bg", "--format", "json", code=1).stdout)
    assert (report["errors"], report["warnings"], report["left_out"]) == (1, 1, 0)
    assert {d["check"] for d in report["diagnostics"]} == {"numbers", "spacing"}
    assert all(line - 4 <= d["line"] <= line for d in report["diagnostics"])


def test_a_flag_in_the_file_silences_its_message(workspace: Workspace) -> None:
    po = spoil(workspace)
    text = po.read_text(encoding="utf-8")
    mark = 'msgid "**Are you or someone else in danger? Call 112.**"'
    po.write_text(text.replace(mark, f"#, ignore-numbers\n{mark}"), encoding="utf-8")
    done = workspace.run("check", "bg")
    assert "0 errors, 1 warning" in done.stdout


def test_what_is_left_out_is_counted(workspace: Workspace) -> None:
    po = workspace.po("de")
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace("#: briefs", "#, fuzzy\n#: briefs", 1), encoding="utf-8")
    done = workspace.run("check", "de", "--domain", BRIEF)
    assert "51 messages checked, 1 fuzzy, empty or missing" in done.stdout


def test_a_catalog_that_cannot_be_read_does_not_hide_the_others(workspace: Workspace) -> None:
    workspace.po("bg", "leaflet").write_text('msgid "a\n', encoding="utf-8")
    spoil(workspace)
    report = json.loads(workspace.run("check", "bg", "--format", "json", code=1).stdout)
    found = {(d["check"], d["path"].rpartition("/")[2]) for d in report["diagnostics"]}
    assert ("syntax", "leaflet.po") in found
    assert ("numbers", f"{BRIEF}.po") in found


def test_a_glossary_that_cannot_be_read_is_an_error(workspace: Workspace) -> None:
    (workspace.root / "locales/glossary.csv").write_text("term;locale\n", encoding="utf-8")
    done = workspace.run("check", "bg", code=1)
    assert "error glossary: locales/glossary.csv:1" in done.stdout


def test_what_does_not_exist_is_wrong_usage(workspace: Workspace) -> None:
    assert "no locale “xx”" in workspace.run("check", "xx", code=2).stderr
    assert "no domain “xx”" in workspace.run("check", "--domain", "xx", code=2).stderr


def test_without_lingua_one_check_is_left_out_with_one_notice(workspace: Workspace) -> None:
    (workspace.root / "lingua.py").write_text("raise ImportError\n", encoding="utf-8")
    done = workspace.run("check", "bg", "el", "--domain", "leaflet")
    assert done.stderr.count("“language” is left out") == 1
    assert "0 errors, 0 warnings" in done.stdout


def test_github_gets_lines_that_it_can_read(workspace: Workspace) -> None:
    spoil(workspace)
    lines = workspace.run("check", "bg", "--format", "github", code=1).stdout.splitlines()
    assert len(lines) == 2
    pattern = (
        r"::(error|warning) title=[\w-]+,file=locales/bg/LC_MESSAGES/cyber-trafficking\.po,"
        r"line=\d+::[^\n]+"
    )
    assert all(re.fullmatch(pattern, line) for line in lines)


def test_github_s_lines_are_escaped_and_relative_to_the_repository() -> None:
    finding = Diagnostic(
        check="syntax", message="50 %\nof it", hint="Mend: it, all.", location=Location("a,b:c", 3)
    )
    assert github_line(finding, "flyers/") == (
        "::error title=syntax,file=flyers/a%2Cb%3Ac,line=3::50 %25%0Aof it Mend: it, all."
    )


def test_a_project_in_a_folder_is_named_from_where_the_command_is_given(
    workspace: Workspace,
) -> None:
    inner = Workspace(workspace.root / "flyers", workspace.font_cache)
    inner.root.mkdir()
    for name in ("briefs", "locales", "templates"):
        (workspace.root / name).rename(inner.root / name)
    spoil(inner)
    done = workspace.run("--project", "flyers", "check", "bg", "--format", "github", code=1)
    assert "file=flyers/locales/bg/" in done.stdout


def test_sarif_says_what_2_1_0_wants(workspace: Workspace) -> None:
    spoil(workspace)
    log = json.loads(workspace.run("check", "bg", "--format", "sarif", code=1).stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert {rule["id"] for rule in rules} >= set(RULES)
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "locales/bg/LC_MESSAGES/cyber-trafficking.po"
        assert place["region"]["startLine"] > 1


def documented() -> Iterator[str]:
    page = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
    for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE):
        yield from re.findall(r"`([a-z-]+)`", row)


def test_every_check_is_documented() -> None:
    columns = {"term", "locale", "translation", "forms", "source", "verified"}
    assert set(documented()) - columns == {*RULES, "language", "syntax", "charset"}
    assert all(RULES.values())


def test_a_sentence_left_out_is_found() -> None:
    # It happened: the first of two sentences was lost in a revision of the Greek text.
    source = next(m for m in MESSAGES[BRIEF] if m.msgid.startswith("More and more women"))
    catalog = catalogs()[BRIEF, "el"]
    entry = catalog.entry(source.key)
    assert entry is not None
    short = entry.translations[0].partition(". ")[2]
    entries = tuple(e.change(translations=(short,)) if e is entry else e for e in catalog.entries)
    found = check_catalog(replace(catalog, entries=entries), [source], source_locale="en")
    assert [item.check for item in found] == ["sentences"]
