"""What stands between two lines in the text, and is not drawn: a blank or a soft hyphen."""

from collections.abc import Iterable, Mapping

from briefkit.typeset.mend.contents import Content, respelled
from briefkit.typeset.mend.fonts import Codes
from briefkit.typeset.mend.objects import text
from briefkit.typeset.mend.tag_reading import SOFT_HYPHEN
from briefkit.typeset.mend.tag_tree import INLINE, Piece, Tag

__all__ = ["end_lines", "write_tails"]


def end_lines(tree: Tag) -> None:
    """Decide which pieces must say a blank or a soft hyphen after their last glyph.

    WeasyPrint doesn't draw the blank at a line's end, and two words become one when they are read.
    ISO 32000-1, 14.8.2.5: words are parted by blanks, explicitly; 14.8.2.2.3: a hyphen that a
    line's end adds is a soft one. No blank is needed at a block's end.
    """

    def end_block(last: Piece | None) -> None:
        if last:
            last.tail = ""

    def visit(tag: Tag, last: Piece | None) -> Piece | None:
        for kid in tag.kids:
            if isinstance(kid, Piece):
                if not kid.text.strip():
                    kid.tail = ""  # blanks alone are not drawn
                    continue
                if last and last.tail == " " and (last.text[-1].isspace() or kid.text[0].isspace()):
                    last.tail = ""
                last = kid
            elif isinstance(kid, Tag):
                within = kid.role in INLINE and kid.role != "Note"
                if not within:
                    end_block(last)
                last = visit(kid, last if within else None)
                if not within:
                    end_block(last)
                    last = None
        return last

    end_block(visit(tree, None))


def write_tails(content: Content, pieces: Iterable[Piece], fonts: Mapping[str, Codes]) -> None:
    """Let the last glyph of a line say what follows it, as `end_lines` decided.

    `fonts` are their codes, by their names. ISO 32000-1, 14.9.4:
    ActualText, of one glyph, so that a viewer still selects the others.
    """
    for piece in (piece for piece in pieces if piece.tail):
        first, last = content.marks[piece.mcid]
        shown = max(i for i in range(first, last) if content.operators[i] == b"TJ")
        font = max(i for i in range(first, shown) if content.operators[i] == b"Tf")
        before, _, rest = content.instructions[shown].rpartition(b"<")
        codes = rest.partition(b">")[0]  # in hexadecimal, as WeasyPrint writes them
        if codes[:-4]:
            before += b"<%b>" % codes[:-4]
        name = content.instructions[font].split()[0].decode()
        own = fonts[name].texts.get(codes[-4:], "")
        actual_text = piece.tail if piece.tail == SOFT_HYPHEN else own + piece.tail
        content.steps[shown] = [
            respelled(before + b"] TJ"),
            b"/Span << /ActualText %b >> BDC" % text(actual_text),
            respelled(b"<%b> Tj" % codes[-4:]),
            b"EMC",
        ]
