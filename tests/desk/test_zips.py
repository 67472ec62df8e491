"""A zip is made whatever the computer takes the time to be."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from briefkit.desk.zips import zipped


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (datetime(2028, 2, 29, 12, 30, 2, tzinfo=UTC), (2028, 2, 29, 12, 30, 2)),
        (datetime(1970, 1, 1, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
        (datetime(2200, 6, 1, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
    ],
)
def test_a_clock_that_is_wrong_stops_no_zip(time: datetime, told: tuple[int, ...]) -> None:
    data = zipped([("a.pdf", b"one"), ("a.pdf", b"two")], time)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        [entry] = archive.infolist()
        assert entry.date_time == told
        assert archive.read(entry) == b"one"
