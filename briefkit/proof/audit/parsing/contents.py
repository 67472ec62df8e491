"""What a page's content says and draws, by its marked content."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from briefkit.diagnostics import shorten
from briefkit.proof import Box
from briefkit.proof.audit.parsing.fonts import Font
from briefkit.proof.audit.parsing.matrices import (
    IDENTITY,
    Matrix,
    bounding_box,
    joint,
    multiplied,
    overlap,
)

__all__ = ["PageContent", "read_content"]

# ISO 32000-1, 9.4.3, 8.5.2 and 8.5.3: the operators that show text, make a path, and paint.
_SHOW = frozenset(("Tj", "TJ", "'", '"'))
_PATH = frozenset(("re", "m", "l", "c", "v", "y"))
_PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"))

# ISO 14289-1, 7.21.7: what ToUnicode may not map a glyph to.
_UNMAPPED = frozenset(("", "\0", "\ufeff", "\ufffe"))


@dataclass(slots=True)
class PageContent:
    """What a page's content says and draws.

    By MCID: `texts`; `marks`, how often each is opened; `drawn`, the boxes of drawings, in pt.
    `artifacts` are their properties and texts; `untagged` and `nested` describe content that is
    out of place; `unmapped` counts glyphs without a character, and `undefined` characters without
    a glyph, by font.
    """

    texts: dict[int, str] = field(default_factory=dict)
    marks: Counter[int] = field(default_factory=Counter)
    drawn: dict[int, Box] = field(default_factory=dict)
    artifacts: list[tuple[Mapping[str, Any], str]] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    undefined: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Mark:
    """An open marked content; `mcid` is its own or the outer one's, or -1.

    `artifact` is its number among the page's, or -1; `replaced` says that an ActualText stands for
    its characters.
    """

    mcid: int
    artifact: int
    replaced: bool


@dataclass(slots=True)
class _Drawing:
    """What is drawn next: under which matrix and within which clip, and the path so far.

    The box of a clip stands for it. `outer` are the matrices and clips that are taken up again.
    """

    matrix: Matrix = IDENTITY
    clip: Box | None = None
    path: Box | None = None
    clips: bool = False
    outer: list[tuple[Matrix, Box | None]] = field(default_factory=list)

    def follow(self, operator: str, operands: Sequence[Any]) -> Box | None:
        """Take an operator into account; return the box of what it paints, if it does."""
        painted: Box | None = None
        if operator == "q":
            self.outer.append((self.matrix, self.clip))
        elif operator == "Q":
            self.matrix, self.clip = self.outer.pop()
        elif operator == "cm":
            self.matrix = multiplied(tuple(float(v) for v in operands), self.matrix)  # type: ignore[arg-type]
        elif operator in _PATH:
            numbers = [float(value) for value in operands]
            self.path = bounding_box(self.path, self.matrix, operator, numbers)
        elif operator in ("W", "W*"):
            self.clips = True
        elif operator == "Do":
            painted = bounding_box(None, self.matrix, "re", [0, 0, 1, 1])
        elif operator in _PAINT or operator == "n":
            painted = self.path if operator != "n" else None
            if self.clips and self.path:
                self.clip = overlap(self.path, self.clip) or self.path
            self.path, self.clips = None, False
        return overlap(painted, self.clip) if painted else None


def read_content(page: pikepdf.Page, font_of: Callable[[Any], Font]) -> PageContent:
    """Return what a page says and draws; `font_of` reads a font's dictionary."""
    content = PageContent()
    resources: Any = page.get("/Resources", pikepdf.Dictionary())
    names = resources.get("/Properties", pikepdf.Dictionary())
    fonts = {
        str(name): font_of(font)
        for name, font in resources.get("/Font", pikepdf.Dictionary()).items()
    }
    marks: list[_Mark] = [_Mark(-1, -1, replaced=False)]
    font: Font | None = None
    drawing = _Drawing()
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        operands: Any = instruction.operands
        mark = marks[-1]
        if operator in _SHOW:
            _show(content, mark, font, operands)
        elif operator in ("BDC", "BMC"):
            properties = operands[1] if len(operands) == 2 else pikepdf.Dictionary()
            if isinstance(properties, pikepdf.Name):
                properties = names.get(properties, pikepdf.Dictionary())
            marks.append(_open(content, mark, str(operands[0]), properties))
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            font = fonts.get(str(operands[0]))
        elif operator in _PAINT and mark.mcid < 0 and mark.artifact < 0:
            content.untagged.append("a drawing")
        painted = drawing.follow(operator, operands)
        if painted and mark.mcid >= 0:
            content.drawn[mark.mcid] = joint(content.drawn.get(mark.mcid), painted)
    return content


def _open(content: PageContent, outer: _Mark, tag: str, properties: Any) -> _Mark:
    """Note that a marked content begins within `outer`, and return it."""
    own = int(properties["/MCID"]) if "/MCID" in properties else -1
    if own >= 0:
        content.marks[own] += 1
        content.texts.setdefault(own, "")
        if outer.artifact >= 0:
            content.nested.append("tagged content in an artifact")
    mcid, artifact = max(own, outer.mcid) if own < 0 else own, outer.artifact
    if tag == "/Artifact":
        if outer.mcid >= 0:
            content.nested.append("an artifact in tagged content")
        artifact = len(content.artifacts)
        content.artifacts.append((dict(properties.items()), ""))
    replaced = outer.replaced
    if "/ActualText" in properties and not replaced:
        replaced = True
        if mcid >= 0:
            content.texts[mcid] = content.texts.get(mcid, "") + str(properties["/ActualText"])
    return _Mark(mcid, artifact, replaced)


def _show(content: PageContent, mark: _Mark, font: Font | None, operands: Sequence[Any]) -> None:
    """Note what an operator's strings say, by the marked content that is open."""
    strings = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    data = b"".join([bytes(part) for part in strings if isinstance(part, pikepdf.String)])
    codes = [data[index : index + 2] for index in range(0, len(data), 2)]
    characters = [font.characters.get(code, "") if font else "" for code in codes]
    text = "".join(characters)
    name = font.name if font else "no font"
    if not mark.replaced:
        content.unmapped[name] += sum(c in _UNMAPPED for c in characters)
    content.undefined[name] += sum(not (font and font.has_glyph(code)) for code in codes)
    if mark.artifact >= 0:
        properties, before = content.artifacts[mark.artifact]
        content.artifacts[mark.artifact] = properties, before + text
    elif mark.mcid < 0:
        content.untagged.append(f"“{shorten(text, 60)}”")
    elif not mark.replaced:
        content.texts[mark.mcid] = content.texts.get(mark.mcid, "") + text
