"""Files that are no document, or that no program should open, are refused with what to do."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from briefkit.errors import SourceError
from briefkit.importing import FILE_LIMIT, import_document
from tests.importing.documents import replaced, saved, text_document

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def word() -> bytes:
    return saved(lambda document: document.add_paragraph("Drink."))


def zipped(parts: dict[str, bytes], encrypted: bool = False) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    written = bytearray(data.getvalue())
    if encrypted:
        for place in (written.find(b"PK\x01\x02") + 8, written.find(b"PK\x03\x04") + 6):
            written[place] |= 1
    return bytes(written)


def body(make: Callable[[str], str]) -> bytes:
    return replaced(word(), {"word/document.xml": make})


DEEP = "<w:tbl>" * 100_000 + "</w:tbl>" * 100_000
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
MANIFEST = "META-INF/manifest.xml"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an old Word's": (lambda: OLD, "an older Word (.doc)"),
    "one with a password": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "a password"),
    "an archive with a password": (lambda: zipped({"a.xml": b"a"}, True), "a password"),
    "an .odt with a password": (
        lambda: replaced(text_document(""), {MANIFEST: lambda _: "<encryption-data/>"}),
        "a password",
    ),
    "RTF": (lambda: b"{\\rtf1 a}", "an RTF file"),
    "PDF": (lambda: b"%PDF-1.7", "a PDF"),
    "a text": (lambda: b"Drink.", "no Word document"),
    "nothing": (lambda: b"", "no Word document"),
    "a workbook": (lambda: zipped({"[Content_Types].xml": b"<a/>"}), "no Word document"),
    "one cut short": (lambda: word()[:-200], "can't be unpacked"),
    "no XML": (lambda: body(lambda _: "<w:document>"), "a part of it is no XML"),
    "entities": (lambda: body(lambda text: text.replace("<w:document", ENTITIES + "<w:document")),
                 "a part of it is no XML"),
    "the strict form": (
        lambda: body(lambda _: '<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "the strict form",
    ),
    "macros": (lambda: replaced(word(), {"word/vbaProject.bin": lambda _: "a"}), "has macros"),
    "macros of LibreOffice": (
        lambda: replaced(text_document(""), {"Basic/Standard/Module1.xml": lambda _: "<a/>"}),
        "has macros",
    ),
    "a bomb": (
        lambda: replaced(word(), {"word/bomb.xml": lambda _: "<a>" + " " * 2**25 + "</a>"}),
        "would unpack to more",
    ),
    "many parts": (
        lambda: replaced(word(), {f"word/{n}.xml": lambda _: "" for n in range(4_000)}),
        "would unpack to more",
    ),
    "a large one": (lambda: b"PK" + b"\0" * FILE_LIMIT, "larger than 64 MB"),
    "one nested deep": (
        lambda: body(lambda text: text.replace("<w:sectPr", DEEP + "<w:sectPr", 1)),
        "nested too deep",
    ),
    "no words": (lambda: saved(lambda document: None), "has no text"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_document_is_refused(what: str) -> None:
    make, message = REFUSED[what]
    with pytest.raises(SourceError) as refused:
        import_document(make(), "a.docx", "all.md", lambda name: None)
    (found,) = refused.value.diagnostics
    assert message in found.message
    assert found.hint
    assert str(found.location) == "a.docx"


@pytest.mark.parametrize("flipped", range(0, 100, 9))
def test_a_broken_file_never_breaks_the_program(flipped: int) -> None:
    document = bytearray(word())
    document[len(document) * flipped // 100] ^= 0xFF
    with suppress(SourceError):
        import_document(bytes(document), "a.docx", "all.md", lambda name: None)
