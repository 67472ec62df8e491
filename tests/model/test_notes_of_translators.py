"""A note to the author is a translator's comment, without the lines that programs read."""

import pytest

from briefkit.model import Entry, Message


def entry(comment: str) -> Entry:
    return Entry(message=Message(msgid="Hello"), translator_comment=comment, raw="as it was read")


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("", ""),
        ("Who says so?", "Who says so?"),
        ("Who?\n\nAnd why?\norigin: person", "Who?\n\nAnd why?"),
        ("origin: machine\nignore-terms, ignore-length: a name\nWho?", "Who?"),
        ("I’d ignore-terms here", "I’d ignore-terms here"),
    ],
)
def test_lines_for_programs_are_no_note(comment: str, note: str) -> None:
    assert entry(comment).note == note
    # What was said already changes nothing, to the letter.
    if comment.startswith(note):
        assert entry(comment).with_note(note) == entry(comment)


def test_another_note_leaves_the_lines_for_programs() -> None:
    before = entry("Old\nignore-length: a name\norigin: person")
    after = before.with_note("  New\r\nand longer \n")
    assert after.translator_comment == "New\nand longer\nignore-length: a name\norigin: person"
    assert after.raw == ""
    assert after.origin == "person"
    assert after.with_note("").translator_comment == "ignore-length: a name\norigin: person"
    # Nobody says by a note who made a translation.
    assert before.with_note("origin: machine").origin == "person"
