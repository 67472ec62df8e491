"""WeasyPrint's warnings, turned into errors."""

import logging
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from briefkit.diagnostics import Diagnostic, InEnglish, Translatable, translatable
from briefkit.errors import TypesetError
from briefkit.languages import SOURCES, missing_glyphs

__all__ = ["RUN_OUT", "refused_warnings"]

RUN_OUT = "run out of their picture"
"""What a warning of words says that stand beyond the edge of an SVG."""


@contextmanager
def refused_warnings(label: str) -> Iterator[None]:
    """Raise TypesetError at the end when WeasyPrint has warned; `label` names the edition."""
    with _collected(logging.getLogger("weasyprint")) as warnings:
        yield
    if warnings:
        raise TypesetError(
            *(
                Diagnostic(
                    check="typesetting",
                    message=translatable(
                        "%(label)s: WeasyPrint warns: %(why)s.", label=label, why=InEnglish(message)
                    ),
                    hint=hint,
                )
                for message, hint in _with_advice(dict.fromkeys(warnings))
            )
        )


_DATA = re.compile(r"(data:[\w/+.-]{0,40};base64,)[\w+/=]*")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # A picture that stands in the page is named by all of its data.
        self.messages.append(_DATA.sub(r"\1…", record.getMessage()))


@contextmanager
def _collected(logger: logging.Logger) -> Iterator[list[str]]:
    handler = _Records()
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


# A character that is in no font of the page, as WeasyPrint tells of each alone.
_NO_GLYPH = re.compile(r'(\.notdef glyph .*: )("(.)" \(U\+[0-9A-F]+\))', re.DOTALL)

# How many of them are listed.
_LISTED = 12


def _with_advice(messages: Iterable[str]) -> Iterator[tuple[str, Translatable]]:
    """Yield warnings, each with what to do; characters without a glyph in one, by what to do."""
    without_glyph: dict[Translatable, list[re.Match[str]]] = {}
    for message in messages:
        if found := _NO_GLYPH.fullmatch(message):
            without_glyph.setdefault(_glyph_advice(found[3]), []).append(found)
        else:
            yield message, _advice(message)
    for advice, matches in without_glyph.items():
        more = len(matches) - _LISTED
        characters = ", ".join(match[2] for match in matches[:_LISTED])
        yield matches[0][1] + characters + (f" and {more} more" if more > 0 else ""), advice


def _glyph_advice(character: str) -> Translatable:
    if missing_glyphs(character, "", SOURCES):
        return translatable(
            "No font of ours has this character: type another where the text stands."
        )
    return translatable(
        "Say in which language the words are, and they have its fonts: %(example)s.",
        example="[العربية]{lang=ar}",
    )


def _advice(message: str) -> Translatable:
    if RUN_OUT in message:
        return translatable(
            "Shorten them, leave more room for them in the picture, or give this language a "
            "picture of its own: %(name)s beside %(other)s.",
            name="map.fr.svg",
            other="map.svg",
        )
    if "HarfBuzz" in message:
        return translatable(
            "Give “%(command)s”: it names the package to install.", command="briefkit doctor"
        )
    return translatable(
        "Mend the template or the stylesheet: leaflets are only let out without warnings."
    )
