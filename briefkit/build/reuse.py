"""Which leaflets need not be made: those that lie there just as they would be made now."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefkit.build.files import made_file, wanted_files
from briefkit.build.inputs import Inputs, inputs_of
from briefkit.build.manifest import Record, read_records
from briefkit.build.orders import Built, MadeFile, Order
from briefkit.errors import BriefkitError
from briefkit.model import Edition

__all__ = ["find_current"]


def find_current(
    editions: Iterable[Edition], order: Order, offices: Mapping[str, Order], *, since: str = ""
) -> Iterator[Built]:
    """Yield the leaflets that lie there just as they would be made now.

    `offices` are the orders by office. With `since`, a time of making, only those made then.
    """
    listed = read_records(order.output) if order.made is not None else ()
    if not listed:
        return
    records = {(record.edition, frozenset(record.files)): record for record in listed}
    inputs = inputs_of(order.root, order.bundled)
    for edition in editions:
        names = {name: kind for kind, name in wanted_files(edition, order.finish)}
        record = records.get((edition, frozenset(names)))
        if record is None or since not in ("", record.made):
            continue
        files = _lying_there(record, names, order.output)
        if files and _is_current(record, inputs, offices[edition.office]):
            yield _built_before(record, files)


def _is_current(record: Record, inputs: Inputs, order: Order) -> bool:
    """Return whether a leaflet would be made again from the very same; not if it can't be made."""
    try:
        leaflet = inputs.localised(
            record.edition, order.contacts, allow_incomplete=order.allow_incomplete
        )
        if inputs.catalog_errors(record.edition):
            return False
    except BriefkitError:
        return False  # making it says why
    return record.code == leaflet.code and record.digests == inputs.digests(leaflet, order)


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


def _built_before(record: Record, files: tuple[MadeFile, ...]) -> Built:
    return Built(
        edition=record.edition,
        state=record.state,
        path=files[0].path,
        code=record.code,
        pages=record.pages,
        size=files[0].size,
        text_size=record.text_size,
        leading=record.leading,
        files=files,
        made=False,
    )
