"""The values of an SVG's attributes: each is read by its grammar, and written anew."""

import re
from collections.abc import Callable, Mapping

from briefkit.quantifiers import possessive

__all__ = [
    "Reader", "angle", "aspect", "colour", "first_length", "invertible", "length",
    "length_in_px", "lengths", "number", "numbers_of", "one_of", "origin", "own_colour", "paint",
    "path_data", "points", "reference", "renamed", "share", "shown", "side", "size", "targets",
    "transform", "view_box", "weight",
]  # fmt: skip

Reader = Callable[[str], str | None]
"""Returns a value as it is written in the picture, or None for what has no meaning there"""

# What is taken is never given back: a number of a million digits is read in one go.
_NUMBER = possessive(r"[+-]?+(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]{1,3})?+")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

# PDF has no larger numbers that all readers take (ISO 32000-1, Annex C).
_LARGEST = 1e7

_REFERENCE = re.compile(r"url\(([^()]*)\)")

# The lengths of the arguments of commands and transforms.
_COMMANDS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_TRANSFORMS = {
    "matrix": (6,), "translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,),
    "skewY": (1,),
}  # fmt: skip


def _fits(number: str) -> bool:
    return abs(float(number)) <= _LARGEST


def shown(value: str) -> str:
    """Return a value as a person is told of it."""
    line = " ".join(value.split())
    return line if len(line) <= 30 else f"{line[:29]}…"


def targets(value: str) -> list[str]:
    """Return what a value refers to: “#” and the name of a part, or another file."""
    return [found.strip().strip("\"'").strip() for found in _REFERENCE.findall(value)]


def renamed(value: str, names: Mapping[str, str]) -> str:
    """Return a reference to a part by its new name; what stands in its place where it has none."""
    found = _REFERENCE.match(value)
    if found is None:
        return value
    name, rest = names.get(targets(value)[0][1:]), value[found.end() :].strip()
    return f"url(#{name}) {rest}".strip() if name else rest or "none"


def number(value: str) -> str | None:
    """Read a number."""
    value = value.strip()
    return value if re.fullmatch(_NUMBER, value) and _fits(value) else None


def share(value: str) -> str | None:
    """Read a number or a percentage."""
    value = value.strip()
    plain = value.removesuffix("%")
    return value if number(plain) == plain and plain else None


def length(value: str) -> str | None:
    """Read a length: a number, with a unit or a percentage."""
    found = re.fullmatch(rf"({_NUMBER})(px|pt|pc|mm|cm|in|em|ex|rem|%)?", value.strip())
    return found[0] if found and _fits(found[1]) else None


def size(value: str) -> str | None:
    """Read a length that is not below nought."""
    found = length(value)
    return None if found is None or found.startswith("-") else found


def side(value: str) -> str | None:
    """Read a length that is more than nothing, by which others are divided."""
    found = None if "%" in value else size(value)
    return found if found and (length_in_px(found, 16) or 0) > 1e-3 else None


def length_in_px(value: str, em: float) -> float | None:
    """Return the px of a length; `em` are those of the text's size around it, also of 100%."""
    found = re.fullmatch(rf"({_NUMBER})(px|pt|pc|mm|cm|in|em|ex|rem|%)?", value.strip())
    if found is None or not _fits(found[1]):
        return None
    units = _UNITS | {"em": em, "ex": em / 2, "rem": 16.0, "%": em / 100}
    return float(found[1]) * units[found[2] or ""]


def first_length(value: str) -> str | None:
    """Read the first of a list of lengths: words are set whole, not letter by letter."""
    parts = re.split(r"[\s,]+", value.strip())
    return length(parts[0])


def lengths(value: str) -> str | None:
    """Read a list of lengths, or “none”."""
    if value.strip() == "none":
        return "none"
    parts = [length(part) for part in re.split(r"[\s,]+", value.strip())]
    return " ".join(map(str, parts)) if len(parts) <= 50 and None not in parts else None


def origin(value: str) -> str | None:
    """Read the point that transforms go by, in px."""
    parts = [length_in_px(part, 16) for part in value.split() if not part.endswith("%")]
    known = [f"{part:.6g}" for part in parts if part is not None]
    return " ".join(known) if len(known) == 2 else None


def numbers_of(text: str) -> list[str]:
    """Return the numbers of a list that are written without need of blanks."""
    return re.findall(_NUMBER, text)


def view_box(value: str) -> str | None:
    """Read a viewBox, with a size."""
    found = re.fullmatch(
        rf"\s*({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*", value
    )
    if found is None or not all(map(_fits, found.groups())):
        return None
    # What is hardly larger than nothing makes numbers that no reader takes.
    return " ".join(found.groups()) if min(float(found[3]), float(found[4])) > 1e-3 else None


def transform(value: str) -> str | None:
    """Read a list of transforms."""
    found = re.findall(r"(\w+)\s*\(([^()]*)\)", value)
    if rest := re.sub(r"\w+\s*\([^()]*\)|[\s,]", "", value):
        return "" if rest == "none" else None
    written = []
    for name, inner in found:
        bare = re.sub(rf"({_NUMBER})(?:px|deg)(?![\w.])", r"\1", inner)
        arguments = numbers_of(bare)
        if (
            len(arguments) not in _TRANSFORMS.get(name, ())
            or re.sub(rf"{_NUMBER}|[\s,]", "", bare)
            or not all(map(_fits, arguments))
        ):
            return None
        written.append(f"{name}({' '.join(arguments)})")
    return " ".join(written)


def invertible(value: str) -> str | None:
    """Read a list of transforms none of which makes a surface nothing."""
    found = transform(value)
    if found is None:
        return None
    for name, inner in re.findall(r"(\w+)\(([^()]*)\)", found):
        values = [float(part) for part in inner.split()]
        if name == "scale" and min(map(abs, values)) < 1e-6:
            return None
        if name == "matrix" and abs(values[0] * values[3] - values[1] * values[2]) < 1e-9:
            return None
    return found


def path_data(value: str) -> str | None:
    """Read a path, each command with its letter, up to what is wrong in it (SVG 2, 9.5.4)."""
    written: list[str] = []
    for letter, inner in re.findall("([AaCcHhLlMmQqSsTtVvZz])([^A-DF-Za-df-z]*)", _sound(value)):
        count = _COMMANDS[letter.lower()]
        if not count:
            written.append(letter)
            continue
        arguments = _arcs(inner) if count == 7 else numbers_of(inner)
        if not all(map(_fits, arguments)):
            break
        whole = len(arguments) - len(arguments) % count
        for start in range(0, whole, count):
            written.append(letter + " ".join(arguments[start : start + count]))
            letter = {"m": "l", "M": "L"}.get(letter, letter)
        if not arguments or whole < len(arguments):
            break
    return "".join(written) if written and written[0][0] in "mM" else None


def _sound(value: str) -> str:
    """Return a path up to the first sign that no path has."""
    allowed = re.match(r"[\sMmLlHhVvCcSsQqTtAaZz0-9+\-.,eE]*", value)
    return allowed[0] if allowed else ""


_ARC = re.compile(
    possessive(
        rf"({_NUMBER})[\s,]*+({_NUMBER})[\s,]*+({_NUMBER})[\s,]*+([01])[\s,]*+([01])[\s,]*+"
        rf"({_NUMBER})[\s,]*+({_NUMBER})[\s,]*+"
    )
)


def _arcs(inner: str) -> list[str]:
    """Return the arguments of arcs: their flags may stand without blanks after them."""
    found: list[str] = []
    place = len(inner) - len(inner.lstrip())
    while arc := _ARC.match(inner, place):
        found += arc.groups()
        place = arc.end()
    return found


def points(value: str) -> str | None:
    """Read the points of a line as the path along them."""
    found = numbers_of(value)
    if len(found) < 4 or not all(map(_fits, found)):
        return None
    pairs = [f"{x} {y}" for x, y in zip(found[::2], found[1::2], strict=False)]
    return f"M{'L'.join(pairs)}"


def one_of(*words: str) -> Reader:
    """Return what reads a keyword."""
    return lambda value: value.strip() if value.strip() in (*words, "inherit") else None


def colour(value: str) -> str | None:
    """Read a colour, without what an ICC profile says of it."""
    from tinycss2.color5 import parse_color  # few briefs have drawings, and it takes its time

    value = value.strip().partition("icc-color")[0].strip()
    if value.lower() == "currentcolor":
        return "currentColor"
    if value in ("none", "inherit"):
        return value
    form = r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,30}|(?:rgb|hsl)a?\([\d\s.,%/+-]{1,60}\)"
    return value if re.fullmatch(form, value) and parse_color(value) is not None else None


def own_colour(value: str) -> str | None:
    """Read the colour that others mean by “currentColor”."""
    found = colour(value)
    return None if found in ("currentColor", "none") else found


def paint(value: str) -> str | None:
    """Read what fills a surface: a colour, or a reference with or without one in its place."""
    value = value.strip()
    if value in ("context-fill", "context-stroke"):
        return value
    if (found := _REFERENCE.match(value)) is None:
        return colour(value)
    instead = own_colour(value[found.end() :])
    return f"{found[0]} {instead}" if instead else found[0]


def reference(value: str) -> str | None:
    """Read a reference to another part."""
    found = _REFERENCE.fullmatch(value.strip())
    return found[0] if found else one_of("none")(value)


def weight(value: str) -> str | None:
    """Read how bold words are."""
    value = {"normal": "400", "bold": "700", "bolder": "700", "lighter": "400"}.get(
        value.strip(), value.strip()
    )
    return value if re.fullmatch("[1-9]00", value) else None


def angle(value: str) -> str | None:
    """Read how a marker stands."""
    value = value.strip().removesuffix("deg")
    return value if value in ("auto", "auto-start-reverse") else number(value)


def aspect(value: str) -> str | None:
    """Read how a picture fills its frame."""
    found = re.fullmatch(
        r"(none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?:\s+(meet|slice))?", value.strip()
    )
    return " ".join(filter(None, found.groups())) if found else None
