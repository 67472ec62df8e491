"""What WeasyPrint leaves undone for a reader, mended before the PDF is written.

In: the objects of a PDF, as WeasyPrint's finisher gets them; the page that it is made of, the words
that were set.
Out: the same PDF, tagged as PDF/UA-1 and PDF/A-2a want it; nothing that can be seen changes.

The tag tree is read into `Tag`s, mended by one function a fault, and written anew; the pages'
contents and the metadata are mended after it. Each function names its fault and its clause, and
is to be deleted when WeasyPrint mends that. ISO 14289-1 is PDF/UA-1, ISO 19005-2 PDF/A-2,
ISO 32000-1 PDF 1.7; numbers such as 01-005 are the conditions of the Matterhorn Protocol 1.1.
"""

from briefkit.typeset.mend.mending import mend
from briefkit.typeset.mend.metadata import number_information
from briefkit.typeset.mend.set_text import SetText

__all__ = [
    "SetText",
    "mend",
    "number_information",
]
