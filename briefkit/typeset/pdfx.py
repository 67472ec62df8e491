"""PDF/X-4 (ISO 15930-7:2010): what a file must say of itself."""

import uuid
from datetime import date
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefkit.typeset.profiles import OutputProfile

__all__ = ["declare"]

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate><xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def declare(pdf: pikepdf.Pdf, profile: OutputProfile, made: date | None) -> None:
    """Say that the file is PDF/X-4, and for which printing condition (ISO 15930-7, 6.2 and 6.8)."""
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    day = made.isoformat() if made else ""
    metadata = pdf.make_stream(
        _XMP.format(
            day=f"{day}T00:00:00+00:00" if day else "",
            id=uuid.uuid5(uuid.NAMESPACE_OID, info.get("/briefkitedition", "")),
            **{
                name.lower(): escape(info.get(f"/{name}", ""))
                for name in ("Title", "Creator", "Producer")
            },
        ).encode()
    )
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    if day:
        stamp = f"D:{day.replace('-', '')}000000+00'00'"
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    pdf.docinfo["/Trapped"] = Name("/False")
    intent = pdf.make_stream(profile.data)
    intent.N = 4 if profile.space == "CMYK" else 1
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=profile.name,
                Info=profile.name,
                DestOutputProfile=intent,
            )
        ]
    )
