"""A typo is corrected in the source and in all catalogs; no translation is unsettled by it."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from briefkit.authoring.texts import formed_like
from briefkit.catalogs import merge, rename
from briefkit.catalogs.correction import Correction
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import SourceError, UsageError
from briefkit.maintaining import write_template
from briefkit.model import Brief, Catalog, Message, MessageKey
from briefkit.project import (
    DESK_DOMAIN,
    Project,
    decode_text,
    digest_of,
    require_own_folder,
    source_files,
    write_atomically,
)

__all__ = ["PlannedCorrection", "plan_correction", "write_correction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCorrection:
    """A correction that changes words alone, and is not made yet.

    `files` are the files that it changes, by their names (“briefs/…”): each with its path, and its
    bytes as they were read and as they will be. `messages` are those of each domain as they will
    be.
    """

    project: Project
    files: Mapping[str, tuple[Path, bytes, bytes]]
    messages: Mapping[str, tuple[Message, ...]]

    @property
    def renamed(self) -> Mapping[str, Mapping[MessageKey, str]]:
        """The messages that it changes: their new text by domain, and by what they were."""
        return {
            domain: {
                old.key: new.msgid
                for old, new in zip(self.project.messages(domain), messages, strict=True)
                if old.msgid != new.msgid
            }
            for domain, messages in self.messages.items()
        }


def plan_correction(project: Project, old: str, new: str) -> PlannedCorrection:
    """Return what the correction of a mistake changes; nothing is written.

    Raises UsageError where there is nothing to correct, and SourceError where the mistake stands
    nowhere, stands elsewhere than in messages too, or where the words would mean something else.
    """
    correction = Correction(old, new)
    if not correction.old or correction.old == correction.new:
        raise UsageError(
            Diagnostic(
                check="fix-source", message=translatable("Give the mistake, then its correction.")
            )
        )
    files = _corrected_files(project, correction)
    messages = _corrected_messages(project, files, correction)
    return PlannedCorrection(project=project, files=files, messages=messages)


def write_correction(planned: PlannedCorrection, written: str) -> int:
    """Write a correction, and return how many catalogs changed; `written` is the time as gettext's.

    The catalogs come first: when this is cut short, the same correction finishes it. Raises
    CatalogError, and ChangedError for a file that was saved by another program meanwhile.
    """
    project, renamed = planned.project, planned.renamed
    changed = 0
    for domain, messages in planned.messages.items():
        for locale in project.catalogs.locales:
            if not project.catalogs.path(domain, locale).exists():
                continue
            correct = partial(
                _corrected_catalog, project.messages(domain), messages, renamed[domain]
            )
            before, after = project.catalogs.revise(domain, locale, correct)
            changed += before != after
        write_template(project, domain, messages, written)
    for path, read, data in planned.files.values():
        write_atomically(path, data, expected=digest_of(read))
    return changed


def _corrected_catalog(
    old: Sequence[Message],
    new: Sequence[Message],
    keys: Mapping[MessageKey, str],
    before: Catalog,
) -> Catalog:
    """Return a catalog of the `old` messages with the corrected keys."""
    after = rename(before, keys)
    # Where it was up to date, its comments, which name headings, stay so.
    return merge(new, after) if merge(old, before) == before else after


def _corrected_files(
    project: Project, correction: Correction
) -> dict[str, tuple[Path, bytes, bytes]]:
    """Return the source's files that a correction changes, by their names.

    Raises SourceError where no message has the mistake, or where more than messages would change.
    """
    messages = [message for d in _own_domains(project) for message in project.messages(d)]
    places = dict(source_files(project))
    read = {place: path.read_bytes() for place, path in places.items()}
    if not any(map(correction.stands_in, messages)):
        raise SourceError(
            Diagnostic(
                check="fix-source",
                message=translatable(
                    "“%(words)s” stands nowhere in the texts of the briefs or the templates.",
                    words=correction.old,
                ),
                hint=translatable(
                    "Give whole words, as the source has them, capitals and markup included."
                ),
            )
        )
    correction.require_small()
    changes: dict[str, tuple[Path, bytes, bytes]] = {}
    for place, data in read.items():
        text = decode_text(data, place)
        if (corrected := correction.made_in_file(text, place, messages)) != text:
            require_own_folder(project.root, place.partition("/")[0])
            changes[place] = places[place], data, formed_like(data, corrected)
    return changes


def _own_domains(project: Project) -> tuple[str, ...]:
    """Return the domains whose source is the project's: the program's own pages are not."""
    return tuple(domain for domain in project.domains if domain != DESK_DOMAIN)


def _corrected_messages(
    project: Project,
    changes: Mapping[str, tuple[Path, bytes, bytes]],
    correction: Correction,
) -> dict[str, tuple[Message, ...]]:
    """Return, by domain, the messages of the project with `changes` made to its files.

    Raises SourceError unless they are the old ones, corrected.
    """
    wanted = {
        domain: [
            correction.made_in(m, project.source_locale(domain)) for m in project.messages(domain)
        ]
        for domain in _own_domains(project)
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("briefs", "templates"):
            shutil.copytree(project.folder(name), root / name)
        for place, (_, _, data) in changes.items():
            (root / place).write_bytes(data)
        corrected = Project(root, root)
        messages = {domain: corrected.messages(domain) for domain in wanted}
        same = all(
            _shape(project, name) == _shape(corrected, name) for name in project.brief_names
        ) and all(_words(messages[domain]) == _words(wanted[domain]) for domain in wanted)
    if not same:
        raise SourceError(
            Diagnostic(
                check="fix-source",
                message=translatable(
                    "This changes which messages there are, not their words alone."
                ),
                hint=translatable("Edit the source by hand, then give “briefkit update”."),
            )
        )
    return messages


def _words(messages: Sequence[Message]) -> list[tuple[str | None, str, str | None]]:
    return [(message.context, message.msgid, message.plural) for message in messages]


def _shape(project: Project, name: str) -> list[Brief[None]]:
    """Return a brief's texts with the words taken out."""
    return [text.map_segments(lambda _: None) for text in project.brief(name).texts.values()]
