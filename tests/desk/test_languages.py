"""The pages of languages: how far each is, and a catalog that is brought up to date."""

import re
from typing import Literal

import polib
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, put, token
from tests.desk.sending import value_of

Shared = tuple[Workspace, str]


def row(page: Page, name: str) -> str:
    return " ".join(page.locator("tr", has_text=name).first.inner_text().split())


def test_one_page_shows_how_far_each_language_is(shared: Shared, page: Page) -> None:
    workspace, address = shared
    put(workspace.po("bg"), "Warning signs", "Знаци", previous="Signs")
    put(workspace.po("bg"), "What you can do", "")
    put(workspace.po("de"), "Warning signs", "Warnzeichen “falsch'")
    told = ask(address, "/languages", None, **{"Accept-Language": "de"})[1].decode()
    assert "<bdi>Sexuelle Ausbeutung im Internet" in told  # a subject by its title there
    page.goto(f"{address}languages")
    # The page is there at once, and what the checks find follows.
    expect(page.locator("[data-pending]")).to_have_count(0)
    done = re.search(r"(\d+) of (\d+) (\d+) (\d+) (\d+) ", row(page, "български"))
    assert done
    translated, whole, fuzzy, missing, findings = map(int, done.groups())
    assert (fuzzy, missing, findings) == (1, 1, 0)
    assert translated == whole - 2
    german = re.search(r"of \d+ \d+ \d+ (\d+) ", row(page, "Deutsch"))
    assert german
    assert int(german[1]) > 0
    assert "original" in row(page, "English")
    # The same as the command says, of the brief and of the shared words that it prints.
    listed = workspace.run("status", "bg", "--json").stdout
    assert '"fuzzy": 1' in listed
    page.get_by_label("Find a language", exact=True).fill("greek")
    expect(page.locator("tr:visible", has_text="Ελληνικά")).to_have_count(1)
    expect(page.locator("tr:visible", has_text="български")).to_have_count(0)


def test_who_did_what_is_told(shared: Shared, page: Page) -> None:
    workspace, address = shared
    for domain in (BRIEF, "leaflet"):
        workspace.run("review", "bg", "--reviewer", "Мария <b>", "--domain", domain)
    page.goto(f"{address}languages")
    assert re.search(
        r"reviewed .*Translated by a machine, reviewed by Мария <b>", row(page, "български")
    )
    page.goto(f"{address}languages/bg")
    card = page.locator(".rows > li").first
    expect(card).to_contain_text("Мария <b>")
    (count,) = re.findall(r"Confirmed by a reviewer\s+(\d+) of \1", card.inner_text())
    assert int(count) > 50


def test_what_the_checks_find_is_listed(shared: Shared, page: Page) -> None:
    workspace, address = shared
    put(workspace.po("de"), "Warning signs", "Warnzeichen [@garcia2019]")
    page.goto(f"{address}languages/de")
    found = page.locator("details", has_text="Findings").first
    found.locator("summary").click()
    expect(found).to_contain_text("citations are not the source's")
    expect(found).to_contain_text("Warning signs")


def test_an_update_is_shown_then_written_as_shown(shared: Shared, page: Page) -> None:
    workspace, address = shared
    source = workspace.root / "briefs" / BRIEF / "community.md"
    before = workspace.po("bg").read_bytes()
    workspace.replace(source, "## What is it?", "## What is it, then?")
    workspace.replace(source, "Share this sheet,", "Quite another beginning of it all: share it,")
    page.goto(f"{address}languages/bg")
    page.locator("form[action$=update] button").click()
    shown = page.locator(".change")
    expect(shown.locator("li.fuzzy del").first).to_have_text("What is it?")
    expect(shown.locator(".messages li.fuzzy").first).to_contain_text(
        "not printed before somebody confirms it"
    )
    assert workspace.po("bg").read_bytes() == before
    assert violations(page, "best-practice") == []
    page.get_by_role("button", name="Write these changes").click()
    expect(page.get_by_role("status").first).to_contain_text("Done: what you saw is written.")
    entry = polib.pofile(str(workspace.po("bg"))).find("What is it, then?")
    assert entry.previous_msgid == "What is it?"
    assert entry.fuzzy
    assert workspace.run("update", "bg").stdout.count("unchanged") == 3
    page.locator("form[action$=update] button").click()
    expect(page.locator("main")).to_contain_text("Nothing: everything is as it should be.")
    expect(page.get_by_role("button", name="Write these changes")).to_have_count(0)


def test_a_subject_is_called_by_its_title_in_the_desk_s_language(shared: Shared) -> None:
    workspace, address = shared
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    title = workspace.project.brief(BRIEF).texts["community"].title
    catalog = workspace.project.catalogs.read(BRIEF, "de")
    translated = catalog.lookup(title.key)
    assert translated not in (None, title.text)
    german = {"Accept-Language": "de"}
    update = {"token": token(address)}
    for path, form in (
        ("/languages/bg", None),
        ("/languages/bg/update", update),
        (f"/notes?brief={BRIEF}", None),
    ):
        status, page = ask(address, path, form, **german)
        assert status == 200, path
        assert re.search(
            rf"<h[12][^>]*>[^\n]*<bdi>{re.escape(str(translated))}</bdi>", page.decode()
        )


def plan_of(address: str, locale: str) -> dict[str, str]:
    """Have an update planned; return the form that confirms it."""
    form = {"token": token(address)}
    status, shown = ask(address, f"/languages/{locale}/update", form)
    assert status == 200
    return form | {"changes": value_of(shown, "changes")}


def test_a_catalog_that_changed_since_it_was_shown_is_left_alone(shared: Shared) -> None:
    workspace, address = shared
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    confirmed = plan_of(address, "bg")
    put(workspace.po("bg"), "Warning signs", "Нещо ново")
    before = workspace.po("bg").read_bytes()
    status, told = ask(address, "/confirm-changes", confirmed)
    assert status == 422
    assert b"was changed after this was shown: nothing was written" in told
    assert workspace.po("bg").read_bytes() == before
    # What was shown is used up: it is looked at anew.
    assert ask(address, "/confirm-changes", confirmed)[0] == 404
    assert ask(address, "/confirm-changes", plan_of(address, "bg"))[0] == 303
    assert "Нещо ново" in workspace.po("bg").read_text("utf-8")


def test_only_the_last_plans_are_kept_and_nobody_can_guess_one(shared: Shared) -> None:
    workspace, address = shared
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    first = plan_of(address, "bg")
    for _ in range(8):
        last = plan_of(address, "bg")
    assert ask(address, "/confirm-changes", first)[0] == 404
    for guess in ("", "../bg", HOSTILE, last["changes"][:-1]):
        assert ask(address, "/confirm-changes", last | {"changes": guess})[0] == 404
    assert ask(address, "/confirm-changes", last | {"token": "x"})[0] == 403
    assert ask(address, "/confirm-changes", last, Origin="http://evil.example")[0] == 403
    assert ask(address, "/confirm-changes", last)[0] == 303


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("German", "It is there already"),
        ("de_DE", "It is there already"),
        ("gibberish", "Did you mean"),
        ("../../etc", "is not a locale"),
        (HOSTILE, "is not a locale"),
    ],
)
def test_a_language_is_found_by_its_name_or_what_is_like_it_is_told(
    shared: Shared, name: str, told: str
) -> None:
    from urllib.parse import urlencode

    _, text = ask(shared[1], f"/begin-language?{urlencode({'name': name})}")
    assert told.encode() in text
    assert HOSTILE.encode() not in text


def test_a_language_is_found_by_a_part_of_its_name_in_the_desk_s_language(shared: Shared) -> None:
    _, text = ask(shared[1], "/begin-language?name=kurd")
    assert re.findall(rb'name="locale" value="(\w+)"', text)[:2] == [b"ku", b"ckb"]
    _, text = ask(shared[1], "/begin-language?name=kurdish")
    assert re.findall(rb'name="locale" value="(\w+)"', text)[0] == b"ku"


def test_a_language_that_is_begun_says_what_font_it_wants(shared: Shared) -> None:
    workspace, address = shared
    form = {"token": token(address), "locale": "chr"}
    status, text = ask(address, "/begin-language", form)
    assert status == 200
    command = workspace.run("init-locale", "chr")
    (warned,) = [line for line in command.stderr.splitlines() if line.startswith("warning")]
    assert warned.partition(": ")[2].split(".")[0].encode() in text
    # It was begun meanwhile: what was shown would write over it, and is refused.
    names = {"token": form["token"], "changes": value_of(text, "changes")}
    assert ask(address, "/confirm-changes", names)[0] == 422


def test_a_language_that_is_there_or_is_none_is_not_begun(shared: Shared) -> None:
    workspace, address = shared
    there = sorted((workspace.root / "locales").iterdir())
    for locale in ("bg", "de_DE", "../x", "", "qqq"):
        form = {"token": token(address), "locale": locale}
        assert ask(address, "/begin-language", form)[0] == 422, locale
    assert ask(address, "/languages/../etc")[0] == 404
    assert ask(address, "/languages/qqq")[0] == 404
    assert ask(address, "/languages/qqq/update", {"token": token(address)})[0] == 404
    assert sorted((workspace.root / "locales").iterdir()) == there


def test_a_broken_catalog_or_brief_leaves_the_others_alone(shared: Shared) -> None:
    workspace, address = shared
    workspace.po("bg").write_text("nonsense\n", encoding="utf-8")
    status, text = ask(address, "/languages")
    assert status == 200
    assert b"cannot be read" in text
    assert "Deutsch" in text.decode()
    status, text = ask(address, "/languages/bg")
    assert status == 200
    assert b"not PO syntax" in text
    (workspace.root / "briefs" / BRIEF / "brief.toml").write_text("code =", encoding="utf-8")
    assert ask(address, "/languages")[0] == 200
    assert ask(address, "/languages/de")[0] == 200


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_pages_of_languages(
    shared: Shared, page: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    workspace, address = shared
    put(workspace.po("de"), "Warning signs", "Warnzeichen “falsch'")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    review = f"review?brief={BRIEF}&audience=community&locale=ar"
    for path in ("languages", "languages/de", "begin-language?name=kurdish", review):
        page.goto(address + path)
        assert violations(page, "best-practice") == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.set_viewport_size({"width": 1280, "height": 800})
