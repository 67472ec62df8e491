"""A text and the settings of its brief become a Brief."""

import re
from collections.abc import Iterable, Iterator, Mapping

from briefkit.brief.blocks import parse_blocks
from briefkit.brief.figures import Pictures
from briefkit.brief.inline import parse_inline
from briefkit.brief.look_alikes import look_alikes
from briefkit.brief.markdown import without_comments
from briefkit.brief.notes import citations_in
from briefkit.brief.references import Reference
from briefkit.brief.settings import ParsedSettings
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import SourceError
from briefkit.model import Block, Brief, Segment

__all__ = ["citation_faults", "parse_brief"]


def parse_brief(
    *,
    name: str,
    audience: str,
    settings: ParsedSettings,
    text: str,
    path: str,
    pictures: Pictures | None = None,
) -> Brief[Segment]:
    """Return one audience's text of a brief, and of the `pictures` in it.

    Raises SourceError, with the lines of all that is wrong: what `parse_blocks` refuses, and words
    in letters of another alphabet than they seem.
    """
    blocks: tuple[Block[Segment], ...] = ()
    faults = list(look_alikes(without_comments(text), path, settings.settings.source_locale))
    try:
        blocks = parse_blocks(text, path, audience, pictures)
    except SourceError as error:
        faults += error.diagnostics
    if faults:
        raise SourceError(*sorted(faults, key=lambda fault: fault.location or Location("")))
    return Brief(
        name=name,
        audience=audience,
        settings=settings.settings,
        words=settings.words[audience],
        blocks=blocks,
        pictures=pictures or {},
    )


# A citation without its brackets, as Pandoc sets it within a sentence.
_BARE = re.compile(r"(?<![\w.@/\[\\;-])@([\w:.#$%&+?<>~/-]*\w)")


def citation_faults(
    texts: Iterable[Brief[Segment]], references: Mapping[str, Reference]
) -> Iterator[Diagnostic]:
    """Yield the citations of works that there are not, and those of works without brackets.

    “@name” may be an account too: it is a citation where a reference has that id.
    """
    for segment in (segment for brief in texts for segment in brief.segments()):
        nodes = parse_inline(segment.text, segment.location)
        cited = [work.key for citation in citations_in(nodes) for work in citation.works]
        for key in dict.fromkeys(key for key in cited if key not in references):
            yield Diagnostic(
                check="references",
                message=translatable(
                    "The work “%(key)s” is cited, and references.json has none of that id.", key=key
                ),
                hint=translatable("Mend the citation, or export the reference from Zotero."),
                location=segment.location,
            )
        without_citations = re.sub(r"\[@[^\[\]]*\]", "", segment.text)
        for key in dict.fromkeys(_BARE.findall(without_citations)):
            if key in references:
                yield Diagnostic(
                    check="references",
                    message=translatable(
                        "“@%(key)s” would print as it stands: a citation stands in brackets.",
                        key=key,
                    ),
                    hint=translatable(
                        "Write %(cited)s, or %(plain)s for the words themselves.",
                        cited=f"[@{key}]",
                        plain=f"\\@{key}",
                    ),
                    location=segment.location,
                )
