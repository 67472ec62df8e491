"""A check of the table of contents: each heading stands on the page that it names."""

from collections.abc import Iterator

from briefkit.diagnostics import translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import TextFault
from briefkit.proof.printed import Printed
from briefkit.proof.reading import StructureElement, comparable

__all__ = ["check_contents"]


def check_contents(printed: Printed, wanted: Expectation) -> Iterator[TextFault]:
    """Each entry of the contents names a heading, in their order, and its page where any has."""
    if printed.structure is None:
        return
    elements = list(printed.structure.walk())
    headings = iter([e for e in elements if e.role in ("H2", "H3")])
    for entry in (e for e in elements if e.role == "TOCI"):
        references = [child for child in entry.children if child.role == "Reference"]
        words = "".join(each.text(printed.texts) for each in references).strip()
        heading = next((h for h in headings if _said(h, printed) == comparable(words)), None)
        if heading is None:
            yield TextFault(
                translatable(
                    "its contents name “%(words)s”, and no such heading follows", words=words[:60]
                ),
                words,
            )
            continue
        page = min(page for e in heading.walk() for page, _ in e.content) + 1
        numbers = [n for reference in references for n in _numbers(reference, printed)]
        if numbers != [str(page)] * wanted.fmt.numbered:
            found = ", ".join(numbers) or "–"
            yield TextFault(
                translatable(
                    "its contents say %(found)s for “%(words)s”, on page %(page)s",
                    found=found,
                    words=words[:60],
                    page=page,
                ),
                words,
            )


def _said(heading: StructureElement, printed: Printed) -> str:
    return comparable(_without_notes(heading, printed))


def _without_notes(element: StructureElement, printed: Printed) -> str:
    if element.role in ("Note", "Reference") or element.generated:
        return ""
    if element.actual_text:
        return element.actual_text
    own = "".join(printed.texts.get(place, "") for place in element.content)
    return own + "".join(_without_notes(child, printed) for child in element.children)


def _numbers(reference: StructureElement, printed: Printed) -> Iterator[str]:
    for child in reference.children:
        if child.generated:
            places = [place for e in child.walk() for place in e.content]
            yield "".join(printed.texts.get(place, "") for place in places).strip()
