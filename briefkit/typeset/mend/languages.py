"""Passages in another language than the page's."""

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import TypesetError
from briefkit.leaflet import Page
from briefkit.typeset.mend.tag_tree import Area, Kid, Tag

__all__ = ["mark_languages"]


def mark_languages(tree: Tag, page: Page, label: str) -> None:
    """Write the language of passages; WeasyPrint writes only the document's.

    ISO 14289-1, 7.2: changes of language are declared. Templates mark them by `span` and by
    nothing else; where one is all that a block holds, the block itself is marked. `label` names
    the edition. Raises TypesetError when a passage cannot be found in the tags.
    """
    languages: dict[tuple[int, int], list[str]] = {}
    for element in page.elements:
        if element.tag == "span" and element.end > element.start:
            languages.setdefault((element.start, element.end), []).append(element.lang)
    for tag in tree.walk():
        if tag.role == "Span" and (found := languages.get(tag.range())):
            tag.lang = found.pop()
    for language in (language for found in languages.values() for language in found):
        raise TypesetError(
            Diagnostic(
                check="language-tags",
                message=translatable(
                    "%(label)s: a passage in “%(language)s” is not where the tags say.",
                    label=label,
                    language=language,
                ),
                hint=translatable(
                    "Use %(tag)s in templates for changes of language alone.", tag="<span>"
                ),
            )
        )
    _merge_spans(tree)


def _merge_spans(tag: Tag) -> None:
    """Take out Spans that say nothing, and give a block the language of its only Span."""
    kids: list[Kid] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _merge_spans(kid)
        bare = isinstance(kid, Tag) and kid.role == "Span" and not kid.lang
        kids += kid.kids if bare and isinstance(kid, Tag) else [kid]
    content = [kid for kid in kids if not isinstance(kid, Area)]
    if len(content) == 1 and isinstance(only := content[0], Tag) and only.role == "Span":
        tag.lang = only.lang
        kids = [*tag.areas(), *only.kids]
    tag.kids = kids
