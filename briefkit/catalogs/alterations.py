"""What a translation must not alter: citations, link targets, placeholders."""

import re

from briefkit.brief import citations_in, note_labels
from briefkit.diagnostics import translatable
from briefkit.model import Citation, Emphasis, InLanguage, Inline, Link, Strong

__all__ = ["PLACEHOLDER", "altered_citations", "altered_links", "altered_placeholders"]

# A placeholder of the templates' messages, which Jinja2 fills by %-formatting.
PLACEHOLDER = re.compile(r"%(?:%|\((\w+)\)s)?")


def altered_citations(translation: tuple[Inline, ...], source: tuple[Inline, ...]) -> str:
    """Say how a translation's citations and notes differ from its source's, or nothing.

    They may stand in any order. A locator's words are translated (“Art. 12 Abs. 2”), its numbers
    are not.
    """
    ours_noted, theirs_noted = (sorted(note_labels(inline)) for inline in (translation, source))
    if ours_noted != theirs_noted:
        return _altered("notes", [*map(_note, ours_noted)], [*map(_note, theirs_noted)])
    ours, theirs = (sorted(citations_in(inline), key=_cited) for inline in (translation, source))
    if [*map(_cited, ours)] == [*map(_cited, theirs)]:
        return ""
    return _altered("citations", [*map(_citation, ours)], [*map(_citation, theirs)])


def altered_links(translation: tuple[Inline, ...], source: tuple[Inline, ...]) -> str:
    """Say how a translation's link targets differ from its source's, or nothing."""
    return _altered("links", _links(translation), _links(source))


def altered_placeholders(translation: str, source: str) -> str:
    """Say how a translation's placeholders differ from its source's, or nothing.

    They may stand in any order and more than once. A bare “%” counts where the source has some:
    there it would spoil the filling in.
    """
    ours, theirs = (
        sorted({m[0] for m in PLACEHOLDER.finditer(text)}) for text in (translation, source)
    )
    if not any(placeholder.startswith("%(") for placeholder in theirs):
        ours, theirs = [p for p in ours if p.startswith("%(")], []
    return _altered("placeholders", ours, theirs)


def _altered(what: str, ours: list[str], theirs: list[str]) -> str:
    """Return what is wrong with `what` there is in a translation; nothing where it is alike."""
    if ours == theirs:
        return ""
    none = translatable("none")
    values = {"ours": ", ".join(ours) or none, "theirs": ", ".join(theirs) or none}
    match what:
        case "notes":
            return translatable(
                "The notes are not the source's: %(ours)s instead of %(theirs)s.", **values
            )
        case "citations":
            return translatable(
                "The citations are not the source's: %(ours)s instead of %(theirs)s.", **values
            )
        case "links":
            return translatable(
                "The link targets are not the source's: %(ours)s instead of %(theirs)s.", **values
            )
    return translatable(
        "The placeholders are not the source's: %(ours)s instead of %(theirs)s.", **values
    )


def _cited(citation: Citation) -> list[tuple[str, bool, list[str]]]:
    """Return what of a citation a translation keeps: keys, and the numbers of locators."""
    return [(w.key, bool(w.locator), re.findall(r"\d+", w.locator)) for w in citation.works]


def _citation(citation: Citation) -> str:
    works = (f"@{w.key}, {w.locator}" if w.locator else f"@{w.key}" for w in citation.works)
    return f"[{'; '.join(works)}]"


def _note(label: str) -> str:
    return f"[^{label}]"


def _links(inline: tuple[Inline, ...]) -> list[str]:
    found: list[str] = []
    for node in inline:
        if isinstance(node, Link):
            found.append(node.href)
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            found += _links(node.children)
    return sorted(found)
