"""What the parts of an SVG refer to: never to themselves, nor so often that drawing won't end."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from briefkit.brief.pictures.refusing import SIMPLIFY, unusable
from briefkit.brief.pictures.svg_allowed import NOT_IN_PLACE
from briefkit.brief.pictures.svg_parsing import DEEPEST
from briefkit.brief.pictures.svg_values import targets
from briefkit.diagnostics import Translatable, translatable
from briefkit.errors import SourceError

__all__ = ["require_bounded"]

# The most that is drawn, counted in elements: some seconds.
_MOST_DRAWN = 40_000

# So many corners of a path take as long as an element.
_CORNERS = 20

# References that what stands within an element has from it.
_INHERITED = ("fill", "stroke", "marker-start", "marker-mid", "marker-end")


@dataclass(frozen=True, slots=True)
class _Cost:
    """What drawing an element takes: how many are drawn, their corners, and how deep they stand."""

    drawn: int = 0
    corners: int = 0
    depth: int = 0


def require_bounded(root: Element, name: str) -> None:
    """Raise SourceError for references in a circle, and for more than can be drawn in time."""
    _Costs(root, name).of(root, 0)


class _Costs:
    """The costs of the parts of a picture, each counted once."""

    def __init__(self, root: Element, name: str) -> None:
        self.name = name
        self._parts: dict[str, Element] = {}
        for element in root.iter():
            if "id" in element.attrib:
                self._parts.setdefault(element.attrib["id"], element)
        self._known: dict[int, _Cost | None] = {}

    def of(self, element: Element, level: int) -> _Cost:
        """Return what an element costs where it stands; `level` is how deep that is."""
        if level > DEEPEST:
            raise self._refusal(_too_deep())
        if id(element) in self._known:
            known = self._known[id(element)]
            if known is None:
                raise self._refusal(translatable("Its parts refer to each other in a circle."))
            if level + known.depth > DEEPEST:
                raise self._refusal(_too_deep())
            return known
        self._known[id(element)] = None
        found = self._counted(element, level)
        if found.drawn > _MOST_DRAWN:
            raise self._refusal(
                translatable("It draws its parts more than %(most)s times.", most=_MOST_DRAWN)
            )
        self._known[id(element)] = found
        return found

    def _counted(self, element: Element, level: int) -> _Cost:
        corners = 2 if element.tag == "line" else sum(map(str.isalpha, element.get("d", "")))
        drawn, depth = 1 + corners // _CORNERS, 0
        for child in element:
            cost = self.of(child, level + 1)
            depth = max(depth, cost.depth + 1)
            if child.tag not in NOT_IN_PLACE:
                drawn += cost.drawn
                corners += cost.corners
        for attribute, value in element.attrib.items():
            target = self._target(attribute, value)
            if target is None:
                continue
            cost = self.of(target, level + 1)
            times = max(1, drawn) if attribute in _INHERITED else 1
            if attribute.startswith("marker"):
                times = max(times, corners)
            drawn += cost.drawn * times
            corners += cost.corners if attribute == "href" else 0
            depth = max(depth, cost.depth + 1)
        return _Cost(drawn, corners, depth)

    def _target(self, attribute: str, value: str) -> Element | None:
        if attribute == "href":
            return self._parts.get(value[1:]) if value.startswith("#") else None
        found = targets(value) if attribute not in ("d", "id") else []
        return self._parts.get(found[0][1:]) if found else None

    def _refusal(self, why: Translatable) -> SourceError:
        return unusable(self.name, why, SIMPLIFY)


def _too_deep() -> Translatable:
    return translatable(
        "Its parts stand in each other, or refer to each other, more than %(most)s deep.",
        most=DEEPEST,
    )
