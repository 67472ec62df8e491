"""The XML of an SVG that nobody vouches for is parsed: no entities, nothing loaded, no depths."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element
from xml.parsers.expat import ExpatError, ParserCreate

from briefkit.brief.pictures.refusing import SIMPLIFY, unusable
from briefkit.diagnostics import translatable

__all__ = ["DEEPEST", "MOST_ELEMENTS", "parse_svg"]

MOST_ELEMENTS = 20_000
"""The most elements in an SVG: those of a town's map; each takes some 0.1 ms to draw"""

DEEPEST = 50
"""The deepest that elements stand within each other"""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XHTML = "http://www.w3.org/1999/xhtml"


def parse_svg(data: bytes, name: str) -> tuple[Element, list[str]]:
    """Return the root of an SVG, and what of it is not drawn as a person calls it.

    Elements and attributes have local names; those of other namespaces are left out, but for
    xlink:href, which is “href”. Raises SourceError for what is no SVG, or could be an attack.
    """
    reader = _Reader(name)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except ExpatError as error:
        raise unusable(
            name, translatable("It is broken: line %(line)s is no XML.", line=error.lineno)
        ) from None
    except (LookupError, ValueError):  # an encoding that there is not, or that Python refuses
        raise unusable(
            name, translatable("Its encoding is unknown."), translatable("Save it again as UTF-8.")
        ) from None
    if reader.root is None:
        raise unusable(name, translatable("It is no SVG, PNG or JPEG."))
    return reader.root, reader.undrawn


class _Reader:
    """What expat finds becomes elements; anything that is no part of a drawing is left out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Element | None = None
        self.undrawn: list[str] = []
        self._open: list[Element] = []
        self._left_out = 0  # how many elements are open of what is left out
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise unusable(
                self.name,
                translatable("It has more than %(most)s elements.", most=MOST_ELEMENTS),
                SIMPLIFY,
            )
        if len(self._open) + self._left_out >= DEEPEST:
            raise unusable(
                self.name,
                translatable(
                    "Its parts stand in each other, or refer to each other, more than %(most)s "
                    "deep.",
                    most=DEEPEST,
                ),
                SIMPLIFY,
            )
        space, _, local = tag.rpartition(" ")
        if self._left_out or space not in ("", _SVG):
            self._left_out += 1
            if space == _XHTML and self._left_out == 1:
                self.undrawn.append(translatable("a part in HTML (<%(tag)s>)", tag=local))
            return
        if self.root is None and local != "svg":
            raise unusable(self.name, translatable("It is no SVG, PNG or JPEG."))
        element = Element(local, dict(_local(attributes)))
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, tag: str) -> None:
        if self._left_out:
            self._left_out -= 1
        else:
            self._open.pop()

    def text(self, text: str) -> None:
        if self._left_out or not self._open:
            return
        parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def doctype(self, name: str, system: str | None, public: str | None, has_own: bool) -> None:
        # One that names SVG's own is not loaded, and gone afterwards.
        if has_own:
            raise unusable(
                self.name,
                translatable("The file declares XML entities, which can hide what it says."),
                translatable("Save it again as plain SVG."),
            )

    def instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet":
            self.undrawn.append(translatable("a style sheet in another file"))


def _local(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield attributes of SVG alone, by their local names; “href” before “xlink:href”."""
    for name, value in attributes.items():
        space, _, local = name.rpartition(" ")
        if not space or (space == _XLINK and local == "href" and "href" not in attributes):
            yield local, value
