"""Merging 10,000 messages of which 10 % changed, against GNU msgmerge --previous, in one run.

Both read a PO file and a source's messages, and write a PO file. Prints medians and their ratio;
exits 1 where ours takes more than 1.5 times msgmerge's time. Run: python benchmarks/merge.py
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefkit.catalogs import merge, new_catalog, parse_catalog, serialise_catalog, template_catalog
from briefkit.diagnostics import Location
from briefkit.model import Message

MESSAGES = 10_000
CHANGED = 0.1
RUNS = 5
TARGET = 1.5
CREATED = "2026-01-01 00:00+0000"


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


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = inputs(folder)

        def ours() -> None:
            data = (folder / "d.po").read_bytes()
            catalog = parse_catalog(data, locale="bg", domain="d", path="d.po")
            (folder / "ours.po").write_bytes(serialise_catalog(merge(source, catalog)))

        def theirs() -> None:
            command = ["msgmerge", "--previous", "--quiet", "-o", "theirs.po", "d.po", "d.pot"]
            subprocess.run(command, cwd=folder, check=True)

        pairs = [(seconds(ours), seconds(theirs)) for _ in range(RUNS)]
        fuzzy = {
            name: parse_catalog(
                (folder / f"{name}.po").read_bytes(), locale="bg", domain="d", path=name
            )
            for name in ("ours", "theirs")
        }
    ratio = statistics.median(a / b for a, b in pairs)
    found = {name: sum(e.fuzzy for e in catalog.entries) for name, catalog in fuzzy.items()}
    sys.stdout.write(
        f"merge {MESSAGES} messages, {CHANGED:.0%} changed: "
        f"ours {statistics.median(a for a, _ in pairs):.2f} s, "
        f"msgmerge {statistics.median(b for _, b in pairs):.2f} s, ratio {ratio:.2f} "
        f"(target {TARGET}); fuzzy matches {found['ours']} and {found['theirs']}\n"
    )
    return 0 if ratio <= TARGET and found["ours"] >= found["theirs"] else 1


if __name__ == "__main__":
    sys.exit(main())
