"""What WeasyPrint leaves undone for a reader, mended in the finished PDF.

One function a defect, each to be deleted when WeasyPrint mends it. ISO 14289-1 is PDF/UA-1.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError
from briefkit.html import Page
from briefkit.reading import comparable, read_runs

__all__ = ["mend"]

# ISO 32000-1, 12.5.3: the annotation flag Print.
PRINT = 4


def mend(data: bytes, page: Page, label: str) -> bytes:
    """Return a PDF of WeasyPrint's with its tags mended, the same bytes for the same input.

    Raises TypesetError when a passage in another language cannot be found in the tags; `label`
    names the edition.
    """
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(data):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _mark_running_matter(pdf)
        _name_links(pdf, page.link_names)
        _mark_languages(pdf, texts, page.language_spans, label)
        output = io.BytesIO()
        # A file identifier made from the content keeps two renders the same.
        pdf.save(
            output,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return output.getvalue()


def _elements(item: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Yield the structure elements below `item` in reading order."""
    for kid in item.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
            yield kid
            yield from _elements(kid)


def _mark_running_matter(pdf: pikepdf.Pdf) -> None:
    """Margin boxes are marked content that no element of the tag tree owns.

    ISO 14289-1, 7.8: running headers and footers are pagination artifacts.
    """
    root = pdf.Root.StructTreeRoot
    owned: dict[Any, set[int]] = {page.objgen: set() for page in pdf.pages}
    for element in _elements(root):
        numbers = {int(kid) for kid in element.get("/K", []) if isinstance(kid, int)}
        if numbers:
            owned[element["/Pg"].objgen] |= numbers
    parents = root.ParentTree.Nums
    for index, page in enumerate(pdf.pages):
        mine = owned[page.objgen]
        instructions: list[pikepdf.ContentStreamInstruction] = []
        for instruction in pikepdf.parse_content_stream(page):
            operands, operator = instruction.operands, instruction.operator
            properties = operands[1] if str(operator) == "BDC" and len(operands) == 2 else None
            if isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties:
                number = int(properties["/MCID"])
                if number not in mine:
                    artifact = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
                    instruction = pikepdf.ContentStreamInstruction(
                        [pikepdf.Name.Artifact, artifact], operator
                    )
                    parents[2 * index + 1][number] = None
            instructions.append(instruction)  # type: ignore[arg-type]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _name_links(pdf: pikepdf.Pdf, names: Mapping[str, str]) -> None:
    """Links have their address for a description, and no Print flag.

    ISO 14289-1, 7.18.5: a link's Contents describes it; ISO 32000-1, 12.5.3: flags.
    """
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                continue
            annotation.F = PRINT
            if "/Dest" in annotation:
                target = f"#{annotation.Dest}"
            else:
                target = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            annotation.Contents = pikepdf.String(names.get(target, target))


def _mark_languages(
    pdf: pikepdf.Pdf,
    texts: Mapping[tuple[int, int], str],
    spans: tuple[tuple[str, str], ...],
    label: str,
) -> None:
    """The language of an element is not written to the tags; only the root's is.

    ISO 14289-1, 7.2: changes of language are declared. Templates mark them by `span` and by
    nothing else, so the Span elements that hold elements are those, in order; one that runs over
    a line's end is several.
    """
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    candidates = iter(
        element
        for element in _elements(pdf.Root.StructTreeRoot)
        if element.S == "/Span" and not any(isinstance(kid, int) for kid in element.K)
    )
    for language, text in spans:
        wanted, found = comparable(text), ""
        while len(found) < len(wanted):
            element = next(candidates, None)
            if element is None:
                break
            found += comparable(_text(element, pages, texts))
            element.Lang = pikepdf.String(language)
        if found != wanted:
            raise TypesetError(
                Diagnostic(
                    check="language-tags",
                    message=f"{label}: a passage in “{language}” is not where the tags say.",
                    hint="Use <span> in templates for changes of language alone.",
                    msgid=text,
                )
            )


def _text(
    element: pikepdf.Dictionary,
    pages: Mapping[Any, int],
    texts: Mapping[tuple[int, int], str],
) -> str:
    parts = []
    for kid in element.K:
        if isinstance(kid, int):
            parts.append(texts.get((pages[element.Pg.objgen], kid), ""))
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/S") is not None:
            parts.append(_text(kid, pages, texts))
    return "".join(parts)
