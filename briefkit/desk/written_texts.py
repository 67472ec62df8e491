"""What is found in a text that is being written, and what saving it would do to translations."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefkit.authoring import SourceText, Unsettled, mended_slip, unsettled_languages
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError
from briefkit.project import Project, author_warnings

__all__ = ["TextFindings", "UnsettledAlike", "text_findings", "typed_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsettledAlike:
    """Languages whose translations a change unsettles alike, by numbers of messages."""

    fuzzy: int
    new: int
    gone: int
    locales: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFindings:
    """What is wrong with a text: with `faults` its leaflets are refused, with `warnings` not.

    `changed` says that it is not what the file has. What a text with faults unsettles is not known.
    `slip` is a mistake and its correction where that is all that was changed.
    """

    faults: tuple[Diagnostic, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()
    changed: bool = False
    unsettled: tuple[UnsettledAlike, ...] = ()
    slip: tuple[str, str] | None = None


def typed_text(text: str) -> str:
    """Return a text field's words with Unix line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def text_findings(project: Project, draft: Project, seen: SourceText, text: str) -> TextFindings:
    """Return what is found in a `text` that stands in a `draft` of a project."""
    changed = text != seen.text
    try:
        messages = draft.brief(seen.brief).messages
        warnings = [w for w in author_warnings(draft, seen.brief) if _is_of(w, seen.place)]
    except SourceError as error:
        return TextFindings(faults=tuple(error.diagnostics), changed=changed)
    unsettled = unsettled_languages(project, seen.brief, messages) if changed else ()
    return TextFindings(
        warnings=tuple(warnings),
        changed=changed,
        unsettled=_alike(unsettled),
        slip=mended_slip(seen.text, text) if unsettled else None,
    )


def _is_of(finding: Diagnostic, place: str) -> bool:
    """Whether a finding is of the text at a place, or of its brief as a whole."""
    path = finding.location.path if finding.location else place
    return path == place or not path.endswith(".md")


def _alike(unsettled: Iterable[Unsettled]) -> tuple[UnsettledAlike, ...]:
    """Return languages in groups, those that have most to do first."""
    groups: dict[tuple[int, int, int], list[str]] = {}
    for one in unsettled:
        groups.setdefault((one.fuzzy, one.new, one.gone), []).append(one.locale)
    return tuple(
        UnsettledAlike(fuzzy=fuzzy, new=new, gone=gone, locales=tuple(locales))
        for (fuzzy, new, gone), locales in sorted(groups.items(), reverse=True)
    )
