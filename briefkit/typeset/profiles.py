"""ICC profiles of printing conditions."""

import io
from dataclasses import dataclass

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError

__all__ = ["OutputProfile", "read_profile"]


@dataclass(frozen=True, slots=True)
class OutputProfile:
    """An ICC profile of a printing condition: its name, its space (CMYK or GRAY), its bytes."""

    name: str
    space: str
    data: bytes


def read_profile(data: bytes, path: str) -> OutputProfile:
    """Read an ICC profile (ICC.1, 7.2) for an output intent.

    Raises UsageError for what is none, and for one that is not an output device's in process
    colours or grey, as ISO 15930-7, 6.2.2 wants it.
    """
    from PIL.ImageCms import ImageCmsProfile, PyCMSError, getProfileDescription

    def refuse(message: str) -> UsageError:
        return UsageError(
            Diagnostic(
                check="output-profile",
                message=message,
                hint="Ask the print shop for the profile of its paper and press, a CMYK one.",
                location=Location(path),
            )
        )

    if data[36:40] != b"acsp" or int.from_bytes(data[:4]) != len(data):
        raise refuse("This is not an ICC profile, or not a whole one.")
    space = data[16:20].decode("ascii", "replace").strip()
    if data[12:16] != b"prtr" or space not in ("CMYK", "GRAY"):
        raise refuse("This profile is not a printing condition’s in CMYK or grey.")
    try:
        name = getProfileDescription(ImageCmsProfile(io.BytesIO(data))).strip()
    except (PyCMSError, OSError):
        raise refuse("This ICC profile cannot be read.") from None
    return OutputProfile(name or "Custom", space, data)
