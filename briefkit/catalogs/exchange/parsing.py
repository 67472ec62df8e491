"""The bytes of a file to what it brings back, whatever its format."""

from briefkit.catalogs.exchange.formats import FILE_LIMIT, Format, Returned
from briefkit.catalogs.exchange.po import parse_po
from briefkit.catalogs.exchange.refusals import KNOWN_FORMATS, SAVE_AS_WORKBOOK, refusal
from briefkit.catalogs.exchange.tmx import parse_tmx
from briefkit.catalogs.exchange.xliff import parse_xliff
from briefkit.catalogs.exchange.xliff2 import parse_xliff2
from briefkit.catalogs.exchange.xlsx import parse_xlsx
from briefkit.catalogs.exchange.xml_reading import parse_xml_safely
from briefkit.diagnostics import translatable

__all__ = ["FILE_LIMIT", "parse_exchange"]


def parse_exchange(data: bytes, name: str) -> tuple[Returned, ...]:
    """Read a file that `export_catalog` made, or any translation memory; `name` is the file's.

    Returns a part for every catalog that it speaks of, or every language of a memory. Raises
    CatalogError for a file that is larger than FILE_LIMIT or a workbook that unpacks to more than
    UNPACKED_LIMIT bytes, for one that is of none of the formats, broken, or declares entities, for
    a message that stands twice, and for formulas or tags in a translation.
    """
    if len(data) > FILE_LIMIT:
        raise refusal(
            name,
            translatable("The file is larger than %(limit)s MB.", limit=FILE_LIMIT // 1024**2),
            translatable("Export a domain at a time, or split the translation memory."),
        )
    if data.startswith(b"PK"):
        return (parse_xlsx(data, name),)
    if name.casefold().endswith(Format.XLSX.suffix):
        raise refusal(
            name,
            translatable("The file is not an Excel workbook, or not a whole one."),
            SAVE_AS_WORKBOOK,
        )
    if name.casefold().endswith(Format.PO.suffix):
        return (parse_po(data, name),)
    root = parse_xml_safely(data, name)
    match root.tag.rpartition("}")[2]:
        case "xliff" if root.get("version", "").startswith("2."):
            return tuple(parse_xliff2(root, name))
        case "xliff":
            return tuple(parse_xliff(root, name))
        case "tmx":
            return tuple(parse_tmx(root, name))
        case tag:
            raise refusal(
                name,
                translatable("This is XML, but <%(tag)s> is neither XLIFF nor TMX.", tag=tag),
                KNOWN_FORMATS,
            )
