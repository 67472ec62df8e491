"""An SVG is written anew from what draws: known elements and attributes, values that are read."""

import base64
import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, tostring

from briefkit.brief.pictures.refusing import unusable
from briefkit.brief.pictures.svg_allowed import ATTRIBUTES, SILENT, STYLES, TOLD, WORDS
from briefkit.brief.pictures.svg_parsing import DEEPEST, parse_svg
from briefkit.brief.pictures.svg_references import require_bounded
from briefkit.brief.pictures.svg_styles import Styles
from briefkit.brief.pictures.svg_texts import arrange_words, words_of
from briefkit.brief.pictures.svg_values import (
    length_in_px,
    points,
    renamed,
    shown,
    targets,
    view_box,
)
from briefkit.diagnostics import translatable
from briefkit.errors import SourceError
from briefkit.model import Picture

__all__ = ["read_svg"]

# The longest value of an attribute but for those that hold a path, in characters.
_LONGEST_VALUE = 2000

# What a size is of, that CSS names by a word, in px (CSS Fonts 4, 2.5).
_FONT_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip

# The most pictures in an SVG, and the most pixels of each.
_MOST_PICTURES, _MOST_PIXELS = 20, 16_000_000


def read_svg(data: bytes, name: str) -> Picture:
    """Return an SVG written anew. Raises SourceError for one that is broken, or could do harm.

    A script, another file that is asked for, a part in HTML and references in a circle are
    refused; so is what would take too long to draw. All else that is not in `svg_allowed` is left
    out, and told in `undrawn` where it would be seen. Styles become attributes, points paths, sizes
    of letters px, and the names of parts p1, p2 and so on; families of fonts are gone.
    """
    root, undrawn = parse_svg(data, name)
    if root.find(".//script") is not None:
        raise unusable(
            name, translatable("It has a script."), translatable("Save it again as plain SVG.")
        )
    styles = Styles(root, name)
    cleaner = _Cleaner(styles, name)
    box = _box(root, name)
    clean = cleaner.read(root, 16.0)
    if clean is None:
        raise unusable(name, translatable("Nothing of it is drawn."))
    for attribute in ("x", "y", "width", "height"):
        clean.attrib.pop(attribute, None)
    clean.attrib.update({"xmlns": "http://www.w3.org/2000/svg", "viewBox": box})
    arrange_words(clean)
    _drop_empty_uses(clean)
    require_bounded(clean, name)
    _rename(clean)
    _, _, wide, high = map(float, box.split())
    return Picture(
        kind="svg",
        data=tostring(clean, encoding="utf-8"),
        width_px=wide,
        height_px=high,
        texts=words_of(clean),
        undrawn=tuple(dict.fromkeys([*undrawn, *styles.undrawn, *cleaner.undrawn]))[:10],
    )


def _box(root: Element, name: str) -> str:
    """Return the viewBox of a picture, which it may only say by its size."""
    if "viewBox" in root.attrib:
        if box := view_box(root.attrib["viewBox"]):
            return box
        raise _sizeless(name)
    sides = [length_in_px(root.get(side, ""), 0) for side in ("width", "height")]
    if None in sides or (box := view_box(f"0 0 {sides[0]:.6g} {sides[1]:.6g}")) is None:
        raise _sizeless(name)
    return box


def _sizeless(name: str) -> SourceError:
    return unusable(name, translatable("It says no size: its viewBox is missing or empty."))


class _Cleaner:
    """One pass over the elements of an SVG; `undrawn` is what it leaves out that would be seen."""

    def __init__(self, styles: Styles, name: str) -> None:
        self.name = name
        self.undrawn: list[str] = []
        self._styles = styles
        self._pictures = 0

    def read(self, element: Element, em: float, *, in_words: bool = False) -> Element | None:
        """Return an element with those in it, or None; `em` is the size of letters around it."""
        tag = element.tag
        if tag in SILENT:
            return None
        values = self._styles.of(element)
        if values.get("display", "").strip() == "none" and tag not in ("clipPath", "mask"):
            return None
        if tag == "switch":
            return self._chosen(element, em)
        if tag == "tspan" and not in_words:
            return None
        tag = {"a": "g", "polyline": "path", "polygon": "path"}.get(tag, tag)
        if tag not in ATTRIBUTES:
            self._leave_out(element)
            return None
        em = self._font_size(values, em)
        clean = Element(tag, self._attributes(element, tag, values))
        if tag in WORDS:
            clean.set("font-size", f"{em:.6g}")
            clean.text = element.text
        if not self._refer(clean, element.get("href")):
            return None
        for child in () if tag in ("image", "use") else element:
            found = self._words(child, em) if tag in WORDS else self.read(child, em)
            if found is not None:
                clean.append(found)
            if tag in WORDS:
                _add_text(clean, child.tail)
        return clean

    def _words(self, element: Element, em: float) -> Element | None:
        """Return what stands within words: words."""
        if element.tag in ("tspan", "a", "textPath", "tref"):
            if element.tag == "textPath":
                self.undrawn.append(translatable("words along a line"))
            element.tag = "tspan"
            element.attrib.pop("href", None)
            return self.read(element, em, in_words=True)
        if element.tag not in SILENT:
            self._leave_out(element)
        return None

    def _chosen(self, element: Element, em: float) -> Element | None:
        """Return the part of a choice that needs nothing; one by language is made by files."""
        for child in element:
            if child.tag == "foreignObject" or "requiredExtensions" in child.attrib:
                continue
            if "systemLanguage" in child.attrib:
                raise unusable(
                    self.name,
                    translatable("It shows other parts in other languages (systemLanguage)."),
                    translatable(
                        "Save a file for each language, such as %(name)s beside %(other)s.",
                        name="map.fr.svg",
                        other="map.svg",
                    ),
                )
            return self.read(child, em)
        for child in element:
            self._leave_out(child)
        return None

    def _leave_out(self, element: Element) -> None:
        if element.tag == "foreignObject":
            raise unusable(
                self.name,
                translatable("A part of it is HTML (foreignObject), which is not drawn."),
                translatable(
                    "Have the program that made it export words as SVG text, or save it as PNG."
                ),
            )
        self.undrawn.append(
            TOLD["filter"] if element.tag == "filter" else f"<{shown(element.tag)}>"
        )

    def _font_size(self, values: Mapping[str, str], em: float) -> float:
        said = values.get("font-size", "").strip()
        if not said or said == "inherit":
            return em
        found = _FONT_SIZES.get(said, length_in_px(said, em))
        if found is None or found < 0:
            self.undrawn.append(f"font-size “{shown(said)}”")
            return em
        return found

    def _attributes(self, element: Element, tag: str, values: Mapping[str, str]) -> dict[str, str]:
        found: dict[str, str] = {}
        if "id" in element.attrib:
            found["id"] = element.attrib["id"]
        if element.tag in ("polyline", "polygon") and (path := points(element.get("points", ""))):
            found["d"] = path + ("Z" if element.tag == "polygon" else "")
        readers = {**STYLES, **ATTRIBUTES[tag]}
        for name, value in values.items():
            if name in TOLD and value.strip() not in ("", "none", "normal", "0", "0em", "0px"):
                self.undrawn.append(TOLD[name])
            if name not in readers or not value.strip():
                continue
            self._require_own(value)
            long = len(value) > _LONGEST_VALUE and name != "d"
            read = None if long else readers[name](value)
            if read is None:
                self.undrawn.append(f"{name} “{shown(value)}”")
            elif read:
                found[name] = read
        return found

    def _require_own(self, value: str) -> None:
        """Raise SourceError where a value asks for another file."""
        for target in targets(value):
            if not target.startswith("#"):
                raise _elsewhere(self.name, target)

    def _refer(self, clean: Element, target: str | None) -> bool:
        """Give an element what it refers to; return whether there is anything to draw."""
        if clean.tag not in ("use", "image", "linearGradient", "radialGradient", "pattern"):
            return True
        target = (target or "").strip()
        if clean.tag == "image":
            return self._embed(clean, target)
        if not target:
            return clean.tag != "use"
        if not target.startswith("#"):
            raise _elsewhere(self.name, target)
        clean.set("href", target)
        return True

    def _embed(self, clean: Element, target: str) -> bool:
        from briefkit.brief.pictures.raster import read_raster

        if not target:
            return False
        found = re.match(r"data:image/(?:png|jpe?g);base64,", target, re.IGNORECASE)
        if found is None:
            if target[:5].lower() == "data:":
                raise _broken_within(self.name)
            raise _elsewhere(self.name, target)
        try:
            data = base64.b64decode(re.sub(r"\s", "", target[found.end() :]), validate=True)
        except ValueError:
            data = b""
        if not data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            raise _broken_within(self.name)
        self._pictures += 1
        if self._pictures > _MOST_PICTURES:
            raise unusable(
                self.name,
                translatable("It holds more than %(most)s pictures.", most=_MOST_PICTURES),
            )
        picture = read_raster(data, self.name, _MOST_PIXELS)
        encoded = base64.b64encode(picture.data).decode()
        clean.set("href", f"data:image/{picture.kind};base64,{encoded}")
        return True


def _broken_within(name: str) -> SourceError:
    return unusable(name, translatable("A picture in it is broken, or no PNG or JPEG."))


def _elsewhere(name: str, target: str) -> SourceError:
    return unusable(
        name,
        translatable("It asks for another file: %(file)s.", file=shown(target)),
        translatable(
            "Embed what it shows (in Inkscape: %(menus)s), or save it as PNG.",
            menus="Extensions > Images > Embed",
        ),
    )


def _add_text(element: Element, text: str | None) -> None:
    """Add words behind what an element holds."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _drop_empty_uses(root: Element) -> None:
    """Take away what refers to a part that there is not, by however many steps."""
    parts = {e.attrib["id"]: e for e in reversed(list(root.iter())) if "id" in e.attrib}
    for element in root.iter():
        for child in list(element):
            target: Element | None = child
            for _ in range(DEEPEST):  # a circle is refused afterwards
                if target is not None and target.tag == "use":
                    target = parts.get(target.attrib["href"][1:])
            if target is None:
                element.remove(child)


def _rename(root: Element) -> None:
    """Give the parts that others refer to names of ours; take away all others, and what is lost."""
    used = set()
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "href":
                used.add(value[1:])
            elif name not in ("id", "d"):
                used |= {target[1:] for target in targets(value)}
    names: dict[str, str] = {}
    for element in root.iter():
        own = element.attrib.pop("id", None)
        if own is not None and own in used and own not in names:
            names[own] = f"p{len(names) + 1}"
            element.set("id", names[own])
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "href" and value.startswith("#"):
                del element.attrib[name]
                if own := names.get(value[1:]):
                    element.set(name, f"#{own}")
            elif name not in ("id", "d"):
                element.set(name, renamed(value, names))
        # In one order, wherever they came from.
        element.attrib = dict(sorted(element.attrib.items()))
