"""Files that a form of the desk sends: read whole, within bounds, and never written anywhere."""

import re
from dataclasses import dataclass

__all__ = ["LARGEST_UPLOAD", "Upload", "parse_upload"]

# A file and the other fields, in bytes: as large as an importer reads, which says so itself.
LARGEST_UPLOAD = 32 * 1024 * 1024 + 64 * 1024

# So many fields, and so long a head of one (its name and its file's), has no form of ours.
_MOST_PARTS = 10
_LONGEST_HEAD = 4 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with a file: its fields, the file's name as the browser says it, and its bytes."""

    fields: dict[str, str]
    name: str
    data: bytes


def parse_upload(content_type: str, body: bytes) -> Upload:
    """Read a form that is sent as multipart/form-data (RFC 7578). Raises ValueError for another.

    The name is for people to read, and to tell formats by: without folders and control characters.
    """
    found = re.fullmatch(
        r'multipart/form-data; *boundary="?([\w\'()+,./:=?-]{1,70})"?', content_type, re.ASCII
    )
    if found is None:
        raise ValueError("no multipart form")
    # RFC 2046, 5.1.1: a delimiter begins a line; the first may begin the body.
    first, *parts = (b"\r\n" + body).split(b"\r\n--" + found[1].encode(), _MOST_PARTS + 2)
    if first.strip() or len(parts) < 2 or not parts[-1].startswith(b"--"):
        raise ValueError("no whole form")
    fields: dict[str, str] = {}
    name, data = "", b""
    for part in parts[:-1]:
        head, parted, content = part.partition(b"\r\n\r\n")
        if not parted or len(head) > _LONGEST_HEAD:
            raise ValueError("no field")
        field, file = _names(head.decode())
        if file is None:
            fields[field] = content.decode()
        else:
            name, data = file, content
    return Upload(fields, name, data)


def _names(head: str) -> tuple[str, str | None]:
    """Return the name of a field, and of its file, if it is one."""
    found = re.search(
        r'^content-disposition: *form-data; *name="([^"]*)"(?:; *filename="([^"]*)")?',
        head,
        re.IGNORECASE | re.MULTILINE,
    )
    if found is None:
        raise ValueError("no name")
    return found[1], None if found[2] is None else _plain_name(found[2])


def _plain_name(text: str) -> str:
    # Browsers write a quotation mark and line ends as %22, %0D, %0A (WHATWG HTML, 4.10.21.8).
    last = re.split(r"[/\\]", text.replace("%22", '"'))[-1]
    return "".join(c for c in last if c.isprintable())[-120:]
