"""Forms with a file, and with fields that stand more than once, as a browser sends them."""

import http.client
import re
from urllib.parse import urlencode

__all__ = ["multipart", "post_fields", "upload", "value_of"]

_BOUNDARY = "----formboundary7MA4YWxk"


def value_of(page: bytes | str, name: str) -> str:
    """Return the value of a page's hidden field."""
    text = page if isinstance(page, str) else page.decode()
    found = re.search(rf'name="{name}" value="([^"]+)"', text)
    assert found, text
    return found[1]


def multipart(fields: dict[str, str], name: str, data: bytes) -> bytes:
    """Return a form with a file, as multipart/form-data."""
    parts = [
        f"--{_BOUNDARY}\r\n"
        f'Content-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, value in fields.items()
    ]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"'
    parts.append(f"--{_BOUNDARY}\r\n{head}\r\nContent-Type: x/y\r\n\r\n".encode() + data + b"\r\n")
    return b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()


def upload(
    address: str, fields: dict[str, str], name: str, data: bytes, **headers: str
) -> tuple[int, bytes]:
    """Send a file to be imported."""
    body = multipart(fields, name, data)
    about = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}", **headers}
    return _post(address, "/import-translations", body, about)


def post_fields(address: str, path: str, fields: list[tuple[str, str]]) -> tuple[int, bytes]:
    """Send a form in which a name may stand more than once."""
    about = {"Content-Type": "application/x-www-form-urlencoded"}
    return _post(address, path, urlencode(fields).encode(), about)


def _post(address: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=120)
    try:
        connection.request("POST", path, body, {"Origin": address.rstrip("/"), **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
