"""A typo in the source is corrected, and its messages keep their translations.

In: the mistake and its correction; messages, and the text of the files that they stand in.
Out: corrected messages and texts, or SourceError where the correction would change a meaning.
"""

from briefkit.catalogs.correction.correcting import Correction

__all__ = ["Correction"]
