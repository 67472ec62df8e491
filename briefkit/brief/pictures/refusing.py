"""Why a picture can't be used, and what to do."""

from briefkit.diagnostics import Diagnostic, Location, Translatable, translatable
from briefkit.errors import SourceError

__all__ = ["SAVE_AGAIN", "SIMPLIFY", "unusable"]

SAVE_AGAIN = translatable("Save it again as PNG, JPEG or plain SVG.")
SIMPLIFY = translatable("Simplify it, such as by ungrouping its parts, or save it as PNG.")


def unusable(name: str, why: Translatable, hint: Translatable = SAVE_AGAIN) -> SourceError:
    """Return the error for the picture in the file `name`; `why` is a sentence."""
    return SourceError(
        Diagnostic(
            check="pictures",
            message=translatable("The picture can't be used. %(why)s", why=why),
            hint=hint,
            location=Location(name),
        )
    )
