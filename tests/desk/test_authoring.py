"""An author on the desk: a subject is started, its text written, looked at, saved and corrected."""

import html
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode

import polib
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.conftest import BRIEF, FEW, Workspace, serving
from tests.desk.client import HOSTILE, ask, token

NAMES = {"brief": BRIEF, "audience": "community"}
TEXT = f"author/text?{urlencode(NAMES)}"


def source_of(workspace: Workspace, brief: str = BRIEF, audience: str = "community") -> Path:
    return workspace.root / "briefs" / brief / f"{audience}.md"


def files_of(workspace: Workspace) -> dict[Path, bytes]:
    """Return all files of a project that are not the desk's own."""
    own = (".briefkit", "state")
    return {
        path: path.read_bytes()
        for path in workspace.root.rglob("*")
        if path.is_file() and path.relative_to(workspace.root).parts[0] not in own
    }


def fuzzy_of(workspace: Workspace) -> int:
    """Return how many messages of all of the brief's catalogs await somebody's confirmation."""
    catalogs = (workspace.root / "locales").rglob(f"{BRIEF}.po")
    return sum(len(polib.pofile(str(path)).fuzzy_entries()) for path in catalogs)


def text_form(address: str, **changes: str) -> dict[str, str]:
    """Return the fields of the form for a text, as its page has them."""
    page = ask(address, f"/{TEXT}")[1].decode().split('id="writing"')[1]
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    (shown,) = re.findall(r'<textarea id="source"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return {**fields, "text": html.unescape(shown), **changes}


def edit(page: Page, old: str, new: str) -> None:
    """Replace words in the text, as somebody who types."""
    source = page.locator("#source")
    text = source.input_value()
    assert text.count(old) == 1, old
    start = text.index(old)
    source.evaluate(
        "(s, [a, b]) => { s.focus(); s.setSelectionRange(a, b) }", [start, start + len(old)]
    )
    page.keyboard.insert_text(new)


def put_cursor(page: Page, words: str) -> None:
    source = page.locator("#source")
    place = source.input_value().index(words)
    source.evaluate("(s, at) => { s.focus(); s.setSelectionRange(at, at) }", place)


def test_the_whole_way_from_a_new_subject_to_a_corrected_typo(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    others = files_of(workspace)
    page.goto(f"{address}author")
    page.get_by_role("link", name="Start a subject").click()
    # All that is missing is told at once, and what was typed stays.
    page.get_by_label("Name of its folder").fill("hot days")
    page.get_by_role("button", name="Make it").click()
    alert = page.get_by_role("alert")
    for said in ("Title of the leaflet: needed", "has a blank in it", "Who paid for it: needed"):
        expect(alert).to_contain_text(said)
    expect(page.get_by_label("Name of its folder")).to_have_value("hot days")
    assert files_of(workspace) == others
    page.get_by_label("Title of the leaflet").fill("Heat: how to keep *well*")
    page.get_by_label("Name of its folder").fill("heat")
    page.get_by_label("Professionals").check()
    page.get_by_text("Languages that it will be translated into").click()
    page.get_by_label("Deutsch").check()
    page.get_by_label("Others, by their names or codes").fill("français")
    page.get_by_label("Nobody who wants that said").check()
    page.get_by_role("button", name="Make it").click()
    # The text that shows all that a leaflet can have, with its pages.
    expect(page.locator("#source")).to_have_value(re.compile(r"^# Heat: how to keep \\\*well\*\n"))
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()
    settings = workspace.project.brief("heat").texts["everyone"].settings
    assert list(settings.audiences) == ["everyone", "professionals"]
    assert settings.languages == ("en", "de", "fr")
    assert workspace.po("fr", "heat").exists()
    # A text of one's own: with a pictogram, and a typo that is not seen yet.
    page.locator("#source").fill(
        "# Heat\n\n## What to do\n\n- Drink watter.\n- Stay in the\n  shade.\n"
    )
    put_cursor(page, "shade.")
    page.get_by_text("Put a pictogram into the text").click()
    page.get_by_label("Find a pictogram").fill("door")
    page.get_by_label("Find a pictogram").press("Enter")
    expect(page.locator("#source")).to_have_value(
        re.compile(r"- !\[\]\(pictogram:door\) Stay in the\n")
    )
    expect(page.locator("#findings")).to_contain_text("To be translated:")
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_text("The text was saved.")).to_be_visible()
    text = source_of(workspace, "heat", "everyone")
    assert text.read_text(encoding="utf-8") == (
        "# Heat\n\n## What to do\n\n- Drink watter.\n- ![](pictogram:door) Stay in the\n  shade.\n"
    )
    assert {path: data for path, data in files_of(workspace).items() if path in others} == others
    # Translated meanwhile, so that a correction could unsettle something.
    workspace.run("update", "de")
    catalog = polib.pofile(str(workspace.po("de", "heat")))
    catalog.find("Drink watter.").msgstr = "Trinken Sie Wasser."
    catalog.save()
    page.goto(f"{address}author/correct")
    page.get_by_label("The mistake, in whole words").fill("watter")
    page.get_by_label("The correction").fill("water")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator("ins")).to_have_text("Drink water.")
    assert "watter" in text.read_text(encoding="utf-8")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_text("no translation was unsettled")).to_be_visible()
    assert "- Drink water.\n" in text.read_text(encoding="utf-8")
    entry = polib.pofile(str(workspace.po("de", "heat"))).find("Drink water.")
    assert (entry.msgstr, entry.fuzzy) == ("Trinken Sie Wasser.", False)


def test_what_a_change_unsettles_is_told_before_it_is_saved(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    before, fuzzy = files_of(workspace), fuzzy_of(workspace)
    page.goto(address + TEXT)
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()
    edit(page, "## Warning signs", "## Warning signals")
    found = page.locator(".told.unsettled")
    expect(found).to_contain_text("To be confirmed: 1")
    expect(found).not_to_contain_text("No longer printed")
    found.get_by_text("Languages:").click()
    expect(found).to_contain_text("Bulgarian")
    languages = int(re.findall(r"Languages: (\d+)", found.inner_text())[0])
    # Its pages are of the text that is not saved.
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()
    expect(page.locator("#leaflet-pages img")).to_have_count(2)
    assert files_of(workspace) == before
    # What is told is what an update does.
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_text("The text was saved.")).to_be_visible()
    expect(page.locator(".told.unsettled")).to_have_count(0)
    changed = {path for path, data in files_of(workspace).items() if before.get(path) != data}
    assert changed == {source_of(workspace)}
    page.locator(".saved").get_by_role("link", name="Languages").click()
    expect(page.locator("h1")).to_have_text("Languages")
    workspace.run("update")
    assert fuzzy_of(workspace) - fuzzy == languages > 8


def test_a_typo_that_is_mended_in_the_text_can_unsettle_nothing(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    workspace.run("fix-source", "They hide who", "They hyde who")
    fuzzy = fuzzy_of(workspace)
    page.goto(address + TEXT)
    edit(page, "They hyde who", "They hide who")
    page.get_by_role("button", name="Correct it and unsettle nothing").click()
    expect(page.locator("ins").first).to_contain_text("They hide who")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_text("no translation was unsettled")).to_be_visible()
    assert "They hide who" in source_of(workspace).read_text(encoding="utf-8")
    workspace.run("update")
    assert fuzzy_of(workspace) == fuzzy
    # What changes the meaning is not offered so.
    page.goto(address + TEXT)
    edit(page, "They hide who", "They know who")
    expect(page.locator(".told.unsettled")).to_contain_text("To be confirmed")
    expect(page.get_by_role("button", name="Correct it and unsettle nothing")).to_have_count(0)


def test_a_paragraph_that_is_new_and_one_that_is_gone_are_counted(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(shared[1] + TEXT)
    edit(page, "## Warning signs\n", "")
    expect(page.locator(".told.unsettled")).to_contain_text("No longer printed: 1")
    edit(page, "## What you can do\n", "## What you can do\n\nZebras queue quietly.\n")
    expect(page.locator(".told.unsettled")).to_contain_text("To be translated: 1")


def test_mistakes_are_told_with_their_lines_and_may_be_saved(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    page.goto(address + TEXT)
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()
    edit(page, "## Warning signs", "## Warning <b>signs")
    number = page.locator("#source").input_value().split("\n").index("## Warning <b>signs") + 1
    found = page.locator(".told.faults")
    expect(found).to_contain_text("would print as it stands")
    expect(page.locator("#leaflet-state")).to_contain_text("These are its pages before them")
    found.get_by_role("link", name=f"Line {number}").first.click()
    chosen = "s => s.value.slice(s.selectionStart, s.selectionEnd)"
    assert page.locator("#source").evaluate(chosen) == "## Warning <b>signs"
    page.keyboard.press("Control+s")
    expect(page.get_by_text("The text was saved.")).to_be_visible()
    expect(page.locator(".told.faults")).to_contain_text("would print as it stands")
    expect(page.locator("#leaflet-state")).to_contain_text("its pages cannot be made yet")
    assert "## Warning <b>signs\n" in source_of(workspace).read_text(encoding="utf-8")
    # Its leaflets are refused, and its page is there to mend it.
    page.goto(f"{address}author")
    expect(page.locator(".rows")).to_contain_text("No leaflet of it can be made now")
    page.get_by_role("link", name="Write the text: Everyone").click()
    edit(page, "<b>", "")
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()


def test_two_windows_that_write_one_text_lose_nothing(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    page.goto(address + TEXT)
    workspace.replace(source_of(workspace), "## Warning signs", "## Signs, by an editor")
    edit(page, "## Warning signs", "## Signs, by me")
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody has changed this text meanwhile")
    expect(page.get_by_label("In the file now")).to_have_value(re.compile("## Signs, by an editor"))
    expect(page.locator("#source")).to_have_value(re.compile("## Signs, by me"))
    assert "by an editor" in source_of(workspace).read_text(encoding="utf-8")
    assert violations(page, "best-practice") == []
    # Having seen the other one, she may save her own.
    page.get_by_role("button", name="Save the text").click()
    expect(page.get_by_text("The text was saved.")).to_be_visible()
    assert "by me" in source_of(workspace).read_text(encoding="utf-8")


def test_a_text_keeps_the_form_of_its_file(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    path = source_of(workspace)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    form = text_form(address)
    sent = form["text"].replace("\n", "\r\n")
    assert ask(address, "/author/save", {**form, "text": sent})[0] == 303
    assert path.read_bytes() == before
    longer = sent.replace("## Warning signs", "## Warning signs\r\n\r\nZebras queue.")
    assert ask(address, "/author/save", {**text_form(address), "text": longer})[0] == 303
    added = b"## Warning signs\r\n\r\nZebras queue."
    assert path.read_bytes() == before.replace(b"## Warning signs", added)


def test_pictograms_go_to_their_items_and_nowhere_else(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(shared[1] + TEXT)
    source = page.locator("#source")
    page.get_by_text("Put a pictogram into the text").click()
    put, name = page.get_by_role("button", name="Put it in gift", exact=True), "gift"
    cases = {
        "a\n\n- one |two\n": f"a\n\n- ![](pictogram:{name}) one two\n",
        "1. |one\n": f"1. ![](pictogram:{name}) one\n",
        "- [ ] a t|ask\n": f"- [ ] ![](pictogram:{name}) a task\n",
        "- ![](pictogram:door) |in\n": f"- ![](pictogram:{name}) in\n",
        "- a\n  - b\n    go|es on\n": f"- a\n  - ![](pictogram:{name}) b\n    goes on\n",
        "# A |title\n": f"# ![](pictogram:{name}) A title\n",
        "## A |heading\n": "## A heading\n",
        "- a\n\nno| item\n": "- a\n\nno item\n",
    }
    for before, after in cases.items():
        source.fill(before.replace("|", ""))
        source.evaluate("(s, at) => s.setSelectionRange(at, at)", before.index("|"))
        put.click()
        expect(source).to_have_value(after)
    expect(page.locator("#put")).to_contain_text("nothing was put in")


def test_a_pictogram_unsettles_no_translation(shared: tuple[Workspace, str], page: Page) -> None:
    page.goto(shared[1] + TEXT)
    put_cursor(page, "Someone you know only online")
    page.get_by_text("Put a pictogram into the text").click()
    page.get_by_role("button", name="Put it in gift", exact=True).click()
    expect(page.locator("#source")).to_have_value(
        re.compile(r"\n- !\[\]\(pictogram:gift\) Someone you know only online")
    )
    expect(page.locator(".told.settled")).to_contain_text("unsettles no translation")
    # As if it had been typed.
    page.locator("#source").press("Control+z")
    expect(page.locator("#source")).not_to_have_value(re.compile(r"pictogram:gift\) Someone"))


def test_a_text_is_written_without_a_script(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    assert page.context.browser is not None
    bare = page.context.browser.new_page(java_script_enabled=False)
    bare.goto(address + TEXT)
    text = bare.locator("#source").input_value()
    bare.locator("#source").fill(text.replace("## Warning signs", "## Warning signals"))
    bare.get_by_role("button", name="Look at it").click()
    expect(bare.locator("#findings")).to_contain_text("To be confirmed: 1")
    expect(bare.locator("#leaflet-pages img")).to_have_count(2)
    expect(bare.locator("#source")).to_have_value(re.compile("## Warning signals"))
    assert "## Warning signs\n" in source_of(workspace).read_text(encoding="utf-8")
    # The lines of the pictograms are there to be copied.
    bare.get_by_text("Put a pictogram into the text").click()
    expect(bare.get_by_text("![](pictogram:door)", exact=True)).to_be_visible()
    bare.get_by_role("button", name="Save the text").click()
    expect(bare.get_by_text("The text was saved.")).to_be_visible()
    bare.close()
    assert "## Warning signals\n" in source_of(workspace).read_text(encoding="utf-8")


def test_notes_of_translators_stand_beside_the_text(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    catalog = polib.pofile(str(workspace.po("bg")))
    catalog.find("Warning signs").tcomment = f"Signs of what? {HOSTILE}\norigin: person"
    catalog.save()
    page.goto(address + TEXT)
    notes = page.locator(".notes")
    expect(notes).to_contain_text(f"Signs of what? {HOSTILE}")
    expect(notes).to_contain_text("Bulgarian: Warning signs")
    expect(notes).not_to_contain_text("origin")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_axe_finds_nothing_where_one_writes(
    shared: tuple[Workspace, str],
    page: Page,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    _, address = shared
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("author", "author/new", "author/correct", f"author/import?{urlencode(NAMES)}"):
        page.goto(address + path)
        assert violations(page, "best-practice") == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"{address}author/new")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page, "best-practice") == []
    page.goto(address + TEXT)
    page.get_by_text("Put a pictogram into the text").click()
    for old, new, told in (
        ("## Warning signs", "## Warning signals", "unsettled"),
        ("## What is it?", "## <b>What", "faults"),
    ):
        edit(page, old, new)
        expect(page.locator(f"#findings .told.{told}")).to_be_visible()
        assert violations(page, "best-practice") == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_no_text_is_refused(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    before = files_of(workspace)
    form = text_form(address, text=f"# Mine\n\n{HOSTILE}\n")
    for wrong in ({"brief": "../.."}, {"audience": "../brief"}, {"audience": "nobody"}):
        status, answer = ask(address, "/author/save", form | wrong)
        assert status == 404
        # What was typed is there to be copied.
        assert html.escape(HOSTILE) in answer.decode()
        assert HOSTILE not in answer.decode()
        assert ask(address, f"/author/text?{urlencode(NAMES | wrong)}")[0] == 404
    assert ask(address, "/author/save", form | {"token": "of an hour ago"})[0] == 403
    assert ask(address, "/author/save", form, Origin="http://evil.example")[0] == 403
    assert ask(address, "/author/save", form | {"text": "ж" * 140_000})[0] == 422
    assert ask(address, "/author/save", form | {"text": "x" * 1_100_000})[0] == 413
    assert ask(address, "/author/pages?window=nobody")[0] == 404
    status, answer = ask(address, "/author/look", form)
    assert status == 200
    assert HOSTILE not in answer.decode()
    new = {"token": token(address), "title": "T", "name": "../x", "levels": "plain",
           "source": "en", "funder": "none"}  # fmt: skip
    assert ask(address, "/author/new", new)[0] == 422
    assert ask(address, "/author/new", new | {"name": BRIEF})[0] == 422
    assert files_of(workspace) == before


@pytest.mark.languages(*FEW)
def test_what_is_looked_at_is_forgotten(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    state = str(tmp_path / "state")
    with serving(workspace, "desk", BRIEFKIT_STATE=state, TMPDIR=str(folder)) as address:
        forms = [text_form(address) for _ in range(10)]
        assert len(list(folder.glob("briefkit-drafts-*/[0-9]"))) == 4
        # The window that was opened first gets a draft again, with its text.
        changed = forms[0]["text"].replace("## Warning signs", "## Warning signals")
        sent = {**forms[0], "text": changed, "then": "follow"}
        status, answer = ask(address, "/author/look", sent)
        assert status == 200
        (window,) = re.findall(r'data-window="([^"]+)"', answer.decode())
        assert window != forms[0]["window"]
        assert "To be confirmed:" in answer.decode()
        assert ask(address, "/author/save", {**sent, "window": window})[0] == 303
    assert "## Warning signals\n" in source_of(workspace).read_text(encoding="utf-8")
    assert not list(folder.glob("briefkit-drafts-*"))


def test_languages_are_meant_by_their_names_and_all_faults_are_told(
    shared: tuple[Workspace, str],
) -> None:
    workspace, address = shared
    form = {"token": token(address), "title": "Hitze", "levels": "easy", "source": "en",
            "source_more": "German", "more": "Klingonisch, xx ; shqip", "funder": "other",
            "notice": " "}  # fmt: skip
    status, answer = ask(address, "/author/new", form)
    assert status == 422
    text = html.unescape(answer.decode())
    for said in ("“Klingonisch” is not a locale", "“xx” is not a locale", 'id="notice-fault"'):
        assert said in text
    assert "shqip” is not" not in text
    assert not (workspace.root / "briefs" / "hitze").exists()
    form |= {"more": "shqip", "notice": "Paid by the town."}
    assert ask(address, "/author/new", form)[0] == 303
    (made,) = workspace.project.brief("hitze").texts.values()
    assert (made.audience, made.settings.source_locale) == ("easy", "de")
    assert made.settings.languages == ("de", "sq")
    assert "Paid by the town." in [segment.text for segment in made.segments()]


def test_a_correction_that_changes_a_meaning_is_refused(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    before = files_of(workspace)
    form = {"token": token(address), "then": "write"}
    for old, new in (("Warning signs", "Holidays"), ("zebra", "zebras"), ("", "")):
        status, answer = ask(address, "/author/correct", form | {"old": old, "new": new})
        assert status == 422
        assert "It did not work" in answer.decode()
    assert files_of(workspace) == before
