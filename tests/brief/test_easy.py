"""The rules for easy texts: each with a text that goes against it, and one that doesn't."""

import pytest

from briefkit.brief import parse_brief, parse_settings
from briefkit.brief.easy import easy_warnings, readability_of
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.project import Project
from tests.conftest import BRIEF, ROOT

SETTINGS = """\
code = "HW"
source_locale = "{}"
funder = "none"

[audiences.easy]
level = "{}"
"""


def told(text: str, locale: str = "en", level: str = "easy") -> list[Diagnostic]:
    settings = parse_settings(SETTINGS.format(locale, level), "brief.toml")
    brief = parse_brief(
        name="heat", audience="easy", settings=settings, text=f"# Title\n\n{text}\n", path="easy.md"
    )
    return list(easy_warnings(brief))


def row(text: str) -> str:
    return f"- ![](pictogram:sun) {text}"


@pytest.mark.parametrize(
    ("locale", "check", "wrong", "right"),
    [
        ("en", "easy-words", "They ask for communication.", "They ask you to talk."),
        ("en", "easy-words", "Call immediately.", "Call Alexandria."),  # a name may be long
        ("de", "easy-words", "Das ist Kommunikation.", "Das ist ein Brief."),
        ("en", "easy-sentences", "We go to the park and then we go to the big shop.",
         "We go to the park and then we go to the shop."),
        ("en", "easy-passives", "The letter was sent.", "We sent the letter."),
        ("en", "easy-passives", "You are often told lies.", "You are scared and tired."),
        ("en", "easy-figures", "Keep an eye on him.", "Watch him."),
        ("en", "easy-figures", "They win trust.", "They want you to trust them."),
        ("en", "easy-negatives", "Do not say nothing.", "Do not go."),
        ("en", "easy-numbers", "Read part IV.", "Read part 4. I call 112."),
        ("bg", "easy-numbers", "Това е XXI век.", "Това е новото време."),
        ("en", "easy-numbers", "40 % of us.", "Many of us."),
        ("en", "easy-numbers", "We are 12,000 now.", "In 2024 we call 116 000."),
        ("en", "easy-abbreviations", "Ask an NGO.", "Ask a group."),
        ("en", "easy-abbreviations", "Bring food, e.g. bread.", "Bring bread."),
        ("en", "easy-punctuation", "We eat, drink, and sleep.", "We eat, and we drink."),
        ("en", "easy-punctuation", "Go; he waits.", "Go. He waits."),
        ("el", "easy-punctuation", "Ένα (δύο).", "Πού είσαι; Έλα."),
        ("en", "easy-punctuation", "You & me.", "You and me."),
        ("en", "easy-emphasis", "*Go* now.", "**Go** now."),
        ("en", "easy-notes", "Go.[^1]\n\n[^1]: A note.", "Go."),
    ],
)  # fmt: skip
def test_each_rule_finds_what_goes_against_it(
    locale: str, check: str, wrong: str, right: str
) -> None:
    found = [warning for warning in told(row(wrong), locale) if warning.check == check]
    (warning, *_) = found
    assert warning.severity is Severity.WARNING
    assert str(warning.location) == "easy.md:3"
    assert warning.message
    assert warning.hint
    assert check not in [warning.check for warning in told(row(right), locale)]


@pytest.mark.parametrize(
    "text", ["A thought.", "- A thought.", "1. A thought.", f"{row('One.')}\n- Two."]
)
def test_a_thought_without_a_picture_is_told(text: str) -> None:
    (warning,) = told(text)
    assert warning.check == "easy-pictograms"
    assert "- ![](pictogram:" in warning.hint


def test_headings_need_no_picture_and_other_levels_no_rules() -> None:
    assert told(f"## More\n\n{row('Go home.')}") == []
    wrong = "A communication was sent to an NGO; it is 40 %, 50 %, and 60 %."
    assert told(wrong)
    assert told(wrong, level="plain") == []


def test_of_a_language_without_a_rule_nothing_is_said() -> None:
    assert told(row("Tá cabhair ar fáil go forleathan."), "ga") == []


def test_our_own_easy_text_keeps_the_rules() -> None:
    assert list(easy_warnings(Project(ROOT, ROOT).brief(BRIEF).texts["easy"])) == []


@pytest.mark.parametrize(
    ("locale", "texts", "figure"),
    [
        ("en", ["The cat sat.", "It is big."], 206.835 - 1.015 * 3 - 84.6),
        ("de", ["Das ist gut."], 180 - 3 - 58.5),
        ("it", ["Vai a casa."], 89 + (300 - 80) / 3),
        ("sv", ["Hon kommer hem."], 3.0),
    ],
)
def test_a_text_is_as_readable_as_its_language_s_formula_says(
    locale: str, texts: list[str], figure: float
) -> None:
    found = readability_of(texts, locale)
    assert found is not None
    assert found.figure == pytest.approx(figure, abs=0.06)


@pytest.mark.parametrize("locale", ["bg", "el", "ga"])
def test_a_language_without_an_accepted_formula_has_no_figure(locale: str) -> None:
    assert readability_of(["Ένα. Δύο."], locale) is None
    assert readability_of([], "en") is None
