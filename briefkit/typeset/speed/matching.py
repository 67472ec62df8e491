"""The rules for a page's elements: matched once, for all sizes that the page is laid out at."""

from collections.abc import Sequence
from math import inf
from typing import Any

import tinycss2
from weasyprint.css import declaration_precedence, find_style_attributes, preprocess_declarations

from briefkit.typeset.speed.logged import warnings_of

__all__ = ["Cascaded", "Tree", "tree_of"]

# Values and their weights, by property: as WeasyPrint has them.
Cascaded = dict[str, tuple[Any, Any]]
# Read from attributes that say nothing of how an element looks.
NO_LOOK = {"-weasy-lang", "-weasy-anchor"}


class _Matched:
    """The rules of one stylesheet for an element or a pseudo-element."""

    __slots__ = ("key", "rules")

    def __init__(self) -> None:
        self.key: tuple[int, ...] = ()
        self.rules: list[Any] = []


class _Own:
    """What an element's attributes declare, and of that how it looks, with the `key` to it."""

    __slots__ = ("declared", "key", "looks")

    def __init__(self) -> None:
        self.declared: list[tuple[str, Any, Any]] = []
        self.looks: list[tuple[str, Any, Any]] = []
        self.key: tuple[Any, ...] = ()


NONE_MATCHED, NONE_OWN = _Matched(), _Own()


class Tree:
    """A page's elements in their order, their parents' places, and their rules."""

    def __init__(self, html: Any) -> None:
        # Not the page itself, which holds its tree: that would be a circle.
        self._root, self._base_url = html.etree_element, html.base_url
        self._wrappers = list(html.wrapper_element.iter_subtree())
        self.elements = [wrapper.etree_element for wrapper in self._wrappers]
        self.places = {element: place for place, element in enumerate(self.elements)}
        parents = (wrapper.parent for wrapper in self._wrappers)
        self.parents = [self.places[p.etree_element] if p is not None else -1 for p in parents]
        self._matched: dict[Any, list[dict[str | None, _Matched]]] = {}
        self._own: dict[Any, _Own] | None = None
        # Pseudo-elements that are targets of links.
        self.anchors: set[tuple[int, str]] = set()

    def matched(self, sheet: Any) -> list[dict[str | None, _Matched]]:
        """Return each element's rules of a stylesheet, by the pseudo-elements that they are for."""
        if sheet not in self._matched:
            self._matched[sheet] = [
                self._match(sheet, place) for place in range(len(self.elements))
            ]
        return self._matched[sheet]

    def _match(self, sheet: Any, place: int) -> dict[str | None, _Matched]:
        found: dict[str | None, _Matched] = {}
        for rule in sheet.matcher.match(self._wrappers[place]):
            _, order, pseudo_type, (declarations, _) = rule
            matched = found.setdefault(pseudo_type, _Matched())
            matched.key += (order,)
            matched.rules.append(rule)
            if pseudo_type and any(name == "anchor" for name, _, _ in declarations):
                self.anchors.add((place, pseudo_type))
        return found

    def own(self, place: int) -> _Own:
        """Return what an element's own attributes declare."""
        return self._all_own().get(self.elements[place], NONE_OWN)

    def _all_own(self) -> dict[Any, _Own]:
        if self._own is not None:
            return self._own
        found: dict[Any, _Own] = {}
        with warnings_of() as warnings:
            for specificity, element, declarations, base_url in find_style_attributes(
                self._root, False, self._base_url
            ):
                own = found.setdefault(element, _Own())
                told = [
                    (name, values, (declaration_precedence("author", importance), inf, specificity))
                    for name, values, importance in preprocess_declarations(base_url, declarations)
                ]
                own.declared += told
                names = {getattr(declaration, "name", "") for declaration in declarations}
                if not names <= NO_LOOK:
                    own.looks += told
                    own.key += (specificity, tinycss2.serialize(declarations))
        if not warnings:
            self._own = found
        return found

    def cascaded(
        self, sheets: Sequence[Any], place: int, pseudo_type: str | None, *, looks: bool = False
    ) -> Cascaded:
        """Return the values that win, as WeasyPrint chooses them, for one (pseudo-)element.

        With `looks`, an element's language and its name as a target are left out.
        """
        style: Cascaded = {}
        if pseudo_type is None:
            own = self.own(place)
            for name, values, weight in own.looks if looks else own.declared:
                _set_stronger(style, name, values, weight)
        for sheet, origin, sheet_specificity in sheets:
            matched = self.matched(sheet)[place].get(pseudo_type, NONE_MATCHED)
            for specificity, _, _, (declarations, layer) in matched.rules:
                layer_order = inf if layer is None else sheet.layers.index(layer)
                for name, values, importance in declarations:
                    precedence = declaration_precedence(origin, importance)
                    weight = precedence, layer_order, sheet_specificity or specificity
                    _set_stronger(style, name, values, weight)
        return style


def _set_stronger(style: Cascaded, name: str, values: Any, weight: Any) -> None:
    if name not in style or style[name][1] <= weight:
        style[name] = values, weight


def tree_of(html: Any) -> Tree:
    """Return the elements of a page: the same for the same page, whatever it is laid out at."""
    tree = html.__dict__.get("_tree")
    if tree is None:
        tree = html._tree = Tree(html)
    return tree  # type: ignore[no-any-return]
