"""From a document's bytes to the text and the list of what it lacks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from briefkit.brief import parse_blocks, parse_inline
from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.errors import SourceError
from briefkit.importing.archive import read_archive, refusal
from briefkit.importing.arranging import arranged
from briefkit.importing.documents import DocumentReader, Draft, Finding
from briefkit.importing.marks import Mark, Marks, unmarked
from briefkit.importing.opendocument import prepare_opendocument
from briefkit.importing.pandoc import pandoc_blocks
from briefkit.importing.passages import spoken_of
from briefkit.importing.pictures import PictureFiles
from briefkit.importing.word import prepare_word
from briefkit.importing.writing import written
from briefkit.model import Kind, Segment, plain_text

__all__ = ["Imported", "import_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A text with its pictures, by the names of their files; `warnings` say what it lacks."""

    text: str
    pictures: Mapping[str, bytes]
    warnings: tuple[Diagnostic, ...]


def import_document(
    data: bytes, name: str, place: str, present: Callable[[str], bytes | None]
) -> Imported:
    """Return the text of a document; `name` is its file's, `place` the one that its text will have.

    `present` gives what a file of the brief's folder holds, by its name, or None: no picture takes
    the place of another. Raises SourceError for a document that can't be read, and
    ModuleNotFoundError where pandoc is not installed.
    """
    try:
        return _import(data, name, place, present)
    except RecursionError:
        raise refusal(name, translatable("The document is nested too deep to be read.")) from None


def _import(data: bytes, name: str, place: str, present: Callable[[str], bytes | None]) -> Imported:
    archive, marks = read_archive(data, name), Marks()
    prepare = prepare_word if archive.kind == "docx" else prepare_opendocument
    document, words, apart = prepare(archive, marks, name)
    stem = PurePath(name).stem
    pictures = PictureFiles(archive.pictures, stem, present)
    reader = DocumentReader(marks, pictures.take)
    read = reader.read(pandoc_blocks(document, archive.kind, name))
    if not read:
        raise refusal(
            name,
            translatable("The document has no text."),
            translatable("Look whether it is the right one."),
        )
    changes: list[tuple[str, str, Draft]] = []
    blocks = arranged(read, stem, lambda *change: changes.append(change))
    text, lines, lost = written(blocks, reader.footnotes)
    findings = [
        *_placed(reader.findings, read, blocks, lines),
        *_changed(changes, blocks, lines),
        *_unlooked(lost, lines),
    ]
    told = [finding.message for finding, _ in findings] + [mark.message for mark in apart]
    findings += _apart(apart)
    said = [spoken_of(passage) for b in (*blocks, *reader.footnotes) for passage in b.walk()]
    findings += _missing(words, [*said, *_numbers(blocks)], told)
    warnings = [_diagnostic(finding, place, line) for finding, line in findings]
    warnings += _unread(text, place, said)
    return Imported(
        text=text,
        pictures=pictures.files,
        warnings=tuple(sorted(warnings, key=lambda w: w.location or Location(""))),
    )


Placed = tuple[Finding, int]


def _starts(blocks: Sequence[Draft], lines: Sequence[int]) -> dict[int, int]:
    """Return the lines of blocks by the identities of the passages in them."""
    return {id(p): line for b, line in zip(blocks, lines, strict=False) for p in b.walk()}


def _placed(
    findings: Sequence[Finding], read: Sequence[Draft], blocks: Sequence[Draft], lines: list[int]
) -> Iterator[Placed]:
    """Yield findings with their lines: that of the block where each was met, or one near it."""
    starts = _starts(blocks, lines)
    for finding in findings:
        passages = (id(p) for block in read[finding.block :] for p in block.walk())
        near = (starts[passage] for passage in passages if passage in starts)
        yield finding, next(near, lines[len(blocks) - 1])


def _changed(
    changes: Sequence[tuple[str, str, Draft]], blocks: Sequence[Draft], lines: list[int]
) -> Iterator[Placed]:
    starts = _starts(blocks, lines)
    for message, hint, block in changes:
        near = (starts[id(p)] for p in block.walk() if id(p) in starts)
        yield Finding(message=message, hint=hint), next(near, 1)


def _unlooked(lost: Sequence[tuple[int, str]], lines: list[int]) -> Iterator[Placed]:
    for number, words in lost:
        message = translatable(
            "Bold, italics or a link can't begin or end where they did: “%(words)s”.", words=words
        )
        yield (
            Finding(message=message, hint=translatable("Look whether whole words have them.")),
            lines[number],
        )


def _apart(marks: Sequence[Mark]) -> list[Placed]:
    return [(Finding(message=mark.message, hint=mark.hint), 0) for mark in marks]


def _numbers(blocks: Sequence[Draft]) -> Iterator[str]:
    """Yield the numbers of lists, which may have been typed."""
    for block in blocks:
        if block.kind is Kind.ORDERED_LIST:
            yield from (str(block.start + n) for n, _ in enumerate(block.children))


def _missing(words: str, said: Sequence[str], told: Sequence[str]) -> Iterator[Placed]:
    """Yield the words of the document that are neither in the text nor told of."""
    quoted = [part for message in told for part in re.findall("“(.*)”", message, re.DOTALL)]
    there = Counter(_words("\n".join([*said, *quoted])))
    missing = []
    for word in _words(unmarked(words)):
        if there[word]:
            there[word] -= 1
        else:
            missing.append(word)
    if missing:
        yield (
            Finding(
                message=translatable(
                    "Words of the document are not in the text: “%(words)s”.",
                    words=" ".join(missing),
                ),
                hint=translatable(
                    "Look for them in the document, and type them where they belong."
                ),
            ),
            0,
        )


def _words(text: str) -> list[str]:
    # A raised digit is a sign of its own in the text.
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text))


def _diagnostic(finding: Finding, place: str, line: int) -> Diagnostic:
    message = finding.message
    if finding.heading:
        message = translatable(
            "Under “%(heading)s”: %(message)s", heading=finding.heading, message=message
        )
    return Diagnostic(
        check="import",
        message=message,
        hint=finding.hint,
        severity=Severity.WARNING,
        location=Location(place, line),
    )


def _unread(text: str, place: str, said: Sequence[str]) -> Iterator[Diagnostic]:
    """Yield what needs work before a text is read as a brief's with these words."""
    faults: Sequence[Diagnostic] = ()
    try:
        read = [_printed(s) for block in parse_blocks(text, place, "") for s in block.walk()]
        if read != [" ".join(words.split()) for words in said]:
            wrong = next((a for a, b in zip(read, said, strict=False) if a != b), "")
            faults = [
                Diagnostic(
                    check="import",
                    message=translatable(
                        "The text is read otherwise than the document: “%(wrong)s”.", wrong=wrong
                    ),
                    hint=translatable("Compare it with the document."),
                    location=Location(place),
                )
            ]
    except SourceError as error:
        faults = error.diagnostics
    for fault in faults:
        yield replace(fault, severity=Severity.WARNING)


def _printed(segment: Segment) -> str:
    """Return the words that a segment prints."""
    return " ".join(plain_text(parse_inline(segment.text, segment.location)).split())
