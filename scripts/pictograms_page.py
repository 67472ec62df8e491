"""Print docs/pictograms.md, which shows all pictograms, from the program's own list.

python -m scripts.pictograms_page > docs/pictograms.md
"""

import sys
from itertools import groupby

from briefkit.model import PICTOGRAMS, Pictogram

__all__ = ["pictograms_page"]

_INTRODUCTION = """\
# Pictograms

A pictogram before an item of a list says in a drawing what the item says in words:

```markdown
- ![](pictogram:drink) **Drink before you are thirsty:** a glass of water every hour.
- ![](pictogram:telephone) **In danger?** Call [112](tel:112).
```

The list then prints as rows: the drawing in white on a square of the brand's colour, the words
beside it, a thin line between rows. A bold beginning that is a sentence, or ends with a colon, has
a line of its own. An item without a pictogram keeps its place free, and a numbered list keeps its
numbers. The squares are 12 mm wide in A4, 11 mm in a booklet, 10 mm in a trifold, 16 mm in large
print and 30 mm on a poster; in greys they are dark grey.

The drawing belongs to the item, not to its message: translators see the words alone, and all
translations stay as they are when a pictogram is added or changed. It has no alternative text, for
a screen reader would say the same twice.

**One thought an item, one drawing a thought.** Choose what the words are about, and use a drawing
for the same thing all through a text. No drawing replaces words.

Those that point somewhere, or hold lines of text, are mirrored where text runs from right to left.
Things, digits and letters never are: a telephone, a camera and a clock look the same everywhere.

All are drawn for briefkit, on a grid of 24 by 24 with a line of 2: files in
`briefkit/leaflet/pictograms/`. None shows a face, a flag, or what was done to somebody. This page
is made from the program: `python -m scripts.pictograms_page > docs/pictograms.md`.
"""

_ROW = (
    '| <img src="../briefkit/leaflet/pictograms/{name}.svg" width="40" alt="{name}"> '
    "| `{name}` | {meaning} | {mirrored} |"
)


def pictograms_page() -> str:
    """Return the page as Markdown."""
    parts = [_INTRODUCTION]
    for subject, listed in groupby(PICTOGRAMS.items(), lambda item: item[1].subject):
        rows = "\n".join(_row(name, pictogram) for name, pictogram in listed)
        parts.append(f"## {subject}\n\n| | name | meaning | |\n| --- | --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _row(name: str, pictogram: Pictogram) -> str:
    mirrored = "mirrored" if pictogram.mirrored else ""
    return _ROW.format(name=name, meaning=pictogram.meaning, mirrored=mirrored)


if __name__ == "__main__":
    sys.stdout.write(pictograms_page())
