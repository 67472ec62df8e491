"""How the work grows with a brief's pages and a catalog's messages."""

import shutil
import time
from dataclasses import replace
from functools import partial

from benchmarks.merge import CREATED, compared, messages
from benchmarks.rows import Results, Row
from benchmarks.subject import Subject, cpu
from briefkit import build
from briefkit.catalogs import merge, new_catalog, parse_catalog, serialise_catalog
from briefkit.model import Edition, Message
from briefkit.project import Project

__all__ = ["large_catalogs", "long_briefs", "merging"]

PARTS = (130, 700, 2_700)  # about 15 on a page
MESSAGES = (1_000, 10_000, 50_000)
# One size, for as many pages as it takes.
FIT = """
[audiences.professional.fit]
pages_max = 200
size_max = 10.5
size_min = 10.5
leading_max = 1.4
leading_min = 1.4
"""


def long_briefs(subject: Subject, results: Results) -> None:
    """Measure leaflets of ever more pages, to the proofed PDF."""
    each = {}
    for parts in PARTS:
        edition, order = _long_brief(subject, parts)
        start = time.process_time()
        built = subject.made(edition, order)
        each[built.pages] = (time.process_time() - start) / built.pages
    first, middle, last = each
    results.add(
        Row(
            what=f"a brief of {first}, {middle}, {last} pages",
            measured=each[last] / each[middle],
            unit=f"× as long a page at {last} as at {middle}",
            wanted=1.2,
            figures=f"{', '.join(f'{took * 1000:.0f}' for took in each.values())} ms of a core a "
            "page, to the proofed PDF",
        )
    )


def _long_brief(subject: Subject, parts: int) -> tuple[Edition, build.Order]:
    """Return a text of so many parts, in a project of its own, to be made."""
    root = subject.folder / f"long-{parts}"
    shutil.copytree(subject.root, root, ignore=shutil.ignore_patterns("leaflets", "*.csv"))
    brief = root / "briefs" / subject.project.brief_names[0]
    settings = (brief / "brief.toml").read_text(encoding="utf-8")
    settings = settings.partition("[audiences.professional.fit]")[0] + FIT
    (brief / "brief.toml").write_text(settings, encoding="utf-8")
    text = "".join(
        f"\n## Part {n}\n\nOf part {n} the brief says in plain words what it has to say of it.\n"
        for n in range(parts)
    )
    (brief / "professional.md").write_text(f"# A long brief\n{text}", encoding="utf-8")
    (edition,) = build.plan(Project(root, root), locales=["en"], audiences=["professional"])
    order = replace(subject.order, root=root, bundled=root, output=subject.folder / "long")
    return edition, order


def large_catalogs(results: Results) -> None:
    """Measure catalogs of ever more messages: read, merged with a tenth changed, written."""
    each = []
    for count in MESSAGES:
        texts = [f"Message {n} says that there are {n * 7} things" for n in range(count)]
        empty = new_catalog(messages(texts), domain="d", locale="bg", path="d.po", created=CREATED)
        entries = (e.change(translations=(e.message.msgid.upper(),)) for e in empty.entries)
        data = serialise_catalog(replace(empty, entries=tuple(entries)))
        changed = messages([f"{t}!" if n % 10 == 0 else t for n, t in enumerate(texts)])
        work = partial(_merged, data, changed)
        each.append(min(cpu(work) for _ in range(3 if count < MESSAGES[-1] else 1)) / count)
    times = ", ".join(f"{took * 1e6:.0f}" for took in each)
    results.add(
        Row(
            what=f"a catalog of {', '.join(f'{count:,}' for count in MESSAGES)} messages",
            measured=each[-1] / each[0],
            unit=f"× as long a message at {MESSAGES[-1]:,} as at {MESSAGES[0]:,}",
            wanted=1.5,
            figures=f"{times} µs of a core a message, read, merged with a tenth changed, written",
        )
    )


def _merged(data: bytes, changed: tuple[Message, ...]) -> None:
    catalog = parse_catalog(data, locale="bg", domain="d", path="d.po")
    serialise_catalog(merge(changed, catalog))


def merging(results: Results) -> None:
    """Measure a merge, by turns with GNU msgmerge."""
    found = compared()
    results.add(
        Row(
            what="merging 10,000 messages of which a tenth changed",
            measured=found.ours / found.theirs,
            unit="× msgmerge --previous",
            wanted=1.5,
            figures=f"{found.ours:.2f} and {found.theirs:.2f} s of a core; "
            f"{found.matches[0]} and {found.matches[1]} fuzzy matches",
        )
    )
