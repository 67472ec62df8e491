"""Pages that are set once for all test processes: what is set of the same page is the same."""

import hashlib
import pickle
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefkit.build import typesetter_for
from briefkit.leaflet import Page
from briefkit.model import Fit
from briefkit.typeset import Typeset, Typesetter
from briefkit.typeset.likely import LikelySteps

__all__ = ["SettingOnce", "set_once"]


@dataclass(frozen=True)
class SettingOnce:
    """A typesetter that keeps what it has set in a folder, by all that it was set from."""

    typesetter: Typesetter
    folder: Path

    @property
    def steps(self) -> LikelySteps:
        return self.typesetter.steps

    def typeset(self, page: Page, fit: Fit, label: str, kind: str = "") -> Typeset:
        """Return what the typesetter's own function does. A page that it refuses is not kept."""
        given = repr((page, fit, label)).encode()
        path = self.folder / hashlib.sha256(given).hexdigest()
        try:
            kept: Typeset = pickle.loads(path.read_bytes())
        except FileNotFoundError:
            kept = self.typesetter.typeset(page, fit, label, kind)
            with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(pickle.dumps(kept))
            Path(file.name).replace(path)
        return kept


def set_once(folder: Path) -> Callable[..., SettingOnce]:
    """Return what gives such a typesetter, in the place of `typesetter_for`."""

    def typesetter(*fonts: Any) -> SettingOnce:
        return SettingOnce(typesetter_for(*fonts), folder)

    return typesetter
