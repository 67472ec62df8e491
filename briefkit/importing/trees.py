"""Trees of XML: elements moved, replaced, and the words in them."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Collection, Mapping

__all__ = ["Parents", "replace_by", "spoken"]


class Parents:
    """The elements below one, and what each stands in."""

    def __init__(self, root: ET.Element) -> None:
        self._parents = {child: parent for parent in root.iter() for child in parent}

    def above(self, element: ET.Element, tag: str) -> ET.Element | None:
        """Return the nearest element of that name that this one stands in, if any."""
        found = self._parents.get(element)
        while found is not None and found.tag != tag:
            found = self._parents.get(found)
        return found

    def remove(self, element: ET.Element) -> None:
        """Take an element out; the text behind it stays."""
        parent = self._parents[element]
        position = list(parent).index(element)
        if element.tail:
            if position:
                parent[position - 1].tail = (parent[position - 1].tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)

    def insert_after(self, element: ET.Element, others: Collection[ET.Element]) -> None:
        """Put others behind an element."""
        parent = self._parents[element]
        position = list(parent).index(element) + 1
        parent[position:position] = list(others)


def replace_by(root: ET.Element, function: Callable[[ET.Element], list[ET.Element] | None]) -> None:
    """Replace each element below `root` by those that `function` gives for it, unless it is None.

    What is put in its place is looked at too.
    """
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        children: list[ET.Element] = []
        left = list(reversed(parent))
        while left:
            child = left.pop()
            others = function(child)
            if others is None:
                children.append(child)
            else:
                left += reversed(others)
        parent[:] = children
        waiting += children


def spoken(
    root: ET.Element, parts: Mapping[str, str | None], leave_out: Collection[str] = ()
) -> str:
    """Return the words below an element, in order.

    `parts` has the names of the elements that say something: what they say, or None for their own
    text. Elements to `leave_out` are not entered.
    """
    said: list[str] = []
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag in leave_out:
            continue
        if element.tag in parts:
            stands_for = parts[element.tag]
            said.append((element.text or "") if stands_for is None else stands_for)
        waiting += reversed(element)
    return "".join(said)
