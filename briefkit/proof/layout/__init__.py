"""What a reader's eye stumbles over in a finished leaflet, found by positions and tags.

The proof refuses what is wrong; this finds what is badly set, and lets it out.

In: the bytes of a leaflet's PDF, with its tags and its edition code.
Out: diagnostics, none for a well-set file; how far each page is filled, and how long lines are.
"""

from briefkit.proof.layout.auditing import audit_layout, fill_of_pages, line_lengths
from briefkit.proof.layout.checks import CHECKS

__all__ = ["CHECKS", "audit_layout", "fill_of_pages", "line_lengths"]
