"""What the runs of a Word paragraph say by how they look: hidden, coloured, parted by tabs."""

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from briefkit.diagnostics import translatable
from briefkit.importing.marks import Marks
from briefkit.importing.trees import Parents, spoken
from briefkit.importing.word_names import WORD, append_text, value

__all__ = ["tell_colours", "tell_tabs", "without_hidden_runs"]

_OFF = ("0", "false", "off")
_NO_COLOUR = ("", "auto", "000000")


def without_hidden_runs(paragraph: ET.Element, marks: Marks) -> None:
    """Take out the words that Word hides, and tell of them."""
    parents = Parents(paragraph)
    said = ""
    for run in list(paragraph.iter(WORD + "r")):
        hidden = run.find(f"{WORD}rPr/{WORD}vanish")
        if hidden is not None and value(hidden) not in _OFF and (words := _words(run)):
            said += words
            parents.remove(run)
    if said.strip():
        append_text(
            paragraph,
            marks.tell(
                translatable(
                    "The document hides these words, which are not taken over: “%(said)s”.",
                    said=said.strip(),
                ),
                translatable("Type them where they are to be read."),
            ),
        )


def tell_colours(root: ET.Element, marks: Marks) -> None:
    """Tell of words in a colour of their own, and of coloured cells of tables."""
    colours: Counter[str] = Counter()
    for run in root.iter(WORD + "r"):
        colours[_colour(run)] += len(_words(run))
    usual = colours.most_common(1)[0][0] if colours else ""
    for paragraph in list(root.iter(WORD + "p")):
        runs = _own_runs(paragraph)
        for colour, group in groupby(runs, _colour):
            said = "".join(map(_words, group)).strip()
            if said and colour not in (usual, *_NO_COLOUR):
                append_text(
                    paragraph,
                    marks.tell(
                        translatable(
                            "The words “%(said)s” had a colour of their own, which is not "
                            "taken over.",
                            said=said,
                        ),
                        translatable(
                            "If it says something, say it in words, or make them **strong**."
                        ),
                    ),
                )
    for table in root.iter(WORD + "tbl"):
        fills = {
            shade.get(WORD + "fill", "")
            for cell in table.iter(WORD + "tcPr")
            if (shade := cell.find(WORD + "shd")) is not None
        }
        first = next(table.iter(WORD + "p"), None)
        if first is not None and len(fills - {"", "auto", "FFFFFF"}) > 1:
            append_text(
                first,
                marks.tell(
                    translatable("The cells of a table had colours, which are not taken over."),
                    translatable("Say it in words."),
                ),
            )


def _own_runs(paragraph: ET.Element) -> Iterator[ET.Element]:
    """Yield the runs of a paragraph but those of links, whose colour says only that."""
    for child in paragraph:
        if child.tag == WORD + "r":
            yield child
        elif child.tag in (WORD + "ins", WORD + "sdt"):
            yield from child.iter(WORD + "r")


def _colour(run: ET.Element) -> str:
    properties = run.find(WORD + "rPr")
    if properties is None:
        return ""
    shade = properties.find(WORD + "shd")
    fill = "" if shade is None else shade.get(WORD + "fill", "")
    colour = value(properties.find(WORD + "color"))
    return fill if colour in _NO_COLOUR and fill != "FFFFFF" else colour


def tell_tabs(paragraph: ET.Element, marks: Marks) -> None:
    """Tell of words that a tab parts, as in a table that is none."""
    said = spoken(paragraph, {WORD + "t": None, WORD + "tab": "\t", WORD + "br": "\n"})
    for line in said.split("\n"):
        before, *others = [part.strip() for part in line.strip().split("\t")]
        # A number or a bullet that somebody typed stands before a tab too.
        if len(before) > 4 and any(others):
            append_text(
                paragraph,
                marks.tell(
                    translatable(
                        "Tabs part the words “%(words)s”: they became blanks.",
                        words=" … ".join(filter(None, [before, *others])),
                    ),
                    translatable("Make a table of such lines, or a list."),
                ),
            )
            return


def _words(run: ET.Element) -> str:
    return spoken(run, {WORD + "t": None, WORD + "tab": " ", WORD + "br": " "})
