"""The bytes of a PDF."""

import io
import re
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Name

__all__ = ["saved"]

# ISO 19005-2, 6.1.7.1: an end of line stands before `endstream`. After a CR of the data's own, a
# strict reader takes both for one, and the stream for a byte shorter than it says.
_CR_AT_END = re.compile(rb"\r\r?\n?endstream")
_CR = ord("\r")


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """Return the bytes of a PDF (of this version), its identifier made from its content.

    No stream ends in a CR. The last byte of a compressed one is of its data's checksum (RFC 1950),
    whatever the level, so where one is a CR the file is written without object streams, and
    such a stream compressed twice.
    """
    data = _written(pdf, version, pikepdf.ObjectStreamMode.generate, compressed=True)
    if not _CR_AT_END.search(data):
        return data
    with pikepdf.open(io.BytesIO(data)) as again:
        for item in again.objects:
            if isinstance(item, pikepdf.Stream):
                _end_otherwise(item)
        return _written(again, version, pikepdf.ObjectStreamMode.disable, compressed=False)


def _end_otherwise(stream: pikepdf.Stream) -> None:
    """Compress a stream once more while it ends in a CR, and one that isn't compressed once."""
    data = stream.read_raw_bytes()
    filters: Any = stream.get("/Filter", Array())
    filters = list(filters) if isinstance(filters, Array) else [filters]
    parameters: Any = stream.get("/DecodeParms")
    if parameters is not None and not isinstance(parameters, Array):
        parameters = Array([parameters])
    while data[-1:] == b"\r":
        data = zlib.compress(data)
        filters = [Name.FlateDecode, *filters]
        if parameters is not None:
            parameters = Array([None, *parameters])
    if data != stream.read_raw_bytes():
        stream.write(data, filter=Array(filters), decode_parms=parameters)


def _written(
    pdf: pikepdf.Pdf, version: str, mode: pikepdf.ObjectStreamMode, *, compressed: bool
) -> bytes:
    output = io.BytesIO()
    pdf.save(
        output,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=mode,
        compress_streams=compressed,
        stream_decode_level=None if compressed else pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return output.getvalue()
