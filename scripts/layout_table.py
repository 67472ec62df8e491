"""Print how far pages are filled and how long lines are, a format a row, for docs/formats.md.

    python -m scripts.layout_table [--locales] [FOLDER]

FOLDER holds leaflets; without one, all of them are built: every format, language and audience, with
no contacts. With `--locales`, a row for each language follows its format's. The columns: how full
the emptiest page is, and pages on average; the mean length of the full lines of the paragraph that
has the shortest, of all paragraphs, and of that with the longest; what the audit of the layout
finds.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from briefkit.proof.layout import audit_layout, fill_of_pages, line_lengths
from scripts.every_leaflet import BUILDS, build_each

__all__ = ["table"]

HEAD = """\
| Format | Leaflets | Fill: least, mean | Lines: shortest, mean, longest | Findings |
| --- | --- | --- | --- | --- |"""


@dataclass(slots=True)
class Measured:
    """What is measured of leaflets: a number for each page, paragraph and finding."""

    leaflets: int = 0
    fills: list[float] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    findings: int = 0

    def add(self, data: bytes) -> None:
        """Measure a leaflet."""
        self.leaflets += 1
        self.fills += fill_of_pages(data)
        self.lengths += line_lengths(data)
        self.findings += len(audit_layout(data))

    def row(self, name: str) -> str:
        """Return a row of the table."""
        fill = f"{min(self.fills):.0%}, {mean(self.fills):.0%}"
        lengths = self.lengths
        lines = f"{min(lengths):.0f}, {mean(lengths):.0f}, {max(lengths):.0f}" if lengths else "–"
        return f"| {name} | {self.leaflets} | {fill} | {lines} | {self.findings} |".replace(
            "%", " %"
        )


def table(paths: Sequence[Path], *, locales: bool = False) -> Iterator[str]:
    """Yield the lines of a table of leaflets; files to print from have no tags, and no row."""
    found: defaultdict[tuple[str, str], Measured] = defaultdict(Measured)
    for path in paths:
        # The brief, the language, the audience and the format, as the file is named.
        parts = path.name.split(".")
        if "sheet" in parts or "press" in parts or len(parts) < 5:
            continue
        data = path.read_bytes()
        kind = f"{parts[3]}, {parts[2]}"
        found[kind, ""].add(data)
        if locales:
            found[kind, parts[1]].add(data)
    yield HEAD
    for (kind, locale), measured in sorted(found.items()):
        yield measured.row(f"{kind}, {locale}" if locale else f"**{kind}**" if locales else kind)


def main(arguments: Sequence[str]) -> None:
    """Print the table of a folder's leaflets, or of all."""
    locales = "--locales" in arguments
    folders = [Path(each) for each in arguments if each != "--locales"]
    with tempfile.TemporaryDirectory() as made:
        if not folders:
            list(build_each(Path(made), (), BUILDS[:1]))
        folder = folders[0] if folders else Path(made)
        lines = table(sorted(folder.rglob("*.pdf")), locales=locales)
        sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main(sys.argv[1:])
