"""The messages of briefs and templates, and Babel's extractor of them."""

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.metadata import entry_points
from io import BytesIO, TextIOWrapper
from pathlib import Path, PurePath
from typing import IO, Any

from babel.messages.extract import extract_from_dir, extract_from_file

from briefkit.brief.blocks import parse_blocks, picture_files
from briefkit.brief.pictures import read_picture
from briefkit.brief.settings import parse_settings
from briefkit.diagnostics import Location
from briefkit.model import Brief, Level, Message, MessageKey, Picture, Segment

__all__ = ["brief_messages", "code_messages", "extract_brief", "template_messages"]

# A comment line this wide, with “#. ” before it, is left alone by every gettext tool.
_COMMENT_WIDTH = 74

_TRANSLATOR_TAG = "TRANSLATORS:"

# The comment on what code says.
_SAID = "what the program found, or what can be done about it"


def brief_messages(briefs: Iterable[Brief[Segment]]) -> tuple[Message, ...]:
    """Return the messages of a brief's texts, in reading order; equal blocks are one message."""
    return _merged(
        Message(
            msgid=segment.text,
            context=segment.context,
            comments=_wrapped(segment.comment),
            places=(segment.location,),
            tight=brief.reader.level is not Level.PROFESSIONAL
            and segment.location.path.endswith(".md"),
            locales=frozenset(brief.reader.languages),
            told=(segment.comment,),
        )
        for brief in briefs
        for segment in brief.segments()
    )


def template_messages(folders: Mapping[str, Path]) -> tuple[Message, ...]:
    """Return the messages of the templates' `{% trans %}` blocks, by Jinja2's own extractor.

    `folders` are given by the names that they have in the messages' places.
    """
    found = (
        (f"{prefix}/{PurePath(name).as_posix()}", *message)
        for prefix, folder in folders.items()
        for name, *message in extract_from_dir(
            folder,
            # What is hidden is no template, such as what a Mac writes beside each file.
            method_map=[("**/.*", "ignore"), ("**.jinja", f"{__name__}:_extract_template")],
            comment_tags=(_TRANSLATOR_TAG,),
            strip_comment_tags=True,
        )
    )
    return _messages(found)


def code_messages(folders: Mapping[str, Path]) -> tuple[Message, ...]:
    """Return the messages of code that it makes texts of by `translatable`, by Babel's extractor.

    `folders` are given by the names that they have in the messages' places.
    """
    found = (
        (f"{prefix}/{path.relative_to(folder).as_posix()}", *_with_comment(message))
        for prefix, folder in folders.items()
        for path in sorted(folder.rglob("*.py"))
        if b"translatable(" in path.read_bytes()
        for message in extract_from_file(
            "python", path, {"translatable": None}, (_TRANSLATOR_TAG,), strip_comment_tags=True
        )
    )
    return _messages(found)


def _with_comment(message: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what Babel found, with a comment for translators where the code has none.

    It names no line: code changes often, and catalogs must not each time.
    """
    _, text, comments, context = message
    return 0, text, comments or [_SAID], context


def _messages(found: Iterable[tuple[Any, ...]]) -> tuple[Message, ...]:
    """Return messages by Babel's tuples: file, line, strings, comments, context."""
    return _merged(
        Message(
            msgid=strings[0] if isinstance(strings, tuple) else strings,
            plural=strings[1] if isinstance(strings, tuple) else None,
            context=context,
            comments=tuple(comments),
            places=(Location(name, line),),
            flags=("python-format",) if "%(" in str(strings) else (),
        )
        for name, line, strings, comments, context in found
    )


def _extract_template(
    fileobj: IO[bytes], keywords: Iterable[str], comment_tags: Iterable[str], options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    found = _template_strings(fileobj.read(), tuple(keywords), tuple(comment_tags))
    for line, keyword, strings, comments in found:
        yield line, keyword, strings, list(comments)  # Babel takes the tags out of its list


@lru_cache(512)  # our own are two hundred
def _template_strings(
    data: bytes, keywords: tuple[str, ...], comment_tags: tuple[str, ...]
) -> tuple[tuple[int, str, Any, list[str]], ...]:
    """Return what Jinja2's extractor finds in a template, remembered by its content."""
    options = {"trimmed": "true", "silent": "false"}
    return tuple(_extractor()(BytesIO(data), keywords, comment_tags, options))


@cache
def _extractor() -> Callable[..., Any]:
    """Return Jinja2's extractor, as Babel finds it."""
    (found,) = entry_points(group="babel.extractors", name="jinja2")
    extractor: Callable[..., Any] = found.load()
    return extractor


def _merged(messages: Iterable[Message]) -> tuple[Message, ...]:
    merged: dict[MessageKey, Message] = {}
    for message in messages:
        known = merged.get(message.key, message)
        merged[message.key] = Message(
            msgid=message.msgid,
            context=message.context,
            plural=known.plural or message.plural,
            comments=tuple(dict.fromkeys(known.comments + message.comments)),
            places=tuple(sorted({*known.places, *message.places})),
            flags=known.flags,
            tight=known.tight or message.tight,
            locales=known.locales | message.locales
            if known.locales and message.locales
            else frozenset(),
            told=tuple(dict.fromkeys(known.told + message.told)),
        )
    return tuple(merged.values())


def _wrapped(comment: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFC", comment)
    return tuple(textwrap.wrap(text, _COMMENT_WIDTH, break_on_hyphens=False))


def _pictures(text: str, folder: Path) -> dict[str, dict[str, Picture]]:
    """Return the pictures that a text names, from its own folder, for the words in them."""
    files = {name: folder / name for name in picture_files(text)}
    return {
        name: {"": read_picture(file.read_bytes(), name)}
        for name, file in files.items()
        if file.is_file() and file.resolve().is_relative_to(folder.resolve())
    }


def extract_brief(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Iterable[str],
    options: Mapping[str, Any],
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """Yield the messages of a brief's file for Babel (entry point `briefkit`).

    Takes a brief's `brief.toml` and Markdown texts; a text's audience is its file's name, and the
    pictures that it names lie beside it. The
    arguments and the tuples are those of `babel.messages.extract`. Raises SourceError.
    """
    path = PurePath(getattr(fileobj, "name", "brief"))
    text = TextIOWrapper(fileobj, encoding="utf-8").read()
    if path.suffix == ".toml":
        segments = list(parse_settings(text, str(path)).segments())
    else:
        blocks = parse_blocks(text, str(path), path.stem, _pictures(text, Path(path).parent))
        segments = [segment for block in blocks for segment in block.walk()]
    for segment in segments:
        comments = list(_wrapped(segment.comment))
        if segment.context is None:
            yield segment.location.line, "gettext", segment.text, comments
        else:
            yield segment.location.line, "pgettext", (segment.context, segment.text), comments
