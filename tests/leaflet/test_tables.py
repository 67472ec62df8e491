"""Tables as templates set them: which row heads the columns."""

from briefkit.brief import parse_blocks, parse_inline
from briefkit.leaflet.tables import TableParts, table_parts
from briefkit.model import LocalisedText


def parts_of(table: str) -> TableParts:
    (block,) = parse_blocks(f"# T\n\n{table}", "t.md", "all")[1:]
    return table_parts(
        block.map(lambda s: LocalisedText(inline=parse_inline(s.text, s.location), locale="en"))
    )


def test_a_row_of_headings_is_the_one_that_is_written_as_such() -> None:
    assert len(parts_of("| Day | |\n|-|-|\n| Mon | 9 |\n").head) == 2
    # Its words all head a row or there are none, and it heads no column.
    for first in ("| **Mon** | |", "| | |"):
        parts = parts_of(f"| | |\n|-|-|\n{first}\n| **Sun** | 8 |\n")
        assert parts.head == ()
        assert len(parts.rows) == 2
    assert parts_of("| |\n|-|\n| a |\n| b |\n").head == ()
