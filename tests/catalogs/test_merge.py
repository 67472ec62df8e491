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
    Correction,
    merge,
    new_catalog,
    parse_catalog,
    serialise_catalog,
    template_catalog,
)
from briefkit.diagnostics import Location
from briefkit.errors import SourceError, UsageError
from briefkit.languages import require_known
from briefkit.model import Catalog, Entry, Message
from briefkit.project import Project, source_files
from tests.conftest import BRIEF, ROOT, Workspace

CREATED = "2026-01-01 00:00+0000"


def messages(texts: list[str]) -> tuple[Message, ...]:
    return tuple(
        Message(msgid=text, places=(Location("a.md", line),), comments=("paragraph",))
        for line, text in enumerate(texts, 1)
    )


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


# --- the commands ---


def test_update_follows_the_source_and_a_second_run_changes_no_byte(workspace: Workspace) -> None:
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    text = brief.read_text(encoding="utf-8")
    text = text.replace("## Warning signs", "## The warning signs")
    text = text.replace("- **Share this sheet,** so that more people know the signs.\n", "")
    brief.write_text(text + "\nOne more paragraph, about nothing before it.\n", encoding="utf-8")
    untouched = workspace.po("bg", "leaflet").read_bytes()
    done = workspace.run("update")
    assert "1 fuzzy, 1 untranslated, 2 new, 2 obsolete" in done.stdout
    files = sorted((workspace.root / "locales").rglob("*.po"))
    for path in files:
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
        assert (
            subprocess.run(["msgcat", path], check=True, capture_output=True).stdout
            == path.read_bytes()
        )
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


def test_init_locale_starts_a_language(workspace: Workspace) -> None:
    workspace.run("init-locale", "tr", "--translator", "Ayşe <ayse@example.org>")
    for domain in workspace.project.domains:
        path = workspace.po("tr", domain)
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
        text = path.read_text(encoding="utf-8")
        assert "Ayşe <ayse@example.org>" in text
        assert '"Language: tr\\n"' in text
    assert "unchanged" in workspace.run("update", "tr").stdout
    workspace.run("init-locale", "tr", code=2)


@pytest.mark.parametrize(
    ("locale", "forms"),
    [("cs", "nplurals=3"), ("ga", "nplurals=5"), ("ar", "nplurals=6"), ("sl", "nplurals=4")],
)
def test_plural_forms_are_cldr_s(locale: str, forms: str) -> None:
    started = new_catalog([], domain="d", locale=locale, path="", created=CREATED)
    assert started.header("Plural-Forms").startswith(forms)


@pytest.mark.parametrize(
    ("code", "nearest"),
    [("greek", "el (Greek)"), ("deutsch", "de (German)"), ("ukr", "uk (Ukrainian)")],
)
def test_an_unknown_locale_is_refused_with_the_nearest(
    workspace: Workspace, code: str, nearest: str
) -> None:
    assert nearest in workspace.run("init-locale", code, code=2).stderr
    assert not (workspace.root / "locales" / code).exists()


@pytest.mark.parametrize(
    ("code", "meant"),
    [("pt-BR", "pt_BR"), ("pt_br", "pt_BR"), ("DE", "de"), ("zh-TW", "zh_Hant_TW"),
     ("en-xa", "en_XA")],
)  # fmt: skip
def test_a_locale_in_another_spelling_is_told_how_to_spell_it(code: str, meant: str) -> None:
    with pytest.raises(UsageError, match=rf"Did you mean {meant}\?"):
        require_known(code)


@pytest.mark.parametrize("command", ["check", "update", "build --locale"])
def test_a_started_locale_in_another_spelling_too(workspace: Workspace, command: str) -> None:
    workspace.run("init-locale", "pt_BR")
    told = workspace.run(*command.split(), "pt-BR", code=2).stderr
    assert "There is no locale “pt-BR”.\n    Did you mean pt_BR?" in told


@pytest.mark.parametrize(
    ("code", "name"), [("he", "Hebrew (עברית)"), ("ur", "Urdu (اردو)"), ("zh", "Chinese (中文)")]
)
def test_a_language_that_the_fonts_have_no_letters_for_is_told_at_once(
    workspace: Workspace, code: str, name: str
) -> None:
    told = workspace.run("init-locale", code).stderr
    assert f"warning: The fonts have no letters for {name}: catalogs can be" in told
    assert workspace.po(code).exists()


@pytest.mark.parametrize("code", ["tr", "vi", "sr", "pt_BR"])
def test_a_language_that_the_fonts_have_is_started_without_a_word(
    workspace: Workspace, code: str
) -> None:
    assert not workspace.run("init-locale", code).stderr


def test_fix_source_carries_a_correction_through_all_catalogs(workspace: Workspace) -> None:
    workspace.run("review", "de", "--reviewer", "Erika Muster")
    before = {p: p.read_text("utf-8") for p in (workspace.root / "locales").rglob("*.po")}
    done = workspace.run("fix-source", "Warning signs", "Warning-signs")
    assert "none turned fuzzy" in done.stdout
    assert "## Warning-signs" in (workspace.root / "briefs" / BRIEF / "community.md").read_text()
    for path, text in before.items():
        now = path.read_text("utf-8")
        assert (
            now.replace("Warning-signs", "Warning signs")
            == text.replace("Warning-signs", "Warning signs")
            or "X-Review" in now
        )
        assert "fuzzy" not in now
    status = workspace.run("status", "de").stdout
    assert status.count("Erika Muster") == 3
    assert set(re.findall(r": (\w+)", workspace.run("update").stdout)) == {"unchanged"}
    assert "written" not in workspace.run("extract").stdout
    assert "nowhere" in workspace.run("fix-source", "Warning signs", "x", code=1).stderr


def test_fix_source_refuses_what_changes_the_messages(workspace: Workspace) -> None:
    before = {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
    workspace.run("fix-source", "# What is it?", "What is it?", code=1)
    workspace.run("fix-source", "Share this sheet,", "`x`", code=1)
    after = {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
    assert after == before


def files_of(workspace: Workspace) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("div", "dif", "nowhere"),
        ("class", "klass", "nowhere"),
        ("help", "halp", "templates/help.html.jinja:1:"),  # a class of it, and a message
        ("date", "dates", "templates/help.html.jinja:78"),  # the name of a variable
        ("A4", "a4", "brief.toml:"),  # a setting
        ("112", "113", "changes no number"),
        ("is a form", "is not a form", "adds no word"),
        ("Warning signs", "Warning", "adds no word"),
        ("Warning signs", "", "adds no word"),
        ("they can hide", "they can't hide", "“can” and “can't” differ"),
        ("great deal", "great dial of", "adds no word"),
        ("great deal", "small deal", "“great” and “small” differ"),
        ("traffick", "trafick", "nowhere"),  # no whole word
        ("**Share this sheet,**", "Share this sheet,", "no correction of words alone"),
        ("They hide.", "They hide*.*", "no correction of words alone"),
        ("sole responsibility", "sole responsability", "legal notice"),
        ("garcia2019", "garcia2018", "changes no number"),
    ],
)
def test_fix_source_writes_nothing_where_it_would_do_harm(
    workspace: Workspace, old: str, new: str, said: str
) -> None:
    before = files_of(workspace)
    assert said in workspace.run("fix-source", old, new, code=1).stderr
    assert files_of(workspace) == before


def test_fix_source_folds_white_space_as_the_messages_do(workspace: Workspace) -> None:
    community = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(community, "to find people", "to\nfind people")
    done = workspace.run("fix-source", " to  find people ", "to\nfind\npeople,")
    assert "1 messages corrected" in done.stdout
    assert "internet to find people, and to" in community.read_text(encoding="utf-8")
    before = files_of(workspace)
    assert "mistake, then" in workspace.run("fix-source", "find", "find\n", code=2).stderr
    assert files_of(workspace) == before


def test_fix_source_mends_a_template_s_messages(workspace: Workspace) -> None:
    done = workspace.run("fix-source", "last accessed", "last acessed")
    assert "1 messages corrected" in done.stdout
    notes = (workspace.root / "templates" / "notes.html.jinja").read_text(encoding="utf-8")
    assert "last acessed {{" in notes
    assert set(re.findall(r": (\w+)", workspace.run("update").stdout)) == {"unchanged"}


def test_a_correction_finds_every_message_in_its_file() -> None:
    project = Project(ROOT, ROOT)
    texts = {place: path.read_text(encoding="utf-8") for place, path in source_files(project)}
    for message in (*project.messages(BRIEF), *project.messages("leaflet")):
        for place in message.places:
            words = re.split(r"%\(\w+\)s", message.msgid)
            passage = max(words, key=len)
            corrected = Correction(passage, "X").made_in_file
            text = texts[place.path]
            try:
                assert corrected(text, place.path, [message]) != text
            except SourceError as error:
                # It stands in a comment or in another message too, never in this one only.
                lines = [d.location.line for d in error.diagnostics if d.location]
                assert len(lines) < len(re.findall(re.escape(passage.strip()), text)), message


@pytest.mark.parametrize(
    ("old", "new", "small"),
    [
        ("recieve help", "receive help", True),
        ("teh", "the", True),
        ("its", "it's", True),
        ("police", "Police", True),
        ("sheet,,", "sheet,", True),
        ("the cyber trafficking", "the cyber-trafficking", True),
        ("in 2019, 12", "in 2019. 12", True),
        ("1.000", "1,000", False),
        ("no", "on", False),
        ("can", "can't", False),
        ("legal", "illegal", False),
        ("call them", "callthem", False),
    ],
)
def test_a_correction_is_small(old: str, new: str, small: bool) -> None:
    correction = Correction(old, new)
    if small:
        correction.require_small()
    else:
        with pytest.raises(SourceError, match="briefkit update"):
            correction.require_small()


def test_a_review_holds_until_a_message_changes(workspace: Workspace) -> None:
    import json

    def state() -> str:
        done = workspace.run("build", "--locale", "bg", "--audience", "community", "--json")
        return str(json.loads(done.stdout)[0]["state"])

    assert state() == "draft"
    workspace.run("review", "bg", "--reviewer", "Мария Петрова")
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", workspace.po("bg")], check=True)
    assert state() == "reviewed"
    assert workspace.run("status", "bg").stdout.count("Мария Петрова") == 3
    text = workspace.po("bg").read_text(encoding="utf-8")
    changed = re.sub(r'(msgid "What is it\?"\nmsgstr ")', r"\1И ", text)
    assert changed != text
    workspace.po("bg").write_text(changed, encoding="utf-8")
    assert state() == "draft"


def test_a_review_needs_every_message(workspace: Workspace) -> None:
    workspace.replace(workspace.po("bg"), "#: briefs", "#, fuzzy\n#: briefs")
    done = workspace.run("review", "bg", "--reviewer", "Мария", code=1)
    assert "1 messages are fuzzy" in done.stderr
    assert "X-Reviewed" not in workspace.po("bg", "leaflet").read_text(encoding="utf-8")


def test_a_review_refuses_what_the_checks_call_an_error(workspace: Workspace) -> None:
    workspace.replace(workspace.po("bg"), "на 112.", "на 113.")
    before = files_of(workspace)
    done = workspace.run("review", "bg", "--reviewer", "Мария", code=1)
    assert re.search(rf"LC_MESSAGES/{BRIEF}\.po:\d+ bg: The numbers are not", done.stderr)
    assert files_of(workspace) == before
    workspace.run("review", "bg", "--reviewer", "Мария", "--domain", "leaflet")


def test_a_review_of_a_day_to_come_is_told_of(workspace: Workspace) -> None:
    workspace.run("review", "bg", "--reviewer", "Мария")
    assert "dated" not in workspace.run("check", "bg").stdout
    po = workspace.po("bg", "leaflet")
    text = po.read_text(encoding="utf-8")
    po.write_text(re.sub(r"(X-Review-Date: )\d{4}", r"\g<1>2999", text), encoding="utf-8")
    told = workspace.run("check", "bg").stdout
    assert re.search(r"warning headers: .*leaflet\.po:1 bg: The review is dated 2999-", told)


def test_pseudo_leaflets_show_what_is_hard_coded_and_what_overflows(workspace: Workspace) -> None:
    done = workspace.run("pseudo", "--output", "out")
    assert done.stdout.count("made") == 4
    template = workspace.root / "templates" / "help.html.jinja"
    workspace.replace(template, '<div class="stamp">', '<p>Written here</p><div class="stamp">')
    done = workspace.run("pseudo", "--output", "out", code=1)
    assert "words from no catalog: Written, here" in done.stdout


def test_a_project_of_ones_own(workspace: Workspace, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert (
        "briefkit init"
        in workspace.run("--project", str(empty), "init-locale", "tr", code=2).stderr
    )
    workspace.run("init", str(empty))
    workspace.run("--project", str(empty), "init-locale", "tr")
    workspace.run("init", str(empty), code=2)
