"""The cascade: each page's styles from patterns, and those of pseudo-elements when asked for."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from weasyprint.css import ComputedStyle, StyleFor
from weasyprint.css.properties import INHERITED
from weasyprint.css.tokens import Pending
from weasyprint.logger import LOGGER

from briefkit.typeset.speed.logged import refuse_record
from briefkit.typeset.speed.matching import NONE_MATCHED, Cascaded, Tree, tree_of
from briefkit.typeset.speed.patterns import Pattern, Patterned
from briefkit.typeset.speed.replacing import Replacement

__all__ = ["forget_patterns", "styles"]

# The patterns of all pages, whatever their fonts. A leaflet has 50 to 140 of them at each size, and
# one takes 6 kB.
MOST = 3000
# Not inherited, and never changed once worked out: a rule may inherit these from a pattern.
UNCHANGED = ("border_", "vertical_align")
# What is part of a line or a word has no pattern.
PARTS = frozenset(("first-line", "first-letter"))

# A font configuration, a base address and stylesheets.
_Key = tuple[Any, ...]


def styles() -> Iterator[Replacement]:
    """Remember the values of styles from layout to layout, by the rules that give them.

    WeasyPrint works out all values of all styles for each layout, and makes a style for each
    pseudo-element that any rule is for: six an element, nearly none of them asked for.
    """
    set_all, give = StyleFor.__init__, StyleFor.__call__

    def __init__(
        self: Any, html: Any, sheets: Any, hints: Any, font_config: Any, collector: Any
    ) -> None:
        self._page = None
        if hints or not _set_styles(self, html, sheets, font_config, collector):
            self._page = None
            set_all(self, html, sheets, hints, font_config, collector)

    def __call__(self: Any, element: Any, pseudo_type: str | None = None) -> Any:
        if pseudo_type and self._page and (element, pseudo_type) not in self._computed_styles:
            self._page.set_pseudo_style(element, pseudo_type)
        return give(self, element, pseudo_type)

    yield Replacement(StyleFor, "__init__", __init__)
    yield Replacement(StyleFor, "__call__", __call__)
    yield Replacement(LOGGER, "filters", [*LOGGER.filters, refuse_record])


class _Patterns:
    """The patterns of the font configurations and stylesheets that were used last."""

    def __init__(self) -> None:
        self._roots: OrderedDict[_Key, dict[Hashable, Pattern]] = OrderedDict()
        self._counts: dict[_Key, int] = {}

    def of(self, key: _Key) -> dict[Hashable, Pattern]:
        """Return the patterns of pages' roots for a font configuration and some stylesheets."""
        while sum(self._counts.values()) > MOST:
            self._drop(next(iter(self._roots)))
        self._counts.setdefault(key, 0)
        roots = self._roots.setdefault(key, {})
        self._roots.move_to_end(key)
        return roots

    def count(self, key: _Key) -> None:
        if key in self._counts:  # a layout may be there longer than its patterns
            self._counts[key] += 1

    def forget(self, font_config: Any) -> None:
        """Drop the patterns of a font configuration, which the first part of their keys is."""
        for key in [key for key in self._roots if key[0] is font_config]:
            self._drop(key)

    def _drop(self, key: _Key) -> None:
        del self._counts[key]
        for root in self._roots.pop(key).values():
            root.part()


_patterns = _Patterns()


def forget_patterns(font_config: Any) -> None:
    """Drop the patterns of a font configuration that will not be used again."""
    _patterns.forget(font_config)


def _set_styles(style_for: Any, html: Any, sheets: Any, font_config: Any, collector: Any) -> bool:
    """Set the styles of a page's elements, or return False where WeasyPrint must do it."""
    if any(origin == "author" for _, origin, _ in sheets):
        return False  # stylesheets in the page itself: they are parsed anew each time
    tree = tree_of(html)
    style_for._cascaded_styles, style_for._computed_styles = {}, {}
    style_for.initial_page_sizes = {"box": None, "area": None}
    style_for._sheets, style_for.font_config = sheets, font_config
    style_for._page = _Page(style_for, tree, sheets, html.base_url)
    anchors = style_for._page.set_styles()
    for anchor in anchors or ():
        if collector and anchor:
            collector.collect_anchor(anchor)
    return anchors is not None


class _Page:
    """A page whose styles are set.

    It does not hold the `style_for` that it belongs to: what goes in circles waits for the
    collector of garbage.
    """

    def __init__(
        self, style_for: Any, tree: Tree, sheets: Sequence[Any], base_url: str | None
    ) -> None:
        self._tree, self._sheets, self._base_url = tree, sheets, base_url
        self._computed = style_for._computed_styles
        self._sizes, self._font_config = style_for.initial_page_sizes, style_for.font_config
        self._matched = [tree.matched(sheet) for sheet, _, _ in sheets]
        self._key = self._font_config, base_url, *(sheet for sheet, _, _ in sheets)
        self._roots = _patterns.of(self._key)
        self._shared: dict[tuple[int, int], Patterned] = {}

    def set_styles(self) -> Sequence[str] | None:
        """Set the styles of all elements, and return the anchors, in their order.

        None where a pattern would not do.
        """
        if any(not PARTS.isdisjoint(found) for matched in self._matched for found in matched):
            return None
        anchors = []
        for place, element in enumerate(self._tree.elements):
            at = self._tree.parents[place]
            parent = None if at < 0 else self._computed[self._tree.elements[at], None]
            style = self._element_style(place, parent)
            if style is None:
                return None
            self._computed[element, None] = style
            if "anchor" in style.cascaded:
                anchors.append(style["anchor"])
        for place, pseudo_type in self._tree.anchors:
            element = self._tree.elements[place]
            self.set_pseudo_style(element, pseudo_type)
            anchors.append(self._computed[element, pseudo_type]["anchor"])
        return anchors

    def set_pseudo_style(self, element: Any, pseudo_type: str) -> None:
        """Set the style of a pseudo-element, if any rule is for it."""
        place = self._tree.places.get(element)
        if place is not None and any(pseudo_type in matched[place] for matched in self._matched):
            parent = self._computed[element, None]
            style = self._pseudo_style(place, parent, pseudo_type)
            self._computed[element, pseudo_type] = style

    def _element_style(self, place: int, parent: Patterned | None) -> Patterned | None:
        pattern = self._pattern(place, parent, None)
        if pattern is None:
            return None
        if self._tree.own(place).declared:
            cascaded = self._tree.cascaded(self._sheets, place, None)
            return self._style(pattern, parent, cascaded)
        key = id(parent), id(pattern)
        if key not in self._shared:
            self._shared[key] = self._style(pattern, parent, pattern.cascaded)
        return self._shared[key]

    def _pseudo_style(self, place: int, parent: Patterned, pseudo_type: str) -> Any:
        pattern = self._pattern(place, parent, pseudo_type)
        if pattern is not None:
            return self._style(pattern, parent, pattern.cascaded)
        return ComputedStyle(
            parent, self._tree.cascaded(self._sheets, place, pseudo_type), pseudo_type,
            self._root_style, self._base_url, parent.font_config, parent.initial_page_sizes,
        )  # fmt: skip

    def _style(self, pattern: Pattern, parent: Any, cascaded: Cascaded) -> Patterned:
        return Patterned(pattern, parent, cascaded, self._root_style, self._sizes)

    @property
    def _root_style(self) -> Any:
        return self._computed.get((self._tree.elements[0], None))

    def _pattern(
        self, place: int, parent: Patterned | None, pseudo_type: str | None
    ) -> Pattern | None:
        matched = (row[place].get(pseudo_type, NONE_MATCHED).key for row in self._matched)
        own = self._tree.own(place).key if pseudo_type is None else ()
        key = pseudo_type, own, tuple(matched)
        patterns = self._roots if parent is None else parent.pattern.children
        pattern = patterns.get(key)
        if pattern is None:
            cascaded = self._tree.cascaded(self._sheets, place, pseudo_type, looks=True)
            if not all(_is_told(name, value) for name, (value, _) in cascaded.items()):
                return None
            pattern = patterns[key] = Pattern(
                None if parent is None else parent.pattern, cascaded, pseudo_type,
                self._base_url, self._font_config,
            )  # fmt: skip
            _patterns.count(self._key)
        return pattern


def _is_told(name: str, value: Any) -> bool:
    """Whether a value follows from the rules alone, however WeasyPrint changes styles."""
    if isinstance(value, Pending):
        return False  # it may turn out to be “inherit”
    return bool(value != "inherit" or name in INHERITED or name.startswith(UNCHANGED))
