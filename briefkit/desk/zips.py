"""Files as a zip."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

__all__ = ["zipped"]

# The first and the last year that a zip can name: a clock without a battery stands at 1970.
_FIRST, _LAST = 1980, 2107


def zipped(files: Iterable[tuple[str, bytes]], time: datetime) -> bytes:
    """Return files, each a name and its bytes, as a zip; nothing where there are none.

    Of two with one name, the first is taken: their names tell all that leaflets differ in.
    """
    named: dict[str, bytes] = {}
    for name, data in files:
        named.setdefault(name, data)
    if not _FIRST <= time.year <= _LAST:
        time = datetime(_FIRST, 1, 1, tzinfo=time.tzinfo)
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        for name, data in named.items():
            archive.writestr(zipfile.ZipInfo(name, time.timetuple()[:6]), data)
    return output.getvalue() if named else b""
