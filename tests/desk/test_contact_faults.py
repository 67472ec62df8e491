"""All that is wrong with a contact is told at once, beside its fields; nothing typed is lost."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import polib
import pytest
from playwright.sync_api import Page, expect

from briefkit.desk import new_contact
from briefkit.preview import message_id
from tests.browsing import held, violations
from tests.conftest import BRIEF, FEW, Workspace
from tests.desk.client import GOOD_CONTACT, ask, expect_saved, fill_contact, query, running, token

pytestmark = pytest.mark.languages(*FEW)

LONG_AGO = (date.today() - timedelta(days=100)).isoformat()


def test_six_mistakes_take_one_submission(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    page.goto(address + "contacts")
    typed = {"phone": "116112", "country": "BG", "email": "nonsense", "web": "bit.ly/x",
             "source": "https://example.org/a", "verified_on": LONG_AGO}  # fmt: skip
    wrong = ["name", "phone", "email", "web", "verified_by", "verified_on"]
    links = page.get_by_role("alert").get_by_role("link")
    with held(page, "**/assets/desk.js"):
        fill_contact(page, **typed)
        expect(links).to_have_count(len(wrong))
        links.first.click()
        expect(page.locator("#name")).to_be_focused()
    # A script that comes late leaves the focus where she has put it.
    page.wait_for_load_state("load")
    expect(page.locator("#name")).to_be_focused()
    assert [link.get_attribute("href") for link in links.all()] == [f"#{name}" for name in wrong]
    invalid = page.locator("[aria-invalid]")
    assert {box.get_attribute("id") for box in invalid.all()} == set(wrong)
    for name in wrong:
        described = page.locator(f"#{name}").get_attribute("aria-describedby") or ""
        assert f"{name}-fault" in described.split()
        expect(page.locator(f"#{name}-fault")).to_be_visible()
    expect(page.locator("#name-fault")).to_have_text("needed")
    expect(page.locator("#verified_on-fault")).to_contain_text("more than 90 days ago")
    for name, cell in typed.items():
        expect(page.locator(f"#{name}")).to_have_value(cell)
    assert violations(page, "best-practice") == []
    mended = {name: cell for name, cell in GOOD_CONTACT.items() if name != "kind"}
    fill_contact(page, **mended, email="", web="", languages="bg, uk")
    expect_saved(page)
    written = (workspace.root / "contacts.csv").read_text("utf-8")
    assert "Helper" in written
    assert '"bg, uk"' in written


def test_what_is_wrong_is_told_in_the_desk_s_language(workspace: Workspace) -> None:
    form = {**GOOD_CONTACT, "phone": "+359 2 98", "web": "http://bit.ly/x", "verified_on": LONG_AGO}
    speaks = {"Accept-Language": "de"}
    with running(workspace) as address:
        sent = {**form, "token": token(address)}
        told = ask(address, "/contacts/add", sent, **speaks)[1].decode()
        assert "Der Kontakt „Helper“" in told
        assert "zu kurz" in told  # a reason within a reason
        assert LONG_AGO in told
        assert "bit.ly" in told
        for english in ("The contact", "too short", "days ago", "hides where"):
            assert english not in told
        sent |= {"verified_on": "3/4/2026"}
        told = ask(address, "/contacts/add", sent, **speaks)[1].decode()
        assert "als 2026-04-03 oder 2026-03-04 lesen kann: „3/4/2026“" in told
        sent |= {"verified_on": LONG_AGO}
        # What a catalog lacks, or has with other placeholders, is told in English, and says so.
        po = workspace.po("de", "desk")
        catalog = polib.pofile(str(po))
        catalog.find("is too short, and no short number that is known there").msgstr = ""
        catalog.find("has a web address %(fault)s: %(address)s").msgstr = "%(fehler)s"
        catalog.save()
        told = ask(address, "/contacts/add", sent, **speaks)[1].decode()
        assert '<html lang="de"' in told
        # A part that has no translation is marked alone.
        assert '<span lang="en" dir="ltr">is too short, and no short number' in told
        assert "Der Kontakt „Helper“" in told
        assert "%(fehler)s" not in told


PLACE = "%(kind)s, under ‘%(heading)s’, %(audience)s"
PASSAGES = f"brief={BRIEF}&audience=professional&locale=bg&show=all"


def german(workspace: Workspace, words: Mapping[str, str]) -> None:
    """Put translations into the German catalog of the desk."""
    catalog = polib.pofile(str(workspace.po("de", "desk")))
    for msgid, text in words.items():
        entry = catalog.find(msgid)
        entry.msgstr, entry.flags = text, [flag for flag in entry.flags if flag != "fuzzy"]
    catalog.save()


def test_what_is_wrong_with_a_text_is_told_in_the_desk_s_language(workspace: Workspace) -> None:
    text = workspace.root / "briefs" / BRIEF / "community.md"
    broken = "\n\n#### Deeper\n\n-\n\nA <b>word.[^9]\n"
    settings = workspace.root / "briefs" / BRIEF / "brief.toml"
    speaks = {"Accept-Language": "de"}
    german(
        workspace,
        {
            "an HTML tag": "ein HTML-Tag",
            "paragraph": "Absatz",
            PLACE: "%(kind)s, unter „%(heading)s“, %(audience)s",
            "A name is missing: %(what)s.": "Ein Name fehlt: %(what)s.",
            "brief": "Thema",
            "There is no such page or file.": "Diese Seite oder Datei gibt es nicht.",
        },
    )
    css = workspace.root / "templates" / "common.css.jinja"
    workspace.replace(css, "svg { width: 18mm; height: 12mm;", "svg { width: 12mm; height: 8mm;")
    with running(workspace) as address:
        # Where a passage stands.
        passage = next(
            message
            for message in workspace.project.messages(BRIEF)
            if re.fullmatch("paragraph, under .*, professional", message.comments[0])
        )
        names = f"{PASSAGES}&message={message_id(BRIEF, passage.key)}"
        told = ask(address, f"/translate?{names}", None, **speaks)[1].decode()
        assert re.search('<p class="help">Absatz, unter „.*“, professional', told)
        # What is wrong with a leaflet's PDF.
        told = ask(address, query(), None, **speaks)[1].decode()
        assert "das EU-Emblem ist 8.0 mm hoch, weniger als 10 mm." in told
        assert "emblem is" not in told
        text.write_text(text.read_text(encoding="utf-8") + broken, encoding="utf-8")
        page = f"/author/text?brief={BRIEF}&audience=community"
        told = ask(address, page, None, **speaks)[1].decode()
        for words in ("folgt eine der Ebene 4", "Ein Listenpunkt ist leer", "keine Fußnote [^9]"):
            assert words in told
        assert "wie sie dasteht: „&lt;b&gt;“, ein HTML-Tag." in told
        for english in ("follows one of level", "item is empty", "no footnote"):
            assert english not in told
        # What is asked for and isn't there, without a name or by it.
        told = ask(address, "/author/import", None, **speaks)[1].decode()
        assert "Ein Name fehlt: Thema." in told
        assert "„“" not in told
        told = ask(address, "/nothing", None, **speaks)[1].decode()
        assert "Diese Seite oder Datei gibt es nicht." in told
        workspace.replace(settings, 'code = "CT"', "code = 7")
        told = ask(address, f"/?brief={BRIEF}", None, **speaks)[1].decode()
        assert "code muss Text zwischen Anführungszeichen sein." in told


def test_what_needs_a_way_to_be_reached_is_told_in_the_page_s_words(
    shared: tuple[Workspace, str],
) -> None:
    form = {**GOOD_CONTACT, "phone": "", "name": "", "token": token(shared[1])}
    status, text = ask(shared[1], "/contacts/add", form)
    assert status == 422
    html = text.decode()
    assert '<a href="#phone">At least one way to reach them is needed' in html
    assert '<a href="#name">Name of the organisation or help line: needed' in html
    assert "has no phone" not in html


@pytest.mark.parametrize("changes", [{"name": "N" * 301, "hours": "h" * 400}, {"token": "old"}])
def test_what_was_typed_is_shown_again_whatever_happens(
    shared: tuple[Workspace, str], changes: dict[str, str]
) -> None:
    workspace, address = shared
    form = {"token": token(address), **GOOD_CONTACT, **changes}
    status, text = ask(address, "/contacts/add", form)
    assert status >= 400
    html = text.decode()
    for name in ("name", "phone", "source", "verified_by"):
        assert form[name].replace("+", "&#43;") in html or form[name] in html
    if "hours" in changes:
        assert html.count("At most 300 are taken.") == 2
    assert not (workspace.root / "contacts.csv").exists()


@pytest.mark.parametrize("typed", ["=1+1", "=HYPERLINK(A1)", "+cmd|' /C calc'!A0", "@SUM(1)"])
def test_what_a_spreadsheet_would_reckon_is_not_taken(typed: str) -> None:
    row = new_contact({**GOOD_CONTACT, "name": typed}, date.today())
    assert row.contact is None
    (found,) = row.problems
    assert "has a spreadsheet’s formula or its error as name" in found.message
    assert found.fields == ("name",)


@pytest.mark.parametrize("typed", ["Help = hope", "Caritas (Sofia)", "A-B!", "@helper", "-"])
def test_other_signs_are_taken_as_typed(typed: str) -> None:
    row = new_contact({**GOOD_CONTACT, "name": typed}, date.today())
    assert [problem for problem in row.problems if "formula" in problem.message] == []
