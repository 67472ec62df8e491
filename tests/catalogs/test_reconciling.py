"""Two copies of a catalog become one: no word of either is lost."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefkit.catalogs import parse_catalog, reconcile, serialise_catalog
from briefkit.model import Catalog

_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def catalog(date: str = "2026-01-01 10:00+0000", **entries: str) -> Catalog:
    """Return a catalog of messages and translations; “~” before one makes it fuzzy."""
    text = _HEAD + f'"PO-Revision-Date: {date}\\n"\n"Last-Translator: {date[:4]}\\n"\n'
    for msgid, words in entries.items():
        fuzzy = "#, fuzzy\n" if words.startswith("~") else ""
        text += f'\n{fuzzy}msgid "{msgid}"\nmsgstr "{words.lstrip("~")}"\n'
    return parse_catalog(text.encode(), locale="de", domain="x", path="x.po")


def words(of: Catalog) -> dict[str, str]:
    return {
        e.message.msgid: ("~" if e.fuzzy else "") + e.translations[0]
        for e in of.entries
        if not e.obsolete
    }


def test_what_one_side_has_changed_is_taken_from_it() -> None:
    base = catalog(a="A", b="B", c="", d="D")
    ours = catalog(a="A1", b="B", c="", d="D")
    theirs = catalog(a="A", b="B2", c="C2", d="D", e="E2")
    merged, both = reconcile(base, ours, theirs)
    assert words(merged) == {"a": "A1", "b": "B2", "c": "C2", "d": "D", "e": "E2"}
    assert both == ()
    assert parse_catalog(serialise_catalog(merged), locale="de", domain="x", path="x.po") == merged


def test_what_both_have_changed_stays_ours_and_is_named() -> None:
    base = catalog(a="A", b="B")
    merged, both = reconcile(base, catalog(a="A1", b="B1"), catalog(a="A2", b="B1"))
    assert words(merged) == {"a": "A1", "b": "B1"}
    assert both == ((None, "a"),)
    merged, both = reconcile(None, catalog(a="A1"), catalog(a="A2", b="B"))
    assert words(merged) == {"a": "A1", "b": "B"}
    assert both == ((None, "a"),)


def test_comments_of_both_stay_where_the_words_are_the_same() -> None:
    base, ours, theirs = (catalog(a=w) for w in ("A", "A1", "A1"))
    ours = replace(ours, entries=tuple(e.with_note("ours") for e in ours.entries))
    theirs = replace(theirs, entries=tuple(e.with_note("theirs") for e in theirs.entries))
    merged, both = reconcile(base, ours, theirs)
    assert both == ()
    assert merged.entries[0].translator_comment == "ours\ntheirs"


def test_a_message_that_one_side_took_out_comes_back_only_where_the_other_went_on() -> None:
    base = catalog(a="A", b="B", c="C", d="D")
    ours = catalog(b="B", c="C1", d="D")
    theirs = catalog(a="A2", b="B", d="D2")
    merged, both = reconcile(base, ours, theirs)
    assert words(merged) == {"a": "A2", "b": "B", "c": "C1", "d": "D2"}
    assert both == ()
    merged, _ = reconcile(base, catalog(b="B"), base)
    assert words(merged) == {"b": "B"}


def test_who_saved_last_is_who_the_headers_name() -> None:
    base, ours, theirs = (
        catalog(date, a=w)
        for date, w in (("2026-01-01", "A"), ("2026-02-01", "A1"), ("2026-03-01", "A"))
    )
    merged, _ = reconcile(base, ours, theirs)
    assert merged.header("PO-Revision-Date") == "2026-03-01"
    merged, _ = reconcile(base, theirs, ours)
    assert merged.header("PO-Revision-Date") == "2026-03-01"


_TEXTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "x", "y", "~y"]))


@given(_TEXTS, _TEXTS, _TEXTS)
def test_no_word_of_either_is_lost_unless_the_other_changed_it(
    old: dict[str, str], own: dict[str, str], other: dict[str, str]
) -> None:
    base, ours, theirs = (catalog(**texts) for texts in (old, own, other))
    merged, both = reconcile(base, ours, theirs)
    found, named = words(merged), {msgid for _, msgid in both}
    for msgid in old.keys() | own.keys() | other.keys():
        mine, yours, before = (texts.get(msgid) for texts in (own, other, old))
        if mine == yours or yours == before:
            assert found.get(msgid) == mine
        elif mine == before:
            assert found.get(msgid) == yours
        elif mine is None or yours is None:
            assert found.get(msgid) == (mine or yours or "")
        else:
            assert found[msgid] == mine
            assert msgid in named
    # Whoever is asked again has nothing more to do.
    assert reconcile(theirs, merged, theirs)[1] == ()
