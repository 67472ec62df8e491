"""What GNU gettext takes for PO syntax is read as it reads it, and kept as it is written."""

import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.catalogs import parse_catalog, serialise_catalog
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: bg\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


def parse(text: str | bytes) -> Catalog:
    data = text.encode() if isinstance(text, str) else text
    return parse_catalog(data, locale="bg", domain="d", path="d.po")


def msgcat(data: bytes) -> bytes:
    """Return a file as gettext itself writes it, or nothing where gettext refuses it."""
    done = subprocess.run(["msgcat", "--no-wrap", "-"], input=data, capture_output=True)
    return b"" if done.returncode else done.stdout


def only(text: str) -> Entry:
    (entry,) = parse(HEADER + text).entries
    return entry


@pytest.mark.parametrize("flags", [
    "#,fuzzy", "#, fuzzy,no-wrap", "#,  fuzzy , range: 0..10", "#,\tfuzzy", "#, no-wrap\n#, fuzzy",
    "#=fuzzy", "#= fuzzy", "#!fuzzy", "#, no-wrap fuzzy", "#,fuzzy,",
])  # fmt: skip
def test_every_way_to_write_fuzzy_keeps_a_translation_from_print(flags: str) -> None:
    entry = only(f'{flags}\nmsgid "a"\nmsgstr "b"\n')
    assert entry.fuzzy
    assert "" not in entry.message.flags


def test_flags_are_parted_as_gettext_parts_them() -> None:
    entry = only('#, fuzzy,c-format , range: 0..10\n#= no-wrap\nmsgid "a"\nmsgstr "b"\n')
    assert entry.message.flags == ("fuzzy", "c-format", "range: 0..10", "no-wrap")
    assert not only('#, Fuzzy\nmsgid "a"\nmsgstr "b"\n').fuzzy


@pytest.mark.parametrize(("line", "comment"), [
    ("#TODO ask the centre", "TODO ask the centre"), ("#- old note", "- old note"),
    ("##  section", "#  section"), ("#\tnote after a tab", "\tnote after a tab"), ("#~", ""),
    ("#", ""), ("   # indented", "indented"), ("#~ # of an obsolete one", "of an obsolete one"),
])  # fmt: skip
def test_whatever_else_follows_the_number_sign_is_a_comment(line: str, comment: str) -> None:
    text = f'{HEADER}{line}\nmsgid "a"\nmsgstr "b"\n'
    assert parse(text).entries[0].translator_comment == comment
    assert serialise_catalog(parse(text)) == text.encode()


@pytest.mark.parametrize(("string", "text"), [
    (r'"Уеб" "сайт"', "Уебсайт"), (r'"\x54елефон"', "\N{LATIN CAPITAL LETTER T}елефон"),
    (r'"\101\7"', "A\a"),
    (r'"\a\v\f\b\r\n\t\"\\n"', '\a\v\f\b\r\n\t"\\n'), (r'"\xd0\x94Z"', "ДZ"),
    ('"b\\\nc"', "bc"), ('\n\n"b"\n\n\t"c"', "bc"), (r'"\0778"', "?8"), (r'"\q"', r"\q"),
])  # fmt: skip
def test_strings_are_read_as_gettext_reads_them(string: str, text: str) -> None:
    source = f'{HEADER}msgid "a"\nmsgstr {string}\n\nmsgid "c"\nmsgstr "d"\n'
    catalog = parse(source)
    assert [entry.translations[0] for entry in catalog.entries] == [text, "d"]
    assert serialise_catalog(catalog) == source.encode()
    changed = (catalog.entries[0].change(translator_comment="x"), catalog.entries[1])
    again = parse(serialise_catalog(replace(catalog, entries=changed)))
    assert again.entries == changed


def test_previous_messages_are_read_whatever_their_spaces() -> None:
    for mark, end in (("#|", ""), ("#~|", "#~ ")):
        text = (
            f'#, fuzzy\n{mark}msgctxt "c" msgid "o"\n{mark} "p"\n{end}msgid "a"\n{end}msgstr "b"\n'
        )
        assert only(text).previous == ("c", "op", None)
        assert serialise_catalog(parse(HEADER + text)) == (HEADER + text).encode()


def test_messages_that_share_a_line_are_told_apart() -> None:
    text = HEADER + 'msgid "a" msgstr "b" msgid "c"msgid_plural"e"\nmsgstr [ 0 ] "d" msgstr[1]"f"\n'
    first, second = parse(text).entries
    assert (first.message.msgid, first.translations) == ("a", ("b",))
    assert (second.message.plural, second.translations) == ("e", ("d", "f"))
    assert parse(serialise_catalog(parse(text))).entries == (first, second)


@pytest.mark.parametrize("end", ["#.", "#,", "#:", "#~", "# the end", "#~|"])
def test_a_comment_at_the_end_takes_no_message_with_it(end: str) -> None:
    text = f'{HEADER}msgid "a"\nmsgstr "b"\n{end}\n'
    catalog = parse(text)
    assert catalog.lookup((None, "a")) == "b"
    changed = replace(catalog, entries=(catalog.entries[0].change(translations=("c",)),))
    assert serialise_catalog(changed).decode().rstrip().endswith(end.lstrip("#.,:~|") or '"c"')


def test_a_file_name_with_spaces_is_one_place() -> None:
    text = '#: \u2068my briefs/a b.md\u2069:3 c.md:4\nmsgid "a"\nmsgstr "b"\n'
    entry = only(text)
    assert [str(place) for place in entry.message.places] == ["my briefs/a b.md:3", "c.md:4"]
    fresh = replace(parse(HEADER), entries=(replace(entry, raw=""),))
    assert serialise_catalog(fresh).decode().endswith(f"\n\n{text}")


@pytest.mark.parametrize(("text", "words"), [
    ('msgid "a"\n# c\nmsgid "b"\nmsgstr "c"\n', "no msgstr"), ('msgid "a"\n', "no msgstr"),
    ('msgid "a"\nmsgstr "b"\n# c\nmsgstr "d"\n', "belongs to no message"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[0] "d"\n', "belongs to no message"),
    ('msgid "a"\nmsgstr "\\xff"\n', "no character of UTF-8"), ('#~ note\n', "note"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', "plural"), ('domain "x"\n', "domain"),
    ('msgid ""\nmsgstr ""\n', "stands twice"), ('msgid "a"\nmsgstr "b\n', "b"),
    ('msgid "a"\nmsgid_plural "b"\nmsgstr[12] "c"\n', "12"), ("msgid\n", "no msgstr"),
])  # fmt: skip
def test_what_would_lose_words_is_refused(text: str, words: str) -> None:
    with pytest.raises(CatalogError, match=words) as caught:
        parse(HEADER + text)
    location = caught.value.diagnostics[0].location
    assert location is not None
    assert location.line >= HEADER.count("\n")


def test_a_message_of_no_words_in_a_context_is_no_header() -> None:
    text = 'msgctxt "menu"\nmsgid ""\nmsgstr "x"\n\n'
    catalog = parse(text + HEADER.rstrip("\n") + "\n")
    assert catalog.lookup(("menu", "")) == "x"
    assert catalog.header("Language") == "bg"
    changed = catalog.with_headers(X_A="b")
    assert parse(serialise_catalog(changed)) == changed


@pytest.mark.parametrize("text", [
    '# its own comment\nmsgid "a"\nmsgstr "б"\n\nmsgid "c"\nmsgstr "d"\n',
    'msgid "a"\nmsgstr "б"\n',
    '\n\n#, fuzzy\nmsgid "a"\nmsgstr "б"\n', '#~ msgid "a"\n#~ msgstr "б"\n',
])  # fmt: skip
def test_a_file_without_a_header_keeps_its_messages_and_gets_one(text: str) -> None:
    catalog = parse(text)
    assert serialise_catalog(catalog) == text.encode()
    assert catalog.header_comment == ""
    changed = (catalog.entries[0].change(translations=("в",)), *catalog.entries[1:])
    for after in (replace(catalog, entries=changed), catalog.with_headers(X_A="b")):
        data = serialise_catalog(after)
        again = parse(data)
        assert again.entries == after.entries
        assert again.header("Content-Type") == "text/plain; charset=UTF-8"
        assert again.header("Plural-Forms").startswith("nplurals=2")
        assert msgcat(data)
        # What was not changed is as it was.
        assert after is not catalog
        assert data.decode().count("msgid") == text.count("msgid") + 1


def test_lines_that_end_in_two_ways_keep_their_ends() -> None:
    mixed = HEADER + 'msgid "a"\r\nmsgstr "b"\r\n# c\nmsgid "d"\nmsgstr "e"\n'
    for text in (mixed, mixed.replace("\r\n", "\n").replace("\n", "\r\n")):
        assert [e.translations for e in parse(text).entries] == [("b",), ("e",)]
        assert serialise_catalog(parse(text)) == text.encode()


SPACES = st.sampled_from(["", " ", "\n", "\t", " \n\n", "\r\n"])
PIECES = st.text("aбв€ ,[#~|", max_size=4) | st.sampled_from(
    [r"\n", r"\t", r"\"", r"\\", r"\a", r"\v", r"\f", r"\b", r"\r", r'\x41" "', r"\101", "\\\n"]
)
STRINGS = st.lists(PIECES, max_size=3).map(lambda pieces: '"' + "".join(pieces) + '"')
COMMENTS = st.sampled_from([
    "#TODO", "# note", "##", "#\tx", "#", "#.x", "#. y", "#:a.md:3", "#: b.md:4 c", "#~",
    "#:", "#.", "#- x", "", "  # indented",
])  # fmt: skip
# One line: of several, gettext heeds the last one’s “fuzzy” alone, and we any.
FLAGS = st.sampled_from(["", "#,fuzzy", "#, no-wrap , fuzzy", "#!fuzzy", "#,", "#, no-wrap"])


@st.composite
def fields(draw: st.DrawFn, keyword: str, first: str = "") -> str:
    strings = [first, *draw(st.lists(STRINGS, min_size=not first, max_size=3))]
    return keyword + "".join(draw(SPACES) + string for string in strings if string)


@st.composite
def messages(draw: st.DrawFn, number: int) -> str:
    lines = [*draw(st.lists(COMMENTS, max_size=3)), draw(FLAGS), draw(COMMENTS)]
    body = []
    if draw(st.booleans()):
        body.append(draw(fields("msgctxt")))
    body.append(draw(fields("msgid", f'"{number}"')))
    if draw(st.booleans()):
        body.append(draw(fields("msgid_plural")))
        body += [draw(fields("msgstr[0]")), draw(fields("msgstr [ 1 ]"))]
    else:
        body.append(draw(fields("msgstr")))
    text = draw(st.sampled_from(["\n", " ", "\n\n", "\r\n"])).join(body)
    if draw(st.booleans()) and "\\\n" not in text:
        text = "\n".join(f"#~ {line}" for line in text.splitlines() if line.strip())
    return "\n".join([*lines, text])


@st.composite
def files(draw: st.DrawFn, most: int = 3) -> str:
    found = [draw(messages(number)) for number in range(draw(st.integers(0, most)))]
    gap = draw(st.sampled_from(["\n", "\n\n", "\n  \n"]))
    end = draw(st.sampled_from(["", "\n", "\n\n", "\n# the end\n", "\n#.\n"]))
    return HEADER + gap.join(found) + end


def told(entry: Entry) -> object:
    """Return what of an entry is the same in whatever way it is written."""
    message = entry.message
    comments = [c.strip() for c in entry.translator_comment.split("\n")]
    places = dict.fromkeys(str(p) for p in message.places if not entry.obsolete)
    # gettext leaves out the flags that it does not know, and what nobody has translated is no
    # fuzzy translation; “#.” without words is no comment for us.
    fuzzy = entry.fuzzy and any(entry.translations[:1])
    return (
        message.key, message.plural, entry.translations, entry.obsolete, fuzzy, comments,
        [c for c in message.comments if c], [*places],
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(files())
def test_what_gettext_takes_is_read_with_the_same_messages(text: str) -> None:
    theirs = msgcat(text.encode())
    if not theirs:
        return
    ours = parse(text)
    # gettext leaves out what is obsolete and has no words, and puts the other obsolete ones last.
    kept = [e for e in ours.entries if not e.obsolete or any(e.translations[:1])]
    kept.sort(key=lambda entry: entry.obsolete)
    assert [*map(told, kept)] == [*map(told, parse(theirs).entries)]
    again = parse(serialise_catalog(ours))
    assert (again.entries, again.headers) == (ours.entries, ours.headers)
    fresh = replace(ours, header_raw="", entries=tuple(replace(e, raw="") for e in ours.entries))
    assert [*map(told, parse(serialise_catalog(fresh)).entries)] == [*map(told, ours.entries)]


@settings(deadline=None)
@given(files(7), st.data())
def test_what_is_saved_after_changes_is_read_back_whole(text: str, data: st.DataObject) -> None:
    ours = parse(text)
    entries: list[Entry] = []
    for entry in ours.entries:
        change = data.draw(st.sampled_from(["keep", "keep", "keep", "translate", "drop", "first"]))
        if change == "translate":
            entry = entry.change(translations=tuple(f"{t} новы" for t in entry.translations))
        if change != "drop":
            entries.insert(0 if change == "first" else len(entries), entry)
    try:
        saved = serialise_catalog(replace(ours, entries=tuple(entries)))
    except CatalogError:
        return  # some that share lines can't stand elsewhere
    assert [*map(told, parse(saved).entries)] == [*map(told, entries)]
