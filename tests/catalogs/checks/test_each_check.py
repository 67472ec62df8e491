"""What each check finds in a translation, and what it leaves alone."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.catalogs.checks import (
    check_catalog,
    language_check,
)
from briefkit.languages import format_day, quotes
from briefkit.model import Entry, Message
from tests.catalogs.checks.findings import PROJECT, catalogs, found_in
from tests.conftest import BRIEF


@pytest.mark.parametrize(
    ("check", "locale", "source", "translation"),
    [
        ("citations", "de", "It grew. [@a; @b]", "Es wuchs. [@b; @a]"),
        ("citations", "de", "It grew. [@a]", "Es wuchs. [@a] [@a]"),
        ("citations", "de", "It grew. [@a, art. 12(2)]", "Es wuchs. [@a, Art. 12 Abs. 3]"),
        ("citations", "de", "It grew. [@a, art. 12]", "Es wuchs. [@a]"),
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
        ("markup", "de", "Good", "Gut <!-- prüfen: Anna -->"),
        ("markup", "de", "Good", "~~Rat~~ Gut"),
        ("markup", "de", "Good", "Gut\\nBesser"),
        ("markup", "de", "Good", "Gut\\xa0so"),
        ("markup", "de", "**Good:** Call.", "**Gut:**Ruf an."),
        ("markup", "de", "*Good*", "Leser*innen und Hörer*innen"),
        ("citations", "de", "Good", "Gut [^1]"),
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
        ("missing-glyphs", "de", "Good", "[Gut 👍]{lang=ar}"),
        ("missing-glyphs", "de", "Good", "Gut العربية"),
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
        ("de", "All readers", "Alle Leser*innen"),
        ("de", "Good", "Gut \\*\\* so"),
        ("de", "Good &amp; bad", "Gut &amp; schlecht"),
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
        ("de", "[Ex nunc]{lang=la}", "[Ex nunc]{lang=la}"),
        ("de", "Also in [العربية]{lang=ar}", "Auch auf [العربية]{lang=ar}"),
        ("de", "Tell us: tip@counsel.example.org", "Schreiben Sie: tip@counsel.example.org"),
        ("uk", "Ask for it: a.b-c.example.org", "Питайте: a.b-c.example.org"),
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


def test_an_ethiopic_colon_ends_as_a_colon_does() -> None:
    assert "end-punctuation" not in found_in("እዞም እዮም፦", "These:", "ti")
    assert "end-punctuation" in found_in("እዞም እዮም።", "These:", "ti")


def test_a_text_that_grows_is_found_in_community_texts_alone() -> None:
    source, text = "They hide who they are.", "Sie " + "verbergen sich immer wieder " * 3
    assert "length" in found_in(text, source, "de", tight=True)
    assert "length" not in found_in(text, source, "de")
    assert "length" not in found_in("Sie verbergen, wer sie sind.", source, "de")


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


def test_a_language_is_not_judged_in_letters_that_its_model_does_not_know() -> None:
    latin = "Vlade treba da obezbede više sredstava i da ljudima pruže mnogo više podrške."
    language = language_check(["hr", "sr", "sr_Latn", "en"])
    assert language is not None
    message = Message(msgid="Governments should support people more and give more money.")
    for locale, expected in (("sr_Latn", []), ("sr", ["language"])):
        entry = Entry(message=message, translations=(latin,))
        catalog = replace(catalogs()[BRIEF, locale], entries=(entry,))
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


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("ru", "Что такое «траффикинг „здесь“»?"),
        ("be", "Што такое «гандаль»?"),
        ("mk", "Што е „трговија“?"),
        ("sq", "Çfarë është «trafikimi»?"),
        ("sr_Latn", "Šta je „trgovina“?"),
        ("sr_Latn", "Šta je „trgovina”?"),
        ("de_CH", "Was ist «Menschenhandel»?"),
        ("de_CH", "Was ist „Menschenhandel“?"),
        ("fr_CH", "Qu’est-ce que «la traite»?"),
        ("fr_CH", "Qu’est-ce que «\u202fla traite\u202f»\u202f?"),
        ("tr", "“Bu” nedir?"),
        ("kk", "«Трафикинг» деген не?"),
        ("nn", "Kva er «netthandel»?"),
        ("hy", "Ի՞նչ է «թրաֆիքինգը»"),
        ("ja", "「これ」は何ですか？"),
        ("ja", "では「これ」は何ですか？"),
        ("zh_Hans", "他说“这”是什么？"),
        ("zh_Hans", "《这》是什么？"),
        ("ckb", "«ئەمە» چییە؟"),
        ("th", "“นี่” คืออะไร"),
    ],
)
def test_marks_of_languages_that_we_do_not_ship_pass(locale: str, translation: str) -> None:
    found = found_in(translation, "What is “it”?", locale)
    assert not found & {"quotes", "spacing", "end-punctuation", "sentences", "mixed-script"}


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("ru", "Что такое “траффикинг”?"),
        ("ru", "Что такое «траффикинг?"),
        ("de_CH", "Was ist “Menschenhandel”?"),
        ("ja", "“これ”は何ですか？"),
        ("mk", "Што е «трговија»?"),
        ("ckb", '"ئەمە" چییە؟'),
    ],
)
def test_marks_of_another_language_are_found(locale: str, translation: str) -> None:
    assert "quotes" in found_in(translation, "What is “it”?", locale)


@pytest.mark.parametrize(
    ("locale", "source", "translation"),
    [
        ("bg", "At 40 °C", "При 40 °C"),
        ("el", "At 25 ℃", "Στους 25 ℃"),
        ("bg", "5 µm, 5 μm and 3 kΩ", "5 µm, 5 μm и 3 kΩ"),
        ("de", "3 kΩ", "3 kΩ, dazu α-Strahlung"),
        ("bg", "5 A, 10 K, 20 kB, 10 x 15", "5 A, 10 K, 20 kB, 10 x 15"),
        ("bg", "COVID-19 by Wi-Fi", "COVID-19 по Wi‑Fi"),
        ("el", "COVID-19 by Wi-Fi", "COVID-19 με Wi‑Fi"),
        ("bg", "Texts and mail", "SMS-ове и e-mail-ът"),
        ("ru", "In part four", "В части Ⅳ, X и IV"),
        ("bg", "Vitamin C and plan B", "Витамин C и план B"),
        ("bg", "X-rays", "X-лъчи"),
        ("ja", "On LINE", "LINEで聞く"),
        ("ko", "By text", "SMS를"),
        ("he", "On WhatsApp", "בWhatsApp"),
        ("th", "On WhatsApp", "ใช้WhatsAppได้"),
    ],
)
def test_units_numerals_and_names_mix_no_scripts(
    locale: str, source: str, translation: str
) -> None:
    assert "mixed-script" not in found_in(translation, source, locale)


@pytest.mark.parametrize(
    ("locale", "translation"),
    [
        ("bg", "pаypal"),
        ("de", "pаypal"),
        ("bg", "На 112 c телефон"),
        ("bg", "Има 3 ce"),
        ("uk", "I вони тут"),
        ("de", "ο Wort"),
        ("sr_Latn", "Шta je"),
        ("ja", "pаypalで"),
        ("bg", "°Cтепен"),
    ],
)
def test_a_letter_of_another_script_is_found(locale: str, translation: str) -> None:
    assert "mixed-script" in found_in(translation, "Good and bad", locale)


def test_what_nobody_sees_is_named_by_its_code_and_name() -> None:
    message = Message(msgid="Good")
    for text, name in (
        ("G\u200but", "U+200B ZERO WIDTH SPACE"),
        ("Gut \u2028", "U+2028 LINE SEPARATOR"),
        ("Gut\u0323\u0489", "U+0489 COMBINING CYRILLIC MILLIONS SIGN"),
        ("Gut\u00a0!", "U+00A0 NO-BREAK SPACE"),
        ("G\u0443t", "U+0443 CYRILLIC SMALL LETTER U"),
    ):
        entry = Entry(message=message, translations=(text,))
        catalog = replace(catalogs()[BRIEF, "de"], entries=(entry,))
        found = check_catalog(catalog, [message], source_locale="en")
        assert any(name in item.message for item in found), name


def test_letters_that_no_font_has_are_told_alike_of_every_message() -> None:
    told = set()
    for text in ("කුමක්ද", "කොහේද", "දැන්"):
        message = Message(msgid=f"What {text}")
        entry = Entry(message=message, translations=(text,))
        catalog = replace(catalogs()[BRIEF, "de"], locale="si", entries=(entry,))
        found = check_catalog(catalog, [message], source_locale="en")
        told |= {item.message for item in found if item.check == "missing-glyphs"}
    assert told == {"The fonts lack letters of the Sinhala script."}


@given(
    st.text(max_size=60),
    st.sampled_from(["bg", "ar", "fr", "fr_CH", "el", "es", "mt", "ja", "hy", "ckb"]),
)
@settings(deadline=None)
def test_no_translation_breaks_the_checks(text: str, locale: str) -> None:
    found_in(text, "**They hide.** On 19 May 2022, “%(date)s”. [@a]", locale)


@pytest.mark.parametrize(
    ("text", "right"),
    [("نما ٢٫٥ مرة", True), ("نما ۲٫۵ مرة", True), ("نما 2.5 مرة", True), ("نما ٥٫٢ مرة", False)],
)
def test_arabic_digits_count_by_their_value(text: str, *, right: bool) -> None:
    assert ("numbers" not in found_in(text, "It grew by 2.5 times", "ar")) is right


@pytest.mark.parametrize(
    "text", ["Telefon\\nHandy", "Telefon\\*", "Telefon&nbsp;", "<b>Telefon</b>"]
)
def test_a_template_s_message_has_no_markup_at_all(text: str) -> None:
    assert "markup" in found_in(text, "Phone", "de", place="templates/help.html.jinja")
    assert found_in("Telefon", "Phone", "de", place="templates/help.html.jinja") == set()
