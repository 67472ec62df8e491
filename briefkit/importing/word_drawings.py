"""Text boxes, charts and other drawings of a Word document, most of which pandoc leaves out."""

import xml.etree.ElementTree as ET

from briefkit.diagnostics import translatable
from briefkit.importing.marks import Marks
from briefkit.importing.trees import Parents, replace_by
from briefkit.importing.word_names import (
    CHART,
    COMPATIBILITY,
    DRAWING,
    OFFICE,
    SHAPE,
    WORD,
    append_text,
)

__all__ = ["move_text_boxes", "tell_drawings"]

_BOX = WORD + "txbxContent"
_DRAWINGS = (WORD + "drawing", WORD + "pict", WORD + "object")

_OTHER_PROGRAM = translatable(
    "A chart, a formula or a part of another program stands here in the document, which is not "
    "taken over."
)


def move_text_boxes(root: ET.Element, marks: Marks) -> None:
    """Put the paragraphs of text boxes behind those that they are anchored to, and tell of it."""
    _choose(root)
    # The last first: each is put right behind its paragraph, and out of the box that it is in.
    while boxes := list(root.iter(_BOX)):
        box = boxes[-1]
        parents = Parents(root)
        paragraph = parents.above(box, WORD + "p")
        drawing = next((d for tag in _DRAWINGS if (d := parents.above(box, tag)) is not None), None)
        inside = list(box)
        box[:] = []
        if drawing is not None and drawing.find(f".//{DRAWING}blip") is None:
            parents.remove(drawing)
        else:
            parents.remove(box)
        if paragraph is None or paragraph is root:
            continue
        append_text(
            paragraph,
            marks.tell(
                translatable(
                    "A text box hangs on this place: its words stand after this paragraph."
                ),
                translatable(
                    "Put them where they belong; for a box, write %(box)s before them.",
                    box="> [!NOTE]",
                ),
            ),
        )
        parents.insert_after(paragraph, inside)


def _choose(root: ET.Element) -> None:
    """Of two forms of one drawing keep the newer, unless it is a picture: pandoc knows those."""

    def chosen(element: ET.Element) -> list[ET.Element] | None:
        if element.tag != COMPATIBILITY + "AlternateContent":
            return None
        choice = element.find(COMPATIBILITY + "Choice")
        if choice is not None and len(choice) and choice.find(f".//{DRAWING}blip") is None:
            return list(choice)
        boxes = [form for form in element if form.find(f".//{_BOX}") is not None]
        return list(boxes[0]) if boxes else None

    replace_by(root, chosen)


def tell_drawings(paragraph: ET.Element, marks: Marks) -> None:
    """Tell of what is drawn and is no picture."""
    for drawing in [d for tag in _DRAWINGS for d in paragraph.iter(tag)]:
        if any(
            drawing.find(f".//{tag}") is not None for tag in (DRAWING + "blip", SHAPE + "imagedata")
        ):
            continue
        if any(OFFICE + "hr" in shape.attrib for shape in drawing.iter()):
            continue  # a line across the page, which pandoc knows
        if drawing.find(f".//{CHART}chart") is not None:
            message = _OTHER_PROGRAM
        elif drawing.find(f".//{OFFICE}OLEObject") is not None:
            message = _OTHER_PROGRAM
        else:
            message = translatable(
                "A drawing stands here in the document, which is not taken over."
            )
        append_text(
            paragraph,
            marks.tell(
                message,
                translatable("Say it in words, or save it as a picture and put that in."),
            ),
        )
