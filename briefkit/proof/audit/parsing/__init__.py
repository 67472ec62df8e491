"""A PDF parsed for the audit: its tag tree, its fonts, and what each page's content says and draws.

In: an open PDF whose fonts are of two bytes a glyph.
Out: a `File`; or what pikepdf and fontTools raise for malformed objects and fonts.
"""

from briefkit.proof.audit.parsing.elements import STANDARD, Element, Place
from briefkit.proof.audit.parsing.files import File
from briefkit.proof.audit.parsing.malformed import MALFORMED
from briefkit.proof.audit.parsing.trees import named_destinations, tree_pairs

__all__ = ["MALFORMED", "STANDARD", "Element", "File", "Place", "named_destinations", "tree_pairs"]
