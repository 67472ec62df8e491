"""What a machine can tell of a PDF's accessibility.

The Matterhorn Protocol 1.1 lists how a file can fail PDF/UA-1 (ISO 14289-1). Each check is named
for its checkpoint, and the numbers of the conditions stand in its docstring. The checks read the
file alone and know nothing of how it is made, so they judge `typeset.mend` too.

In: the bytes of a leaflet's PDF.
Out: diagnostics; none for a sound file.
"""

from briefkit.proof.audit.auditing import audit
from briefkit.proof.audit.checks import CHECKS

__all__ = [
    "CHECKS",
    "audit",
]
