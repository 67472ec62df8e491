"""A document's file becomes its parts, or a refusal that says what to do."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import SourceError

__all__ = ["FILE_LIMIT", "Archive", "packed", "read_archive", "refusal"]

# The most that is read: of a file, of its texts and of its pictures once they are unpacked, in
# bytes; and how many parts it may have. A text of 16 MB of XML has some thousand pages.
FILE_LIMIT = 64 * 1024 * 1024
_TEXTS_LIMIT = 16 * 1024 * 1024
_PICTURES_LIMIT = 128 * 1024 * 1024
_PARTS_LIMIT = 4_000

_SAVE = translatable("Open it in Word or LibreOffice, and save it as a Word document (.docx).")


@dataclass(frozen=True, slots=True)
class Archive:
    """The parts of a document by their names; `kind` is “docx” or “odt”."""

    kind: str
    texts: Mapping[str, bytes]
    pictures: Mapping[str, bytes]


def refusal(name: str, message: str, hint: str = _SAVE) -> SourceError:
    """Return the error for a document that can't be taken over."""
    return SourceError(
        Diagnostic(check="import", message=message, hint=hint, location=Location(name))
    )


def read_archive(data: bytes, name: str) -> Archive:
    """Return the parts of a .docx or .odt; `name` is how the file is called.

    Raises SourceError for other files, and for those with a password or macros, that are broken,
    or that would unpack to more than a text needs.
    """
    _require_archive(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _require_small(entries, name)
            kind = _kind(archive, name)
            texts = {e.filename: archive.read(e) for e in entries if _is_text(e.filename)}
            pictures = {e.filename: archive.read(e) for e in entries if _is_picture(e.filename)}
    except (
        zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
        ValueError, KeyError,
    ):  # fmt: skip
        raise refusal(name, translatable("The file is broken: it can't be unpacked.")) from None
    _require_harmless([entry.filename for entry in entries], texts, name)
    return Archive(kind, texts, pictures)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a file that a converter reads."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels")) or name == "mimetype"


def _is_picture(name: str) -> bool:
    return name.startswith(("word/media/", "Pictures/", "media/")) and not name.endswith("/")


# By its first bytes; a file with a password is one of Microsoft's older containers too.
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"{\\rtf", translatable("This is an RTF file.")),
    (b"%PDF", translatable("This is a PDF, which has lost how its text is made.")),
)


def _require_archive(data: bytes, name: str) -> None:
    if len(data) > FILE_LIMIT:
        limit = FILE_LIMIT // 1024 // 1024
        raise refusal(
            name,
            translatable("The file is larger than %(limit)s MB.", limit=limit),
            translatable("Take large pictures out."),
        )
    if data.startswith(_OLD_CONTAINER):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _locked(name)
        raise refusal(name, translatable("This is a document of an older Word (.doc)."))
    for start, what in _OTHERS:
        if data.startswith(start):
            raise refusal(name, what)
    if not data.startswith(b"PK"):
        raise refusal(
            name, translatable("This is no Word document (.docx) and no OpenDocument text (.odt).")
        )


def _locked(name: str) -> SourceError:
    return refusal(
        name,
        translatable("The file is locked with a password."),
        translatable("Save it without a password."),
    )


def _require_small(entries: list[zipfile.ZipInfo], name: str) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise _locked(name)
    if len({entry.filename for entry in entries}) != len(entries):
        raise refusal(name, translatable("The file is broken: it has two parts of one name."))
    texts = sum(entry.file_size for entry in entries if _is_text(entry.filename))
    pictures = sum(entry.file_size for entry in entries if _is_picture(entry.filename))
    if len(entries) > _PARTS_LIMIT or texts > _TEXTS_LIMIT or pictures > _PICTURES_LIMIT:
        raise refusal(
            name,
            translatable("The file would unpack to more than a leaflet's text needs."),
            translatable("Copy the text that you need into a new document, and import that."),
        )


def _kind(archive: zipfile.ZipFile, name: str) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        kind = archive.read("mimetype").strip()
        if kind == b"application/vnd.oasis.opendocument.text" and "content.xml" in names:
            return "odt"
    elif "[Content_Types].xml" in names and "word/document.xml" in names:
        return "docx"
    raise refusal(
        name, translatable("This is no Word document (.docx) and no OpenDocument text (.odt).")
    )


def _require_harmless(names: list[str], texts: Mapping[str, bytes], name: str) -> None:
    if b"encryption-data" in texts.get("META-INF/manifest.xml", b""):
        raise _locked(name)
    macros = any(
        part.lower().endswith("vbaproject.bin") or part.startswith(("Basic/", "Scripts/"))
        for part in names
    )
    if macros or b"macroEnabled" in texts.get("[Content_Types].xml", b""):
        raise refusal(
            name, translatable("The file has macros: programs that run when it is opened.")
        )
