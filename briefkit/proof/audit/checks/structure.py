"""Clause 09: what elements are made of."""

from collections.abc import Iterator

from briefkit.proof.audit.parsing import File

__all__ = ["check_09_lists_and_tables"]

# ISO 32000-1, tables 333, 336 and 337: what lists, tables and contents are made of, and where their
# parts stand; a Div holds a figure with its caption.
_KIDS = {
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TOC": {"TOC", "TOCI", "Caption"},
    "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"},
}  # fmt: skip
_PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TH": {"TR"}, "TD": {"TR"},
    "TOCI": {"TOC"}, "Caption": {"Table", "Figure", "Div", "L", "TOC"},
}  # fmt: skip


def check_09_lists_and_tables(file: File) -> Iterator[str]:
    """09-004, 09-005: lists and tables are made of what they must be made of."""
    for element in file.elements:
        parent = element.parent.role if element.parent else ""
        if element.role in _PARENTS and parent not in _PARENTS[element.role]:
            yield f"The element {file.named(element)} stands in {parent or 'the root'}"
        if element.role not in _KIDS:
            continue
        wrong = [kid.role for kid in element.elements if kid.role not in _KIDS[element.role]]
        if wrong or element.places:
            yield f"The element {file.named(element)} holds {', '.join(wrong) or 'bare content'}"
        bodies = sum(kid.role == "LBody" for kid in element.elements)
        if element.role == "LI" and bodies != 1:
            yield f"The list item {file.named(element)} has {bodies} bodies"
