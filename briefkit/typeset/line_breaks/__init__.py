"""Where lines end: titles by sense and of like lengths, no short word alone in a last line.

WeasyPrint fills each line as far as it goes; it has no `text-wrap`. Here lines are laid out anew in
a narrower width where that ends them better: no sign of the text changes, so it is read, copied and
found as it was. Like `speed/hanging_blanks` this changes what is drawn: docs/upstream.md.

In: WeasyPrint, whose lines come from `iter_line_boxes`.
Out: `break_lines_well`, which has it end lines so, in this process.
"""

from briefkit.typeset.line_breaks.breaking import break_lines_well

__all__ = ["break_lines_well"]
