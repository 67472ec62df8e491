"""What looks like markup and isn't set is refused, all of it at once; plain prose never is."""

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefkit.brief import (
    parse_blocks,
    parse_brief,
    parse_inline,
    parse_settings,
    unset_forms,
    unset_markup,
    unset_signs,
)
from briefkit.diagnostics import Location
from briefkit.errors import SourceError
from briefkit.model import Inline, Text
from briefkit.project import Project
from tests.conftest import BRIEF, ROOT

HERE = Location("text.md", 1)
HEAD = "# Title\n\n"
PROJECT = Project(ROOT, ROOT)


def refusals(body: str) -> list[tuple[int, str]]:
    """Return the lines and the messages with which a text is refused."""
    try:
        parse_blocks(HEAD + body, "text.md", "community")
    except SourceError as error:
        found = [f for f in error.diagnostics if f.hint and f.location]
        return [(f.location.line, f.message) for f in found if f.location]
    return []


def unset(text: str) -> list[str]:
    return [found.signs for found in unset_markup(text, parse_inline(text, HERE))]


@pytest.mark.parametrize(
    "text",
    [
        # Markdown's own, where CommonMark leaves the signs
        "**Wichtig:**Ruf an.", "**Call (free)**now.", "**„Hilfe“**ist da", "__a__b", "_a_b",
        "*Wichtig:*Ruf an.", "**x **y", "a ** b", "[x](javascript:alert(1))", "[x](/relative)",
        "``x", "`x", "a\\b", "Handy\\n", "auch\\xa0dann", "C:\\dir", "x\\",
        # its dialects'
        "a contract.^[1]", "x^[note]", "~~Rat~~", "x ==mark== y", "x^2^", "H~2~O", "[x] do",
        "[ ] do", "[t]{lang=en", "{.x} y", "{#id} x", "[a][b]", "[a][]", "[!NOTE] x", "[[x]]",
        "x :smile: y", "[TOC]", "{>>c<<}", "++x++", "||x||", "[@k, *p.* 12]", "[see @k]", "[-@k]",
        "a | --- | b", "##What", "# ", "*[HTML]: x", "![x](y",
        # other languages'
        "x <!-- note --> y", "<b>x</b>", "<br>", "<br/>", "</p>", "<script", "<!DOCTYPE html>",
        "<?php x", "<![CDATA[x", "[b]x[/b]", "'''x'''", "{{ x }}", "{% x %}", "${x}", "%(name)s",
        "a &nbsb; b", "a &nbsp b", "&amp;nbsp;",
    ],
)  # fmt: skip
def test_what_would_print_as_markup_is_found(text: str) -> None:
    try:
        nodes: tuple[Inline, ...] = parse_inline(text, HERE)
    except SourceError:
        return
    assert list(unset_markup(text, nodes))
    # Each form is found within a text and after a line too, but those of a block's beginning.
    if not re.match(r"\[[ x]\] |#", text):
        assert unset(f"Es gilt {text}")
    if not text.endswith("\\"):
        assert unset(f"{text} – und mehr")


@pytest.mark.parametrize(
    "text",
    ["Klient*innen und Berater*innen", "2*3*4", "a*b*c", "f**k and s**t",
     "Schüler*innen (auch Lehrer*innen)",
     # codes to dial, addresses and notes, which would be others without their signs
     "Dial *21*112#.", "*#06#*", "*62*0116006#", "mail *x*@y.eu", "t.me/*x*", "@*x*",
     "5 €*, 6 €*", "(5 €*) or (6 €*)", "5 €*/6 €*"],
)  # fmt: skip
def test_emphasis_that_nobody_meant_is_found(text: str) -> None:
    assert unset(text)
    assert unset(text.replace("*", "\\*")) == []


@pytest.mark.parametrize(
    "text",
    ["_help_@x.eu", "@_x_", "@__x__ is us", "t.me/_help_", "www.x.eu/_a_/b", "~gone~", "x %%y%%",
     "$$x$$", "''x''", "[toc]", "{: .x} y", "x { .y }", "!!! note", "..  note:: x", "== x ==",
     "[x]()", "[](https://x.eu)", "[x](https://)", "[x](tel:)", "[112](tel:113)", "[1](tel:112)",
     "[a@x.eu](mailto:b@x.eu)", "**[116 006](tel:116000)**"],
)  # fmt: skip
def test_signs_that_would_not_print_or_print_as_typed_are_found(text: str) -> None:
    assert unset(text)


@pytest.mark.parametrize(
    "text",
    [
        "*112*", "**112** or **113**", "*#1*!", "*Anna* anna@x.eu", "a/*b*", "5 *and* 6", "x.*y*",
        "5'' and 6''", "100 %% sure", "$5 or $6", "~10 to ~20", "… *(free)*", "... and", "???",
        "[112](tel:112)", "[02 981 76 86](tel:+35929817686)", "[a@x.eu](mailto:A@x.eu?subject=b)",
        "[call](tel:112)", "[x](https://x.eu)", "<a@x.eu>",
        "5 * 3", "2 * 3 * 4", "C#", "a_b", "~10", "ca. ~10–~20 €", "3 | 4 in a sentence",
        "Klient*innen sind da", "price* or fee", "AT&T; R&D; Q&As", "@caritas_wien on x",
        "info@x_y.eu", "[sic] (see)", "[…] text", "Name: ____", "#MeToo is", "C++ and C++",
        "a <5 b", "I <3 you", "a < b > c", "10:30:15", "EU:n:lle", "don`t", "5 $ and $6", "^_^",
        "1. Mai ist frei", "{x}", "50 %", "A --> B", "a == b", "(*)", "§ 3 | § 4", "m^2",
        "https://x.eu/a_b_c?x=[1]&y=~~z", "https://x.eu/?a=1&copy=2", "see https://x.eu/(a)_b.",
        "**Haus**tür", "un*believ*able", "*e*—x", "**a *b* c**", "***x***", "**https://x.eu/a**",
        "<https://x.eu/_a_/b>", "[x](https://x.eu/_a_)", "[@k1; @k2]", "a\\\nb", "&lt;b&gt;",
        "it’s ‘so’", "l'*eau*", "Anruf: **112**.", "<info@x.eu>",
    ],
)  # fmt: skip
def test_plain_prose_and_what_is_set_pass(text: str) -> None:
    assert unset(text) == []


@given(st.text(alphabet="*_~`[](){}<>!#|\\^=+-:&;@%$'x 1\n", max_size=30))
def test_a_backslash_makes_any_sign_a_plain_one(text: str) -> None:
    text = " ".join(text.split())
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    nodes = parse_inline(escaped, HERE)
    assert "".join(node.text for node in nodes if isinstance(node, Text)) == text
    assert list(unset_markup(escaped, nodes)) == []


@cache
def corpus() -> dict[str, tuple[str, ...]]:
    """Return all that we print, by language: sources and translations, without placeholders."""
    texts: dict[str, tuple[str, ...]] = {}
    for domain in PROJECT.domains:
        messages = [m for m in PROJECT.messages(domain) if "%(" not in m.msgid]
        texts["en"] = (*texts.get("en", ()), *(message.msgid for message in messages))
        for locale in PROJECT.catalogs.locales:
            catalog = PROJECT.catalogs.read(domain, locale)
            found = filter(None, (catalog.lookup(message.key) for message in messages))
            texts[locale] = (*texts.get(locale, ()), *found)
    return texts


def test_what_we_have_in_26_languages_passes() -> None:
    assert len(corpus()) >= 26
    assert [t for texts in corpus().values() for t in texts if unset(t)] == []


@cache
def words() -> st.SearchStrategy[list[str]]:
    every = {
        word
        for texts in corpus().values()
        for text in texts[:12]
        for word in text.replace("*", "").split()
        if "[" not in word
    }
    return st.lists(st.sampled_from(sorted(every)), min_size=2, max_size=12)


@given(st.data())
def test_words_with_the_signs_of_prose_pass(data: st.DataObject) -> None:
    chosen = data.draw(words())
    signs = ["*", "–", "|", "=", "/", "+", "(…)", "[…]", "&", "~10", "#1", "5 %", "@verein_x", ":"]
    place = data.draw(st.integers(1, len(chosen)))
    text = " ".join([*chosen[:place], data.draw(st.sampled_from(signs)), *chosen[place:]])
    assert unset(text) == []


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("| a | b |\n| --- |\n| c | d |\n", [3]),
        ("a | b\n--- |\nc | d\n", [4]),
        ("+---+---+\n| a | b |\n+---+---+\n", [3]),
        ("The pay\nslip\n: a paper\n", [5]),
        ("You get it.^[By law.]\n", [3]),
        ("Text.\n\n##What\n\nMore.\n", [5]),
        ("## What ##more##\n", [3]),
        ("[ ] Ask\n", [3]),
        ("Do this:\n2. Ask.\n3. Keep.\n", [4, 5]),
        ("Do this:\n• Ask.\n• Keep.\n", [4, 5]),
        ("::: note\nText\n:::\n", [3, 5]),
        ("First\nsecond ~~third~~\n", [4]),
        (">\n\n---\n\n    code\n\n~~x~~ and `y` and ![z](z.png)\n", [3, 7, 9, 9, 9]),
        ("- a\n\n  >\n\n- ~~c~~\n\n#### D\n", [5, 7, 9]),
        ("- a[^1]\n\n  [^1]: b\n", [3, 5]),
        ("An inline <!-- note --> here.\n", [3]),
        ("<!-- never closed\n\n## More\n", [3]),
        ("<!-- a --> and text\n", [3]),
    ],
)
def test_all_that_is_wrong_is_told_with_its_line(body: str, lines: list[int]) -> None:
    assert sorted(line for line, _ in refusals(body)) == lines


@pytest.mark.parametrize(
    "body",
    ["Am\n15. März 2024 geht es\nan die 3. Stelle.\n", "## C#\n", "## What ##\n", "Text\nA | B\n",
     "Title\n-----\n", "- a\n  - b\n\n1. c\n2. d\n"],
)  # fmt: skip
def test_lines_of_prose_are_no_markup(body: str) -> None:
    assert refusals(body) == []


def test_a_comment_of_its_own_is_left_out() -> None:
    text = (
        "# T\n\n<!-- TODO: ask -->\n\n1. one\n<!-- two\n\n# lines -->\n2. two\n\n"
        "- three\n  <!-- x -->\n\nfour\n<!-- y --> <!-- z -->\n"
    )
    blocks = parse_blocks(text, "t.md", "community")
    found = [(s.text, s.location.line) for block in blocks for s in block.walk()]
    assert found == [("T", 1), ("one", 5), ("two", 9), ("three", 11), ("four", 14)]


def brief_of(text: str, *, settings: str = "") -> None:
    toml = settings or (ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8")
    named = parse_settings(toml, "brief.toml")
    parse_brief(name="x", audience="community", settings=named, text=text, path="t.md")


@pytest.mark.parametrize(
    ("word", "odd"),
    [("А4", "Cyrillic"), ("Вank", "Cyrillic"), ("СОРА", "Cyrillic"), ("Αlpha", "Greek")],
)
def test_letters_that_only_look_latin_are_refused(word: str, odd: str) -> None:
    with pytest.raises(SourceError) as caught:
        brief_of(f"# T\n\nOne\ntwo {word} three ~~x~~\n")
    mixed, markup = caught.value.diagnostics
    assert f"“{word}” has {odd} letters" in mixed.message
    assert [str(f.location) for f in (mixed, markup)] == ["t.md:4", "t.md:4"]


def test_words_of_another_script_are_words() -> None:
    brief_of("# T\n\nUkrainian (українська), Greek (ελληνικά), 5 μg, “рок на сцене”\n")


def test_the_settings_have_latin_letters_too() -> None:
    toml = (ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8")
    with pytest.raises(SourceError, match=r"brief.toml:7: “А4” has Cyrillic"):
        parse_settings(toml.replace('project = "A4"', 'project = "А4"'), "brief.toml")
    with pytest.raises(SourceError, match=r"brief.toml:8: .*“~~”"):
        parse_settings(toml.replace("A4: Crossing", "~~A4~~ Crossing"), "brief.toml")


@pytest.mark.parametrize("form", unset_forms.FORMS, ids=lambda form: form.what)
def test_no_form_is_passed_over_before_it_is_looked_for(form: unset_forms.Form) -> None:
    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(form.pattern))
    def search(text: str) -> None:
        assert not form.pattern.search(text) or unset_signs._ANY_FORM.search(text)

    search()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('![A tree](img/My photo.jpg "In the park")', "rename the file"),
        ("![A tree](My photo.jpg)", "rename the file"),
        ('Look: ![A tree](img/photo.jpg "In the park")', "in a paragraph of its own"),
    ],
)
def test_a_picture_in_the_wrong_form_is_told_with_what_is_wrong(text: str, hint: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_blocks(f"{HEAD}{text}\n", "text.md", "community")
    assert hint in caught.value.diagnostics[0].hint
