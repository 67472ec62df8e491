"""Metadata: the standards that the file says it conforms to."""

import pydyf

from briefkit.typeset.mend.objects import Raw, at, content_of

__all__ = ["identify", "number_information"]

# ISO 14289-1, 5, for the identification; ISO 19005-2, 6.6.2.3.3, for the schema that PDF/A wants
# of every property that it does not know.
PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1"/><rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def identify(pdf: pydyf.PDF) -> None:
    """Say that the file conforms to PDF/UA-1 too; WeasyPrint says one standard, PDF/A-2a.

    ISO 14289-1, 5; 06-002.
    """
    metadata = at(pdf, pdf.catalog["Metadata"])
    metadata.stream = [content_of(metadata).replace(b"</rdf:RDF>", PDFUA + b"</rdf:RDF>")]


def number_information(pdf: pydyf.PDF) -> int:
    """Give the file's information a number before the tags get theirs, and return it.

    pydyf gives it the last, and no name in the file's trailer once it is empty: so that files keep
    the order of their objects.
    """
    information = Raw()
    information.data = pdf.info.data
    pdf.add_object(information)
    pdf.info.clear()
    return int(information.number)
