"""Two copies of a table (CSV) that were changed apart become one, row by row."""

from collections import Counter

__all__ = ["merged_rows"]

# Excel begins UTF-8 with it.
_MARK = b"\xef\xbb\xbf"


def merged_rows(old: bytes, own: bytes, other: bytes) -> bytes | None:
    """Return our table with the rows that another copy has added, and without those it took out.

    Nothing where both have changed the same row, or the columns: that is somebody's to choose. A
    row that was changed is one that was taken out, and another that was added.
    """
    before, ours, theirs = (_rows(data) for data in (old, own, other))
    if not (before[:1] == ours[:1] == theirs[:1]):
        return None
    added, gone = Counter(theirs) - Counter(before), Counter(before) - Counter(theirs)
    gone_here = Counter(before) - Counter(ours)
    if gone & gone_here and added and Counter(ours) - Counter(before):
        return None
    kept = []
    for row in ours:
        if gone[row]:
            gone[row] -= 1
        else:
            kept.append(row)
    # What both have added alike stands there once.
    missing = added - (Counter(ours) - Counter(before))
    kept += [row for row in theirs if missing[row] and not missing.subtract([row])]
    end = b"\r\n" if b"\r\n" in own else b"\n"
    mark = _MARK if own.startswith(_MARK) else b""
    return mark + b"".join(row + end for row in kept)


def _rows(data: bytes) -> list[bytes]:
    """Return a table's rows, whichever way their lines end: spreadsheets have their own.

    A cell in quotation marks may go over lines.
    """
    rows, quoted = [b""], False
    for line in data.removeprefix(_MARK).splitlines(keepends=True):
        rows[-1] += line
        quoted ^= bool(line.count(b'"') % 2)
        if not quoted:
            rows.append(b"")
    return [row.rstrip(b"\r\n") for row in rows if row.strip()]
