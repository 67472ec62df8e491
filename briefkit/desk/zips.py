"""Files as a zip."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

__all__ = ["zipped"]


def zipped(files: Iterable[tuple[str, bytes]], time: datetime) -> bytes:
    """Return files, each a name and its bytes, as a zip; nothing where there are none.

    Of two with one name, the first is taken: their names tell all that leaflets differ in.
    """
    named: dict[str, bytes] = {}
    for name, data in files:
        named.setdefault(name, data)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, data in named.items():
            archive.writestr(zipfile.ZipInfo(name, time.timetuple()[:6]), data)
    return output.getvalue() if named else b""
