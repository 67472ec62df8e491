"""Easy texts on paper: a sentence a line in large letters; and only in their own languages."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import polib
import pypdfium2
import pytest

from briefkit.build import inputs_of, plan
from briefkit.errors import UsageError
from briefkit.languages import sentences_of
from briefkit.model import Edition
from briefkit.proof import comparable
from briefkit.proof.layout import audit_layout
from tests.conftest import BRIEF, FEW, ROOT, MadeOnce, Workspace
from tests.end_to_end.test_formats import sizes

pytestmark = pytest.mark.languages(*FEW)

Read = Callable[[str, str], bytes]
LOCALES = ("bg", "de", "el", "en")
EASY = "Most people on the internet are kind. But some people want to harm you."


@pytest.fixture(scope="module")
def leaflets(made_once: MadeOnce, font_cache: Path) -> Path:
    """The easy booklets and large prints of all its languages."""

    def make(folder: Path) -> None:
        formats = ("--format", "a5-booklet", "--format", "large-print", "--output", str(folder))
        Workspace(ROOT, font_cache).run("build", "--audience", "easy", *formats)

    return made_once("easy-leaflets", make)


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a leaflet as a reader copies them."""
    with pypdfium2.PdfDocument(data) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    return [comparable(line) for text in texts for line in text.splitlines()]


def sentences(locale: str) -> Iterator[str]:
    edition = Edition(brief=BRIEF, audience="easy", locale=locale, format="a4")
    leaflet = inputs_of(ROOT, ROOT).localised(edition, (), allow_incomplete=False)
    for block in leaflet.brief.blocks[1:]:
        for content in block.walk():
            yield from sentences_of(content.plain, locale)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", ["a4", "a5-booklet", "large-print"])
def test_every_sentence_begins_a_line_and_all_words_can_be_copied(
    locale: str, name: str, built: Read, leaflets: Path
) -> None:
    path = leaflets / f"{BRIEF}.{locale}.easy.{name}.pdf"
    lines = lines_of(built(locale, "easy") if name == "a4" else path.read_bytes())
    whole = "".join(lines)
    found = list(sentences(locale))
    assert len(found) > 40
    for sentence in found:
        words = comparable(sentence)
        assert words in whole
        assert any(line and words.startswith(line[:12]) for line in lines), sentence


@pytest.mark.parametrize("locale", LOCALES)
def test_the_text_is_of_14_pt_or_more(locale: str, built: Read) -> None:
    drawn = [round(size, 1) for size in sizes(built(locale, "easy"))]
    assert max(set(drawn), key=drawn.count) >= 14
    # Smaller are the foot, the draft's band, the notice and what is said to whoever stamps it.
    assert {size for size in drawn if size < 14} <= {8, 8.5, 9.5, 10}


def test_an_easy_audience_has_defaults_of_its_own(workspace: Workspace) -> None:
    reader = workspace.project.brief(BRIEF).texts["easy"].reader
    assert reader.formats == ("a4", "a5-booklet", "large-print", "share")
    assert (reader.fit.size_min, reader.fit.size_max) == (14, 16)
    assert reader.fit.leading_min == reader.fit.leading_max == 1.5
    assert reader.discreet


def test_it_is_made_in_its_languages_alone(workspace: Workspace) -> None:
    project = workspace.project
    made = {e.locale for e in plan(project) if e.audience == "easy"}
    assert made == set(LOCALES)
    assert {e.audience for e in plan(project, locales=["fr"])} == {"community", "professional"}
    both = plan(project, locales=["fr", "de"], audiences=["easy"])
    assert [e.locale for e in both] == ["de"]
    with pytest.raises(UsageError, match=r"easy.md is not made in fr") as caught:
        plan(project, locales=["fr"], audiences=["easy"])
    assert "bg, de, el" in str(caught.value)


def test_other_languages_are_not_asked_for_its_messages(workspace: Workspace) -> None:
    template = polib.pofile(str(workspace.root / "locales" / f"{BRIEF}.pot"))
    assert template.find(EASY) is not None
    assert workspace.run("update").stdout.count("unchanged") == len(
        list(workspace.root.glob("locales/*/LC_MESSAGES/*.po"))
    )
    rows = json.loads(workspace.run("status", "fr", "de", "--json").stdout)
    counts = {r["locale"]: (r["messages"], r["missing"]) for r in rows if r["domain"] == BRIEF}
    assert counts["fr"][1] == counts["de"][1] == 0
    assert counts["fr"][0] < counts["de"][0] == len(template)
    assert polib.pofile(str(workspace.po("fr"))).find(EASY) is None
    reviewed = workspace.run("review", "fr", "--reviewer", "A. Person", "--domain", BRIEF)
    assert "reviewed by A. Person" in reviewed.stdout
    started = workspace.run("init-locale", "nb").stdout
    assert f"{BRIEF}.po: {counts['fr'][0]} messages to translate" in started


def test_what_another_program_merged_stays_and_is_not_counted(workspace: Workspace) -> None:
    path = workspace.po("fr")
    text = f'{path.read_text(encoding="utf-8")}\nmsgid "{EASY}"\nmsgstr ""\n'
    path.write_text(text, encoding="utf-8")
    workspace.run("update", "fr")
    assert polib.pofile(str(path)).find(EASY) is not None
    assert "0 fuzzy, empty or missing" in workspace.run("check", "fr").stdout
    (row,) = (
        r
        for r in json.loads(workspace.run("status", "fr", "--json").stdout)
        if r["domain"] == BRIEF
    )
    assert row["missing"] == 0
    before = path.read_bytes()
    workspace.run("update", "fr")
    assert path.read_bytes() == before


def test_a_language_that_is_added_is_asked_for_all_of_them(workspace: Workspace) -> None:
    toml = workspace.root / "briefs" / BRIEF / "brief.toml"
    workspace.replace(toml, '"el"]', '"el", "fr"]')
    workspace.run("update", "fr")
    (row,) = (
        r
        for r in json.loads(workspace.run("status", "fr", "--json").stdout)
        if r["domain"] == BRIEF
    )
    assert row["missing"] + row["fuzzy"] == 22
    refused = workspace.run("build", "--audience", "easy", "--locale", "fr", code=1)
    assert "untranslated" in refused.stderr or "not translated" in refused.stderr


def test_an_audience_has_no_language_that_its_brief_has_not(workspace: Workspace) -> None:
    toml = workspace.root / "briefs" / BRIEF / "brief.toml"
    own = 'source_locale = "en"\nlanguages = ["en", "bg", "el"]'
    workspace.replace(toml, 'source_locale = "en"', own)
    told = workspace.run("extract", code=1).stderr
    assert "[audiences.easy] languages 3 is de, in which the brief is not made" in told


def test_check_tells_the_author_and_says_how_readable_it_is(workspace: Workspace) -> None:
    text = workspace.root / "briefs" / BRIEF / "easy.md"
    workspace.replace(text, "They film it with a camera.", "It is often recorded by a camera.")
    line = next(n for n, row in enumerate(text.read_text().split("\n"), 1) if "recorded" in row)
    said = workspace.run("check", "--domain", BRIEF).stdout
    assert f"briefs/{BRIEF}/easy.md:{line}: “is often recorded” is a passive" in said
    assert re.search(r"easy\.md en: readability \d\d\.\d \(Flesch 1948\); easy texts have 80", said)
    found = json.loads(workspace.run("check", "--domain", BRIEF, "--format", "json").stdout)
    assert [d["check"] for d in found["diagnostics"]] == ["easy-passives"]
    figures = {each["locale"]: each["figure"] for each in found["readability"]}
    assert set(figures) == {"en"}  # the German translation of the sentence is fuzzy now
    assert figures["en"] > 80
    built = workspace.run("build", "--locale", "en", "--audience", "easy")
    assert "“is often recorded” is a passive" in built.stderr


@pytest.mark.parametrize("locale", LOCALES)
def test_the_layout_audit_finds_nothing(locale: str, built: Read) -> None:
    assert audit_layout(built(locale, "easy")) == ()
