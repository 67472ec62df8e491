"""The manifest of a folder of leaflets: a line of JSON for each that was written."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from briefkit.model import Edition

__all__ = [
    "MANIFEST",
    "PrintedContact",
    "Record",
    "parse_manifest",
    "read_records",
    "record_line",
    "recorded_time",
]

MANIFEST = "manifest.jsonl"


class PrintedContact(NamedTuple):
    """A contact as a leaflet has it: until which day (ISO 8601), and a digest of what it says."""

    name: str
    check_by: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A leaflet as it was written.

    `made` is when (ISO 8601), `files` are the SHA-256 of its files by their names, `digests` those
    of the parts that it was made from; `text_size` is in pt. `by_machine` tells that a machine
    translated it, or some of it, whoever has reviewed that. `contacts` are those on it, and None
    where they are not known.
    """

    made: str
    code: str
    edition: Edition
    state: str
    pages: int
    files: Mapping[str, str]
    digests: Mapping[str, str]
    text_size: float = 0.0
    leading: float = 0.0
    by_machine: bool = False
    contacts: tuple[PrintedContact, ...] | None = None


def recorded_time(made: datetime) -> str:
    """Return a time of making as records have it: ISO 8601, in whole seconds."""
    return made.isoformat(timespec="seconds")


def record_line(record: Record) -> str:
    """Return a record as a line of the manifest."""
    return json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"))


def parse_manifest(text: str) -> tuple[Record, ...]:
    """Return the records of a manifest in their order, lines that are none left out."""
    return tuple(_records(text.split("\n")))  # JSON leaves U+2028 and its like as they are


def read_records(output: Path) -> Iterator[Record]:
    """Yield the records of the manifest in a folder of leaflets; none where it has no manifest."""
    manifest = output / MANIFEST
    if manifest.is_file():
        with manifest.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            yield from _records(lines)


def _records(lines: Iterable[str]) -> Iterator[Record]:
    for line in lines:
        try:
            data = json.loads(line)
            record = Record(
                **{
                    **data,
                    "edition": Edition(**data["edition"]),
                    "contacts": _contacts(data.get("contacts")),
                }
            )
            texts = [record.made, record.code, record.state, *data["edition"].values()]
            texts += [text for contact in record.contacts or () for text in contact]
        except (ValueError, TypeError, KeyError, RecursionError):
            continue
        mappings = (record.files, record.digests)
        if all(isinstance(text, str) for text in texts) and all(
            isinstance(mapping, dict) for mapping in mappings
        ):
            yield record


def _contacts(data: Iterable[Iterable[str]] | None) -> tuple[PrintedContact, ...] | None:
    return None if data is None else tuple(PrintedContact(*each) for each in data)
