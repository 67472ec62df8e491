"""Two pages of one leaflet become one: each passage in both languages, side by side.

The pages are made by the same templates of the same text, so their elements are the same: they are
walked together, and only what stands in the innermost blocks differs.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser

__all__ = ["Side", "side_by_side"]

# What stands within a line. A language's half of a passage is made of these.
_WITHIN_LINES = frozenset(
    "a b bdi briefkit-message br em i img small span strong sup svg time".split()
)
_VOID = frozenset(("meta", "br", "img"))
# The first language's alone: what is drawn, what a page is called, and the works that are cited.
_ONCE = frozenset(("head", "svg"))
_ONCE_CLASSES = frozenset(("notes",))


@dataclass(frozen=True, slots=True)
class Side:
    """A language of a page: its tag (BCP 47), its direction, whether it says that it is a draft."""

    lang: str
    direction: str
    draft: bool = False


@dataclass(slots=True)
class _Node:
    """An element: its name, its tags as they are written, its attributes, what it holds."""

    tag: str
    start: str = ""
    end: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["_Node | str"] = field(default_factory=list)

    @property
    def signature(self) -> tuple[str, str]:
        """What tells it from its neighbours, in any language."""
        return self.tag, self.attributes.get("class", "").partition(" ")[0]


# What holds a line together, or gives a direction: no part of what is said.
_UNSEEN = re.compile("[\u2060\u200b\u200e\u200f\u00ad\u061c]|&#x2060;")

_Run = list[_Node | str]
"""What stands in a block between other blocks: its lines."""


def side_by_side(first: str, second: str, sides: tuple[Side, Side]) -> str:
    """Return the HTML of a page that says in both languages what `first` and `second` say in one.

    Each passage is a `briefkit-pair` of two `span`s, `own` and `other`, in their languages. What
    both say in the same words, such as a number to call, stands there once; so do pictures, and the
    notes, in the first language. Identifiers are the first page's alone.
    """
    return "".join(_Zipper(sides).block(_parsed(first), _parsed(second)))


class _Zipper:
    """Puts the elements of two pages together."""

    def __init__(self, sides: tuple[Side, Side]) -> None:
        self._own, self._other = sides

    def block(self, one: _Node, other: _Node) -> Iterator[str]:
        """Yield the markup of two elements that are each other's translation."""
        if one.tag in _ONCE or one.attributes.get("class") in _ONCE_CLASSES:
            yield _written(one)
            return
        yield self._bands(one, other) if "data-draft" in one.attributes else one.start
        for mine, theirs in _aligned(list(_units(one)), list(_units(other))):
            if isinstance(mine, _Node) and isinstance(theirs, _Node):
                yield from self.block(mine, theirs)
            elif isinstance(mine, list) and isinstance(theirs, list):
                yield self._pair(mine, theirs)
            elif mine is not None:
                yield _written(mine)
            elif theirs is not None:
                yield self._alone(theirs)
        yield one.end

    def _pair(self, one: _Run, other: _Run) -> str:
        """Return the markup of a passage in both languages."""
        said, meant = _text(one), _text(other)
        if _UNSEEN.sub("", said) == _UNSEEN.sub("", meant) or not meant:
            return _written(one)
        drawn, own = _parted(one)
        if not said:
            return _written(drawn) + self._half(other)
        return "".join(
            (
                _written(drawn),
                "<briefkit-pair>",
                _in_language(_written(own), self._own, "own"),
                " ",
                self._half(other),
                "</briefkit-pair>",
            )
        )

    def _half(self, run: _Run) -> str:
        return _in_language(_written(_bare(run)), self._other, "other")

    def _alone(self, unit: "_Node | _Run") -> str:
        """Return the markup of what the second page has alone."""
        if isinstance(unit, list):
            return self._half(unit) if _text(unit) else _written(unit)
        return unit.start + "".join(map(self._alone, _units(unit))) + unit.end

    def _bands(self, one: _Node, other: _Node) -> str:
        """Return the start of the element that has the words of running bands, one a line."""
        words = []
        for side, node in ((self._own, one), (self._other, other)):
            mark = "" if side.direction == self._own.direction else _MARKS[side.direction]
            words += [f"{mark}{node.attributes['data-draft']}{mark}"] * side.draft
        return _start(one.tag, one.attributes | {"data-draft": "\n".join(words)})


# A mark at either end keeps the signs there in a line's own direction (UAX #9, 2.6).
_MARKS = {"ltr": "\u200e", "rtl": "\u200f"}


def _in_language(markup: str, side: Side, name: str) -> str:
    attributes = f'lang="{side.lang}" dir="{side.direction}" class="{name}"'
    return f"<span {attributes}>{markup.strip()}</span>"


def _units(node: _Node) -> Iterator[_Node | _Run]:
    """Yield what stands in an element: blocks, and the runs between them."""
    run: _Run = []
    for child in node.children:
        if isinstance(child, _Node) and child.tag not in _WITHIN_LINES:
            if run:
                yield run
            yield child
            run = []
        else:
            run.append(child)
    if run:
        yield run


def _aligned(
    one: Sequence[_Node | _Run], other: Sequence[_Node | _Run]
) -> Iterator[tuple[_Node | _Run | None, _Node | _Run | None]]:
    """Yield the units of two elements in pairs; what only one has by itself, in its place."""

    def kinds(units: Iterable[_Node | _Run], kind: Callable[[_Node], Hashable]) -> list[Hashable]:
        return [kind(unit) if isinstance(unit, _Node) else "" for unit in units]

    if kinds(one, lambda node: node.tag) == kinds(other, lambda node: node.tag):
        yield from zip(one, other, strict=True)
        return
    mine, theirs = (kinds(units, lambda node: node.signature) for units in (one, other))
    for _, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if mine[a:b] == theirs[c:d]:
            yield from zip(one[a:b], other[c:d], strict=True)
        else:
            yield from ((unit, None) for unit in one[a:b])
            yield from ((None, unit) for unit in other[c:d])


def _parted(run: _Run) -> tuple[_Run, _Run]:
    """Return the beginning of a run that has no words, such as a pictogram, and the rest."""
    count = next((n for n, child in enumerate(run) if _text([child])), len(run))
    return run[:count], run[count:]


def _bare(run: _Run) -> _Run:
    """Return a run without pictures, identifiers, notes at the foot, and empty elements."""
    bare: _Run = []
    for child in run:
        if isinstance(child, str) or child.tag == "br":
            bare.append(child)
        elif child.tag not in ("svg", "img", "small") and _text([child]):
            kept = {name: v for name, v in child.attributes.items() if name != "id"}
            node = _Node(child.tag, _start(child.tag, kept), child.end, kept)
            node.children = _bare(child.children)
            bare.append(node)
    return bare


def _start(tag: str, attributes: Mapping[str, str]) -> str:
    listed = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{listed}>"


def _text(run: _Run) -> str:
    """Return the words of a run; drawings have none."""
    parts = []
    for child in run:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag not in ("svg", "small"):
            parts.append(_text(child.children) or " " * (child.tag == "br"))
    return " ".join("".join(parts).split())


def _written(what: "_Node | str | _Run") -> str:
    if isinstance(what, str):
        return what
    if isinstance(what, list):
        return "".join(map(_written, what))
    return what.start + _written(what.children) + what.end


def _parsed(html: str) -> _Node:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root


class _Parser(HTMLParser):
    """Reads a page into elements that are written again just as they were."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = _Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        node = _Node(tag, self.get_starttag_text() or "", attributes=attributes)
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(_Node(tag, self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1:
            node = self._open.pop()
            node.end = f"</{node.start[1 : 1 + len(node.tag)]}>"
            if node.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.handle_data(f"<!{decl}>")
