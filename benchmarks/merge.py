"""Merging 10,000 messages of which 10 % changed, against GNU msgmerge --previous, in one run.

Both read a PO file and a source's messages, and write a PO file.
"""

import random
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.metering import Command, meter
from benchmarks.subject import cpu
from briefkit.catalogs import merge, new_catalog, parse_catalog, serialise_catalog, template_catalog
from briefkit.diagnostics import Location
from briefkit.model import Message

MESSAGES = 10_000
CHANGED = 0.1
RUNS = 5
CREATED = "2026-01-01 00:00+0000"

__all__ = ["CREATED", "Merged", "compared", "messages"]


def messages(texts: list[str]) -> tuple[Message, ...]:
    return tuple(
        Message(msgid=text, places=(Location("brief.md", line),))
        for line, text in enumerate(texts, 1)
    )


def inputs(folder: Path) -> tuple[Message, ...]:
    """Write a translated catalog and the template of its changed source; return its messages."""
    rnd = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(rnd.choices(letters, k=rnd.randint(2, 10))) for _ in range(3000)]

    def sentence() -> str:
        return " ".join(rnd.choices(words, k=rnd.randint(3, 25)))

    def edited(text: str) -> str:
        parts = text.split()
        parts[rnd.randrange(len(parts))] = rnd.choice(words)
        return " ".join(parts)

    old = list(dict.fromkeys(sentence() for _ in range(MESSAGES)))
    new = messages([edited(text) if rnd.random() < CHANGED else text for text in old])
    empty = new_catalog(messages(old), domain="d", locale="bg", path="d.po", created=CREATED)
    entries = (e.change(translations=(e.message.msgid.upper(),)) for e in empty.entries)
    (folder / "d.po").write_bytes(serialise_catalog(replace(empty, entries=tuple(entries))))
    template = template_catalog(new, domain="d", path="d.pot", created=CREATED)
    (folder / "d.pot").write_bytes(serialise_catalog(template))
    return new


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The least seconds of a core that a merge took, ours and theirs, and its fuzzy matches."""

    ours: float
    theirs: float
    matches: tuple[int, int]


def compared() -> Merged:
    """Merge by both, by turns. Raises AssertionError where ours finds fewer matches."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = inputs(folder)

        def ours() -> None:
            data = (folder / "d.po").read_bytes()
            catalog = parse_catalog(data, locale="bg", domain="d", path="d.po")
            (folder / "ours.po").write_bytes(serialise_catalog(merge(source, catalog)))

        command = ["msgmerge", "--previous", "--quiet", "-o", "theirs.po", "d.po", "d.pot"]
        pairs = []
        for _ in range(RUNS):
            ((theirs,),) = meter([Command(arguments=command, folder=name)])
            pairs.append((cpu(ours), theirs.cpu))
        fuzzy = []
        for path in (folder / "ours.po", folder / "theirs.po"):
            catalog = parse_catalog(path.read_bytes(), locale="bg", domain="d", path=path.name)
            fuzzy.append(sum(entry.fuzzy for entry in catalog.entries))
    assert fuzzy[0] >= fuzzy[1], f"ours finds {fuzzy[0]} fuzzy matches, msgmerge {fuzzy[1]}"
    mine, other = (min(times) for times in zip(*pairs, strict=True))
    return Merged(ours=mine, theirs=other, matches=(fuzzy[0], fuzzy[1]))
