"""Where a printed sheet comes from: edition codes read as people type them, and what was built.

The manifest in a folder of leaflets has a line of JSON for each that was let out.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from rapidfuzz.distance import DamerauLevenshtein

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.leaflet import ALPHABET, Leaflet
from briefkit.model import Brief, Edition, Segment

__all__ = [
    "MANIFEST",
    "PARTS",
    "Record",
    "Trace",
    "digests_of",
    "find_edition",
    "near_codes",
    "parse_manifest",
    "record_line",
    "trace",
]

MANIFEST = "manifest.jsonl"

# What an edition is made from, as a person calls it.
PARTS = {
    "text": "the brief’s text",
    "translation": "its translation",
    "labels": "the words that all leaflets share",
    "references": "the works cited",
    "contacts": "the contacts",
    "templates": "the templates",
    "settings": "the brief’s settings",
    "program": "the program or its fonts",
    "review": "whether it is reviewed and complete",
}

DIGEST_LENGTH = 8

# Crockford's base 32 leaves these out, for they are read as others.
MISREAD = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A leaflet as it was let out.

    `made` is when (ISO 8601), `files` are the SHA-256 of its files by their names, `digests` those
    of the parts that it was made from; `text_size` is in pt.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is known of a code: its edition, the code that this has now, the records of both.

    `changed` are the parts (see PARTS) that are other than they were, where that is known;
    `replaced` is when another state of the edition was first let out after it.
    """

    code: str
    edition: Edition
    now: str
    records: tuple[Record, ...] = ()
    changed: tuple[str, ...] = ()
    replaced: str = ""

    @property
    def current(self) -> bool:
        """Whether the project would make the same sheet now."""
        return self.code == self.now


def digests_of(
    brief: Brief[Segment],
    leaflet: Leaflet,
    *,
    templates: str,
    settings: object,
    finish: object,
    program: str,
) -> dict[str, str]:
    """Return a digest of each part that a leaflet is made from.

    `templates` and `program` are theirs already; `settings` is what decides on its form, and
    `finish` on its files.
    """
    parts: dict[str, object] = {
        "text": brief.map_segments(lambda segment: segment.key),
        "translation": leaflet.brief,
        "labels": sorted(leaflet.labels.items(), key=repr),
        "references": leaflet.notes,
        "contacts": leaflet.contacts,
        "templates": templates,
        "settings": settings,
        "finish": finish,
        "program": program,
        "review": (leaflet.draft, leaflet.incomplete),
    }
    return {
        name: hashlib.sha256(repr(part).encode()).hexdigest()[:16] for name, part in parts.items()
    }


# --- the manifest ---


def record_line(record: Record) -> str:
    """Return a record as a line of the manifest."""
    return json.dumps(asdict(record), ensure_ascii=False, separators=(",", ":"))


def parse_manifest(text: str) -> tuple[Record, ...]:
    """Return the records of a manifest in their order, lines that are none left out."""
    found = []
    for line in text.splitlines():
        try:
            data = json.loads(line)
            record = Record(**{**data, "edition": Edition(**data["edition"])})
            sound = all(isinstance(v, str) for v in (record.made, record.code, record.state))
        except (ValueError, TypeError, KeyError):
            continue
        if sound and isinstance(record.files, dict) and isinstance(record.digests, dict):
            found.append(record)
    return tuple(found)


# --- codes ---


def find_edition(typed: str, prefixes: Mapping[Edition, str]) -> tuple[str, Edition]:
    """Return the code that a person typed, as it is printed, and its edition.

    Letter case, hyphens and blanks don't matter, nor an O for 0, nor an I or L for 1 in the digest.
    `prefixes` are what the codes of the editions begin with. Raises UsageError for what is no code.
    """
    bare = re.sub(r"[^0-9A-Z]", "", typed.upper())
    head, digest = bare[:-DIGEST_LENGTH], bare[-DIGEST_LENGTH:].translate(MISREAD)
    for edition, prefix in prefixes.items():
        if _bare(prefix) == head and set(digest) <= set(ALPHABET):
            return prefix + digest, edition
    near = sorted(
        {
            prefix
            for prefix in prefixes.values()
            if DamerauLevenshtein.distance(_bare(prefix), head, score_cutoff=1) <= 1
        }
    )
    hint = (
        f"Did you mean {' or '.join(f'{prefix}…' for prefix in near[:3])}, with eight "
        "letters or digits at the end?"
        if near and set(digest) <= set(ALPHABET)
        else "It stands in the foot of the sheet and is like CT-BG-C-A4-7Q2M9XKD: the brief, the "
        "language, the audience, the format, then eight letters and digits."
    )
    raise UsageError(
        Diagnostic(
            check="edition-code",
            message=f"“{typed}” is no edition code of this project.",
            hint=hint,
        )
    )


def _bare(prefix: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", prefix)


def trace(
    code: str, edition: Edition, now: str, digests: Mapping[str, str], records: Iterable[Record]
) -> Trace:
    """Return what is known of a code; `now` and `digests` are its edition's as it is now."""
    mine = [record for record in records if record.edition == edition]
    of_code = [record for record in mine if record.code == code]
    changed: tuple[str, ...] = ()
    replaced = ""
    if of_code and code != now:
        last = of_code[-1]
        changed = tuple(p for p in PARTS if last.digests.get(p) != digests.get(p))
        later = [r.made for r in mine if r.code != code and r.made > last.made]
        replaced = min(later, default="")
    return Trace(
        code=code,
        edition=edition,
        now=now,
        records=tuple(of_code),
        changed=changed,
        replaced=replaced,
    )


def near_codes(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that one slip of the pen makes of `code`."""
    return tuple(
        dict.fromkeys(
            other
            for other in known
            if DamerauLevenshtein.distance(code, other, score_cutoff=1) == 1
        )
    )
