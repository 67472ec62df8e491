"""What the author of a brief should mend; how readable its easy texts are, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.brief import parse_inline
from briefkit.brief.easy import Readability, easy_warnings, readability_of
from briefkit.catalogs import translate
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError
from briefkit.model import Brief, Level, Segment, plain_text
from briefkit.project.project import Project, brief_locales

__all__ = ["ReadText", "author_warnings", "readable_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """An easy text in a language, by its `path`, and how readable it is."""

    path: str
    locale: str
    readability: Readability


def author_warnings(project: Project, name: str) -> Iterator[Diagnostic]:
    """Yield what a brief's author should mend, though it prints.

    That is what of its files is not printed, and what of its easy texts is hard to read. Raises
    SourceError for a brief that needs work.
    """
    brief = project.brief(name)
    yield from brief.warnings
    for text in brief.texts.values():
        yield from easy_warnings(text)


def readable_texts(project: Project, name: str) -> Iterator[ReadText]:
    """Yield how readable a brief's easy texts are, where a language has a formula for it.

    A translation with gaps, or with mistakes, has no figure. Raises SourceError for a brief that
    needs work.
    """
    for text in project.brief(name).texts.values():
        if text.reader.level is not Level.EASY:
            continue
        for locale in filter(text.reader.is_made_in, brief_locales(project, name)):
            found = readability_of(_plain_texts(project, text, locale), locale)
            if found is not None:
                path = f"briefs/{name}/{text.audience}.md"
                yield ReadText(path=path, locale=locale, readability=found)


def _plain_texts(project: Project, text: Brief[Segment], locale: str) -> list[str]:
    """Return the blocks of a text in a language, without markup; none where it lacks one."""
    source = text.settings.source_locale
    segments = [segment for block in text.blocks for segment in block.walk()]
    if locale == source:
        return [plain_text(parse_inline(s.text, s.location)) for s in segments]
    try:
        catalog = project.catalogs.read(text.name, locale)
        found = [translate(segment, catalog, source) for segment in segments]
    except CatalogError:  # which is told by the checks
        return []
    return [] if any(each.fallback for each in found) else [each.plain for each in found]
