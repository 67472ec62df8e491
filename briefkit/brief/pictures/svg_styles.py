"""The styles of an SVG become attributes: what its elements are drawn by stands on each of them."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from briefkit.brief.pictures.refusing import unusable
from briefkit.brief.pictures.svg_parsing import DEEPEST
from briefkit.diagnostics import translatable
from briefkit.errors import SourceError

__all__ = ["Styles"]

# The most that its style sheets may hold, in characters, and how deep brackets may stand in them.
_LONGEST, _DEEPEST_BRACKETS = 256_000, 20

# The most tests of elements by rules: some seconds.
_MOST_TESTS = 5_000_000

_WEIGHTS = {"normal": "400", "bold": "700"}


class Styles:
    """The rules of all <style> elements of an SVG; `undrawn` is what of them is not used."""

    def __init__(self, root: Element, name: str) -> None:
        self.undrawn: list[str] = []
        self._matchers = cssselect2.Matcher(), cssselect2.Matcher()
        sheets = [element.text or "" for element in root.iter("style")]
        if sum(map(len, sheets)) > _LONGEST or any(map(_is_deep, sheets)):
            raise _too_involved(name)
        tests = 0.0
        for rule in (rule for sheet in sheets for rule in _rules(sheet)):
            if rule.type == "at-rule":
                if rule.lower_at_keyword != "font-face":  # fonts are ours
                    self.undrawn.append(f"@{rule.lower_at_keyword[:20]}")
            elif rule.type == "qualified-rule":
                tests += self._add(rule)
        if tests * sum(1 for _ in root.iter()) > _MOST_TESTS:
            raise _too_involved(name)
        wrapper = cssselect2.ElementWrapper.from_xml_root(root)
        self._wrappers = {id(w.etree_element): w for w in wrapper.iter_subtree()} if tests else {}

    def _add(self, rule: tinycss2.ast.QualifiedRule) -> float:
        """Add a rule, and return how many tests it costs an element at worst."""
        shown = tinycss2.serialize(rule.prelude).strip()[:40]
        if any(token.type == "function" for token in rule.prelude):
            self.undrawn.append(f"“{shown}”")
            return 0
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            self.undrawn.append(f"“{shown}”")
            return 0
        declarations = _declarations(rule.content)
        for selector in selectors:
            for matcher, important in zip(self._matchers, (False, True), strict=True):
                if values := {n: v for n, v, marked in declarations if marked == important}:
                    matcher.add_selector(selector, values)
        parts = max(_parts(tinycss2.serialize(part)) for part in _by_comma(rule.prelude))
        # Rules of one part are found by their class or id; for each other part all ancestors are
        # looked at, for each of those anew.
        return len(selectors) * (0.05 if parts == 1 else float(DEEPEST) ** (parts - 2))

    def of(self, element: Element) -> Mapping[str, str]:
        """Return what an element is drawn by: its attributes and its styles, as CSS ranks them."""
        style = element.get("style", "")
        own = [] if _is_deep(style) else _declarations(style)
        found = dict(element.attrib)
        found.pop("style", None)
        wrapper = self._wrappers.get(id(element))
        for matcher, important in zip(self._matchers, (False, True), strict=True):
            if wrapper is not None:
                for _, _, _, values in matcher.match(wrapper):
                    found |= values
            found |= {n: v for n, v, marked in own if marked == important}
        return found


def _too_involved(name: str) -> SourceError:
    return unusable(
        name,
        translatable("Its style sheet has too many or too involved rules."),
        translatable("Save it with attributes in place of a style sheet, or as PNG."),
    )


def _is_deep(css: str) -> bool:
    """Whether brackets stand so deep in each other that reading them could end in a fault."""
    depth = 0
    for bracket in re.findall(r"[(\[{)\]}]", css):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        if depth > _DEEPEST_BRACKETS:
            return True
    return False


def _rules(sheet: str) -> list[tinycss2.ast.Node]:
    rules: list[tinycss2.ast.Node] = tinycss2.parse_stylesheet(
        sheet, skip_comments=True, skip_whitespace=True
    )
    return rules


def _by_comma(tokens: list[tinycss2.ast.Node]) -> Iterator[list[tinycss2.ast.Node]]:
    part: list[tinycss2.ast.Node] = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _parts(selector: str) -> int:
    """Return of how many elements a selector speaks."""
    return len(re.split(r"\s*[>+~]\s*|\s+", selector.strip()))


def _declarations(content: object) -> list[tuple[str, str, bool]]:
    """Return the names and values of declarations, and whether each is important."""
    found = []
    for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if item.type == "declaration":
            tokens = [token for token in item.value if token.type != "comment"]
            value = tinycss2.serialize(tokens).strip()
            found += [
                (name, part, item.important) for name, part in _expanded(item.lower_name, value)
            ]
    return found


def _expanded(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what a shorthand stands for, or the declaration itself."""
    if name == "marker":
        yield from ((f"marker-{end}", value) for end in ("start", "mid", "end"))
    elif name == "font":
        for word in value.lower().split():
            if word in _WEIGHTS or re.fullmatch("[1-9]00", word):
                yield "font-weight", word
            elif word in ("italic", "oblique"):
                yield "font-style", word
            elif size := re.match(r"[\d.]+(?:px|pt|em|%|mm|cm|in|pc|ex|rem)", word):
                yield "font-size", size[0]
                return
    elif name not in ("id", "class", "href", "style"):
        yield name, value
