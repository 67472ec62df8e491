"""Merging a changed source: as good as msgmerge, and nothing is lost."""

import random
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from briefkit.brief import brief_messages, parse_brief, parse_settings
from briefkit.catalogs import (
    merge,
    new_catalog,
    parse_catalog,
    serialise_catalog,
    template_catalog,
)
from briefkit.diagnostics import Location
from briefkit.model import Catalog, Entry, Message
from tests.catalogs.sources import CREATED, messages
from tests.conftest import BRIEF, ROOT, Workspace

SETTINGS = (ROOT / "briefs" / BRIEF / "brief.toml").read_text(encoding="utf-8")


def extracted(texts: list[str]) -> tuple[Message, ...]:
    """Return the messages of a brief in Markdown that has these texts for paragraphs."""
    named = parse_settings(SETTINGS, "brief.toml")
    brief = parse_brief(
        name=BRIEF,
        audience="community",
        settings=named,
        text="\n\n".join(["# Title", *texts]) + "\n",
        path="community.md",
    )
    return brief_messages([brief])


def catalog(texts: dict[str, str]) -> Catalog:
    empty = new_catalog(
        messages(list(texts)), domain="d", locale="bg", path="d.po", created=CREATED
    )
    return replace(
        empty,
        entries=tuple(e.change(translations=(texts[e.message.msgid],)) for e in empty.entries),
    )


def entry(merged: Catalog, msgid: str) -> Entry:
    return next(e for e in merged.entries if e.message.msgid == msgid)


def test_exact_messages_are_kept_wherever_they_moved() -> None:
    before = catalog({"One thing": "Едно", "Two things": "Две"})
    after = merge(messages(["Two things", "New one, unlike", "One thing"]), before)
    assert [e.message.msgid for e in after.entries] == [
        "Two things",
        "New one, unlike",
        "One thing",
    ]
    assert entry(after, "One thing").translations == ("Едно",)
    assert entry(after, "New one, unlike").translations == ("",)


def test_a_changed_message_is_fuzzy_with_its_previous_msgid() -> None:
    before = catalog({"Call the police at once": "Обадете се"})
    after = merge(messages(["Call the police now"]), before)
    changed = entry(after, "Call the police now")
    assert changed.fuzzy
    assert changed.previous == (None, "Call the police at once", None)
    assert after.lookup((None, "Call the police now")) is None
    text = serialise_catalog(after).decode()
    assert '#| msgid "Call the police at once"' in text
    assert "#, fuzzy" in text


def test_what_is_gone_turns_obsolete_and_comes_back_with_its_translation() -> None:
    before = catalog({"Stay": "Остани", "A wholly different text": "Иди"})
    gone = merge(messages(["Stay"]), before)
    assert entry(gone, "A wholly different text").obsolete
    assert '#~ msgid "A wholly different text"' in serialise_catalog(gone).decode()
    read = parse_catalog(serialise_catalog(gone), locale="bg", domain="d", path="d.po")
    back = merge(messages(["Stay", "A wholly different text"]), read)
    assert back.lookup((None, "A wholly different text")) == "Иди"
    assert not any(e.obsolete for e in back.entries)


def test_a_fuzzy_message_edited_again_leaves_no_further_copy() -> None:
    before = catalog({"Call the police at once": "Обадете се"})
    for text in ("Call the police now", "Call the police today", "Call your police today"):
        before = merge(messages([text]), before)
    assert [(e.message.msgid, e.obsolete) for e in before.entries] == [
        ("Call your police today", False),
        ("Call the police at once", True),
    ]
    # What a translator has written there meanwhile is words of her own.
    changed = before.entries[0].change(translations=("Обадете се днес",))
    after = merge(messages(["Unlike"]), replace(before, entries=(changed, *before.entries[1:])))
    assert [e.translations[0] for e in after.entries] == ["", "Обадете се днес", "Обадете се"]
    # And what was confirmed comes back as it was.
    back = merge(messages(["Call the police at once"]), before)
    assert back.lookup((None, "Call the police at once")) == "Обадете се"


def test_lines_that_move_touch_no_entry() -> None:
    before = catalog({"One thing": "Едно", "Two things": "Две"})
    moved = tuple(replace(m, places=(Location("a.md", m.places[0].line + 7),)) for m in
                  messages(["One thing", "Two things"]))  # fmt: skip
    assert merge(moved, before) is before


def test_a_translator_s_comment_and_flags_survive() -> None:
    before = catalog({"Call the police at once": "Обадете се"})
    odd = before.entries[0].change(
        translator_comment="ask Maria",
        message=replace(before.entries[0].message, flags=("my-flag",)),
    )
    after = merge(messages(["Call the police now"]), replace(before, entries=(odd,)))
    assert after.entries[0].translator_comment == "ask Maria"
    assert set(after.entries[0].message.flags) == {"fuzzy", "my-flag"}


words = st.sampled_from("the police can help you now and every child may call at night".split())
texts = st.lists(st.lists(words, min_size=1, max_size=9).map(" ".join), max_size=8, unique=True)


@given(texts, texts, texts)
def test_over_any_edits_no_translation_is_lost_and_merging_twice_changes_nothing(
    first: list[str], second: list[str], third: list[str]
) -> None:
    sources = {
        name: extracted(texts) for name, texts in (("a", first), ("b", second), ("c", third))
    }
    before = catalog({m.msgid: f"[{m.msgid}]" for m in sources["a"]})
    kept = {t for e in before.entries for t in e.translations}
    for name in "bca":
        source = sources[name]
        after = merge(source, before)
        assert merge(source, after) == after
        read = parse_catalog(serialise_catalog(after), locale="bg", domain="d", path="d.po")
        assert read.entries == after.entries
        assert kept <= {t for e in after.entries for t in e.translations}
        kept = {t for e in after.entries for t in e.translations if t}
        live = [e.message.key for e in after.entries if not e.obsolete]
        assert live == [message.key for message in source]
        before = read
    # Back at the first source, what was translated exactly is so again.
    assert all(before.lookup((None, text)) == f"[{text}]" for text in first)


def test_matching_is_at_least_as_good_as_msgmerge_s(tmp_path: Path) -> None:
    rnd = random.Random(3)
    source = (ROOT / "locales" / f"{BRIEF}.pot").read_bytes()
    pool = [e.message.msgid for e in parse_catalog(source, locale="", domain="d", path="").entries]
    vocabulary = sorted({word for text in pool for word in text.split()})
    old = list(dict.fromkeys(pool + [
        " ".join(rnd.choices(vocabulary, k=rnd.randint(4, 25))) for _ in range(250)
    ]))  # fmt: skip

    def edited(text: str) -> str:
        parts = text.split()
        for _ in range(rnd.randint(1, 1 + len(parts) // 4)):
            parts[rnd.randrange(len(parts))] = rnd.choice(vocabulary)
        return " ".join(parts)

    new = list(dict.fromkeys(edited(text) if rnd.random() < 0.3 else text for text in old))
    before = catalog({text: f"<{text}>" for text in old})
    template = template_catalog(messages(new), domain="d", path="d.pot", created=CREATED)
    (tmp_path / "d.po").write_bytes(serialise_catalog(before))
    (tmp_path / "d.pot").write_bytes(serialise_catalog(template))
    done = subprocess.run(
        ["msgmerge", "--previous", "--quiet", "-o", "-", "d.po", "d.pot"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    theirs = parse_catalog(done.stdout, locale="bg", domain="d", path="d.po")
    ours = merge(messages(new), before)

    def likeness(result: Catalog) -> list[float]:
        return [
            fuzz.ratio(e.message.msgid, e.previous[1]) if e.previous[1] else 0.0
            for e in result.entries
            if not e.obsolete and e.message.msgid not in before_texts
        ]

    before_texts = set(old)
    assert sum(e.fuzzy for e in ours.entries) >= sum(e.fuzzy for e in theirs.entries) > 50
    assert sum(likeness(ours)) >= sum(likeness(theirs))
    assert sum(e.current for e in ours.entries) == sum(e.current for e in theirs.entries)


def test_update_follows_the_source_and_a_second_run_changes_no_byte(workspace: Workspace) -> None:
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    text = brief.read_text(encoding="utf-8")
    text = text.replace("## Warning signs", "## The warning signs")
    shared = "- ![](pictogram:share) **Share this sheet,** so that more people know the signs.\n"
    text = text.replace(shared, "")
    brief.write_text(text + "\nOne more paragraph, about nothing before it.\n", encoding="utf-8")
    untouched = workspace.po("bg", "leaflet").read_bytes()
    done = workspace.run("update")
    assert "1 fuzzy, 1 untranslated, 2 new, 2 obsolete" in done.stdout
    files = sorted((workspace.root / "locales").rglob("*.po"))
    for path in files:
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
        wrapped = workspace.project.catalogs.read(path.stem, path.parts[-3]).wrapped
        msgcat = ["msgcat", *(() if wrapped else ("--no-wrap",)), str(path)]
        saved = subprocess.run(msgcat, check=True, capture_output=True).stdout
        assert saved == path.read_bytes()
    assert workspace.po("bg", "leaflet").read_bytes() == untouched
    once = {path: path.read_bytes() for path in files}
    again = workspace.run("update")
    assert set(re.findall(r": (\w+)", again.stdout)) == {"unchanged"}
    assert {path: path.read_bytes() for path in files} == once


def test_a_catalog_changed_by_an_editor_meanwhile_is_not_overwritten(workspace: Workspace) -> None:
    project = workspace.project
    before = project.catalogs.read(BRIEF, "bg")
    workspace.replace(workspace.po("bg"), 'msgstr "', 'msgstr "Друго ')
    edited = workspace.po("bg").read_bytes()
    from briefkit.errors import CatalogError

    with pytest.raises(CatalogError, match="changed by another program"):
        project.catalogs.write(merge(messages(["x"]), before), before)
    assert workspace.po("bg").read_bytes() == edited
