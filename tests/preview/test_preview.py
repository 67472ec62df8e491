"""The preview: the state of each message, and what of it stands in the page."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.catalogs import DISCLAIMER
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.leaflet import Templates, read_templates
from briefkit.model import Catalog, Edition, Entry
from briefkit.preview import Preview, PreviewTexts, ShownMessage, State, make_preview
from briefkit.preview.server import preview_as_json
from briefkit.project import LEAFLET_DOMAIN, LoadedBrief, Project
from tests.conftest import BRIEF, ROOT

PROJECT = Project(ROOT, ROOT)
TITLE = "Sexual exploitation online: know the signs, find help"
HEADING = "What is it?"
LEAD = (
    "Traffickers use the internet to find people and to exploit them. This sheet explains how "
    "they do it and what you can do."
)


@cache
def templates() -> Templates:
    return read_templates({"templates": ROOT / "templates"})


@cache
def loaded() -> LoadedBrief:
    return PROJECT.brief(BRIEF)


@cache
def catalog(domain: str = BRIEF, locale: str = "bg") -> Catalog:
    return PROJECT.catalogs.read(domain, locale)


def changed(domain: str, msgid: str, change: Callable[[Entry], Entry]) -> Catalog:
    before = catalog(domain)
    entries = tuple(change(e) if e.message.msgid == msgid else e for e in before.entries)
    assert entries != before.entries
    return replace(before, entries=entries)


def translated(words: str) -> Callable[[Entry], Entry]:
    return lambda entry: entry.change(translations=(words,))


def fuzzy(entry: Entry) -> Entry:
    return entry.change(message=replace(entry.message, flags=("fuzzy",)))


def previewed(
    brief: Catalog | None = None,
    shared: Catalog | None = None,
    *,
    audience: str = "community",
    locale: str = "bg",
    findings: tuple[Diagnostic, ...] = (),
) -> Preview:
    texts = PreviewTexts(
        edition=Edition(brief=BRIEF, audience=audience, locale=locale),
        brief=loaded().texts[audience],
        catalog=brief or catalog(BRIEF, locale),
        shared=PROJECT.leaflet_messages,
        shared_catalog=shared or catalog(LEAFLET_DOMAIN, locale),
        references=loaded().references,
        contacts=(),
        templates=templates(),
        findings=findings,
    )
    return make_preview(texts)


def message(preview: Preview, msgid: str) -> ShownMessage:
    (found,) = (shown for shown in preview.messages if shown.message.msgid == msgid)
    return found


def states(preview: Preview) -> dict[str, State]:
    return {
        shown.message.msgid: shown.state
        for shown in preview.messages
        if shown.state is not State.TRANSLATED
    }


def marked(preview: Preview, msgid: str) -> str:
    """Return what stands in the page for a message, with the tag that marks it."""
    found = re.search(
        rf'<briefkit-message data-message="{message(preview, msgid).id}".*?</briefkit-message>',
        preview.html,
        re.DOTALL,
    )
    assert found, msgid
    return found[0]


@pytest.mark.parametrize("locale", ["bg", "de", "el", "en"])
@pytest.mark.parametrize("audience", ["community", "professional"])
def test_the_preview_shows_what_prints_and_print_has_no_marks(locale: str, audience: str) -> None:
    preview = previewed(locale=locale, audience=audience)
    assert "briefkit-message" not in preview.page.html + preview.page.css
    assert re.sub("</?briefkit-message[^>]*>", "", preview.html) == preview.page.html
    assert preview.html.count("<briefkit-message") > 30
    assert states(preview) == {}


def test_every_message_of_the_brief_stands_marked_in_its_page() -> None:
    for audience in ("community", "professional"):
        preview = previewed(audience=audience)
        wanted = {segment.text for segment in loaded().texts[audience].segments()}
        assert {m.message.msgid for m in preview.messages if m.catalog.domain == BRIEF} == wanted
        for msgid in wanted:
            marked(preview, msgid)


def test_gaps_show_the_source_s_words_in_their_language() -> None:
    spoilt = changed(BRIEF, HEADING, translated(""))
    spoilt = replace(
        spoilt, entries=tuple(fuzzy(e) if e.message.msgid == LEAD else e for e in spoilt.entries)
    )
    preview = previewed(spoilt)
    assert states(preview) == {HEADING: State.UNTRANSLATED, LEAD: State.FUZZY}
    assert 'data-state="untranslated"' in marked(preview, HEADING)
    assert f'<span lang="en" dir="ltr">{HEADING}</span>' in marked(preview, HEADING)
    assert LEAD in marked(preview, LEAD)
    (finding,) = message(preview, LEAD).findings
    assert "fuzzy" in finding.message
    assert preview.leaflet.incomplete


def test_a_message_that_the_catalog_lacks_is_untranslated() -> None:
    whole = catalog()
    entries = tuple(entry for entry in whole.entries if entry.message.msgid != HEADING)
    preview = previewed(replace(whole, entries=entries))
    assert states(preview) == {HEADING: State.UNTRANSLATED}
    assert "missing" in message(preview, HEADING).findings[0].message


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("[Какво](https://example.org/) е това?", "link targets"),
        ("Какво е [@garcia2019] това?", "citations"),
        ("Какво е ![картина](https://example.org/x.png)?", "image"),
        ("Какво \u202eе това?", "hide or reorder"),
    ],
)
def test_a_translation_that_cannot_print_fails_and_the_page_stands(words: str, told: str) -> None:
    preview = previewed(changed(BRIEF, HEADING, translated(words)))
    assert states(preview) == {HEADING: State.FAILING}
    assert told in message(preview, HEADING).findings[0].message
    assert HEADING in marked(preview, HEADING)
    (shown,) = (
        m for m in json.loads(json.dumps(preview_as_json(preview)))["messages"]
        if m["msgid"] == HEADING
    )  # fmt: skip
    assert shown["translation"] == words
    assert shown["places"] == ["briefs/cyber-trafficking/community.md:5"]
    assert re.fullmatch(r"locales/bg/LC_MESSAGES/cyber-trafficking\.po:\d+", shown["entry"])


def test_a_label_whose_placeholders_are_lost_fails() -> None:
    preview = previewed(shared=changed(LEAFLET_DOMAIN, DISCLAIMER.msgid, translated("100 % нищо")))
    assert states(preview) == {DISCLAIMER.msgid: State.FAILING}
    assert "placeholders" in message(preview, DISCLAIMER.msgid).findings[0].message
    assert "sole responsibility" in marked(preview, DISCLAIMER.msgid)


def test_what_a_check_finds_is_told_with_its_message() -> None:
    entry = catalog().entry((None, HEADING))
    assert entry is not None
    place = Location(catalog().path, entry.line)
    warning = Diagnostic(
        check="numbers", message="A number.", severity=Severity.WARNING, location=place
    )
    elsewhere = replace(warning, message="Another.", location=Location("locales/bg/x.po", 3))
    preview = previewed(findings=(warning, elsewhere))
    assert states(preview) == {HEADING: State.DOUBTFUL}
    assert message(preview, HEADING).findings == (warning,)
    assert preview.findings == (elsewhere,)
    assert "Какво" in marked(preview, HEADING)
    error = replace(warning, severity=Severity.ERROR)
    assert states(previewed(findings=(error,))) == {HEADING: State.FAILING}


# Characters that no PO file in UTF-8 can hold are left out.
@settings(max_examples=40, deadline=None)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), max_size=60), of_label=st.booleans())
def test_whatever_is_typed_the_page_stands_and_stays_text(words: str, of_label: bool) -> None:
    hostile = f"<script>alert(1)</script>{words}"
    if of_label:
        preview = previewed(shared=changed(LEAFLET_DOMAIN, "Local help", translated(hostile)))
    else:
        preview = previewed(changed(BRIEF, HEADING, translated(hostile)))
    assert "<script" not in preview.html
    assert re.sub("</?briefkit-message[^>]*>", "", preview.html) == preview.page.html
    assert set(states(preview)) <= {HEADING, "Local help"}
