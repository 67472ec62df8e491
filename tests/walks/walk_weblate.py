"""docs/weblate.md, walked in a real Weblate: ./run weblate --walk.

It is no part of ./run test. The steps build on each other.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from briefkit.catalogs import confirmation
from briefkit.model import Catalog, Review
from scripts.weblate_server import ADDRESS, ROOT, RunningWeblate, weblate_server
from tests.walks.comparing import catalog_of, changed_entries, changed_messages

BRIEF = "cyber-trafficking"
CHAT = "A stranger writes in a chat."
CHAT_NOW = "A stranger writes to you in a chat."

# Of our headers, Weblate may change these.
ITS_HEADERS = {"PO-Revision-Date", "Last-Translator"}

PAGE = (ROOT / "docs" / "weblate.md").read_text("utf-8")


@pytest.fixture(scope="module")
def weblate() -> Iterator[RunningWeblate]:
    with weblate_server(["ar", "bg", "de"]) as running:
        yield running


def give(weblate: RunningWeblate, heading: str, who: str = "office") -> str:
    """Do what the page says under a heading, in the office's clone; return what was printed."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    [block] = re.findall(r"^```sh\n(.+?)^```", section, re.MULTILINE | re.DOTALL)
    script = block.replace("https://weblate.example.org/", weblate.url)
    script = script.replace("your-key", weblate.keys[who])
    done = subprocess.run(
        ["sh", "-eux", "-c", script], cwd=weblate.clone, env=environment(),
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def environment() -> dict[str, str]:
    return os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def units(weblate: RunningWeblate, locale: str, query: str = "", domain: str = BRIEF) -> list[Any]:
    path = f"translations/briefkit/{domain}/{locale}/units/?page_size=500&q={query}"
    found: list[Any] = weblate.ask(path)["results"]
    return found


def unit(weblate: RunningWeblate, locale: str, msgid: str, domain: str = BRIEF) -> Any:
    return next(u for u in units(weblate, locale, domain=domain) if u["source"][0] == msgid)


def save(
    weblate: RunningWeblate, locale: str, msgid: str, text: str, who: str = "translator",
    state: int = 20, domain: str = BRIEF,
) -> None:  # fmt: skip
    number = unit(weblate, locale, msgid, domain)["id"]
    weblate.ask(f"units/{number}/", "PATCH", who, target=[text], state=state)


def approve(weblate: RunningWeblate, locale: str, found: Any) -> None:
    weblate.ask(f"units/{found['id']}/", "PATCH", "reviewer", target=found["target"], state=30)


def operate(weblate: RunningWeblate, operation: str) -> bool:
    """Have Weblate pull, push or commit; say whether it could. While it works at another, wait."""
    end = time.monotonic() + 180
    while True:
        try:
            path = "projects/briefkit/repository/"
            return bool(weblate.ask(path, operation=operation)["result"])
        except HTTPError as error:
            if error.code != HTTPStatus.LOCKED or time.monotonic() > end:
                raise
        time.sleep(1)


def committed(weblate: RunningWeblate) -> list[str]:
    """Let Weblate commit what is saved, and push it; return its new commits."""
    before = git(weblate.own, "rev-parse", "HEAD")
    operate(weblate, "commit")
    after = git(weblate.own, "rev-list", f"{before}..HEAD").split()
    operate(weblate, "push")
    return after


def pulled(weblate: RunningWeblate) -> None:
    """Let Weblate pull, and wait until it has read all that came."""
    operate(weblate, "pull")
    ours = git(weblate.clone, "rev-parse", "origin/main")
    awaited(lambda: ours in git(weblate.own, "rev-list", "HEAD").split())


def awaited(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 180
    while not holds():
        assert time.monotonic() < end, "Waited in vain."
        time.sleep(1)


def held_at(folder: Path, revision: str, path: str) -> bytes:
    command = ["git", "show", f"{revision}:{path}"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


def catalog_at(folder: Path, revision: str, path: str) -> Catalog:
    return catalog_of(held_at(folder, revision, path), Path(path).parts[1])


def changed_by(weblate: RunningWeblate, commit: str) -> set[tuple[str, str]]:
    """Return the languages and messages that a commit changes; refuse it if it changes any else."""
    found = set()
    for path in git(weblate.own, "diff", "--name-only", f"{commit}^", commit).splitlines():
        before, after = (catalog_at(weblate.own, r, path) for r in (f"{commit}^", commit))
        assert before.header_comment == after.header_comment
        changed = changed_messages(before, after, ITS_HEADERS)
        data = [held_at(weblate.own, r, path) for r in (f"{commit}^", commit)]
        assert changed_entries(*data) == len(changed)
        found |= {(before.locale, m) for m in changed}
    return found


def test_the_components_are_imported_by_weblate_s_own_command(weblate: RunningWeblate) -> None:
    assert "weblate import_json --project briefkit weblate.json" in PAGE
    described = json.loads((ROOT / "weblate.json").read_text("utf-8"))
    assert described[0]["repo"] == described[0]["push"] == ADDRESS
    for component in described:
        path = f"components/briefkit/{component['slug']}/"
        there = weblate.ask(path)
        assert there["filemask"] == component["filemask"]
        assert there["file_format_params"] == component["file_format_params"]
        assert not there["allow_translation_propagation"]
        locales = {t["language_code"] for t in weblate.ask(f"{path}translations/")["results"]}
        assert locales == {"en", "ar", "bg", "de"}
    # What was read is what is in the catalogs.
    ours = catalog_at(weblate.clone, "HEAD", f"locales/bg/LC_MESSAGES/{BRIEF}.po")
    theirs = {u["source"][0]: tuple(u["target"]) for u in units(weblate, "bg")}
    assert theirs == {e.message.msgid: e.translations for e in ours.entries if not e.obsolete}


def test_a_saved_message_is_the_whole_of_a_commit(weblate: RunningWeblate) -> None:
    # Arabic is not folded.
    long = "Някой непознат ви пише в чат, в игра или другаде в интернет, и ви разпитва за вас."
    save(weblate, "bg", CHAT, long)
    save(
        weblate, "ar", CHAT, "شخص غريب يكتب إليكم في محادثة أو في لعبة أو في مكان آخر على الإنترنت."
    )
    commits = committed(weblate)
    assert [changed_by(weblate, commit) for commit in commits] in (
        [{("ar", CHAT)}, {("bg", CHAT)}],
        [{("bg", CHAT)}, {("ar", CHAT)}],
    )
    assert "Mariya Petrova" in git(weblate.own, "log", "-1", "--format=%an")
    after = catalog_at(weblate.own, "HEAD", f"locales/bg/LC_MESSAGES/{BRIEF}.po")
    assert after.lookup((None, CHAT)) == long
    assert after.header("X-Translation-Origin") == "machine"


def test_our_checks_judge_what_is_saved(weblate: RunningWeblate) -> None:
    cited = next(u for u in units(weblate, "bg") if "[@" in u["source"][0])
    msgid, [text] = cited["source"][0], cited["target"]
    save(weblate, "bg", msgid, text.split("[@")[0].rstrip())
    assert [u["id"] for u in units(weblate, "bg", "check:briefkit_error")] == [cited["id"]]
    with urlopen(
        f"{weblate.url}translate/briefkit/{BRIEF}/bg/?q=check:briefkit_error"
    ) as answer:  # what the translator reads
        assert "Copy them from the source text, unchanged" in answer.read().decode()
    component = f"components/briefkit/{BRIEF}/"
    weblate.ask(component, "PATCH", enforced_checks=["briefkit_error"])
    save(weblate, "bg", msgid, text.split(" [@")[0])
    assert unit(weblate, "bg", msgid)["fuzzy"]
    save(weblate, "bg", msgid, text)
    assert not units(weblate, "bg", "check:briefkit_error")
    for commit in committed(weblate):
        assert changed_by(weblate, commit) == {("bg", msgid)}
    end = catalog_at(weblate.own, "HEAD", f"locales/bg/LC_MESSAGES/{BRIEF}.po")
    assert end.lookup((None, msgid)) == text


def test_a_message_is_shown_on_its_page(weblate: RunningWeblate) -> None:
    git(weblate.clone, "pull", "--quiet", "--rebase")
    for _ in range(2):  # the second time, they take the place of the first
        printed = give(weblate, "2. Pictures of where a message stands")
        assert re.search(rf"^community: 2 pages, with \d+ messages of {BRIEF}", printed, re.M)
        shots = weblate.ask(f"components/briefkit/{BRIEF}/screenshots/?page_size=100")["results"]
        pages = {shot["name"]: shot for shot in shots}
        assert len(pages) == len(shots)
    source = unit(weblate, "en", CHAT)
    [shown] = [name for name, shot in pages.items() if source["url"] in shot["units"]]
    assert shown == f"{BRIEF}, community, page 1"
    with urlopen(f"{weblate.url}translate/briefkit/{BRIEF}/bg/?q=source:stranger") as answer:
        assert "/screenshot/" in answer.read().decode()


def test_approvals_and_reviews_are_brought_together(weblate: RunningWeblate) -> None:
    approve(weblate, "bg", unit(weblate, "bg", CHAT))
    # All of another catalog is approved there, and all of a third is reviewed here.
    for found in units(weblate, "de", domain="leaflet"):
        approve(weblate, "de", found)
    # Nothing is written of an approval, but where Weblate folds a translation otherwise.
    for commit in committed(weblate):
        path = "locales/de/LC_MESSAGES/leaflet.po"
        folded = changed_by(weblate, commit)
        assert all(locale == "de" and "%(" in msgid for locale, msgid in folded)
        before, after = (catalog_at(weblate.own, r, path) for r in (f"{commit}^", commit))
        assert [e.translations for e in before.entries] == [e.translations for e in after.entries]
    review = ["briefkit", "review", "bg", "--domain", "leaflet", "--reviewer", "Georgi Ivanov"]
    subprocess.run(review, cwd=weblate.clone, env=environment(), check=True, capture_output=True)
    git(weblate.clone, "commit", "--all", "--quiet", "--message=Review")
    printed = give(weblate, "3. Reviews", who="reviewer")
    assert f"bg/LC_MESSAGES/{BRIEF}.po: 1 newly reviewed here, 0 newly approved" in printed
    pulled(weblate)

    ours = catalog_at(weblate.clone, "HEAD", f"locales/bg/LC_MESSAGES/{BRIEF}.po")
    entry = ours.entry((None, CHAT))
    assert entry is not None
    stands = confirmation(entry)
    assert stands is not None
    assert stands.reviewer == "Ivan Ivanov"
    assert entry.origin == "person"
    signed = catalog_at(weblate.clone, "HEAD", "locales/de/LC_MESSAGES/leaflet.po").review
    assert signed == Review("Ivan Ivanov", stands.day)
    here = catalog_at(weblate.clone, "HEAD", "locales/bg/LC_MESSAGES/leaflet.po").review
    assert here is not None
    assert here.reviewer == "Georgi Ivanov"
    # Weblate has read the catalogs with the reviews, and still has what was approved.
    assert unit(weblate, "bg", CHAT)["approved"]
    assert all(u["approved"] for u in units(weblate, "bg", domain="leaflet"))
    again = subprocess.run(
        ["briefkit", "weblate", "reviews", "briefkit", "bg", "de"],
        cwd=weblate.clone, capture_output=True, text=True,
        env=environment() | {"WLC_URL": f"{weblate.url}api/", "WLC_KEY": weblate.keys["reviewer"]},
    )  # fmt: skip
    assert again.returncode == 0, again.stderr
    assert set(re.findall(r": (\d+) newly reviewed here, (\d+)", again.stdout)) == {("0", "0")}
    assert not git(weblate.clone, "status", "--short")


def test_a_translator_can_t_approve(weblate: RunningWeblate) -> None:
    found = unit(weblate, "bg", "What is it?")
    with pytest.raises(HTTPError):
        weblate.ask(
            f"units/{found['id']}/", "PATCH", "translator", target=found["target"], state=30
        )


def test_a_changed_source_waits_with_the_old_one_beside_it(weblate: RunningWeblate) -> None:
    brief = weblate.clone / "briefs" / BRIEF / "community.md"
    text = brief.read_text("utf-8")
    assert CHAT.rstrip(".") in text
    brief.write_text(text.replace(CHAT.rstrip("."), CHAT_NOW.rstrip(".")), "utf-8")
    git(weblate.clone, "commit", "--all", "--quiet", "--message=Say to whom")
    give(weblate, "4. The source changes")
    pulled(weblate)
    awaited(lambda: bool(units(weblate, "bg", "state:needs-editing")))
    [waiting] = units(weblate, "bg", "state:needs-editing")
    assert (waiting["source"], waiting["previous_source"]) == ([CHAT_NOW], CHAT)
    save(weblate, "bg", CHAT_NOW, "Непознат ви пише в чат.")
    # Another message of the Arabic, in which that one waits still.
    save(weblate, "ar", "What is it?", "ما هذا؟")
    found = set[tuple[str, str]]()
    for commit in committed(weblate):
        found |= changed_by(weblate, commit)
    assert found == {("bg", CHAT_NOW), ("ar", "What is it?")}
    arabic = catalog_at(weblate.own, "HEAD", f"locales/ar/LC_MESSAGES/{BRIEF}.po")
    entry = arabic.entry((None, CHAT_NOW))
    assert entry is not None
    assert entry.fuzzy
    assert entry.previous[1] == CHAT
    assert any(e.obsolete for e in arabic.entries)


def test_a_conflict_is_told_and_loses_nothing(weblate: RunningWeblate) -> None:
    git(weblate.clone, "pull", "--quiet", "--rebase")
    save(weblate, "bg", "What is it?", "Какво представлява?")
    save(weblate, "bg", "How traffickers work", "Как действат трафикантите")
    path = weblate.clone / "locales" / "bg" / "LC_MESSAGES" / f"{BRIEF}.po"
    text = path.read_text("utf-8")
    ours = text.replace('msgstr "Какво е това?"', 'msgstr "Що е то?"')
    ours = ours.replace('msgstr "Камера заснема насилието."', 'msgstr "Камера снима насилието."')
    assert ours.count("Що е то?") == ours.count("Камера снима") == 1
    path.write_text(ours, "utf-8")
    git(weblate.clone, "commit", "--all", "--quiet", "--message=Word it otherwise")
    git(weblate.clone, "push", "--quiet")
    assert not operate(weblate, "pull")
    component = f"components/briefkit/{BRIEF}"
    awaited(lambda: bool(weblate.ask(f"{component}/lock/")["locked"]))
    assert weblate.ask(f"{component}/repository/")["needs_merge"]
    give(weblate, "5. A conflict")
    pulled(weblate)
    merged = catalog_at(weblate.own, "HEAD", f"locales/bg/LC_MESSAGES/{BRIEF}.po")
    words = {e.message.msgid: e.translations[0] for e in merged.entries if not e.obsolete}
    assert words["What is it?"] == "Какво представлява?"
    assert words["How traffickers work"] == "Как действат трафикантите"
    assert words["A camera films the abuse."] == "Камера снима насилието."
    awaited(lambda: not weblate.ask(f"{component}/lock/")["locked"])
    assert not weblate.ask(f"{component}/repository/")["needs_merge"]


def test_an_add_on_marks_what_came_with_an_error(weblate: RunningWeblate) -> None:
    query = "check:briefkit_error AND state:>=translated"
    assert f"`{query}`" in PAGE
    weblate.ask(
        f"components/briefkit/{BRIEF}/addons/",
        name="weblate.flags.bulk",
        configuration={"q": query, "state": "10"},
    )
    git(weblate.clone, "pull", "--quiet", "--rebase")
    path = weblate.clone / "locales" / "de" / "LC_MESSAGES" / f"{BRIEF}.po"
    data = path.read_bytes()
    entry = next(e for e in catalog_of(data, "de").entries if "[@" in e.message.msgid)
    msgid, [text] = entry.message.msgid, entry.translations
    cited = re.search(r" \[@[^]\n]*]", entry.raw.rpartition("msgstr")[2])
    assert cited
    path.write_bytes(data.replace(entry.raw.encode(), cite_no_more(entry.raw, cited[0]).encode()))
    git(weblate.clone, "commit", "--all", "--quiet", "--message=Forget a source")
    git(weblate.clone, "push", "--quiet")
    pulled(weblate)
    awaited(lambda: bool(unit(weblate, "de", msgid)["fuzzy"]))
    [commit] = committed(weblate)
    assert changed_by(weblate, commit) == {("de", msgid)}
    said = git(weblate.own, "show", "--format=", "--unified=0", commit).splitlines()
    entries = [line for line in said if line[:1] in "+-" and line[1:2] not in ("+", "-", '"')]
    assert entries == ["+#, fuzzy"]
    save(weblate, "de", msgid, text)
    for commit in committed(weblate):
        assert changed_by(weblate, commit) == {("de", msgid)}


def cite_no_more(raw: str, cited: str) -> str:
    """Return an entry whose translation has lost a source."""
    before, word, translation = raw.rpartition("msgstr")
    return f"{before}{word}{translation.replace(cited, '')}"


def test_every_commit_of_weblate_s_is_of_messages_alone(weblate: RunningWeblate) -> None:
    about = ("--no-merges", "--committer=noreply@weblate.org", "--format=%H")
    commits = git(weblate.own, "log", *about).split()
    assert len(commits) >= 8
    for commit in commits:
        assert changed_by(weblate, commit), commit


def test_the_catalogs_are_sound_in_the_end(weblate: RunningWeblate) -> None:
    git(weblate.clone, "pull", "--quiet", "--rebase")
    for path in weblate.clone.glob("locales/*/LC_MESSAGES/*.po"):
        subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", path], check=True)
    check = ["briefkit", "check", "bg", "de"]
    done = subprocess.run(check, cwd=weblate.clone, env=environment(), capture_output=True)
    assert done.returncode == 0, done.stdout.decode()
