"""Leaflets are PDF/UA-1 and PDF/A-2a at once."""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from tests.typeset.pdf_objects import opened


@pytest.fixture(scope="module", params=[("de", "community"), ("ar", "professional")])
def archived(
    request: pytest.FixtureRequest, built: Callable[[str, str], bytes]
) -> Iterator[tuple[bytes, pikepdf.Pdf]]:
    data = built(*request.param)
    with opened(data) as pdf:
        yield data, pdf


Archived = tuple[bytes, pikepdf.Pdf]


def test_the_file_is_one_for_an_archive(archived: Archived) -> None:
    data, pdf = archived
    # ISO 19005-2, 6.1.2: the header, and a comment of four bytes beyond 127.
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data)
    # 6.1.3: a file identifier, no encryption, nothing after the end.
    assert len(pdf.trailer.ID) == 2
    assert not pdf.is_encrypted
    assert data.rstrip(b"\r\n").endswith(b"%%EOF")
    # 6.1.13, 6.5, 6.8, 6.9, 6.10, 6.11: no actions, embedded files, layers or alternatives.
    assert not {"/AA", "/OpenAction", "/OCProperties", "/Requirements", "/AcroForm"} & set(
        pdf.Root.keys()
    )
    assert set(pdf.Root.get("/Names", pikepdf.Dictionary()).keys()) <= {"/Dests"}
    for page in pdf.pages:
        assert not {"/AA", "/PresSteps", "/Group"} & set(page.obj.keys())


def test_its_colours_are_those_of_its_output_intent(archived: Archived) -> None:
    """ISO 19005-2, 6.2.3 and 6.2.4.3: an RGB profile of a monitor, and DeviceRGB alone."""
    _, pdf = archived
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    profile = intent.DestOutputProfile.read_bytes()
    assert (profile[12:16], profile[16:20], profile[36:40]) == (b"mntr", b"RGB ", b"acsp")
    assert int(intent.DestOutputProfile.N) == 3
    for page in pdf.pages:
        used = {str(s.operator) for s in pikepdf.parse_content_stream(page)}
        assert not used & {"k", "K", "cs", "CS", "ri", "sh"}
        # 6.2.10: nothing is transparent.
        for state in page.Resources.get("/ExtGState", pikepdf.Dictionary()).values():
            assert {str(k): float(v) for k, v in state.items()}.items() <= {("/ca", 1), ("/CA", 1)}


def test_its_fonts_are_whole(archived: Archived) -> None:
    """ISO 19005-2, 6.2.11: embedded, Identity-H, with their widths, and no CIDSet that lies."""
    from fontTools.ttLib import TTFont

    _, pdf = archived
    fonts = dict(pdf.pages[0].Resources.Font.items())
    assert fonts
    for font in fonts.values():
        descendant = font.DescendantFonts[0]
        program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
        assert (str(font.Encoding), str(descendant.CIDToGIDMap)) == ("/Identity-H", "/Identity")
        assert "/CIDSet" not in descendant.FontDescriptor
        pairs = iter(descendant.W)
        for first, widths in zip(pairs, pairs, strict=True):
            for glyph, width in enumerate(widths, start=int(first)):
                advance, _ = program["hmtx"][program.getGlyphName(glyph)]
                assert abs(float(width) - advance * 1000 / program["head"].unitsPerEm) <= 1
        # 6.2.11.7.2: no glyph is mapped to nothing, to U+0000, U+FEFF or U+FFFE.
        targets = re.findall(r"<\w{4}> <(\w*)>", font.ToUnicode.read_bytes().decode())
        assert targets
        assert not {"", "0000", "feff", "fffe"} & set(targets)


def test_it_says_what_it_is(archived: Archived) -> None:
    """ISO 19005-2, 6.6.4; ISO 14289-1, 5; 6.6.2.3.3: schemas beyond PDF/A's are declared."""
    from lxml import etree

    _, pdf = archived
    assert pdf.Root.Metadata.Type == "/Metadata"
    assert pdf.Root.Metadata.Subtype == "/XML"
    packet = pdf.Root.Metadata.read_bytes()
    # 6.6.2.1: no bytes or encoding attribute in the packet's header.
    assert not re.search(rb"<\?xpacket begin=[^>]*(bytes|encoding)=", packet)
    metadata = pdf.open_metadata()
    assert metadata["pdfaid:part"] == "2"
    assert metadata["pdfaid:conformance"] == "A"
    assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    # 6.6.3: what the document information says, the metadata say.
    assert metadata["dc:title"] == str(pdf.docinfo.Title)
    assert metadata["pdf:Producer"] == str(pdf.docinfo.Producer)
    assert metadata["xmp:CreatorTool"] == str(pdf.docinfo.Creator)
    assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
    tree = etree.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", packet))
    names = {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "e": "http://www.aiim.org/pdfa/ns/extension/",
        "s": "http://www.aiim.org/pdfa/ns/schema#",
        "p": "http://www.aiim.org/pdfa/ns/property#",
    }
    (schema,) = tree.findall(".//e:schemas/rdf:Bag/rdf:li", names)
    assert schema.findtext("s:namespaceURI", namespaces=names) == "http://www.aiim.org/pdfua/ns/id/"
    assert schema.findtext("s:prefix", namespaces=names) == "pdfuaid"
    assert schema.findtext("s:schema", namespaces=names)
    (property_,) = schema.findall("s:property/rdf:Seq/rdf:li", names)
    found = {etree.QName(child).localname: child.text for child in property_}
    assert found.pop("description")
    assert found == {"name": "part", "valueType": "Integer", "category": "internal"}


def test_its_tags_are_standard_and_its_links_are_printed(archived: Archived) -> None:
    _, pdf = archived
    # ISO 19005-2, 6.7.2.2, 6.7.3.3, 6.7.4.
    assert pdf.Root.MarkInfo.Marked
    assert "/RoleMap" not in pdf.Root.StructTreeRoot
    assert re.fullmatch("[a-z]{2}(-[A-Z]{2})?", str(pdf.Root.Lang))
    for page in pdf.pages:
        assert page.Tabs == "/S"
        for annotation in page.get("/Annots", []):
            # 6.3.1 to 6.3.3: links, printed, not hidden, not an action but URI.
            assert annotation.Subtype == "/Link"
            assert int(annotation.F) == 4
            assert annotation.get("/A", {"/S": "/URI"})["/S"] == "/URI"


def test_the_edition_code_is_still_read(archived: Archived) -> None:
    from briefkit.proof import read_edition_code

    assert re.fullmatch(r"CT-(DE-C|AR-P)-A4-\w{8}", read_edition_code(archived[0]))
