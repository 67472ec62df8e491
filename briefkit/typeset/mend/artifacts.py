"""Artifacts: what is drawn, and is not part of the text."""

from briefkit.typeset.mend.contents import PT_PER_PX, Content

__all__ = ["type_artifacts"]

_LAYOUT = b"/Artifact << /Type /Layout >> BDC"
_HEADER, _FOOTER = (
    b"/Artifact << /Attached [ /%b ] /Subtype /%b /Type /Pagination >> BDC" % place
    for place in ((b"Top", b"Header"), (b"Bottom", b"Footer"))
)


def type_artifacts(content: Content, owned: set[int], top: float) -> None:
    """Make artifacts of margin boxes, and write the types of all artifacts; WeasyPrint doesn't.

    `owned` are the MCIDs that elements hold; `top` is the page's, in pt. ISO 14289-1, 7.8: running
    heads and feet are pagination artifacts, and distinguished; 18-001, 18-002. ISO 32000-1,
    14.8.2.2.2: borders and backgrounds are layout artifacts.
    """
    for index, operator in enumerate(content.operators):
        if operator == b"BMC":
            content.steps[index] = [_LAYOUT]
    for mcid, (first, _) in content.marks.items():
        if mcid in owned:
            continue
        content.steps[first] = [_LAYOUT]
        if position := content.operands(mcid, b"Tm"):
            above = float(position[5]) * PT_PER_PX < top / 2
            content.steps[first] = [_HEADER if above else _FOOTER]
