"""What is saved can be opened again; what cannot be is refused with the message, and named."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.catalogs import parse_catalog, serialise_catalog, unfit_messages, unfolded
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Location, Severity
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry, Message
from tests.conftest import Workspace

HEADER = 'msgid ""\nmsgstr ""\n"Language: bg\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
BODY = '\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n'


def parse(text: str) -> Catalog:
    return parse_catalog(text.encode(), locale="bg", domain="d", path="d.po")


CATALOG = parse(HEADER + BODY)
FIRST, SECOND = CATALOG.entries


def with_text(where: str, text: str) -> Entry:
    message = FIRST.message
    changes: dict[str, dict[str, object]] = {
        "translation": {"translations": (text,)},
        "comment": {"translator_comment": text},
        "context": {"message": replace(message, context=text)},
        "source text": {"message": replace(message, msgid=text)},
        "place": {"message": replace(message, places=(Location(text, 3),))},
    }
    return FIRST.change(**changes[where])


PLACES = {
    "translation": "the translation",
    "comment": "a comment",
    "context": "the context",
    "source text": "the source text",
    "place": "a place",
}


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize(("character", "name"), [
    ("\0", "U+0000 NULL"), ("\x04", "U+0004 END OF TRANSMISSION"), ("\ud83d", "U+D83D SURROGATE"),
])  # fmt: skip
def test_what_makes_a_file_unreadable_is_refused(where: str, character: str, name: str) -> None:
    entry = with_text(where, f"x{character}y")
    with pytest.raises(CatalogError) as caught:
        serialise_catalog(replace(CATALOG, entries=(entry, SECOND)))
    (found,) = caught.value.diagnostics
    assert found.message == f"This has {name} in it: {PLACES[where]}."
    assert found.msgid == entry.message.msgid


def test_all_of_it_is_said_at_once() -> None:
    entries = (with_text("translation", "\0"), SECOND.change(translator_comment="\x04"))
    with pytest.raises(CatalogError) as caught:
        serialise_catalog(replace(CATALOG, entries=entries))
    assert [found.msgid for found in caught.value.diagnostics] == ["a", "c"]
    with pytest.raises(CatalogError, match=r"U\+0004 .*: the header"):
        serialise_catalog(CATALOG.with_headers(Last_Translator="\x04"))


@pytest.mark.parametrize("line", ['msgstr "b"', 'msgid "a"', "# note"])
@pytest.mark.parametrize("character", "\0\x04")
def test_a_file_that_has_it_already_is_read_and_mended(line: str, character: str) -> None:
    text = f"{HEADER}\n# note{BODY}"
    spoilt = parse(text.replace(line, line[:-2] + character + line[-2:]))
    (found,) = unfit_messages(spoilt)
    assert f"U+{ord(character):04X}" in found.message
    assert found.location is not None
    assert found.location.line == 6
    told = check_catalog(spoilt, (FIRST.message,), source_locale="en")
    assert [d for d in told if d.severity is Severity.ERROR and "U+000" in d.message]
    # Another message can be saved meanwhile, and so can the mended one.
    other = replace(spoilt, entries=(spoilt.entries[0], SECOND.change(translations=("e",))))
    assert parse(serialise_catalog(other).decode()).entries == other.entries
    mended = replace(spoilt, entries=(FIRST.change(translations=("e",)), SECOND))
    assert parse(serialise_catalog(mended).decode()).entries == mended.entries
    assert not unfit_messages(mended)


TEXTS = st.text(st.characters() | st.sampled_from('\0\x04\r\n\t\\"# ~|\x85\u2028'), max_size=12)


@given(st.sampled_from(list(PLACES)), TEXTS)
def test_whatever_is_pasted_is_saved_whole_or_refused(where: str, text: str) -> None:
    entry = with_text(where, text)
    try:
        data = serialise_catalog(replace(CATALOG, entries=(entry, SECOND)))
    except CatalogError:
        return
    again = parse(data.decode())
    assert [e.message.key for e in again.entries] == [entry.message.key, SECOND.message.key]
    assert [e.translations for e in again.entries] == [entry.translations, ("d",)]
    assert again.entries[0].translator_comment.split() == entry.translator_comment.split()


def test_a_catalog_that_poedit_would_fold_anew_is_not_folded() -> None:
    marked = "ُ".join("كلمات كثيرة تملأ السطر" for _ in range(5))
    text = " ".join([marked] * 3)
    catalog = replace(CATALOG, entries=(FIRST.change(translations=(text,)), SECOND))
    flat = unfolded(parse(serialise_catalog(catalog).decode()))
    assert flat.entries == catalog.entries
    data = serialise_catalog(flat).decode()
    assert f'msgstr "{text}"\n' in data
    # It stays so, and others stay folded.
    assert not parse(data).wrapped
    assert unfolded(flat) is flat
    assert unfolded(CATALOG) is CATALOG
    long = replace(CATALOG, entries=(FIRST.change(translations=("word " * 40,)), SECOND))
    assert unfolded(long) is long
    assert parse(serialise_catalog(long).decode()).wrapped


def test_a_message_that_cannot_be_read_back_is_refused() -> None:
    headless = Entry(message=Message(msgid=""), translations=("x",))
    with pytest.raises(CatalogError):
        serialise_catalog(replace(CATALOG, entries=(FIRST, headless)))
    # Among many that stay as they are, which need not be read again.
    many = parse(HEADER + "".join(f'\nmsgid "m{n}"\nmsgstr "t"\n' for n in range(20)))
    for place in (0, 9, 20):
        entries = (*many.entries[:place], headless, *many.entries[place:])
        with pytest.raises(CatalogError):
            serialise_catalog(replace(many, entries=entries))
    with pytest.raises(CatalogError, match="stands twice"):
        serialise_catalog(replace(many, entries=(*many.entries, many.entries[3])))


def test_a_few_folded_messages_make_no_folded_catalog(workspace: Workspace) -> None:
    # Weblate folds the header and the messages that it saves.
    before = workspace.po("ar").read_text("utf-8")
    first = re.search(r'^msgstr "(.{60,}?) (.{20,})"$', before, re.MULTILINE)
    assert first
    folded = before.replace(first[0], f'msgstr ""\n"{first[1]} "\n"{first[2]}"')
    folded = folded.replace('"X-Translation-Origin: mach', '"X-Translation-Origin: "\n"mach')
    assert folded.count("\n") == before.count("\n") + 3
    assert not parse(before).wrapped
    assert not parse(folded).wrapped
