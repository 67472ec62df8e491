"""A document of Word or LibreOffice becomes a text as briefkit reads it; pandoc reads the document.

In: the bytes of a .docx or .odt.
Out: Markdown, the pictures in it, and a list of what could not be taken over; or SourceError.
"""

from briefkit.importing.archive import FILE_LIMIT
from briefkit.importing.imported import Imported, import_document
from briefkit.importing.inline_writing import plain_heading

__all__ = ["FILE_LIMIT", "Imported", "import_document", "plain_heading"]
