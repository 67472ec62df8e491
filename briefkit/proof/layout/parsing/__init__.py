"""A leaflet read for the audit of its layout: its lines, what they belong to, what stays empty.

In: the bytes of a leaflet's PDF.
Out: a `Layout`, or nothing for a file without tags or without an edition code; NotPdfError for what
is no PDF, and what pikepdf and fontTools raise for malformed objects.
"""

from briefkit.proof.layout.parsing.pages import Layout, Line, PageLayout, Paragraph
from briefkit.proof.layout.parsing.reading import read_layout

__all__ = ["Layout", "Line", "PageLayout", "Paragraph", "read_layout"]
