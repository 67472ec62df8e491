"""The bytes of a PDF."""

import io

import pikepdf

__all__ = ["saved"]


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """Return the bytes of a PDF (of this version), its identifier made from its content."""
    output = io.BytesIO()
    pdf.save(
        output,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return output.getvalue()
