"""How a leaflet is finished: for an office's printer or a print shop, in colour or in black."""

from dataclasses import dataclass

__all__ = ["PLAIN", "Finish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How it is printed: `bleed` in mm beyond the trim, marks for cutting, black ink alone."""

    bleed: float = 0
    crop_marks: bool = False
    grayscale: bool = False

    @property
    def for_press(self) -> bool:
        """Whether a print shop's file is asked for."""
        return self.bleed > 0 or self.crop_marks


PLAIN = Finish()
