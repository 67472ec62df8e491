"""typeset.mend."""

from briefkit.typeset.mend.mend import mend

__all__ = [
    "mend",
]
