"""Checks that nothing gives the subject of a discreet edition away."""

import re
from collections.abc import Iterable, Iterator

import pikepdf

from briefkit.diagnostics import Translatable, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.proof.reading import StructureElement, comparable

__all__ = ["betrayed", "check_discreet", "file_faults"]


def check_discreet(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """Nothing of the subject shows on an outer page, in the file's name or in its metadata."""
    count = len(printed.pdf.pages)
    if not wanted.subject or not count:
        return
    elements = list(printed.structure.walk()) if printed.structure else []
    for number in sorted({page % count for page in wanted.fmt.outside}):
        texts = [run.text for run in printed.runs if run.page == number]
        here = [e for e in elements if any(page == number for page, _ in _places(e))]
        texts += [element.actual_text for element in here]
        if word := betrayed("".join(texts), wanted.subject):
            yield translatable(
                "page %(page)s, which shows outside, says “%(word)s”", page=number + 1, word=word
            )
        if any(e.role == "Figure" and e.alt == wanted.emblem for e in here):
            yield translatable(
                "page %(page)s, which shows outside, has the emblem", page=number + 1
            )
    yield from file_faults(printed.pdf, wanted)


def _places(element: StructureElement) -> Iterator[tuple[int, int]]:
    for below in element.walk():
        yield from below.content


# What every file's XMP has, whatever it says: instructions, names of elements, of attributes and of
# namespaces. “Title” and “date” are among them.
_XML_NAMES = re.compile(
    r"""<\?.*?\?>|</?[\w:.-]+|\bxmlns:[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*')|[\w:.-]+(?=\s*=\s*["'])""",
    re.DOTALL,
)


def file_faults(pdf: pikepdf.Pdf, wanted: Expectation) -> Iterator[Translatable]:
    """Yield how a file's name, metadata or open bookmarks give the subject away."""
    if word := betrayed(wanted.label, wanted.subject):
        yield translatable("its file's name says “%(word)s”", word=word)
    metadata = pdf.Root.get("/Metadata")
    texts = [str(value) for value in pdf.docinfo.values()]
    if metadata is not None:
        texts.append(_XML_NAMES.sub(" ", metadata.read_bytes().decode("utf-8", "replace")))
    with pdf.open_outline() as outline:
        texts += _shown(outline.root)
    if word := betrayed("".join(texts), wanted.subject):
        yield translatable("its metadata say “%(word)s”", word=word)


def _shown(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    """Yield the bookmarks that a viewer shows at first: those of closed ones are not."""
    for item in items:
        yield item.title
        if not item.is_closed:
            yield from _shown(item.children)


def betrayed(text: str, subject: frozenset[str]) -> str:
    """Return the first word of the subject that a text has, or nothing."""
    shown = comparable(text).casefold()
    return next((word for word in sorted(subject) if word in shown), "")
