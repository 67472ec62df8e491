"""The numbers of pages."""

import re
from collections.abc import Iterator

from briefkit.proof.layout.parsing import Layout

__all__ = ["find_numbers_of_no_page"]

_NUMBER = re.compile(r"(\d{1,3})(?:\s*/\s*(\d{1,3}))?")


def find_numbers_of_no_page(layout: Layout) -> Iterator[str]:
    """A page's number is that of the paper, folded as it is; a blank page has none.

    Of what is folded, the last page is the back: blank ones may come before it.
    """
    if not layout.fmt.numbered:
        return  # a number below its text is another, such as the one on a strip to tear off
    count = len(layout.pages)
    step = layout.fmt.step if layout.fmt.sheet else 1
    whole = -(-count // step) * step
    for page in layout.pages:
        for text in page.foot:
            found = _NUMBER.fullmatch(text)
            if not found:
                continue
            number = whole if page.number + 1 == count else page.number + 1
            if not page.lines:
                yield f"Page {number} is blank, and says “{text}”"
            elif int(found[1]) != number or int(found[2] or whole) != whole:
                yield f"Page {number} of {whole} says “{text}”"
