"""The words in an SVG: what is translated of it, and how a translation takes their place."""

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

from briefkit.brief.pictures.svg_parsing import parse_svg
from briefkit.brief.pictures.svg_values import length_in_px
from briefkit.languages import first_strong
from briefkit.model import Picture

__all__ = ["arrange_words", "with_texts", "words_of"]

# What says where words stand, of which the first run alone has its part.
_PLACES = ("x", "y", "dx", "dy")

# What is no character in XML 1.0 (2.2).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_OTHER_SIDE = {"start": "end", "end": "start", "middle": "middle"}


def words_of(root: Element) -> tuple[str, ...]:
    """Return the words of each <text> of an arranged picture, its lines joined by blanks."""
    return tuple(_words(element) for element in root.iter("text"))


def _words(element: Element) -> str:
    return " ".join("".join(run.text or "" for run in line) for line in _lines(element))


def with_texts(picture: Picture, texts: Sequence[str], family: str) -> Picture:
    """Return a picture with other words, as many as it has `texts`, set in the fonts `family`.

    `family` is one family of fonts or several, parted by commas. Words that are not the picture's
    own stand in as many lines as those did, or fewer, in the first form of each line. Where their
    direction is another, they take the same side of their place: what is read first stands where
    reading begins. Raises ValueError for too few or too many texts.
    """
    if not picture.texts and not texts:
        return picture
    root, _ = parse_svg(picture.data, "")
    elements = list(root.iter("text"))
    texts = [_NO_XML.sub("", text) for text in texts]
    for element, words in zip(elements, texts, strict=True):
        rtl = first_strong(words) == "rtl"
        if words != _words(element) or rtl:
            _set_words(element, words)
        if rtl != (element.get("direction") == "rtl"):
            for run in element.iter():
                run.attrib.pop("direction", None)
                if "text-anchor" in run.attrib:
                    run.set("text-anchor", _OTHER_SIDE[run.attrib["text-anchor"]])
            element.set("direction", "rtl" if rtl else "ltr")
        _part_lines(element)
    # WeasyPrint takes the names as they stand between the commas.
    names = [name.strip().strip("\"'") for name in family.split(",")]
    root.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "font-family": ",".join(names)}
    return replace(picture, data=tostring(root, encoding="utf-8"), texts=tuple(texts))


def _part_lines(text: Element) -> None:
    """Make a group of <text>s of one with several lines: WeasyPrint aligns only a whole one."""
    lines = _lines(text)
    runs = [text, *text]
    if len(lines) < 2 or any("%" in run.get(name, "") for run in runs for name in _PLACES):
        return
    em = float(text.get("font-size", "16"))
    at = {"x": 0.0, "y": 0.0}
    _move(at, text, em)
    parts = []
    for line in lines:
        if line[0] is not text:
            _move(at, line[0], em)
        part = Element("text", {name: f"{value:.6g}" for name, value in at.items()})
        for run in line:
            if run is text:
                part.text = text.text
            else:
                part.append(run)
        for run in line[1:]:  # a raised or lowered word, whose line goes on from there
            at["y"] += _pixels(run, "dy", em)
        parts.append(part)
    text.tag, text.text = "g", None
    text[:] = parts


def _move(at: dict[str, float], run: Element, em: float) -> None:
    """Move to where a run stands, which then stands there of itself."""
    for name in at:
        if name in run.attrib:
            at[name] = _pixels(run, name, em)
        at[name] += _pixels(run, f"d{name}", em)
        run.attrib.pop(name, None)
        run.attrib.pop(f"d{name}", None)


def _pixels(run: Element, name: str, em: float) -> float:
    return length_in_px(run.get(name, "0"), float(run.get("font-size", em))) or 0.0


def arrange_words(root: Element) -> None:
    """Bring all words of a cleaned picture into one form; take away those that are none.

    A <text> holds words, and one <tspan> for each further run of words, which holds none. Blanks
    stand once, and none at the ends of a line. Each has its anchor and its direction.
    """
    _arrange(root, "start", "ltr")


def _arrange(parent: Element, anchor: str, direction: str) -> None:
    anchor = _own(parent, "text-anchor", anchor)
    direction = _own(parent, "direction", direction)
    for child in list(parent):
        if child.tag != "text":
            _arrange(child, anchor, direction)
            continue
        child.set("text-anchor", _own(child, "text-anchor", anchor))
        child.set("direction", _own(child, "direction", direction))
        _flatten(child)
        if not _words(child):
            parent.remove(child)
        child.tail = None


def _own(element: Element, name: str, inherited: str) -> str:
    found = element.get(name, "inherit")
    return inherited if found == "inherit" else found


def _flatten(text: Element) -> None:
    """Make one row of runs of what stands in a <text>, however deep."""
    runs: list[tuple[dict[str, str], str]] = []
    _collect(text, {}, runs)
    kept: list[tuple[dict[str, str], str]] = []
    places: dict[str, str] = {}
    behind_blank = True
    for attributes, words in runs:
        places = _moved(places, attributes)
        starts_line = _starts_line(places)
        if starts_line and kept:
            kept[-1] = kept[-1][0], kept[-1][1].rstrip(" ")
        words = re.sub(r"[ \t\r\n]+", " ", words)
        if behind_blank or starts_line:
            words = words.lstrip(" ")
        if words:
            own = {n: v for n, v in attributes.items() if n not in _PLACES and text.get(n) != v}
            kept.append((own | places, words))
            places = {}
            behind_blank = words.endswith(" ")
    if kept:
        kept[-1] = kept[-1][0], kept[-1][1].rstrip(" ")
    kept = [run for run in kept if run[1]]
    text.text = None
    for child in list(text):
        text.remove(child)
    for number, (attributes, words) in enumerate(kept):
        if not number and not attributes:
            text.text = words
        else:
            SubElement(text, "tspan", attributes).text = words


def _collect(
    element: Element, attributes: dict[str, str], runs: list[tuple[dict[str, str], str]]
) -> None:
    """Add the runs of words of an element, each with the attributes that it has as a <tspan>."""
    runs.append((attributes, element.text or ""))
    inherited = {n: v for n, v in attributes.items() if n not in _PLACES}
    for child in element:
        _collect(child, inherited | child.attrib, runs)
        runs.append((inherited, child.tail or ""))


def _moved(before: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    """Return where a run stands, behind one without words that stood elsewhere."""
    found = before | {name: attributes[name] for name in _PLACES if name in attributes}
    for name in ("dx", "dy"):
        if name in before and name in attributes:
            em = float(attributes.get("font-size", "16"))
            parts = [length_in_px(each, em) or 0 for each in (before[name], attributes[name])]
            found[name] = f"{sum(parts):.6g}"
    return found


def _starts_line(places: dict[str, str]) -> bool:
    # What is only moved up or down goes on where the words before it end.
    return "x" in places


def _lines(text: Element) -> list[list[Element]]:
    """Return the runs of a <text> by lines: itself, where it has words, and its <tspan>s."""
    runs = ([text] if text.text else []) + list(text)
    lines: list[list[Element]] = []
    for run in runs:
        if not lines or (run is not text and _starts_line(run.attrib)):
            lines.append([])
        lines[-1].append(run)
    return lines


def _set_words(text: Element, words: str) -> None:
    lines = _lines(text)
    parts = _broken(words, len(lines))
    for number, line in enumerate(lines):
        first, *others = line if number < len(parts) else (None, *line)
        if first is not None:
            first.text = parts[number]
        for run in others:
            if run is text:
                text.text = None
            elif run is not None:
                text.remove(run)


def _broken(words: str, most: int) -> list[str]:
    """Return words in at most so many lines, the longest of which is as short as can be."""
    single = [word for word in re.split("[ \t\r\n]+", words) if word]
    low, high = max(map(len, single), default=0), len(words)
    while low < high:
        width = (low + high) // 2
        if len(_filled(single, width)) <= most:
            high = width
        else:
            low = width + 1
    return _filled(single, low)


def _filled(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
