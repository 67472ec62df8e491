"""Write briefkit/languages/quotation_marks.csv from the CLDR’s own packages (Unicode-3.0).

    npm pack cldr-core@48.2.0 cldr-misc-full@{48.2.0,45.0.0,41.0.0}    # each unpacked in a folder
    python scripts/quotation_marks.py CORE NEWEST [OLDER]...

CORE is the folder of cldr-core, NEWEST and OLDER those of cldr-misc-full. A row holds a language
whose marks somebody has vetted (coverage “moderate” or “modern”), or a locale that has others than
its language; then its pairs: the outer one, the one within it, and those of older releases.
"""

import json
import sys
from pathlib import Path

TARGET = Path(__file__).parent.parent / "briefkit/languages/quotation_marks.csv"

Pairs = tuple[str, ...]


def pairs_of(folder: Path) -> dict[str, Pairs]:
    """Return the pairs of each locale of a release, the outer one first."""
    found: dict[str, Pairs] = {}
    for path in folder.glob("main/*/delimiters.json"):
        locale = path.parent.name
        marks = json.loads(path.read_text(encoding="utf-8"))["main"][locale]["delimiters"]
        outer = marks["quotationStart"] + marks["quotationEnd"]
        inner = marks["alternateQuotationStart"] + marks["alternateQuotationEnd"]
        found[locale] = (outer, inner)
    return found


def main(core: Path, *releases: Path) -> None:
    levels = json.loads((core / "coverageLevels.json").read_text(encoding="utf-8"))
    vetted = levels["effectiveCoverageLevels"]
    newest, *older = map(pairs_of, releases)
    rows: dict[str, Pairs] = {}
    for locale in sorted(newest.keys() - {"und"}):
        given = [*newest[locale], *(pair for pairs in older for pair in pairs.get(locale, ()))]
        pairs = tuple(dict.fromkeys(given))
        parent = locale.rpartition("-")[0]
        while parent and parent not in rows:
            parent = parent.rpartition("-")[0]
        known = vetted.get(locale) in ("moderate", "modern") or newest[locale] != newest["und"]
        if newest[locale] != newest.get(parent) if parent else known:
            rows[locale] = pairs
    lines = [f"{locale.replace('-', '_')},{','.join(pairs)}\n" for locale, pairs in rows.items()]
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
