"""Which leaflets need not be made: those that lie there just as they would be made now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefkit.build.files import is_picture, made_file, picture_kind, wanted_files
from briefkit.build.inputs import Inputs, inputs_of
from briefkit.build.manifest import Record, read_records
from briefkit.build.orders import Built, MadeFile, Order
from briefkit.errors import BriefkitError
from briefkit.leaflet import Leaflet
from briefkit.model import Edition

__all__ = ["Earlier", "find_current", "read_earlier"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was made before: the last records by edition and files’ names, and the sizes.

    Pictures of cards are left out of the names: how many there are is in the record. `sizes` are
    the text size (pt) and the leading that leaflets had last, by their common editions.
    """

    records: Mapping[tuple[Edition, frozenset[str]], Record]
    sizes: Mapping[Edition, tuple[float, float]]


def read_earlier(order: Order, wanted: Collection[Edition]) -> Earlier:
    """Return what was made before of the editions `wanted`; nothing where no manifest is kept."""
    records, sizes = {}, {}
    for record in read_records(order.output) if order.made is not None else ():
        sizes[record.edition.common] = record.text_size, record.leading
        if record.edition in wanted:
            names = frozenset(name for name in record.files if not is_picture(name))
            records[record.edition, names] = record
    return Earlier(records, sizes)


def find_current(
    editions: Iterable[Edition],
    order: Order,
    offices: Mapping[str, Order],
    earlier: Earlier,
    *,
    since: str = "",
) -> Iterator[Built]:
    """Yield the leaflets that lie there just as they would be made now.

    `offices` are the orders by office. With `since`, a time of making, only those made then.
    """
    if not earlier.records:
        return
    inputs = inputs_of(order.root, order.bundled)
    for edition in editions:
        names = {name: kind for kind, name in wanted_files(edition, order.finish)}
        record = earlier.records.get((edition, frozenset(names)))
        if record is None or since not in ("", record.made):
            continue
        names |= {name: picture_kind(name) for name in record.files if is_picture(name)}
        files = _lying_there(record, names, order.output)
        if files and (same := _made_again(record, inputs, offices[edition.office])):
            yield _built_before(record, files, same)


def _made_again(record: Record, inputs: Inputs, order: Order) -> Leaflet | None:
    """Return the leaflet that would be made from the very same again; None where there is none."""
    try:
        leaflet = inputs.localised(
            record.edition,
            order.contacts,
            allow_incomplete=order.allow_incomplete,
            site=order.site,
        )
        if inputs.catalog_errors(record.edition):
            return None
    except BriefkitError:
        return None  # making it says why
    same = record.code == leaflet.code and record.digests == inputs.digests(leaflet, order)
    return leaflet if same else None


def _lying_there(record: Record, names: Mapping[str, str], folder: Path) -> tuple[MadeFile, ...]:
    """Return a record's files, whose kinds `names` says, or nothing if one is gone or altered."""
    files = []
    for name, kind in names.items():
        path = folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return ()
        file = made_file(path, kind, data, pages=0 if kind else record.pages)
        if file.sha256 != record.files[name]:
            return ()
        files.append(file)
    return tuple(files)


def _built_before(record: Record, files: tuple[MadeFile, ...], leaflet: Leaflet) -> Built:
    return Built(
        edition=record.edition,
        state=record.state,
        path=files[0].path,
        provenance=leaflet.provenance,
        code=record.code,
        pages=record.pages,
        size=files[0].size,
        text_size=record.text_size,
        leading=record.leading,
        files=files,
        made=False,
    )
