"""Pictures of a text: what they show, the words in them, their captions."""

import re
from collections.abc import Mapping

from briefkit.brief.alternative_texts import read_alternative_text
from briefkit.brief.inline import read_inline
from briefkit.brief.markdown import Image
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import Location, translatable
from briefkit.model import Block, Kind, Picture, Segment, Text

__all__ = ["Pictures", "read_figure"]

Pictures = Mapping[str, Mapping[str, Picture]]
"""Pictures by the name of their file, and by locale: “” is for all that have none of their own."""


def read_figure(
    image: Image, line: int, segments: SegmentReader, pictures: Pictures
) -> Block[Segment]:
    """Return a picture that is a paragraph of its own; its words are those of `pictures`."""
    name = image.address
    _require_own_file(name, line, segments)
    children = [_alternative_text(image, line, segments)]
    picture = pictures.get(name, {}).get("")
    # TRANSLATORS: what a passage is: words in a picture; %(name)s is a file’s name
    of_picture = translatable("text in the picture %(name)s", name=name)
    for text in picture.texts if picture else ():
        content = segments.read(of_picture, _as_markdown(text), line)
        children.append(Block(kind=Kind.PICTURE_TEXT, content=content))
    if image.title:
        # TRANSLATORS: what a passage is; %(name)s is a file’s name
        caption = translatable("caption of the picture %(name)s", name=name)
        content = segments.read(caption, image.title, line)
        children.append(Block(kind=Kind.CAPTION, content=content))
    return Block(kind=Kind.FIGURE, name=name, children=tuple(children))


def _require_own_file(name: str, line: int, segments: SegmentReader) -> None:
    if re.match(r"[A-Za-z][\w+.-]*:|[/\\]", name) or ".." in re.split(r"[/\\]", name):
        segments.refuse(
            translatable("A picture is not in the brief's own folder: %(name)s.", name=name),
            translatable(
                "Copy it there, and write its name: %(example)s.",
                example="![what it shows](img/map.svg)",
            ),
            line,
        )
    elif not name:
        segments.refuse(
            translatable("A picture has no file."),
            translatable("Write its name in the brackets."),
            line,
        )


def _alternative_text(image: Image, line: int, segments: SegmentReader) -> Block[Segment]:
    if not image.alternative.strip():
        segments.refuse(
            translatable(
                "The picture %(name)s has no alternative text, for those who can't see it.",
                name=image.address,
            ),
            translatable(
                "Say in the square brackets what it shows: %(example)s.",
                example="![A map of …](img/map.svg)",
            ),
            line,
        )
        return Block(kind=Kind.ALTERNATIVE_TEXT)
    what = translatable("the picture %(name)s", name=image.address)
    content = read_alternative_text(image.alternative, what, line, segments)
    return Block(kind=Kind.ALTERNATIVE_TEXT, content=content)


def _as_markdown(text: str) -> str:
    """Return plain text as inline Markdown that prints it."""
    return re.sub(r"[\\`*_\[\]<>{}|~^$#&=+!-]", r"\\\g<0>", text) if _is_risky(text) else text


def _is_risky(text: str) -> bool:
    nodes, faults = read_inline(text, Location(""))
    return bool(faults) or nodes != (Text(text),) or bool(re.search(r"[*_`<>\[\]|~^$&\\]", text))
