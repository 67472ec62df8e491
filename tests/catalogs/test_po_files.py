"""PO files are read and written as gettext's tools do, and lose nothing."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.catalogs import parse_catalog, serialise_catalog
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry, Message
from tests.conftest import ROOT

CATALOGS = sorted((ROOT / "locales").glob("*/LC_MESSAGES/*.po"))
TEMPLATES = sorted((ROOT / "locales").glob("*.pot"))

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: bg\\n"\n"X-Odd-Header: kept: as it is\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
)

ODD = (
    "# A translator's comment that is longer than any tool of gettext's would let a line grow.\n"
    "#\n"
    + HEADER
    + """
# to the reviewer: is this the term?
#. paragraph
#: briefs/x/community.md:3
#, fuzzy, my-own-flag, ignore-quotes
#| msgid "Olde"
msgid "Old"
msgstr "Старо"
#: no/blank/line/before.md:1
msgctxt "menu"
msgid ""
"wrapped "
"oddly"
msgstr "на ръка"


msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d файл"
msgstr[1] "%d файла"

#~ msgid "gone"
#~ msgstr "няма го"

# a comment that belongs to nothing
"""
)


def parse(data: bytes) -> Catalog:
    return parse_catalog(data, locale="bg", domain="d", path="d.po")


@pytest.mark.parametrize("data", [
    ODD.encode(), b"\xef\xbb\xbf" + ODD.encode(), ODD.replace("\n", "\r\n").encode(),
    ODD.rstrip("\n").encode(), ODD.encode() + b"\n\n\n",
    ODD.replace("UTF-8", "windows-1251").encode("cp1251"),
])  # fmt: skip
def test_what_was_not_changed_is_the_same_bytes(data: bytes) -> None:
    catalog = parse(data)
    assert len(catalog.entries) == 4
    assert serialise_catalog(catalog) == data


def test_everything_in_an_entry_is_read() -> None:
    old, wrapped, plural, gone = parse(ODD.encode()).entries
    assert old.fuzzy
    assert old.message.flags == ("fuzzy", "my-own-flag", "ignore-quotes")
    assert old.previous[1] == "Olde"
    assert old.translator_comment == "to the reviewer: is this the term?"
    assert wrapped.message.key == ("menu", "wrapped oddly")
    assert plural.translations == ("%d файл", "%d файла")
    assert gone.obsolete
    assert parse(ODD.encode()).header("X-Odd-Header") == "kept: as it is"


def test_a_change_touches_its_own_lines_alone() -> None:
    catalog = parse(ODD.encode())
    entries = (catalog.entries[0], catalog.entries[1].change(translations=("с ръка",)))
    after = serialise_catalog(replace(catalog, entries=entries + catalog.entries[2:])).decode()
    before = ODD.splitlines()
    changed = [line for line in after.splitlines() if line not in before]
    assert changed == ['msgid "wrapped oddly"', 'msgstr "с ръка"']
    lost = [line for line in before if line not in after.splitlines()]
    assert lost == ['"wrapped "', '"oddly"', 'msgstr "на ръка"']


def test_fuzzy_empty_and_obsolete_are_not_looked_up() -> None:
    catalog = parse(ODD.encode())
    assert catalog.lookup((None, "Old")) is None
    assert catalog.lookup((None, "gone")) is None
    assert catalog.lookup(("menu", "wrapped oddly")) == "на ръка"
    assert catalog.lookup((None, "wrapped oddly")) is None


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (HEADER + '\nmsgid "a\nmsgstr "b"\n', 7, "not PO syntax"),
        (HEADER + '\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', 10, "stands twice"),
        (HEADER.replace("UTF-8", "no-such"), 1, "can't be read"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(data: str, line: int, words: str) -> None:
    with pytest.raises(CatalogError) as caught:
        parse(data.encode())
    (found,) = caught.value.diagnostics
    assert words in found.message
    assert found.location is not None
    assert (found.location.path, found.location.line) == ("d.po", line)


def test_bytes_that_are_not_of_the_charset_are_refused_with_their_line() -> None:
    with pytest.raises(CatalogError, match=r"d\.po:8.*can\'t be read"):
        parse(HEADER.encode() + b'\nmsgid "a"\nmsgstr "\xff"\n')


def test_a_text_that_is_a_file_s_name_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "other.po").write_text(HEADER + '\nmsgid "secret"\nmsgstr "x"\n')
    with pytest.raises(CatalogError):
        parse(str(tmp_path / "other.po").encode())


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cs", "Cc"]),
    max_size=60,
)
texts = st.lists(words, min_size=1, max_size=3).map("\n".join)
entries = st.builds(
    lambda msgid, context, text, fuzzy: Entry(
        message=Message(msgid=msgid, context=context, flags=("fuzzy",) if fuzzy else ()),
        translations=(text,),
    ),
    texts.filter(bool),
    st.none() | words.filter(bool),
    texts,
    st.booleans(),
)


@given(st.lists(entries, max_size=8, unique_by=lambda e: e.message.key))
def test_any_catalog_is_read_as_it_was_written(items: list[Entry]) -> None:
    catalog = replace(parse(HEADER.encode()), entries=tuple(items))
    again = parse(serialise_catalog(catalog))
    assert again.entries == catalog.entries
    assert serialise_catalog(again) == serialise_catalog(catalog)


@pytest.mark.parametrize(
    "path", CATALOGS + TEMPLATES, ids=lambda p: f"{p.parent.parent.name}-{p.name}"
)
def test_gettext_agrees_with_every_file_we_ship(path: Path) -> None:
    if path.suffix == ".po":
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=True)
    # What Poedit or msgcat would save is what stands there: a translator's diff is her own.
    catalog = parse(path.read_bytes())
    options = [] if catalog.wrapped else ["--no-wrap"]  # which Poedit finds out by itself
    saved = subprocess.run(["msgcat", *options, path], check=True, capture_output=True).stdout
    assert saved == path.read_bytes()
    fresh = replace(
        catalog, header_raw="", entries=tuple(replace(e, raw="") for e in catalog.entries)
    )
    assert serialise_catalog(fresh) == path.read_bytes()


def test_a_translator_s_comment_keeps_its_blank_lines() -> None:
    catalog = parse((HEADER + '\n# one\n#\n# two\nmsgid "a"\nmsgstr "b"\n').encode())
    changed = catalog.entries[0].change(translations=("c",))
    after = serialise_catalog(replace(catalog, entries=(changed,))).decode()
    assert after == HEADER + '\n# one\n#\n# two\nmsgid "a"\nmsgstr "c"\n'


def test_other_tools_read_every_catalog_that_we_write(tmp_path: Path) -> None:
    import polib
    from babel.messages.pofile import read_po

    for path in CATALOGS:
        ours = parse(path.read_bytes())
        messages = {e.message.msgid: e.translations[0] for e in ours.entries}
        assert {e.msgid: e.msgstr for e in polib.pofile(str(path))} == messages
        with path.open("rb") as file:
            theirs = read_po(file, abort_invalid=True)
        assert {m.id: m.string for m in theirs if m.id} == messages
    done = subprocess.run(
        [Path(sys.executable).parent / "pofilter", "--errorlevel=message", "-t", "variables",
         "--progress=none", ROOT / "locales" / "bg" / "LC_MESSAGES", tmp_path / "out"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "rror" not in done.stderr
    # What pofilter finds wrong it writes out: nothing.
    assert not list((tmp_path / "out").rglob("*.po"))
