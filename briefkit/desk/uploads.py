"""Forms that bring a file: their parts, as browsers send them (RFC 7578)."""

import re
from dataclasses import dataclass
from email.message import Message

from starlette.exceptions import HTTPException

__all__ = ["Upload", "parse_upload"]

# The most parts of a form of ours.
_MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its name as it is there, without its folders, and its bytes."""

    name: str = ""
    data: bytes = b""


def parse_upload(body: bytes, content_type: str) -> tuple[dict[str, list[str]], Upload]:
    """Return the fields of a form and the file in it, an empty one where none was chosen.

    Raises HTTPException (400) for what is no such form.
    """
    boundary = _parameter("content-type", content_type, "boundary")
    if not content_type.startswith("multipart/form-data") or not boundary:
        raise _refusal()
    fields: dict[str, list[str]] = {}
    upload = Upload()
    # What stands before the first mark is nothing, and so is what stands after the last.
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode("latin-1", "replace"), _MOST_PARTS)
    if len(parts) < 3 or not parts[-1].startswith(b"--"):
        raise _refusal()
    for part in parts[1:-1]:
        head, found, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        disposition = _disposition(head)
        name = _parameter("content-disposition", disposition, "name")
        if not found or not name:
            raise _refusal()
        if "filename=" in disposition:
            upload = Upload(_file_name(disposition), data)
            continue
        try:
            fields.setdefault(name, []).append(data.decode())
        except UnicodeDecodeError:
            raise _refusal() from None
    return fields, upload


def _disposition(head: bytes) -> str:
    for line in head.decode("utf-8", "replace").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip().lower() == "content-disposition":
            return value.strip()
    return ""


def _file_name(disposition: str) -> str:
    # The HTML standard: quotation marks and line ends are percent-encoded, and nothing else.
    found = re.search(r'filename="([^"]*)"', disposition)
    name = found[1] if found else ""
    for code, sign in (("%22", '"'), ("%0D", ""), ("%0A", "")):
        name = name.replace(code, sign)
    return re.split(r"[/\\]", name)[-1][:200]


def _parameter(header: str, value: str, name: str) -> str:
    message = Message()
    message[header] = re.sub(r"[\r\n]", "", value)
    found = message.get_param(name, "", header)
    return found if isinstance(found, str) else ""


def _refusal() -> HTTPException:
    return HTTPException(400, "This is not one of the desk’s forms.")
