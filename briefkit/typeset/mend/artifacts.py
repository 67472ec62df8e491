"""Artifacts: what is drawn, and is not part of the text."""

from pikepdf import Array, Dictionary, Name

from briefkit.typeset.mend.contents import PT_PER_PX, Content, make_step

__all__ = ["type_artifacts"]


def type_artifacts(content: Content, owned: set[int], top: float) -> None:
    """Make artifacts of margin boxes, and write the types of all artifacts; WeasyPrint doesn't.

    `owned` are the MCIDs that elements hold; `top` is the page's, in pt. ISO 14289-1, 7.8: running
    heads and feet are pagination artifacts, and distinguished; 18-001, 18-002. ISO 32000-1,
    14.8.2.2.2: borders and backgrounds are layout artifacts.
    """
    layout = make_step("BDC", Name.Artifact, Dictionary(Type=Name.Layout))
    for index, operator in enumerate(content.operators):
        if operator == "BMC":
            content.steps[index] = [layout]
    for mcid, (first, _) in content.marks.items():
        if mcid in owned:
            continue
        content.steps[first] = [layout]
        if position := content.operands(mcid, "Tm"):
            above = float(position[5]) * PT_PER_PX < top / 2
            artifact = Dictionary(
                Type=Name.Pagination,
                Subtype=Name.Header if above else Name.Footer,
                Attached=Array([Name.Top if above else Name.Bottom]),
            )
            content.steps[first] = [make_step("BDC", Name.Artifact, artifact)]
