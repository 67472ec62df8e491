"""XML that nobody vouches for is parsed: an XLIFF, a TMX, or a part of a workbook."""

from typing import Any

from translate.misc.xml_helpers import parse_xml

from briefkit.catalogs.exchange.refusals import KNOWN_FORMATS, refusal
from briefkit.diagnostics import InEnglish, translatable

__all__ = ["parse_xml_safely", "text_of"]

# The most tags in an XML file, or a part of a workbook: 10,000 messages make some 140,000. A tree
# of them takes 100 to 200 bytes a tag, and what reads a workbook 4 microseconds.
_TAG_LIMIT = 500_000


def parse_xml_safely(data: bytes, name: str) -> Any:
    """Parse XML that nobody vouches for: no entities of its own, nothing loaded from elsewhere."""
    if data.count(b"<") > _TAG_LIMIT:
        raise refusal(
            name,
            translatable("The file has more than %(limit)s tags.", limit=_TAG_LIMIT),
            translatable("Export a domain at a time, or split the translation memory."),
        )
    try:
        root: Any = parse_xml(data)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 0
        raise refusal(
            name,
            translatable("The file cannot be read as XML: %(why)s.", why=InEnglish(error)),
            KNOWN_FORMATS,
            line,
        ) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise refusal(
            name,
            translatable("The file declares XML entities, which can hide what it says."),
            translatable("Have the program that made it save it without."),
        )
    return root


def text_of(node: Any) -> str:
    """Return the words within an element."""
    # With all its spaces, whatever the file says of them: they are the translation's own.
    return str(node.xpath("string()"))
