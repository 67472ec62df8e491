"""Styles' values that follow from the rules alone, remembered for all layouts.

A pattern is the style that an element has by its rules and its parent's pattern. Its values are
worked out once; each layout gets styles of its own that start with them, and may change those.
"""

from collections.abc import Hashable, Iterable
from functools import cached_property
from typing import Any, Self

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

from briefkit.typeset.speed.logged import Warned, refusing

__all__ = ["Pattern", "Patterned", "remember"]

# These differ from page to page where the rules don't.
APART = frozenset({"lang", "anchor"})
_MISSING = object()

# The values that nothing but a rule for their property changes, and the logical names by which
# rules set physical ones (WeasyPrint’s ComputedStyle.__missing__).
_OTHERWISE = ("page", "position", "float", "display")
_INITIAL = {
    key: value
    for key, value in INITIAL_VALUES.items()
    if not (key in INHERITED or key in INITIAL_NOT_COMPUTED or key in _OTHERWISE)
    and not key.startswith("text_decoration_")
    and not check_math(value)
}
_LOGICAL = frozenset(
    name(block="ttb", inline=inline)
    for name in PHYSICAL_FUNCTIONS.values()
    for inline in ("ltr", "rtl")
)


class _NoPage:
    """The size of a page that is not known: what takes its measure from it is not remembered."""

    def __getitem__(self, name: str) -> Any:
        raise Warned


class _Itself:
    """A style that is also what is specified of it: WeasyPrint's hold themselves, in a circle."""

    @property
    def specified(self) -> Any:
        return self

    @specified.setter
    def specified(self, style: Any) -> None:
        pass


class _Initial(_Itself, InitialStyle):  # type: ignore[misc]
    pass


class _Anonymous(_Itself, AnonymousStyle):  # type: ignore[misc]
    pass


class Pattern(ComputedStyle):  # type: ignore[misc]
    """A style that is given to no layout, so that none changes it.

    `apart` are the properties that each layout works out for itself.
    """

    def __init__(
        self, parent: Self | None, cascaded: dict[str, Any], pseudo_type: str | None,
        base_url: str | None, font_config: Any,
    ) -> None:  # fmt: skip
        if parent is None:
            root = _Initial(font_config)
        else:  # a pattern that has no values yet is false
            root = parent if parent.root is None else parent.root
        super().__init__(parent, cascaded, pseudo_type, root, base_url, font_config, _NoPage())
        self.root: Any = None if parent is None else root
        self.apart = APART
        # What rules may have set.
        self.ruled = cascaded if _LOGICAL.isdisjoint(cascaded) else cascaded | PHYSICAL_FUNCTIONS
        self.children: dict[Hashable, Self] = {}
        self.facts: dict[str, dict[str, Any]] = {}

    @cached_property
    def anonymous_style(self) -> Any:
        return _Anonymous(self)

    def __missing__(self, key: str) -> Any:
        if key in self.apart:
            raise Warned
        if key in INHERITED and key not in self.ruled and self.parent_style is not None:
            value = self.parent_style[key]
            if not check_math(value):
                self[key] = value
                return value
        return super().__missing__(key)

    def value(self, key: str, style: dict[str, Any]) -> Any:
        """Return a value of `style`, which is this pattern or its anonymous style.

        Raises Warned where it must be worked out anew.
        """
        if key in self.apart:
            raise Warned
        if key in _INITIAL and (style is not self or key not in self.ruled):
            style[key] = value = _INITIAL[key]
            return value
        if style is not self and key in INHERITED and key in self:
            style[key] = value = self[key]
            return value
        try:
            with refusing:
                return style[key]
        except Warned:
            self.apart |= {key}
            pattern = self
            while pattern is not None:
                pattern.clear()  # a value may be half worked out
                pattern = pattern.parent_style
            raise

    def part(self) -> None:
        """Take this pattern and those below it apart: they go in circles, and would stay a while.

        A layout that has styles of them keeps what it needs.
        """
        waiting = [self]
        while waiting:
            pattern = waiting.pop()
            waiting += pattern.children.values()
            pattern.children.clear()
            pattern.__dict__.pop("anonymous_style", None)


class _OfPattern:
    """A style that takes its values from `pattern`, whose `rules` say which are remembered."""

    pattern: Any
    rules: Pattern

    def __missing__(self: Any, key: str) -> Any:
        value = self.pattern.get(key, _MISSING)
        if value is _MISSING:
            try:
                value = self.rules.value(key, self.pattern)
            except Warned:
                return super().__missing__(key)  # type: ignore[misc]
        self[key] = value
        return value


class Patterned(_OfPattern, ComputedStyle):  # type: ignore[misc]
    """A layout's style, with the values of its pattern."""

    pattern: Pattern

    def __init__(self, pattern: Pattern, parent: Any, cascaded: Any, root: Any, sizes: Any) -> None:
        super().__init__(
            parent, cascaded, pattern.pseudo_type, root, pattern.base_url, pattern.font_config,
            sizes,
        )  # fmt: skip
        self.pattern = self.rules = pattern
        self.cache = pattern.cache
        self.specified = pattern.specified
        self.update(pattern)
        if "anchor" not in cascaded:
            self["anchor"] = None
        if parent is not None and "lang" not in cascaded:
            self["lang"] = parent["lang"]
        self.facts = pattern.facts.setdefault(self["lang"], {})

    @cached_property
    def anonymous_style(self) -> Any:
        return _PatternedAnonymous(self)


class _PatternedAnonymous(_Itself, _OfPattern, AnonymousStyle):  # type: ignore[misc]
    def __init__(self, parent: Patterned) -> None:
        super().__init__(parent)
        self.pattern = parent.pattern.anonymous_style
        self.update(self.pattern)
        self["lang"] = parent["lang"]
        self.rules = parent.pattern
        facts = self.pattern.__dict__.setdefault("facts", {})
        self.facts = facts.setdefault(parent["lang"], {})


def remember(style: Any, name: str, fact: Any, properties: Iterable[str]) -> None:
    """Keep a fact that follows from some properties of a style, if they follow from the rules.

    It is found in the `facts` of all styles of the same rules and language.
    """
    if style.rules.apart.isdisjoint(properties):
        style.facts[name] = fact
