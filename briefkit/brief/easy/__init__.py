"""The rules for texts that are easy to read, as checks on their source.

They are those of “Information for all: European standards for making information easy to read and
understand” (Inclusion Europe, 2009) that a program can tell.

In: the texts of an audience whose level is easy, as they are written.
Out: warnings to their author, with file and line; and how readable a text is, in figures.
"""

from briefkit.brief.easy.checking import easy_warnings, readability_of
from briefkit.brief.easy.readability import Readability

__all__ = ["Readability", "easy_warnings", "readability_of"]
