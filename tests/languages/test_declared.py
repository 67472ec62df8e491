"""Languages that the CLDR lacks: what declares them, and what is wrong with it."""

import ast
from collections.abc import Iterator

import pytest

from briefkit.brief import parse_languages
from briefkit.errors import SourceError, UsageError
from briefkit.languages import (
    DeclaredLanguage,
    canonical_locale,
    declare_languages,
    declared_languages,
    direction,
    endonym,
    english_name,
    format_day,
    is_known,
    language_names,
    languages_meant,
    name_for,
    plural_forms,
    quotes,
    require_known,
    scripts_of,
    sources_for,
)
from tests.test_house import modules, room_of

ROMANI = """\
[rmy]
name = "romani čhib"
fallback = "ro"
letters = "a b c č ćh"
"""

OWNER = "a test"


@pytest.fixture(autouse=True)
def undeclared() -> Iterator[None]:
    yield
    declare_languages((), OWNER)


@pytest.fixture
def romani() -> None:
    declare_languages(parse_languages(ROMANI, "languages.toml"), OWNER)


@pytest.mark.usefixtures("romani")
def test_it_has_its_own_name_and_its_fallback_s_rules() -> None:
    assert require_known("rmy") == "rmy"
    assert (endonym("rmy"), english_name("rmy"), name_for("rmy", "de")) == ("romani čhib",) * 3
    assert language_names(["rmy", "ro"], "de") == "romani čhib und Rumänisch"
    assert format_day((2026, 5, 3), "rmy") == format_day((2026, 5, 3), "ro")
    assert plural_forms("rmy") == plural_forms("ro")
    assert quotes("rmy") == quotes("ro")
    assert (direction("rmy"), scripts_of("rmy")) == ("ltr", frozenset({"Latn"}))


@pytest.mark.usefixtures("romani")
def test_it_is_meant_by_its_code_and_its_name() -> None:
    assert canonical_locale("RMY") == "rmy"
    assert languages_meant("romani čhib") == languages_meant("rmy") == ("rmy",)
    with pytest.raises(UsageError, match=r"rmy \(romani čhib\)"):
        require_known("Romani Čhib")


def test_what_is_no_longer_declared_is_unknown_again() -> None:
    one, other = (
        DeclaredLanguage(code="rmy", name=name, fallback=fallback, direction="ltr", script="Latn")
        for name, fallback in (("one", "ro"), ("other", "bg"))
    )
    declare_languages([one], OWNER)
    assert format_day((2026, 5), "rmy") == "mai 2026"
    declare_languages([other], OWNER)
    assert endonym("rmy") == "other"
    assert format_day((2026, 5), "rmy") == format_day((2026, 5), "bg")
    assert other in declared_languages()
    declare_languages((), OWNER)
    assert not is_known("rmy")
    assert canonical_locale("rmy") == ""


def test_another_script_and_direction_can_be_named() -> None:
    text = '[rmy_Arab]\nname = "رومانی"\nfallback = "ro"\nscript = "Arab"\ndirection = "rtl"\n'
    declare_languages(parse_languages(text, "languages.toml"), OWNER)
    assert direction("rmy_Arab") == "rtl"
    assert sources_for("rmy_Arab")[0].family == "IBM Plex Sans Arabic"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[rmy]\nname = "a"\n', 1, "[rmy] fallback is missing"),
        ('[rmy]\nfallback = "ro"\n', 1, "[rmy] name is missing"),
        ('[rmy]\nname = 3\nfallback = "ro"\n', 2, "[rmy] name must be text"),
        ('[rmy]\nname = "a"\nfallback = "iw"\n', 3, "Did you mean he?"),
        ('[rmy]\nname = "a"\nfallback = "xx"\n', 3, "is no code of a language: xx"),
        ('[rmy]\nname = "a\\u202e"\nfallback = "ro"\n', 2, "U+202E"),
        ('[rmy]\nname = "a"\nfallback = "ro"\ndirection = "left"\n', 4, "can't be “left”"),
        ('[rmy]\nname = "a"\nfallback = "ro"\nscript = "Adlm"\n', 4, "names no font for"),
        ('[rmy]\nname = "a"\nfallback = "ro"\nfonts = "x"\n', 4, "fonts is not a setting"),
        ('[rmy]\nname = "a"\nfallback = "fa"\nfont = "x"\n', 4, "is set in briefkit's own font"),
        ('[kmr]\nname = "a"\nfallback = "tr"\n', 1, "Use ku."),
        ('[de]\nname = "a"\nfallback = "tr"\n', 1, "is known to the Unicode CLDR"),
        ('[Romani]\nname = "a"\nfallback = "ro"\n', 1, "is no code of a language"),
        ("rmy = 3\n", 1, "must be a table"),
        ('[rmy]\nname = "a\n', 2, "This is not TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_languages(text, "languages.toml")
    (found,) = caught.value.diagnostics
    assert words in f"{found.message} {found.hint}"
    assert str(found.location) == f"languages.toml:{line}"


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = '[de]\nname = "a"\nfallback = "xx"\n[rmy]\nfallback = 1\n'
    with pytest.raises(SourceError) as caught:
        parse_languages(text, "languages.toml")
    assert [d.location.line for d in caught.value.diagnostics if d.location] == [1, 3, 4, 5]


def test_locales_are_parsed_in_one_place() -> None:
    # Elsewhere, what a project declares would be unknown.
    parsing = []
    for module, path in modules().items():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = (ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call))
        if room_of(module) == "languages" and {"Locale", "Locale.parse"} & set(called):
            parsing.append(module)
    assert parsing == ["briefkit.languages.locales"]
