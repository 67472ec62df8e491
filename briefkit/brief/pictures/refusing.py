"""Why a picture can't be used, and what to do."""

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError

__all__ = ["SAVE_AGAIN", "unusable"]

SAVE_AGAIN = "Save it again as PNG, JPEG or plain SVG."


def unusable(name: str, why: str, hint: str = SAVE_AGAIN) -> SourceError:
    """Return the error for the picture in the file `name`; `why` is a sentence."""
    return SourceError(
        Diagnostic(
            check="pictures",
            message=f"The picture can't be used. {why}",
            hint=hint,
            location=Location(name),
        )
    )
